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

/// What a JSON error says, without the value that `serde_json` quotes in it.
pub fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    if !text.starts_with("invalid ") && !text.starts_with("unknown ") {
        return text;
    }
    match text.rsplit_once(", expected ") {
        Some((_, expected)) => format!("expected {expected}"),
        None => "expected another value".to_owned(),
    }
}
