//! What items say to people, made safe for rustdoc.

use super::code::visible;
use super::{Input, facts};

pub(super) use super::code::code;
use crate::ir::{self, Origin, Shape, SharedPart, Step, TypeId};
use crate::rust::Docs;
use crate::rust::docs::{paragraph, sanitise};
use crate::spec::{ExternalDocs, Status};

/// Words of our own: safe as they are.
pub(super) fn words(text: &str) -> Docs {
    Docs(vec![text.to_owned()])
}

/// A document's words: the title as the first paragraph, the description below it.
pub(super) fn of(docs: &ir::Docs) -> Docs {
    let deprecated = docs.deprecated.then(|| vec!["Deprecated.".to_owned()]);
    parts([Some(said(docs).0), deprecated])
}

/// The same where an attribute says that it is deprecated.
fn said(docs: &ir::Docs) -> Docs {
    parts([
        docs.title.as_deref().map(paragraph),
        docs.description.as_deref().map(sanitise),
        docs.more.as_ref().map(more),
    ])
}

/// Where there is more to read. Only an address of the web becomes a link.
fn more(docs: &ExternalDocs) -> Vec<String> {
    let words = docs.description.as_deref().unwrap_or_default();
    let words: Vec<&str> = words.split_whitespace().collect();
    let words = words.join(" ");
    let gap = if words.is_empty() { "" } else { " " };
    sanitise(&format!("See also: {words}{gap}<{}>", docs.url))
}

/// Paragraphs with a blank line between them; those with nothing in them left out.
fn parts<const N: usize>(parts: [Option<Vec<String>>; N]) -> Docs {
    let mut lines: Vec<String> = Vec::new();
    for part in parts.into_iter().flatten().filter(|part| !part.is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(part);
    }
    Docs(lines)
}

/// A type's words, or where it stands where nobody described it; what bounds it; and the schema that it comes from.
pub(super) fn of_type(input: &Input<'_>, id: TypeId) -> Docs {
    let def = &input.api.types[id];
    let words = said(&def.docs).0;
    let is_named = matches!(def.origin, Origin::Named(_));
    let is_view = input.api.types.whole(id) != id;
    let words = if words.is_empty() && !is_named && !is_view {
        vec![sentence(&whereabouts(input, id))]
    } else {
        words
    };
    let is_base = matches!(
        &def.origin,
        Origin::Inline {
            step: Step::Base,
            ..
        }
    );
    let is_told = is_view || (is_base && !said(&def.docs).0.is_empty());
    let view = is_told.then(|| vec![sentence(&whereabouts(input, id))]);
    let facts = facts::of_type(def)
        .or_else(|| constant(&def.shape))
        .or_else(|| children(&def.shape));
    let schema = address(input, def).map(|address| vec![format!("Schema: {address}.")]);
    parts([Some(words), view, facts, schema])
}

/// The only value that there is.
fn constant(shape: &Shape) -> Option<Vec<String>> {
    let Shape::Literals(list) = shape else {
        return None;
    };
    let value = list.values.first().filter(|_| list.constant)?;
    Some(vec![format!("Always {}.", code(&value.value.to_string()))])
}

/// Whose values those of a parent are.
fn children(shape: &Shape) -> Option<Vec<String>> {
    let Shape::Choice(choice) = shape else {
        return None;
    };
    let tag = choice.discriminator.as_ref().filter(|_| choice.parent)?;
    let property = code(&tag.property);
    let words = format!(
        "One of the schemas that extend it, as {property} says; otherwise what it declares itself."
    );
    Some(vec![words])
}

/// The schema's place: a pointer into the document, with its file in front of it where it is another. The actions of an overlay are
/// counted, so that a new one would move all that follow: there it is the schema's name, if it has one.
fn address(input: &Input<'_>, def: &ir::TypeDef) -> Option<String> {
    let pointer = def.at.pointer().to_string();
    let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
    let file = name(&def.at.source().name);
    if file == name(input.file) {
        return Some(code(&format!("#{pointer}")));
    }
    if !pointer.starts_with("/actions/") {
        return Some(code(&format!("{file}#{pointer}")));
    }
    match &def.origin {
        Origin::Named(schema) => Some(format!("{} of {}", code(schema), code(&file))),
        Origin::Inline { .. } | Origin::Operation { .. } | Origin::Shared { .. } => None,
    }
}

