//! JSON values that are known when the crate is compiled.

use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::json;

/// A JSON value in a constant.
#[derive(Clone, Copy, Debug)]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A whole number that may be beyond the largest `i64`.
    Unsigned(u64),
    /// A number.
    Number(f64),
    /// A string.
    Text(&'static str),
    /// An array or an object, as JSON text.
    Json(&'static str),
}

impl Literal {
    /// The same as a value of its own.
    pub fn value(&self) -> Value {
        match *self {
            Self::Null => Value::Null,
            Self::Bool(value) => value.into(),
            Self::Integer(value) => value.into(),
            Self::Unsigned(value) => value.into(),
            Self::Number(value) => value.into(),
            Self::Text(text) => text.into(),
            Self::Json(text) => serde_json::from_str(text).unwrap_or_default(),
        }
    }

    /// Whether a value is this one: numbers by their value.
    pub fn is(&self, value: &Value) -> bool {
        if let Self::Text(text) = self {
            value.as_str() == Some(text)
        } else {
            json::equal(&self.value(), value)
        }
    }
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Self::Text(text) = self {
            serializer.serialize_str(text)
        } else {
            self.value().serialize(serializer)
        }
    }
}
