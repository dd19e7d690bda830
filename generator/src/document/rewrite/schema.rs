//! Schemas of JSON Schema 2020-12 in the words of 3.0's dialect.

use std::fmt::Write;

use super::lost::{drop_members, lose};
use super::members::{holds, is_null, list, number, string, types};
use super::walk::{Members, made, moved, object, place, text};
use crate::diagnostics::Diagnostics;
use crate::document::grammar::Part;
use crate::document::{Kind, Tree};
use crate::source::{Key, Location, Text};

/// Keywords that 3.0 does not know, and has no other words for.
const NEWER: &[&str] = &[
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "then",
    "else",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "contentMediaType",
    "contentEncoding",
    "$dynamicRef",
    "$dynamicAnchor",
];

/// Those that say nothing of values, once every reference is a pointer.
const SILENT: &[&str] = &["$comment", "$schema", "$vocabulary", "$id", "$anchor"];

pub(super) fn lower(diagnostics: &mut Diagnostics, members: &mut Members, at: &Location) {
    if string(members, "contentEncoding") == Some("base64") && !members.contains_key("format") {
        members.shift_remove("contentEncoding");
        members.insert("format".to_owned(), text("byte", at));
    }
    drop_members(diagnostics, members, at, "3.0", NEWER);
    members.retain(|key, _| !SILENT.contains(&key.as_str()));
    constant(diagnostics, members, at);
    for (exclusive, bound, sign) in [
        ("exclusiveMinimum", "minimum", 1.0),
        ("exclusiveMaximum", "maximum", -1.0),
    ] {
        limit(members, at, exclusive, bound, sign);
    }
    examples(diagnostics, members, at);
    if members.contains_key("$ref") && members.len() > 1 {
        beside(members, at);
    }
    null_among_alternatives(members, at);
    one_type(members, at);
    if string(members, "type") == Some("array") && !members.contains_key("items") {
        members.insert(
            "items".to_owned(),
            made(Kind::Object(Members::default()), at),
        );
    }
}

/// A boolean schema is an object: 3.0 has booleans under `additionalProperties` alone.
pub(super) fn lower_booleans(part: Part, tree: &mut Tree) {
    let as_object = |tree: &mut Tree| {
        let Kind::Bool(fits) = tree.kind else { return };
        let mut members = Members::default();
        if !fits {
            members.insert("not".to_owned(), Kind::Object(Members::default()).into());
        }
        tree.kind = Kind::Object(members);
    };
    match &mut tree.kind {
        Kind::Object(members) => {
            for (key, value) in members.iter_mut() {
                let is_schema = part.under(key, value) == Part::Schema;
                if is_schema && (part != Part::Schema || key != "additionalProperties") {
                    as_object(value);
                }
            }
        }
        Kind::Array(items) if part.element() == Part::Schema => {
            items.iter_mut().for_each(as_object);
        }
        Kind::Array(_) | Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
    }
}

/// `const` is an `enum` of one value.
fn constant(diagnostics: &mut Diagnostics, members: &mut Members, at: &Location) {
    if members.contains_key("enum") {
        return drop_members(diagnostics, members, at, "3.0", &["const"]);
    }
    if let Some(index) = members.get_index_of("const")
        && let Some((key, value)) = members.shift_remove_index(index)
    {
        let at = place(at, &key, &value);
        let values = made(Kind::Array(vec![moved(value, at.clone())]), &at);
        members.shift_insert(index, "enum".to_owned(), values);
    }
}

/// An exclusive bound is a flag beside the bound; of two bounds the one that leaves less stays.
fn limit(members: &mut Members, at: &Location, exclusive: &str, bound: &str, sign: f64) {
    let Some(outer) = number(members, exclusive) else {
        return;
    };
    let is_weaker = number(members, bound).is_some_and(|inner| outer * sign < inner * sign);
    let Some(index) = members.get_index_of(exclusive) else {
        return;
    };
    let Some((_, value)) = members.shift_remove_index(index) else {
        return;
    };
    if is_weaker {
        return;
    }
    let at = place(at, exclusive, &value);
    let value = moved(value, at.clone());
    if let Some(known) = members.get_mut(bound) {
        *known = value;
    } else {
        members.shift_insert(index, bound.to_owned(), value);
    }
    members.insert(exclusive.to_owned(), made(Kind::Bool(true), &at));
}