/// Where a type stands in the document's own terms, which edits elsewhere leave as they are.
fn whereabouts(input: &Input<'_>, id: TypeId) -> String {
    let (step, owner) = match &input.api.types[id].origin {
        Origin::Named(name) => return format!("the schema {}", code(name)),
        Origin::Operation { operation, role } => {
            // A parameter's name is the document's.
            let is_word = role.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
            let role = if is_word { role.clone() } else { code(role) };
            return format!("the {role} of the operation {}", code(operation));
        }
        Origin::Shared { part, name, header } => {
            let part = match part {
                SharedPart::Response => "response",
                SharedPart::RequestBody => "request body",
                SharedPart::Parameter => "parameter",
                SharedPart::Header => "header",
            };
            let header = header
                .iter()
                .map(|name| format!("the header {} of ", code(name)));
            return format!("{}the {part} {}", header.collect::<String>(), code(name));
        }
        Origin::Inline { owner, step } => (step, *owner),
    };
    let around = match input.names.ident(owner) {
        Some(ident) => format!("[`{ident}`](super::{ident})"),
        None => whereabouts(input, owner),
    };
    match step {
        Step::Property(name) => format!("the property {} of {around}", code(name)),
        Step::Item => format!("an item of {around}"),
        Step::Part(index) => format!("part {} of {around}", index + 1),
        Step::Value => format!("a value of {around}"),
        Step::Branch(index) => format!("branch {} of {around}", index + 1),
        Step::NonNull => format!("{around} where it is not null"),
        Step::Base => format!("what {around} declares itself"),
        Step::Request => format!("{around} as requests hold it"),
    }
}

/// With a capital letter in front and a full stop behind.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).chain(['.']).collect()
}

/// A property's words, or its type's, and what bounds it; its name on the wire where there is nothing to say.
pub(super) fn of_property(input: &Input<'_>, property: &ir::Property) -> Docs {
    let own = said(&property.docs).0;
    let words = if own.is_empty() {
        said(&input.api.types[property.ty].docs).0
    } else {
        own
    };
    let docs = parts([Some(words), facts::of_property(input, property)]);
    if docs.0.is_empty() {
        self::words(&code(&property.name))
    } else {
        docs
    }
}

/// A branch's words.
pub(super) fn of_branch(input: &Input<'_>, id: TypeId) -> Docs {
    let def = &input.api.types[id];
    let docs = parts([def.docs.title.as_deref().map(paragraph)]);
    if docs.0.is_empty() {
        words(&sentence(&whereabouts(input, id)))
    } else {
        docs
    }
}

/// A document's words, or the value they are about.
pub(super) fn or_code(docs: &ir::Docs, value: &str) -> Docs {
    let docs = of(docs);
    if docs.0.is_empty() {
        words(&code(value))
    } else {
        docs
    }
}

/// An operation's words behind its method and path.
pub(super) fn of_operation(source: &ir::Operation) -> Docs {
    of(&ir::Docs {
        deprecated: false,
        ..source.docs.clone()
    })
}

/// A parameter's words, or its name, and what bounds it.
pub(super) fn of_parameter(input: &Input<'_>, source: &ir::Parameter) -> Docs {
    let own = said(&source.docs).0;
    let words = if own.is_empty() {
        let place = source.place.as_str();
        vec![format!("The {place} parameter {}.", code(&source.name))]
    } else {
        own
    };
    parts([Some(words), facts::of_parameter(input, source)])
}

/// A header's words, or its name.
pub(super) fn of_header(source: &ir::Header) -> Docs {
    let docs = of(&source.docs);
    if docs.0.is_empty() {
        words(&format!("The header {}.", code(&source.name)))
    } else {
        docs
    }
}

/// A response's status and words.
pub(super) fn of_response(source: &ir::Response) -> Docs {
    let status = match source.status {
        Status::Code(code) => format!("Status {code}."),
        Status::Range(digit) => format!("Any other status from {digit}00 to {digit}99."),
        Status::Default => "Any other status.".to_owned(),
    };
    parts([Some(vec![status]), Some(of(&source.docs).0)])
}

/// What the document says about itself.
pub(super) fn of_api(api: &ir::Api) -> Docs {
    let title = Some(api.info.title.as_str())
        .filter(|title| !title.trim().is_empty())
        .map(paragraph);
    let version = api
        .info
        .version
        .as_deref()
        .map(|version| vec![format!("Version {}.", code(version))]);
    parts([
        title,
        api.info.summary.as_deref().map(paragraph),
        api.info.description.as_deref().map(sanitise),
        api.info.external_docs.as_ref().map(more),
        version,
    ])
}

/// An operation's method and path as they stand inside inline code.
pub(super) fn title(source: &ir::Operation) -> String {
    plain(&format!("{} {}", source.method, source.path))
}

/// A text to stand inside inline code of our own.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .flat_map(visible)
        .map(|c| if c == '`' { '\'' } else { c })
        .collect()
}
