//! Members of objects, by their kinds.

use super::walk::Members;
use crate::document::{Kind, Number, Tree};

pub(super) fn list(members: &Members, key: &str) -> Option<Vec<Tree>> {
    match members.get(key).map(|value| &value.kind) {
        Some(Kind::Array(items)) => Some(items.clone()),
        _ => None,
    }
}

pub(super) fn string<'m>(members: &'m Members, key: &str) -> Option<&'m str> {
    match members.get(key).map(|value| &value.kind) {
        Some(Kind::String(text)) => Some(text),
        _ => None,
    }
}

pub(super) fn number(members: &Members, key: &str) -> Option<f64> {
    match members.get(key).map(|value| &value.kind) {
        Some(Kind::Number(Number::Float(value))) => Some(*value),
        Some(Kind::Number(number @ (Number::Int(_) | Number::Big(_)))) => number.to_json().as_f64(),
        _ => None,
    }
}

/// A boolean, or what the reader takes for one.
pub(super) fn flag(members: &Members, key: &str) -> Option<bool> {
    match members.get(key).map(|value| &value.kind) {
        Some(Kind::Bool(flag)) => Some(*flag),
        Some(Kind::String(text)) => text.parse().ok(),
        Some(Kind::Null) => Some(false),
        _ => None,
    }
}

/// Whether a list is there and holds something.
pub(super) fn holds(members: &Members, key: &str) -> bool {
    list(members, key).is_some_and(|items| !items.is_empty())
}

pub(super) fn is_null(tree: &Tree) -> bool {
    matches!(tree.kind, Kind::Null)
}

/// The types that `type` names, in either spelling.
pub(super) fn types(members: &Members) -> Vec<String> {
    let Some(one) = members.get("type") else {
        return Vec::new();
    };
    if let Kind::Array(items) = &one.kind {
        items.iter().filter_map(type_name).collect()
    } else {
        type_name(one).into_iter().collect()
    }
}

/// A type's name. Null without quotes is YAML's, and can only mean the type.
fn type_name(tree: &Tree) -> Option<String> {
    match &tree.kind {
        Kind::String(text) => Some(text.to_string()),
        Kind::Null => Some("null".to_owned()),
        Kind::Bool(_) | Kind::Number(_) | Kind::Array(_) | Kind::Object(_) => None,
    }
}
