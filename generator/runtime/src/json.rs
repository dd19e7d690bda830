//! What derived serde code needs to tell absent, null and present apart, and to speak of JSON without repeating it.
//!
//! | the property is | type | attributes |
//! |---|---|---|
//! | required | `T` | |
//! | required, nullable | `Option<T>` | `deserialize_with = "..::required_nullable"` |
//! | optional | `Option<T>` | `default, skip_serializing_if = "Option::is_none", deserialize_with = "..::optional"` |
//! | optional, nullable | `Option<Option<T>>` | the same with `"..::optional_nullable"` |

use serde::{Deserialize, Deserializer};

/// The properties of a JSON object that no schema describes.
pub type Map = serde_json::Map<String, serde_json::Value>;

/// Reads a property that must be there and may be null. (serde's own reading of an `Option` forgives absence.)
pub fn required_nullable<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}

/// Reads a property that may be absent but not null.
pub fn optional<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Reads a property that may be absent (`None`), null (`Some(None)`) or a value.
pub fn optional_nullable<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// Whether two values are the same JSON: numbers by their value (JSON Schema 2020-12 core, section 4.2.2).
pub fn equal(a: &serde_json::Value, b: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Number, Object};
    match (a, b) {
        (Number(a), Number(b)) => a == b || a.as_f64() == b.as_f64() && (a.is_f64() || b.is_f64()),
        (Array(a), Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        (Object(a), Object(b)) => {
            let same =
                |(name, value): (&String, _)| b.get(name).is_some_and(|other| equal(value, other));
            a.len() == b.len() && a.iter().all(same)
        }
        (a, b) => a == b,
    }
}

/// What a JSON error says, in JSON's words: neither the value that `serde_json` quotes in it nor the Rust type.
pub fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    if !text.starts_with("invalid ") && !text.starts_with("unknown ") {
        return text;
    }
    match text.rsplit_once(", expected ") {
        Some((_, expected)) => format!("it must be {}", in_json(expected)),
        None => "it must be another value".to_owned(),
    }
}

fn in_json(expected: &str) -> &str {
    let expected = expected
        .rsplit_once(" at line ")
        .map_or(expected, |(expected, _)| expected);
    match expected.split(' ').next().unwrap_or_default() {
        "i8" | "i16" | "i32" | "i64" | "i128" | "u8" | "u16" | "u32" | "u64" | "u128" => {
            "an integer within bounds"
        }
        "f32" | "f64" => "a number",
        "struct" => "an object",
        "unit" => "null",
        "tuple" => "an array",
        _ => match expected {
            "a map" => "an object",
            "a sequence" => "an array",
            other => other,
        },
    }
}