/// 3.0 has one `example`.
fn examples(diagnostics: &mut Diagnostics, members: &mut Members, at: &Location) {
    let Some(mut examples) = list(members, "examples") else {
        return;
    };
    let index = members.get_index_of("examples").unwrap_or(0);
    members.shift_remove("examples");
    let list_at = at.key("examples");
    if !members.contains_key("example") && !examples.is_empty() {
        let first = moved(examples.remove(0), list_at.index(0));
        members.shift_insert(index.min(members.len()), "example".to_owned(), first);
    }
    if let Some(more) = examples.first() {
        let at = more.origin.as_deref().cloned();
        let words = "OpenAPI 3.0 has one `example` in a schema: the others are left out";
        lose(diagnostics, &at.unwrap_or(list_at), words.to_owned());
    }
}

/// Beside a `$ref` nothing counts in 3.0: the reference becomes one of `allOf`.
fn beside(members: &mut Members, at: &Location) {
    let Some(reference) = members.shift_remove("$ref") else {
        return;
    };
    let reference_at = place(at, "$ref", &reference);
    let part = object("$ref", moved(reference, reference_at), at);
    if let Some(Kind::Array(parts)) = members.get_mut("allOf").map(|it| &mut it.kind) {
        parts.insert(0, part);
    } else {
        let all = made(Kind::Array(vec![part]), at);
        members.shift_insert(0, "allOf".to_owned(), all);
    }
}

/// An alternative that is null is what `nullable` stands for, where nothing else forbids null.
fn null_among_alternatives(members: &mut Members, at: &Location) {
    let (one, any) = (holds(members, "oneOf"), holds(members, "anyOf"));
    let key = if one { "oneOf" } else { "anyOf" };
    let alone = !holds(members, "allOf") && !members.contains_key("enum");
    if one == any || !alone || !types(members).is_empty() {
        return;
    }
    let items = list(members, key).unwrap_or_default();
    let (null, others): (Vec<Tree>, Vec<Tree>) = items
        .into_iter()
        .enumerate()
        .map(|(index, item)| moved(item, at.key(key).index(index)))
        .partition(is_null_schema);
    if null.is_empty() || others.is_empty() {
        return;
    }
    if let Some(value) = members.get_mut(key) {
        value.kind = Kind::Array(others);
    }
    members.insert("nullable".to_owned(), made(Kind::Bool(true), at));
}

fn is_null_schema(tree: &Tree) -> bool {
    let Kind::Object(members) = &tree.kind else {
        return false;
    };
    members.len() == 1 && types(members) == ["null"]
}

/// 3.0 has one type, and `nullable`: several are alternatives.
fn one_type(members: &mut Members, at: &Location) {
    let mut named = types(members);
    let values = list(members, "enum");
    let may_be_null = values
        .as_ref()
        .is_none_or(|values| values.iter().any(is_null));
    let null = named.iter().any(|ty| ty == "null");
    let is_list = matches!(members.get("type").map(|it| &it.kind), Some(Kind::Array(_)));
    if !null && !is_list {
        return;
    }
    named.retain(|ty| ty != "null");
    let type_at = at.key("type");
    match named.as_slice() {
        [] => {
            members.shift_remove("type");
            if values.is_none() && null {
                let null = made(Kind::Array(vec![made(Kind::Null, &type_at)]), &type_at);
                members.insert("enum".to_owned(), null);
            }
        }
        [one] => {
            let one = text(one, &type_at);
            members.insert("type".to_owned(), one);
        }
        several => {
            members.shift_remove("type");
            let each = several
                .iter()
                .map(|ty| object("type", text(ty, &type_at), &type_at));
            let alternatives = made(Kind::Array(each.collect()), &type_at);
            combine(members, alternatives, &type_at);
        }
    }
    if null && may_be_null {
        members.insert("nullable".to_owned(), made(Kind::Bool(true), &type_at));
    }
}

/// Alternatives beside those that are there hold as well.
fn combine(members: &mut Members, alternatives: Tree, at: &Location) {
    if !members.contains_key("anyOf") {
        members.insert("anyOf".to_owned(), alternatives);
        return;
    }
    let part = object("anyOf", alternatives, at);
    if let Some(Kind::Array(parts)) = members.get_mut("allOf").map(|it| &mut it.kind) {
        parts.push(part);
    } else {
        members.insert("allOf".to_owned(), made(Kind::Array(vec![part]), at));
    }
}

