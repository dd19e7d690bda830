//! Values of the simple kinds, each with its finding where the document holds something else.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::document::{Node, Number};
use crate::source::{Key, Location};

/// Above this a double no longer tells whole numbers apart.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A string.
pub(super) fn text(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<String> {
    let text = node.as_str();
    if text.is_none() {
        wrong_type(diagnostics, node, "a string");
    }
    text.map(ToOwned::to_owned)
}

/// A boolean; false where it is none.
pub(super) fn flag(diagnostics: &mut Diagnostics, node: &Node<'_>) -> bool {
    let flag = node.as_bool();
    if flag.is_none() {
        wrong_type(diagnostics, node, "a boolean");
    }
    flag.unwrap_or_default()
}

/// A number that JSON's common types hold. `1.0` is the whole number 1 (JSON Schema 2020-12 section 4.2.2), however it is spelled.
pub(super) fn number(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<serde_json::Number> {
    match node.as_number() {
        None => wrong_type(diagnostics, node, "a number"),
        Some(Number::Big(_)) => wrong_type(diagnostics, node, "a number in the range of a double"),
        Some(Number::Float(value)) if value.fract() == 0.0 && value.abs() <= EXACT => {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "whole and in range: the guard says so"
            )]
            return Some((*value as i64).into());
        }
        Some(Number::Int(_) | Number::Float(_)) => {
            if let serde_json::Value::Number(number) = node.to_json() {
                return Some(number);
            }
            wrong_type(diagnostics, node, "a finite number");
        }
    }
    None
}

/// A whole number that is not negative; `1.0` is one (JSON Schema 2020-12 section 4.2.3).
pub(super) fn count(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<u64> {
    let count = match node.as_number() {
        Some(Number::Int(value)) => u64::try_from(*value).ok(),
        Some(Number::Float(value)) if value.fract() == 0.0 && (0.0..=EXACT).contains(value) =>
        {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole and in range: the guard says so"
            )]
            Some(*value as u64)
        }
        Some(Number::Float(_) | Number::Big(_)) | None => None,
    };
    if count.is_none() {
        wrong_type(diagnostics, node, "a whole number, zero or more");
    }
    count
}

/// A list of strings; what is none is left out.
pub(super) fn texts(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Vec<String> {
    items(diagnostics, node)
        .filter_map(|item| text(diagnostics, &item))
        .collect()
}

/// An object's members.
pub(super) fn members<'d>(
    diagnostics: &mut Diagnostics,
    node: &Node<'d>,
) -> impl Iterator<Item = (&'d str, Node<'d>)> + use<'d> {
    if !node.is_object() {
        wrong_type(diagnostics, node, "an object");
    }
    node.members()
}

/// A list's elements.
pub(super) fn items<'d>(
    diagnostics: &mut Diagnostics,
    node: &Node<'d>,
) -> impl Iterator<Item = Node<'d>> + use<'d> {
    if !node.is_array() {
        wrong_type(diagnostics, node, "a list");
    }
    node.items()
}

/// Something of another kind stands there.
pub(super) fn wrong_type(diagnostics: &mut Diagnostics, node: &Node<'_>, expected: &str) {
    let subject = subject(node.at());
    let words = format!("{subject} must be {expected}, found {}", found(node));
    diagnostics.push(Diagnostic::new(Code::WRONG_TYPE, node.at().clone(), words));
}

/// A value of the right kind that the standard does not know.
pub(super) fn wrong_value(
    diagnostics: &mut Diagnostics,
    node: &Node<'_>,
    words: impl Into<String>,
) {
    diagnostics.push(Diagnostic::new(Code::WRONG_TYPE, node.at().clone(), words));
}

/// A field that the standard asks for is not there.
pub(super) fn missing(diagnostics: &mut Diagnostics, node: &Node<'_>, field: &str, help: &str) {
    let words = format!("{} has no `{field}`", subject(node.at()));
    diagnostics.push(
        Diagnostic::new(Code::MISSING_FIELD, node.at().clone(), words)
            .on_key()
            .help(help),
    );
}

/// A key that the standard does not have there. Extensions are nobody's business but their reader's.
pub(super) fn unknown(diagnostics: &mut Diagnostics, key: &str, node: &Node<'_>) {
    if key.starts_with("x-") {
        return;
    }
    let words = format!("`{key}` is not a field that the standard has here, and is ignored");
    diagnostics.push(Diagnostic::new(Code::UNKNOWN_FIELD, node.at().clone(), words).on_key());
}

/// A key of the standard that nothing is made of.
pub(super) fn ignored(diagnostics: &mut Diagnostics, key: &str, node: &Node<'_>) {
    let words = format!("`{key}` is not supported, and is ignored");
    diagnostics.push(Diagnostic::new(Code::IGNORED_KEYWORD, node.at().clone(), words).on_key());
}

/// Something of the standard's own accord without effect: worth knowing, no loss.
pub(super) fn note(diagnostics: &mut Diagnostics, at: &Location, words: impl Into<String>) {
    let mut note = Diagnostic::new(Code::IGNORED_KEYWORD, at.clone(), words).on_key();
    note.severity = Severity::Note;
    diagnostics.push(note);
}

/// What a place is called in messages: its key, or the list that it is an element of.
pub(super) fn subject(at: &Location) -> String {
    match at.pointer.split_last() {
        None => "the document".to_owned(),
        Some((_, Key::Name(name))) => format!("`{name}`"),
        Some((list, Key::Index(index))) => match list.split_last() {
            Some((_, Key::Name(name))) => format!("`{name}[{index}]`"),
            Some((_, Key::Index(_))) | None => format!("element {index}"),
        },
    }
}

/// The kind of what stands there, with the value where it is short.
fn found(node: &Node<'_>) -> String {
    const SHORT: usize = 24;
    let shown = match node.as_number() {
        Some(Number::Int(value)) => Some(value.to_string()),
        Some(Number::Float(value)) => Some(value.to_string()),
        Some(Number::Big(text)) => Some(text.to_string()),
        None => node.as_bool().map(|value| value.to_string()),
    };
    let shown = shown.or_else(|| node.as_str().map(|text| format!("\"{text}\"")));
    match shown.filter(|text| text.len() <= SHORT) {
        Some(text) => format!("{} (`{text}`)", node.kind_name()),
        None => node.kind_name().to_owned(),
    }
}
