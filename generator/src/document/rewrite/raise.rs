//! 3.0 in 3.1's words: JSON Schema 2020-12 in place of 3.0's own dialect.

use super::members::{flag, holds, is_null, list, types};
use super::walk::{Members, made, moved, object, place, text, walk};
use crate::document::grammar::Part;
use crate::document::{Kind, ObjectKind, Tree};
use crate::source::Location;

pub(super) fn raise(tree: &mut Tree, at: &Location) {
    walk(tree, at, Part::Root, &mut object_of);
}

/// One object; those in it are not met.
pub(super) fn object_of(part: Part, tree: &mut Tree, at: &Location) {
    let Kind::Object(members) = &mut tree.kind else {
        return;
    };
    let reference = members.get("$ref").map(|value| &value.kind);
    let refers = matches!(reference, Some(Kind::String(_)));
    match (part.kind(), refers) {
        // Beside a reference nothing counts in 3.0, and from 3.1 on it does. Path items are as they were.
        (Some(kind), true) if kind != ObjectKind::PathItem => {
            members.retain(|key, _| key == "$ref");
        }
        (Some(ObjectKind::Schema), false) => schema(members, at),
        (Some(_) | None, true | false) => {}
    }
}

fn schema(members: &mut Members, at: &Location) {
    // Names that 3.0 does not know would begin to count.
    for name in ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef"] {
        members.shift_remove(name);
    }
    for (flag, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        exclusive(members, at, flag, bound);
    }
    example(members, at);
    if flag(members, "nullable").is_some() && members.shift_remove("nullable").is_some_and(is_true)
    {
        allow_null(members, at);
    }
}

fn is_true(tree: Tree) -> bool {
    let members = Members::from_iter([(String::new(), tree)]);
    flag(&members, "") == Some(true)
}

/// A flag beside the bound becomes the bound.
fn exclusive(members: &mut Members, at: &Location, flag_key: &str, bound: &str) {
    let Some(is_exclusive) = flag(members, flag_key) else {
        return;
    };
    if !is_exclusive || !members.contains_key(bound) {
        members.shift_remove(flag_key);
        return;
    }
    // Where the bound stood.
    let renamed = std::mem::take(members)
        .into_iter()
        .filter(|(key, _)| key != flag_key)
        .map(|(key, value)| {
            if key == bound {
                let at = place(at, &key, &value);
                (flag_key.into(), moved(value, at))
            } else {
                (key, value)
            }
        });
    *members = renamed.collect();
}

/// `example` is one of `examples`.
fn example(members: &mut Members, at: &Location) {
    let Some(index) = members.get_index_of("example") else {
        return;
    };
    let known = list(members, "examples");
    if known.is_none() && members.contains_key("examples") {
        return;
    }
    let Some((_, example)) = members.shift_remove_index(index) else {
        return;
    };
    let at = place(at, "example", &example);
    let example = moved(example, at.clone());
    if let Some(Kind::Array(examples)) = members.get_mut("examples").map(|it| &mut it.kind) {
        examples.insert(0, example);
    } else {
        let examples = made(Kind::Array(vec![example]), &at);
        members.shift_insert(index, "examples".to_owned(), examples);
    }
}

/// `nullable: true`, as the reader takes it: beside a type it is one more, beside alternatives it is one more of them, and
/// elsewhere null is an alternative to all the rest.
fn allow_null(members: &mut Members, at: &Location) {
    if let Some(Kind::Array(values)) = members.get_mut("enum").map(|it| &mut it.kind)
        && !values.is_empty()
        && !values.iter().any(is_null)
    {
        values.push(made(Kind::Null, at));
    }
    let mut typed = types(members);
    if typed.is_empty()
        && let Some(ty) = implied_type(members)
    {
        typed.push(ty.to_owned());
    }
    if !typed.is_empty() {
        if !typed.iter().any(|ty| ty == "null") {
            typed.push("null".to_owned());
        }
        let names = typed.iter().map(|ty| text(ty, at)).collect();
        members.insert("type".to_owned(), made(Kind::Array(names), at));
    }
    let alone = !holds(members, "allOf") && !members.contains_key("const");
    let (one, any) = (holds(members, "oneOf"), holds(members, "anyOf"));
    match (alone, one, any, typed.is_empty()) {
        (true, false, false, _) => {}
        (true, true, false, true) => push_null(members, "oneOf", at),
        (true, false, true, true) => push_null(members, "anyOf", at),
        _ => wrap(members, at),
    }
}

/// The type that keywords speak of where `type` says nothing.
fn implied_type(members: &Members) -> Option<&'static str> {
    let is_object = |key: &str| {
        members
            .get(key)
            .is_some_and(|value| matches!(&value.kind, Kind::Object(all) if !all.is_empty()))
    };
    if is_object("properties") || members.contains_key("additionalProperties") {
        Some("object")
    } else if members.contains_key("items") || holds(members, "prefixItems") {
        Some("array")
    } else {
        None
    }
}

fn push_null(members: &mut Members, key: &str, at: &Location) {
    if let Some(Kind::Array(items)) = members.get_mut(key).map(|it| &mut it.kind) {
        items.push(null(at));
    }
}

fn null(at: &Location) -> Tree {
    object("type", text("null", at), at)
}

/// `anyOf: [what the schema asks for, null]`; what only describes it stays outside.
fn wrap(members: &mut Members, at: &Location) {
    const DESCRIBES: [&str; 7] = [
        "title",
        "description",
        "default",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
    ];
    let mut inner = Members::default();
    let mut outer = Members::default();
    for (key, value) in std::mem::take(members) {
        if DESCRIBES.contains(&key.as_str()) || key.starts_with("x-") {
            outer.insert(key, value);
        } else {
            let at = place(at, &key, &value);
            inner.insert(key, moved(value, at));
        }
    }
    let alternatives = vec![made(Kind::Object(inner), at), null(at)];
    outer.insert("anyOf".to_owned(), made(Kind::Array(alternatives), at));
    *members = outer;
}
