//! Body parameters and form fields as request bodies.

use super::Upgrade;
use super::build::{self, Object, is_reference, list, moved};
use super::media::{self, Media};
use super::parameter::{Body, Parameters, component, examples};
use super::report;
use super::schema::schema;
use super::value::{self, Place, value};
use crate::diagnostics::Diagnostics;
use crate::document::{Node, Tree};
use crate::source::{Key, Pointer};

/// The Request Body Object of an operation, where its parameters say that there is one.
pub(super) fn request<'d>(
    diagnostics: &mut Diagnostics,
    upgrade: &mut Upgrade<'d>,
    parameters: &Parameters<'d>,
    consumes: &[Media<'d>],
    operation: (&Node<'d>, &Pointer),
) -> Option<Tree> {
    let (node, place) = operation;
    if let Some(body) = &parameters.body {
        let place = step(place, "requestBody");
        return Some(of_body(diagnostics, upgrade, body, consumes, &place));
    }
    let fields = &parameters.fields;
    let place = step(place, "requestBody");
    (!fields.is_empty()).then(|| form(diagnostics, node, fields, consumes, &place))
}

/// A body parameter under the operation's media types.
pub(super) fn of_body<'d>(
    diagnostics: &mut Diagnostics,
    upgrade: &mut Upgrade<'d>,
    body: &Body<'d>,
    consumes: &[Media<'d>],
    place: &Pointer,
) -> Tree {
    let node = &body.node;
    let mut object = Object::of(node);
    let mut written = None;
    for (key, value) in node.members() {
        match key {
            "schema" => written = Some(value),
            "name" | "in" | "x-example" | "x-examples" => {}
            _ => object.keep(key, &value),
        }
    }
    if written.is_none() {
        let words = "a body parameter without a `schema` may be anything";
        report::missing(diagnostics, node, words, "say what it holds: `schema: …`");
    }
    let whole = match (&written, &body.global) {
        (Some(written), Some(name)) if written.get("$ref").is_none() => {
            let first = Upgrade::first_name(&upgrade.consumes);
            let pointer = step(&step(&component(name), "content"), &first);
            Some(build::reference(written, &step(&pointer, "schema")))
        }
        (Some(written), _) => Some(schema(diagnostics, upgrade, written)),
        (None, _) => None,
    };
    let media = upgrade.media(diagnostics, consumes, node, "consumes");
    let place = step(place, "content");
    object.set("content", content(node, &media, whole, &place));
    add_examples(diagnostics, &mut object, node);
    object.done()
}

/// The same schema under each media type: whole under the first, by reference under the others, so that it is read once.
pub(super) fn content(
    node: &Node<'_>,
    media: &[Media<'_>],
    schema: Option<Tree>,
    place: &Pointer,
) -> Tree {
    let mut content = Object::of(node);
    let mut next = schema;
    let mut first: Option<&str> = None;
    for media in media {
        let mut object = Object::of(&media.node);
        if let Some(schema) = next.take() {
            next = Some(if is_reference(&schema) {
                schema.clone()
            } else {
                let first = *first.get_or_insert(&media.name);
                build::reference(node, &step(&step(place, first), "schema"))
            });
            object.set("schema", schema);
        }
        content.set(&media.name, object.done());
    }
    content.done()
}

/// `x-example`, and `x-examples` by media type or by name: what 2.0's tools agreed on.
fn add_examples(diagnostics: &mut Diagnostics, body: &mut Object<'_>, node: &Node<'_>) {
    let Some(content) = body.get_mut("content") else {
        return;
    };
    if let Some(example) = node.get("x-example") {
        build::in_first(content, |media| {
            build::insert(media, "example", moved(&example));
        });
    }
    let Some(all) = node.get("x-examples").filter(Node::is_object) else {
        return;
    };
    if all.members().any(|(name, _)| name.contains('/')) {
        for (name, value) in all.members() {
            if !media::add_example(content, name, &value) {
                let words = format!("the example is ignored: no body is `{name}`");
                report::lost(diagnostics, &value, words, "name it in `consumes`");
            }
        }
    } else {
        build::in_first(content, |media| {
            build::insert(media, "examples", examples(&all));
        });
    }
}

/// Form fields: one object, sent as the operation's form media types.
fn form<'d>(
    diagnostics: &mut Diagnostics,
    node: &Node<'d>,
    fields: &[Node<'d>],
    consumes: &[Media<'d>],
    place: &Pointer,
) -> Tree {
    let at = node.get("parameters").unwrap_or_else(|| node.clone());
    let mut form = Form {
        properties: Object::of(&at),
        encodings: Object::of(&at),
        required: Vec::new(),
        has_file: false,
    };
    for field in fields {
        form.add(diagnostics, field);
    }
    let media = forms(diagnostics, &at, consumes, form.has_file);
    let mut body = Object::of(&at);
    if !form.required.is_empty() {
        body.set("required", build::flag(&at, true));
    }
    let encoding = (!form.encodings.is_empty()).then(|| form.encodings.done());
    let mut schema = Object::of(&at);
    schema.set("type", build::text(&at, "object"));
    schema.set("properties", form.properties.done());
    if !form.required.is_empty() {
        schema.set("required", list(&at, form.required));
    }
    let mut content = content(&at, &media, Some(schema.done()), &step(place, "content"));
    if let Some(encoding) = encoding {
        build::in_each(&mut content, |media| {
            build::insert(media, "encoding", encoding.clone());
        });
    }
    body.set("content", content);
    body.done()
}

/// A form's parts while its fields are walked.
struct Form<'d> {
    properties: Object<'d>,
    encodings: Object<'d>,
    required: Vec<Tree>,
    has_file: bool,
}

impl Form<'_> {
    fn add(&mut self, diagnostics: &mut Diagnostics, field: &Node<'_>) {
        let name = field.get("name").and_then(|name| name.as_str());
        let name = name.unwrap_or_default();
        let value = value(diagnostics, field, Place::Form, &format!("`{name}`"));
        if let Some(encoding) = encoding(field, &value) {
            self.encodings.set(name, encoding);
        }
        if field
            .get("required")
            .and_then(|required| required.as_bool())
            == Some(true)
        {
            self.required.push(build::text(field, name));
        }
        self.has_file |= value::is_file(&value.schema);
        self.properties.set(name, described(field, value.schema));
    }
}

/// What a field says beside its type.
fn described(field: &Node<'_>, mut schema: Tree) -> Tree {
    for (key, value) in field.members() {
        let key = match key {
            "x-example" => "example",
            "allowEmptyValue" => "x-allow-empty-value",
            "description" => key,
            _ if key.starts_with("x-") && !value::is_schemas(key) => key,
            _ => continue,
        };
        build::insert(&mut schema, key, moved(&value));
    }
    schema
}

/// The Encoding Object of a list (3.0.4 section 4.7.15).
fn encoding(field: &Node<'_>, value: &value::Value) -> Option<Tree> {
    let (style, explode) = value.written?;
    let at = field
        .get("collectionFormat")
        .unwrap_or_else(|| field.clone());
    let mut object = Object::of(&at);
    object.set("style", build::text(&at, style));
    object.set("explode", build::flag(&at, explode));
    Some(object.done())
}

/// The media types that a form may be sent as. A file needs parts; what says nothing is the simpler form.
fn forms<'d>(
    diagnostics: &mut Diagnostics,
    at: &Node<'d>,
    consumes: &[Media<'d>],
    has_file: bool,
) -> Vec<Media<'d>> {
    let mut forms: Vec<Media<'d>> = Vec::new();
    for media in consumes.iter().filter(|media| media::is_form(&media.name)) {
        if has_file && media::essence(&media.name) == media::URLENCODED {
            let words = "a file cannot be sent as `application/x-www-form-urlencoded`";
            let help = "list `multipart/form-data` alone under `consumes`; it is what is sent";
            report::lost(diagnostics, &media.node, words, help);
        } else {
            forms.push(media.clone());
        }
    }
    if forms.is_empty() {
        let name = if has_file {
            media::MULTIPART
        } else {
            media::URLENCODED
        };
        let words = format!("`consumes` names no form's media type: `{name}` is sent");
        report::assumed(diagnostics, at, &words, "name it under `consumes`");
        forms.push(Media {
            name: name.to_owned(),
            node: at.clone(),
        });
    }
    forms
}

/// A key's pointer below a place of the new tree.
pub(super) fn step(pointer: &Pointer, key: &str) -> Pointer {
    pointer.step(Key::Name(key.into()))
}

/// The global parameters: those that stay parameters, and the bodies.
pub(super) fn global<'d>(
    diagnostics: &mut Diagnostics,
    upgrade: &mut Upgrade<'d>,
    node: &Node<'d>,
) -> (Tree, Tree) {
    let (mut plain, mut bodies) = (Object::of(node), Object::of(node));
    for (name, value) in node.members() {
        match value.get("in").and_then(|place| place.as_str()) {
            Some("body") => {
                let body = Body {
                    node: value,
                    global: None,
                };
                let consumes = upgrade.consumes.clone();
                let place = component(name);
                let made = of_body(diagnostics, upgrade, &body, &consumes, &place);
                bodies.set(name, made);
            }
            // Operations make a form of those that they refer to.
            Some("formData") => {}
            Some(_) | None => {
                let made = super::parameter::plain(diagnostics, upgrade, &value);
                plain.set(name, made);
            }
        }
    }
    (plain.done(), bodies.done())
}
