//! Scalars as the text of elements and attributes.

use std::borrow::Cow;

use quick_xml::escape::escape;
use quick_xml::events::attributes::Attribute;
use quick_xml::name::QName;
use serde_json::Value;

use super::error::Fault;
use super::tree::is_legal;

/// The text of a scalar.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        // What a list is in an attribute (XML Schema part 2, section 2.4.1.2).
        Value::Array(items) => {
            let items: Option<Vec<String>> = items
                .iter()
                .map(|item| if item.is_array() { None } else { plain(item) })
                .collect();
            items.map(|items| items.join(" "))
        }
        Value::Object(_) => None,
    }
}

pub(super) fn attribute<'a>(key: &'a str, text: &'a str) -> Attribute<'a> {
    let mut value = escape(text);
    // A reader takes each of these for a space (XML 1.0 section 3.3.3).
    for (character, reference) in [("\t", "&#9;"), ("\n", "&#10;"), ("\r", "&#13;")] {
        if value.contains(character) {
            value = Cow::Owned(value.replace(character, reference));
        }
    }
    Attribute {
        key: QName(key.as_bytes()),
        value: match value {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        },
    }
}

/// The text, where it is one that XML can hold.
pub(super) fn legal(text: Option<String>) -> Result<String, Fault> {
    let Some(text) = text else {
        return Err(Fault::new(0, "an object cannot be written as text"));
    };
    match text.chars().find(|character| !is_legal(*character)) {
        Some(character) => {
            let message = format!("XML cannot hold U+{:04X}", u32::from(character));
            Err(Fault::new(0, message))
        }
        None => Ok(text),
    }
}

/// `NCName` (Namespaces in XML 1.0, section 3), as far as ASCII goes.
pub(super) fn is_name(text: &str) -> bool {
    let is_start = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    let is_part = |c: char| is_start(c) || c.is_ascii_digit() || c == '-' || c == '.';
    text.starts_with(is_start) && text.chars().all(|c| is_part(c) && is_legal(c))
}
