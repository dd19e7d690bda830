use super::Upgrade;
use super::build::{self, Object, each, moved};
use super::report;
use super::schema;
use super::value::{self, Place, value};
use crate::diagnostics::Diagnostics;
use crate::document::{Node, Tree};
use crate::source::Pointer;

/// A body parameter, and the global parameter that it is, by name.
#[derive(Clone, Debug)]
pub(super) struct Body<'d> {
    pub(super) node: Node<'d>,
    pub(super) global: Option<String>,
}

/// A list of parameters by what becomes of them.
#[derive(Clone, Default)]
pub(super) struct Parameters<'d> {
    /// Those that stay parameters.
    pub(super) plain: Vec<Tree>,
    /// The one that becomes the request's body.
    pub(super) body: Option<Body<'d>>,
    /// Those that become the properties of a form.
    pub(super) fields: Vec<Node<'d>>,
}

impl Parameters<'_> {
    /// Whether it says what the body is.
    pub(super) fn has_body(&self) -> bool {
        self.body.is_some() || !self.fields.is_empty()
    }
}

/// Sorts a list of parameters and references to them; a map of them in place of the list is taken by its values.
pub(super) fn sorted<'d>(
    diagnostics: &mut Diagnostics,
    upgrade: &mut Upgrade<'d>,
    node: &Node<'d>,
) -> Parameters<'d> {
    let mut parameters = Parameters::default();
    if !node.is_array() {
        let words = format!("`parameters` must be a list, found {}", node.kind_name());
        report::wrong(
            diagnostics,
            node,
            words,
            "put each into a list: `- ` before it in YAML, `[…]` in JSON",
        );
    }
    for item in node.items() {
        let (target, global) = followed(upgrade, &item);
        match target.get("in").and_then(|place| place.as_str()) {
            Some("body") => add_body(
                diagnostics,
                &mut parameters,
                Body {
                    node: target,
                    global,
                },
            ),
            Some("formData") => add_field(diagnostics, &mut parameters, target),
            Some(_) | None if item.get("$ref").is_some() => {
                parameters.plain.push(schema::reference(upgrade, &item));
            }
            Some(_) | None => parameters.plain.push(plain(diagnostics, upgrade, &item)),
        }
    }
    if parameters.body.is_some() && !parameters.fields.is_empty() {
        conflict(diagnostics, &mut parameters);
    }
    parameters
}

/// What a parameter is behind its references, and its name where it is a global one. One that leads nowhere is its own end:
/// readers tell.
fn followed<'d>(upgrade: &Upgrade<'d>, item: &Node<'d>) -> (Node<'d>, Option<String>) {
    /// More than anybody writes: references in a circle lead nowhere.
    const LINKS: usize = 16;
    let (mut node, mut global) = (item.clone(), None);
    for _ in 0..LINKS {
        let Some(target) = node.get("$ref") else {
            return (node, global);
        };
        let Some((name, next)) = target.as_str().and_then(|text| upgrade.find(text)) else {
            break;
        };
        (node, global) = (next, name);
    }
    (item.clone(), None)
}

fn add_body<'d>(diagnostics: &mut Diagnostics, parameters: &mut Parameters<'d>, body: Body<'d>) {
    if parameters.body.is_some() {
        let words = "a request has one body: this second body parameter is ignored";
        report::lost(diagnostics, &body.node, words, "put both into one schema");
    } else {
        parameters.body = Some(body);
    }
}

fn add_field<'d>(diagnostics: &mut Diagnostics, parameters: &mut Parameters<'d>, field: Node<'d>) {
    let name = |node: &Node<'d>| node.get("name").and_then(|name| name.as_str());
    let Some(own) = name(&field) else {
        let words = "a form field without a name is ignored";
        report::missing(diagnostics, &field, words, "add its `name`");
        return;
    };
    if parameters
        .fields
        .iter()
        .any(|other| name(other) == Some(own))
    {
        let words = format!("form field `{own}` is declared twice, and the second is ignored");
        report::wrong(diagnostics, &field, words, "keep one of the two");
        return;
    }
    parameters.fields.push(field);
}

/// 2.0 forbids a body beside a form (section 5.2.9): a request is one of them. The body's schema says the more.
fn conflict(diagnostics: &mut Diagnostics, parameters: &mut Parameters<'_>) {
    for field in parameters.fields.drain(..) {
        let name = field
            .get("name")
            .and_then(|name| name.as_str())
            .unwrap_or_default();
        let words = format!("form field `{name}` is ignored: the request has a body parameter");
        let help = "take the body parameter out, or make a property of it";
        report::lost(diagnostics, &field, words, help);
    }
}

/// A parameter that is no body: its schema moves into `schema`.
pub(super) fn plain(
    diagnostics: &mut Diagnostics,
    upgrade: &mut Upgrade<'_>,
    node: &Node<'_>,
) -> Tree {
    if !node.is_object() {
        return moved(node);
    }
    if node.get("$ref").is_some() {
        return schema::reference(upgrade, node);
    }
    let mut object = Object::of(node);
    for (key, value) in node.members() {
        match key {
            "x-example" => object.keep("example", &value),
            "x-examples" if value.is_object() => object.set("examples", examples(&value)),
            "schema" | "content" | "style" | "explode" => {
                report::newer(diagnostics, &value, key);
                object.set(key, schema::schema(diagnostics, upgrade, &value));
            }
            _ if value::is_schemas(key) => {}
            _ => object.keep(key, &value),
        }
    }
    if object.has("schema") || object.has("content") {
        return object.done();
    }
    let name = node.get("name").and_then(|name| name.as_str());
    let subject = name.map_or_else(|| "the parameter".to_owned(), |name| format!("`{name}`"));
    let value = value(diagnostics, node, place_of(node), &subject);
    if let Some((style, explode)) = value.written {
        let at = node.get("collectionFormat").unwrap_or_else(|| node.clone());
        object.set("style", build::text(&at, style));
        object.set("explode", build::flag(&at, explode));
    }
    object.set("schema", value.schema);
    object.done()
}

fn place_of(node: &Node<'_>) -> Place {
    match node.get("in").and_then(|place| place.as_str()) {
        Some("path") => Place::Path,
        Some("header") => Place::Header,
        Some(_) | None => Place::Query,
    }
}

/// Values by name as Example Objects by name.
pub(super) fn examples(node: &Node<'_>) -> Tree {
    each(node, |_, value| {
        let mut object = Object::of(value);
        object.keep("value", value);
        object.done()
    })
}

/// The place of a global body parameter among the components.
pub(super) fn component(name: &str) -> Pointer {
    ["components", "requestBodies", name]
        .into_iter()
        .fold(Pointer::root(), |pointer, key| {
            pointer.step(crate::source::Key::Name(key.into()))
        })
}
