//! Values of the simple kinds, each with its finding where the document holds something else.

use super::object::Object;
use super::subject::found;
pub(super) use super::subject::subject;
use super::{repair, slip};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::document::{Node, Number};
use crate::source::Location;
use crate::spec::{Example, Style};

/// Above this a double no longer tells whole numbers apart.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A string.
pub(super) fn text(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<String> {
    let text = node.as_str().map(ToOwned::to_owned);
    let text = text.or_else(|| repair::unquoted(diagnostics, node));
    if text.is_none() {
        wrong_type(diagnostics, node, "a string");
    }
    text
}

/// A boolean; false where it is none.
pub(super) fn flag(diagnostics: &mut Diagnostics, node: &Node<'_>) -> bool {
    let flag = node.as_bool().or_else(|| repair::flag(diagnostics, node));
    if flag.is_none() {
        wrong_type(diagnostics, node, "a boolean");
    }
    flag.unwrap_or_default()
}

/// A number that JSON's common types hold. `1.0` is the whole number 1 (JSON Schema 2020-12 section 4.2.2), however it is spelled.
pub(super) fn number(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<serde_json::Number> {
    let repaired = repair::number(diagnostics, node);
    match node.as_number() {
        None if repaired.is_some() => return repaired,
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

/// A whole number that is not negative.
pub(super) fn count(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<u64> {
    let count = match node.as_number() {
        Some(Number::Int(value)) => u64::try_from(**value).ok(),
        Some(Number::Float(value)) if value.fract() == 0.0 && (0.0..=EXACT).contains(value) => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole and in range: the guard says so"
            )]
            let count = *value as u64;
            repair::whole(diagnostics, node, count);
            Some(count)
        }
        None => repair::number(diagnostics, node).and_then(|number| number.as_u64()),
        Some(Number::Float(_) | Number::Big(_)) => None,
    };
    if count.is_none() {
        wrong_type(diagnostics, node, "a whole number, zero or more");
    }
    count
}

/// A value that the document shows, without a name.
pub(super) fn example(node: &Node<'_>) -> Example {
    Example {
        at: node.at().clone(),
        name: None,
        value: node.to_json(),
    }
}

/// `style`, where it is one.
pub(super) fn style(node: &Node<'_>) -> Option<Style> {
    Some(match node.as_str()? {
        "simple" => Style::Simple,
        "label" => Style::Label,
        "matrix" => Style::Matrix,
        "form" => Style::Form,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "deepObject" => Style::DeepObject,
        "cookie" => Style::Cookie,
        _ => return None,
    })
}

/// Whether a text is an RFC 9110 token (section 5.6.2).
pub(super) fn is_token(text: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(token)
}

/// Whether a text is a media type or a range of them (RFC 9110 sections 8.3.1 and 12.5.1): `text/plain; charset=utf-8`, `image/*`.
pub(super) fn is_media_range(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let named = essence.trim().split_once('/');
    named.is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
        && are_parameters(parameters)
}

/// Parameters between semicolons, each a name and a token or a quoted text (RFC 9110 section 5.6.6).
fn are_parameters(text: &str) -> bool {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, value) = rest.split_once('=').unwrap_or((rest, ""));
        let end = match value.strip_prefix('"') {
            Some(quoted) => quoted_end(quoted).map(|end| end + 1),
            None => Some(value.find(';').unwrap_or(value.len())),
        };
        let Some((value, after)) = end.map(|end| value.split_at(end)) else {
            return false;
        };
        let fits = is_token(name.trim()) && (value.starts_with('"') || is_token(value.trim()));
        let after = after.trim_start();
        if !fits || !(after.is_empty() || after.starts_with(';')) {
            return false;
        }
        rest = after.trim_start_matches(';').trim_start();
    }
    true
}

/// The offset behind the quote that ends a quoted text (RFC 9110 section 5.6.4).
fn quoted_end(text: &str) -> Option<usize> {
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some(at + 1),
            '\\' => {
                characters.next()?;
            }
            _ if character.is_control() && character != '\t' => return None,
            _ => {}
        }
    }
    None
}

/// A list of strings; what is none is left out.
pub(super) fn texts(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Vec<String> {
    if let Some(lone) = repair::lone(diagnostics, node) {
        return vec![lone];
    }
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
    let finding = Diagnostic::new(Code::WRONG_TYPE, node.at().clone(), words);
    diagnostics.push(finding.help(slip::help(node, expected)));
}

/// A value of the right kind that the standard does not know.
pub(super) fn wrong_value(
    diagnostics: &mut Diagnostics,
    node: &Node<'_>,
    words: impl Into<String>,
    help: &str,
) {
    diagnostics.push(Diagnostic::new(Code::WRONG_TYPE, node.at().clone(), words).help(help));
}

/// What a header may be called.
pub(super) const HEADER_NAME: &str =
    "a name is made of letters, digits and `-`, as in `X-Request-Id`";

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
pub(super) fn unknown(diagnostics: &mut Diagnostics, object: Object, key: &str, node: &Node<'_>) {
    if key.starts_with("x-") {
        return;
    }
    let words = format!("`{key}` is not a field that the standard has here, and is ignored");
    diagnostics.push(
        Diagnostic::new(Code::UNKNOWN_FIELD, node.at().clone(), words)
            .on_key()
            .help(super::unknown::help(object, key)),
    );
}

/// A key of the standard that nothing is made of.
pub(super) fn ignored(diagnostics: &mut Diagnostics, key: &str, node: &Node<'_>) {
    let words = format!("`{key}` is not supported, and is ignored");
    diagnostics.push(Diagnostic::new(Code::IGNORED_KEYWORD, node.at().clone(), words).on_key());
}

/// Something of the standard's own accord without effect: worth knowing, no loss.
pub(super) fn note(
    diagnostics: &mut Diagnostics,
    at: &Location,
    words: impl Into<String>,
    help: &str,
) {
    let mut note = Diagnostic::new(Code::IGNORED_KEYWORD, at.clone(), words)
        .on_key()
        .help(help);
    note.severity = Severity::Note;
    diagnostics.push(note);
}

#[cfg(test)]
mod tests {
    use super::is_media_range;

    #[test]
    fn media_types_are_told_from_other_text() {
        let good = [
            "application/json",
            "*/*",
            "image/*",
            "application/vnd.x+json; charset=\"utf\\\"-8\"",
            "text/plain;charset=utf-8; format=flowed",
            "text/event-stream;",
        ];
        let bad = [
            "",
            "json",
            "a/b/c",
            "text/plain\r\nX-Evil: 1",
            "application/json\"; x(); \"",
            "a/b; c",
            "a/b; c=\"d",
            "a/b; c=\"d\"e",
        ];
        assert!(good.iter().all(|text| is_media_range(text)));
        assert!(!bad.iter().any(|text| is_media_range(text)));
    }
}
