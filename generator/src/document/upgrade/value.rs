//! Parameters that are no body, form fields, headers: 2.0 spells their schema on themselves.

use super::build::{self, Object, moved};
use super::report;
use crate::diagnostics::Diagnostics;
use crate::document::{Kind, Node, Tree};

/// The keys that belong to the schema from 3.0 on.
const SCHEMA: &[&str] = &[
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
];

/// Where a value stands on the wire: what the ways to write a list there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Query,
    Header,
    Form,
}

/// A value's schema, and how a list is written where 3.0's default is another.
pub(super) struct Value {
    pub(super) schema: Tree,
    pub(super) written: Option<(&'static str, bool)>,
}

/// Whether a key is the schema's.
pub(super) fn is_schemas(key: &str) -> bool {
    SCHEMA.contains(&key) || matches!(key, "collectionFormat" | "x-nullable")
}

/// How 3.0 writes a list.
enum Written {
    /// As is usual there.
    Usual,
    /// In this style, exploded or not.
    Style(&'static str, bool),
    /// It cannot.
    Never,
}

/// Reads the schema of a value out of what declares it; `subject` is what messages call it.
pub(super) fn value(
    diagnostics: &mut Diagnostics,
    node: &Node<'_>,
    place: Place,
    subject: &str,
) -> Value {
    let format = node.get("collectionFormat");
    let written = if is_list(node) {
        style(diagnostics, node, format.as_ref(), place, subject)
    } else {
        if let Some(format) = &format {
            let words = format!("`collectionFormat` is ignored: {subject} is no list");
            report::wrong(
                diagnostics,
                format,
                words,
                "take it out, or say `type: array`",
            );
        }
        Written::Usual
    };
    let schema = match written {
        Written::Usual | Written::Style(..) => typed(diagnostics, node, subject),
        Written::Never => as_text(node),
    };
    let written = match written {
        Written::Style(style, explode) => Some((style, explode)),
        Written::Usual | Written::Never => None,
    };
    Value { schema, written }
}

fn is_list(node: &Node<'_>) -> bool {
    match node.get("type") {
        Some(ty) => ty.as_str() == Some("array"),
        None => node.get("items").is_some(),
    }
}

/// How 3.0 writes a list of this format there (3.0.4 section 4.7.12.2).
fn style(
    diagnostics: &mut Diagnostics,
    node: &Node<'_>,
    format: Option<&Node<'_>>,
    place: Place,
    subject: &str,
) -> Written {
    let name = format.map_or(Some("csv"), Node::as_str);
    let format = format.unwrap_or(node);
    let paired = matches!(place, Place::Query | Place::Form);
    match name {
        Some("csv") if paired => Written::Style("form", false),
        Some("csv") => Written::Usual,
        Some("multi") if paired => Written::Style("form", true),
        Some("ssv") if paired => Written::Style("spaceDelimited", false),
        Some("pipes") if paired => Written::Style("pipeDelimited", false),
        Some(name @ ("ssv" | "pipes" | "tsv" | "multi")) => {
            let words = format!("OpenAPI 3 cannot write {subject} as `{name}`");
            report::lost(diagnostics, format, words, TEXT);
            Written::Never
        }
        Some(_) | None => {
            let words = "`collectionFormat` must be `csv`, `ssv`, `tsv`, `pipes` or `multi`: it is taken to be `csv`";
            report::wrong(
                diagnostics,
                format,
                words,
                "write one of these: `multi` is for query and form alone",
            );
            if paired {
                Written::Style("form", false)
            } else {
                Written::Usual
            }
        }
    }
}

const TEXT: &str =
    "it is taken to be the text that is sent, so whoever calls joins and splits the items";

/// A list that only whoever calls knows how to write.
fn as_text(node: &Node<'_>) -> Tree {
    let mut object = Object::of(node);
    object.set("type", build::text(node, "string"));
    object.done()
}

/// The keys that are the schema's, and a type where there is none.
fn typed(diagnostics: &mut Diagnostics, node: &Node<'_>, subject: &str) -> Tree {
    let mut object = Object::of(node);
    for (key, value) in node.members() {
        match key {
            "items" => object.set(key, items(diagnostics, &value, subject)),
            "x-nullable" => object.keep("nullable", &value),
            _ if SCHEMA.contains(&key) => object.keep(key, &value),
            _ => {}
        }
    }
    if node.get("type").is_none() {
        let ty = if object.has("items") {
            "array"
        } else {
            "string"
        };
        let words = format!("{subject} has no `type`, and is taken to be of type `{ty}`");
        report::missing(diagnostics, node, words, "say what it is: `type: …`");
        object.set("type", build::text(node, ty));
    } else if is_list(node) && !object.has("items") {
        let words = format!("{subject} is a list without `items`: they are taken to be strings");
        report::missing(
            diagnostics,
            node,
            words,
            "say what it holds: `items: {type: …}`",
        );
        object.set("items", as_text(node));
    } else if node.get("type").and_then(|ty| ty.as_str()) == Some("file") {
        file(&mut object, node);
    }
    object.done()
}

/// `type: file`: bytes (3.0.4 section 4.7.14.2).
pub(super) fn file(object: &mut Object<'_>, node: &Node<'_>) {
    let ty = node.get("type").unwrap_or_else(|| node.clone());
    object.set("type", build::text(&ty, "string"));
    object.set("format", build::text(&ty, "binary"));
}

/// An Items Object. OpenAPI 3 does not say how a list in a list is written.
fn items(diagnostics: &mut Diagnostics, node: &Node<'_>, subject: &str) -> Tree {
    if !node.is_object() || node.get("$ref").is_some() {
        return moved(node);
    }
    if is_list(node) {
        let words = format!("{subject} is a list of lists, which OpenAPI 3 cannot write");
        let help = "each inner list is taken to be the text that is sent, so whoever calls joins and splits its items";
        report::lost(diagnostics, node, words, help);
        return as_text(node);
    }
    let mut object = Object::of(node);
    for (key, value) in node.members() {
        match key {
            "collectionFormat" => {
                let words = "`collectionFormat` is ignored: these items are no lists";
                report::wrong(
                    diagnostics,
                    &value,
                    words,
                    "take it out, or say `type: array`",
                );
            }
            "x-nullable" => object.keep("nullable", &value),
            _ => object.keep(key, &value),
        }
    }
    object.done()
}

/// Whether a value is bytes.
pub(super) fn is_file(schema: &Tree) -> bool {
    let Kind::Object(members) = &schema.kind else {
        return false;
    };
    let format = members.get("format").map(|format| &format.kind);
    matches!(format, Some(Kind::String(format)) if format == "binary")
}
