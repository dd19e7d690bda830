use super::Upgrade;
use super::body::{content, step};
use super::build::{self, Object, each, is_reference, moved};
use super::media::{self, Media};
use super::report;
use super::schema::{self, schema};
use super::value::{self, Place, value};
use crate::diagnostics::Diagnostics;
use crate::document::{Node, Tree};
use crate::source::{Key, Pointer};

/// Rewrites a Responses Object, or the global responses.
pub(super) fn responses<'d>(
    diagnostics: &mut Diagnostics,
    upgrade: &mut Upgrade<'d>,
    node: &Node<'d>,
    produces: Option<&[Media<'d>]>,
    place: &Pointer,
) -> Tree {
    each(node, |key, value| {
        if key.starts_with("x-") {
            return moved(value);
        }
        response(diagnostics, upgrade, value, produces, &step(place, key))
    })
}

/// A Response Object or a reference to one. `produces` is the operation's own, where that is another than the document's: a
/// global response then has other media types here.
fn response<'d>(
    diagnostics: &mut Diagnostics,
    upgrade: &mut Upgrade<'d>,
    node: &Node<'d>,
    produces: Option<&[Media<'d>]>,
    place: &Pointer,
) -> Tree {
    let Some(target) = node.get("$ref") else {
        return whole(diagnostics, upgrade, node, produces, place, None);
    };
    let found = target.as_str().and_then(|text| upgrade.find(text));
    match (found, produces) {
        (Some((_, found)), Some(_)) if found.get("$ref").is_none() && found.is_object() => {
            let text = target.as_str().unwrap_or_default();
            let target = upgrade.target(text);
            let first = Upgrade::first_name(&upgrade.produces);
            let shared = Pointer::parse(target.trim_start_matches('#')).ok();
            let shared =
                shared.map(|pointer| step(&step(&step(&pointer, "content"), &first), "schema"));
            whole(diagnostics, upgrade, &found, produces, place, shared)
        }
        _ => schema::reference(upgrade, node),
    }
}

/// `shared` is where the schema stands already.
fn whole<'d>(
    diagnostics: &mut Diagnostics,
    upgrade: &mut Upgrade<'d>,
    node: &Node<'d>,
    produces: Option<&[Media<'d>]>,
    place: &Pointer,
    shared: Option<Pointer>,
) -> Tree {
    if !node.is_object() {
        return moved(node);
    }
    let mut object = Object::of(node);
    for (key, value) in node.members() {
        match key {
            "headers" => object.set(
                key,
                each(&value, |name, value| header(diagnostics, name, value)),
            ),
            "schema" | "examples" => {}
            "content" | "links" => {
                report::newer(diagnostics, &value, key);
                object.keep(key, &value);
            }
            _ => object.keep(key, &value),
        }
    }
    let examples = node.get("examples");
    let mut content = match node.get("schema") {
        Some(written) => {
            let mut media = media_of(diagnostics, upgrade, &written, produces);
            if let Some(examples) = examples.as_ref().filter(|_| !is_file(&written)) {
                media.extend(shown_only(diagnostics, &media, examples));
            }
            let schema = body(diagnostics, upgrade, &written, shared);
            Some(content(node, &media, Some(schema), &step(place, "content")))
        }
        None => examples.as_ref().and_then(from_examples),
    };
    if let (Some(examples), Some(content)) = (&examples, &mut content) {
        add_examples(diagnostics, content, examples);
    }
    if let Some(content) = content {
        object.set("content", content);
    }
    object.done()
}

/// What a response's body is: a schema, or a file (2.0 section 5.2.12).
fn body(
    diagnostics: &mut Diagnostics,
    upgrade: &mut Upgrade<'_>,
    node: &Node<'_>,
    shared: Option<Pointer>,
) -> Tree {
    if is_file(node) {
        let mut object = Object::of(node);
        for (key, value) in node.members() {
            object.keep(key, &value);
        }
        value::file(&mut object, node);
        return object.done();
    }
    let made = schema(diagnostics, upgrade, node);
    match shared {
        Some(pointer) if !is_reference(&made) => build::reference(node, &pointer),
        _ => made,
    }
}

fn is_file(schema: &Node<'_>) -> bool {
    schema.get("type").and_then(|ty| ty.as_str()) == Some("file")
}

/// A file has any of the media types that are no JSON: a document's general `produces` speaks of its other answers.
fn media_of<'d>(
    diagnostics: &mut Diagnostics,
    upgrade: &mut Upgrade<'d>,
    schema: &Node<'d>,
    produces: Option<&[Media<'d>]>,
) -> Vec<Media<'d>> {
    let own = produces.map_or_else(|| upgrade.produces.clone(), <[_]>::to_vec);
    if !is_file(schema) {
        return upgrade.media(diagnostics, &own, schema, "produces");
    }
    let mut files = own;
    files.retain(|media| {
        let essence = media::essence(&media.name);
        !essence.ends_with("json") && !essence.ends_with("xml")
    });
    if files.is_empty() {
        files.push(Media {
            name: "application/octet-stream".to_owned(),
            node: schema.clone(),
        });
    }
    files
}

/// Media types that only the examples name: whoever wrote them saw such answers.
fn shown_only<'d>(
    diagnostics: &mut Diagnostics,
    media: &[Media<'d>],
    examples: &Node<'d>,
) -> Vec<Media<'d>> {
    let mut shown = Vec::new();
    for (name, node) in examples.members() {
        let essence = media::essence(name);
        if essence.contains('/') && media.iter().all(|one| media::essence(&one.name) != essence) {
            let words = format!("`{name}` is not among what the operation `produces`");
            let help = "list it there: the answer is taken to have this form too";
            report::lost(diagnostics, &node, words, help);
            let name = name.to_owned();
            shown.push(Media { name, node });
        }
    }
    shown
}

/// Without a schema a response has no body (2.0 section 5.2.12); examples by media type say otherwise.
fn from_examples(examples: &Node<'_>) -> Option<Tree> {
    let mut content = Object::of(examples);
    for (name, value) in examples.members().filter(|(name, _)| name.contains('/')) {
        content.set(name, Object::of(&value).done());
    }
    (!content.is_empty()).then(|| content.done())
}

/// The Example Object of 2.0: values by media type.
fn add_examples(diagnostics: &mut Diagnostics, content: &mut Tree, examples: &Node<'_>) {
    for (name, value) in examples.members() {
        if !name.starts_with("x-") && !media::add_example(content, name, &value) {
            let words = format!("the example is ignored: no answer is `{name}`");
            let help = "examples stand under a media type that `produces` lists";
            report::lost(diagnostics, &value, words, help);
        }
    }
}

/// A Header Object: its schema moves into `schema`.
fn header(diagnostics: &mut Diagnostics, name: &str, node: &Node<'_>) -> Tree {
    if !node.is_object() {
        return moved(node);
    }
    let mut object = Object::of(node);
    for (key, value) in node.members() {
        match key {
            "schema" => {
                report::newer(diagnostics, &value, key);
                object.keep(key, &value);
            }
            "x-example" => object.keep("example", &value),
            _ if value::is_schemas(key) => {}
            _ => object.keep(key, &value),
        }
    }
    if !object.has("schema") {
        let value = value(diagnostics, node, Place::Header, &format!("`{name}`"));
        object.set("schema", value.schema);
    }
    object.done()
}

/// Where the global responses stand in the new tree.
pub(super) fn components() -> Pointer {
    Pointer::root()
        .step(Key::Name("components".into()))
        .step(Key::Name("responses".into()))
}
