//! Texts that stand for JSON's scalars.

use serde_json::{Number, Value};

use super::super::json;
use super::shape::Content;

/// What a text is as a scalar of the given kind; the text itself where it is none, for the type to refuse.
pub(super) fn scalar(content: &Content, text: &str) -> Value {
    let parsed = match content {
        Content::Boolean => boolean(text),
        Content::Integer => number(text).map(|value| {
            let digits = json::with_integers(&value.to_string());
            digits.and_then(|digits| number(&digits)).unwrap_or(value)
        }),
        Content::Number => number(text),
        Content::Scalar => match text {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            other => number(other),
        },
        Content::Listed(kind, _) => return scalar(kind, text),
        Content::Nullable(inner) => return scalar(inner, text),
        Content::Choice(_, branches) => {
            let scalars = branches.iter().map(|branch| scalar(branch.content, text));
            let mut scalars = scalars.filter(|value| !value.is_string());
            scalars.next()
        }
        // What a list is in an attribute (XML Schema part 2, section 2.4.1.2).
        Content::List(item) => {
            let items = text.split_whitespace();
            let items = items.map(|text| scalar(item.content, text));
            Some(Value::Array(items.collect()))
        }
        Content::Null
        | Content::Any
        | Content::String
        | Content::Record(..)
        | Content::Map(_)
        | Content::Tuple(..) => None,
    };
    parsed.unwrap_or_else(|| Value::String(text.to_owned()))
}

/// `boolean` of XML Schema (part 2, section 3.2.2).
pub(super) fn boolean(text: &str) -> Option<Value> {
    match text.trim() {
        "true" | "1" => Some(Value::Bool(true)),
        "false" | "0" => Some(Value::Bool(false)),
        _ => None,
    }
}

/// JSON's numbers, and those of XML Schema (part 2, section 3.2.3) that are spelled otherwise: `+1`, `007`, `.5`.
pub(super) fn number(text: &str) -> Option<Value> {
    let text = text.trim();
    if let Ok(number) = serde_json::from_str::<Number>(text) {
        return Some(Value::Number(number));
    }
    // Neither `inf` nor `nan`, which the standard library reads as well.
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '-' | 'e' | 'E');
    if !text.chars().all(digits) {
        return None;
    }
    let whole = text.parse::<i64>().map(Number::from);
    let whole = whole.or_else(|_| text.parse::<u64>().map(Number::from));
    let number = whole
        .ok()
        .or_else(|| Number::from_f64(text.parse::<f64>().ok()?));
    number.map(Value::Number)
}
