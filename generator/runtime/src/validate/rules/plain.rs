use serde_json::{Map, Value};

use super::super::super::json::equal;
use super::super::constraint::{Items, Properties, Text};
use super::super::{Check, Path, Violations};
use super::number;

/// The keywords that look at the value alone.
pub(super) fn check(
    schema: &Map<String, Value>,
    value: &Value,
    at: &Path<'_>,
    out: &mut Violations,
) {
    if let Some(types) = schema.get("type")
        && !names(Some(types)).any(|name| is_of_type(name, value))
    {
        let types: Vec<&str> = names(Some(types)).collect();
        out.add(at, "type", || {
            format!("must be of type {}", types.join(" or "))
        });
    }
    if let Some(values) = schema.get("enum")
        && !list(Some(values)).any(|known| equal(known, value))
    {
        let listed: Vec<String> = list(Some(values)).map(ToString::to_string).collect();
        out.add(at, "enum", || {
            format!("must be one of `{}`", listed.join("`, `"))
        });
    }
    match value {
        Value::Number(value) => number::check(schema, value, at, out),
        Value::String(text) => Text {
            min_length: count(schema.get("minLength")),
            max_length: count(schema.get("maxLength")),
            pattern: None,
        }
        .check(text, at, out),
        Value::Array(items) => items.check(
            &Items {
                min_items: count(schema.get("minItems")),
                max_items: count(schema.get("maxItems")),
                unique_items: schema.get("uniqueItems") == Some(&Value::Bool(true)),
            },
            at,
            out,
        ),
        Value::Object(object) => Properties {
            min_properties: count(schema.get("minProperties")),
            max_properties: count(schema.get("maxProperties")),
        }
        .check(object.len(), at, out),
        Value::Null | Value::Bool(_) => {}
    }
}

/// A whole number is an integer, however it is written (JSON Schema 2020-12 core, section 4.2.3).
fn is_of_type(name: &str, value: &Value) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::Number(number) => {
            let is_whole = || number.as_f64().is_none_or(|value| value.fract() == 0.0);
            name == "number" || (name == "integer" && (!number.is_f64() || is_whole()))
        }
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    }
}

pub(super) fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

/// The texts of a list, or of one text.
pub(super) fn names(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let one = value.and_then(Value::as_str);
    one.into_iter().chain(list(value).filter_map(Value::as_str))
}

pub(super) fn count(value: Option<&Value>) -> Option<usize> {
    usize::try_from(value?.as_u64()?).ok()
}