/// 3.0 keeps schemas by name among the components alone: those under `$defs` go there, and references follow them.
pub(super) fn keep_by_name(root: &mut Tree) {
    let mut names: Vec<String> = Vec::new();
    let mut moves: Vec<(String, String)> = Vec::new();
    let mut found: Vec<(String, Tree)> = Vec::new();
    let schemas = root
        .child(&Key::from("components"))
        .and_then(|it| it.child(&Key::from("schemas")));
    if let Some(Kind::Object(schemas)) = schemas.map(|it| &it.kind) {
        names.extend(schemas.keys().map(ToString::to_string));
    }
    take(root, Part::Root, "#", &mut |at, name, tree| {
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let free = std::iter::once(name.to_owned()).chain(numbered);
        let free = free.into_iter().find(|name| !names.contains(name));
        let free = free.unwrap_or_else(|| unreachable!("numbers do not end"));
        names.push(free.clone());
        moves.push((at, format!("#/components/schemas/{}", escape(&free))));
        found.push((free, tree));
    });
    if found.is_empty() {
        return;
    }
    for (name, mut tree) in found {
        lead(&mut tree, Part::Schema, &moves);
        put(root, name, tree);
    }
    lead(root, Part::Root, &moves);
}

fn put(root: &mut Tree, name: String, tree: Tree) {
    let mut at = root;
    for key in ["components", "schemas"] {
        let Kind::Object(members) = &mut at.kind else {
            return;
        };
        at = members.get_or_insert(key, Kind::Object(Members::default()).into());
    }
    if let Kind::Object(members) = &mut at.kind {
        members.insert(name, tree);
    }
}

/// Takes what stands under `$defs` out, the inner before the outer: each with its old address.
fn take(tree: &mut Tree, part: Part, at: &str, found: &mut dyn FnMut(String, &str, Tree)) {
    match &mut tree.kind {
        Kind::Object(members) => {
            for (key, value) in members.iter_mut() {
                let part = part.under(key, value);
                if part != Part::Data {
                    take(value, part, &format!("{at}/{}", escape(key)), found);
                }
            }
            if part != Part::Schema {
                return;
            }
            for keyword in ["$defs", "definitions"] {
                let Some(kept) = members.shift_remove(keyword) else {
                    continue;
                };
                if let Kind::Object(kept) = kept.kind {
                    for (name, tree) in kept {
                        let at = format!("{at}/{}/{}", escape(keyword), escape(&name));
                        found(at, &name, tree);
                    }
                }
            }
        }
        Kind::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                take(item, part.element(), &format!("{at}/{index}"), found);
            }
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
    }
}

/// Corrects references to what has moved, the innermost of them first.
fn lead(tree: &mut Tree, part: Part, moves: &[(String, String)]) {
    let correct = |text: &mut Text| {
        let plain = crate::source::decode(text.trim()).unwrap_or_default();
        let found = moves.iter().find_map(|(old, new)| {
            let old = crate::source::decode(old)?;
            let rest = plain.strip_prefix(old.as_str())?;
            (rest.is_empty() || rest.starts_with('/')).then(|| format!("{new}{}", fragment(rest)))
        });
        if let Some(found) = found {
            *text = found.into();
        }
    };
    match &mut tree.kind {
        Kind::Object(members) => {
            for (key, value) in members.iter_mut() {
                let is_mapping = part == Part::Discriminator && key == "mapping";
                let below = part.under(key, value);
                match &mut value.kind {
                    Kind::String(text) if key == "$ref" || key == "$dynamicRef" => correct(text),
                    Kind::Object(tags) if is_mapping => {
                        for tag in tags.values_mut() {
                            if let Kind::String(text) = &mut tag.kind {
                                correct(text);
                            }
                        }
                    }
                    Kind::Object(_) | Kind::Array(_) if below != Part::Data => {
                        lead(value, below, moves);
                    }
                    Kind::Object(_)
                    | Kind::Array(_)
                    | Kind::String(_)
                    | Kind::Null
                    | Kind::Bool(_)
                    | Kind::Number(_) => {}
                }
            }
        }
        Kind::Array(items) => {
            for item in items {
                lead(item, part.element(), moves);
            }
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
    }
}

/// A key as a step of a fragment (RFC 6901 section 6).
fn escape(key: &str) -> String {
    fragment(&key.replace('~', "~0").replace('/', "~1"))
}

fn fragment(pointer: &str) -> String {
    let mut text = String::new();
    for byte in pointer.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}
