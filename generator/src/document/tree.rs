use std::sync::Arc;

use indexmap::IndexMap;

use crate::source::Location;

/// A JSON value as it was read, in document order. What was put in from elsewhere (an overlay, an upgrade, another file)
/// remembers where from.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The value.
    pub kind: Kind,
    /// Where this subtree really stands, if not where its parent says.
    pub origin: Option<Arc<Location>>,
}

/// The JSON kinds.
#[derive(Clone, Debug)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Tree>),
    /// An object, members in document order.
    Object(IndexMap<String, Tree>),
}

/// A number as exactly as the text said it.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// A whole number, written without a fraction or exponent.
    Int(i128),
    /// Any other finite number.
    Float(f64),
    /// What neither of the others holds: the text.
    Big(Box<str>),
}

impl From<Kind> for Tree {
    fn from(kind: Kind) -> Self {
        Self { kind, origin: None }
    }
}

impl Tree {
    /// The value without its places. A number that JSON's common types cannot hold becomes the nearest `f64`, or its text.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.kind {
            Kind::Null => serde_json::Value::Null,
            Kind::Bool(value) => (*value).into(),
            Kind::Number(number) => number.to_json(),
            Kind::String(text) => text.as_str().into(),
            Kind::Array(items) => items.iter().map(Self::to_json).collect(),
            Kind::Object(members) => serde_json::Value::Object(
                members
                    .iter()
                    .map(|(key, value)| (key.clone(), value.to_json()))
                    .collect(),
            ),
        }
    }
}

impl Number {
    fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Int(value) => i64::try_from(*value)
                .map(serde_json::Value::from)
                .or_else(|_| u64::try_from(*value).map(serde_json::Value::from))
                .unwrap_or_else(|_| {
                    value
                        .to_string()
                        .parse::<f64>()
                        .map_or(serde_json::Value::Null, Into::into)
                }),
            Self::Float(value) => (*value).into(),
            Self::Big(text) => text
                .parse::<f64>()
                .ok()
                .filter(|value| value.is_finite())
                .map_or_else(|| (&**text).into(), Into::into),
        }
    }
}
