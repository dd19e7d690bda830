//! What values and their places are called in messages.

use crate::document::{Node, Number};
use crate::source::{Key, Location};

/// What a place is called in messages: its key, or the list that it is an element of.
pub(super) fn subject(at: &Location) -> String {
    match at.split_last() {
        None => "the document".to_owned(),
        Some((_, Key::Name(name))) => format!("`{name}`"),
        Some((list, Key::Index(index))) => match list.split_last() {
            Some((_, Key::Name(name))) => format!("`{name}[{index}]`"),
            Some((_, Key::Index(_))) | None => format!("element {index}"),
        },
    }
}

/// The kind of what stands there, with the value where it is short.
pub(super) fn found(node: &Node<'_>) -> String {
    const SHORT: usize = 24;
    let shown = match node.as_number() {
        Some(Number::Int(value)) => Some(value.to_string()),
        Some(Number::Float(_)) => Some(node.to_json().to_string()),
        Some(Number::Big(text)) => Some(text.to_string()),
        None => node.as_bool().map(|value| value.to_string()),
    };
    let shown = shown.or_else(|| node.as_str().map(|text| format!("\"{text}\"")));
    match shown.filter(|text| text.len() <= SHORT) {
        Some(text) => format!("{} (`{text}`)", node.kind_name()),
        None => node.kind_name().to_owned(),
    }
}
