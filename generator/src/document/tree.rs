use std::sync::Arc;

use crate::source::{Key, Location, Text};

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
    String(Text),
    /// An array.
    Array(Vec<Tree>),
    /// An object.
    Object(Members),
}

/// An object's members by their names, in document order.
pub type Members = super::members::Members<Tree>;

/// A number as exactly as the text said it.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// A whole number, written without a fraction or exponent. Apart, since it would have every value begin at a multiple of 16.
    Int(Box<i128>),
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
    /// One step down: an object's member by its name, an array's element by its index, also where that comes as a name.
    pub fn child(&self, key: &Key) -> Option<&Self> {
        match &self.kind {
            Kind::Object(members) => match key {
                Key::Name(name) => members.get(name),
                Key::Index(index) => members.get(&index.to_string()),
            },
            Kind::Array(items) => items.get(array_index(key)?),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => None,
        }
    }

    /// One step down, to change it.
    pub fn child_mut(&mut self, key: &Key) -> Option<&mut Self> {
        match &mut self.kind {
            Kind::Object(members) => match key {
                Key::Name(name) => members.get_mut(name),
                Key::Index(index) => members.get_mut(&index.to_string()),
            },
            Kind::Array(items) => items.get_mut(array_index(key)?),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => None,
        }
    }

    /// The JSON name of its kind, with its article, for messages: `an object`.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
        }
    }

    /// How many values it holds, itself among them.
    pub fn size(&self) -> usize {
        match &self.kind {
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => 1,
            Kind::Array(items) => items.iter().map(Self::size).sum::<usize>() + 1,
            Kind::Object(members) => members.values().map(Self::size).sum::<usize>() + 1,
        }
    }

    /// How deep it nests; a scalar is 0.
    pub fn depth(&self) -> usize {
        match &self.kind {
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => 0,
            Kind::Array(items) => items.iter().map(Self::depth).max().unwrap_or(0) + 1,
            Kind::Object(members) => members.values().map(Self::depth).max().unwrap_or(0) + 1,
        }
    }

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
                    .map(|(key, value)| (key.to_string(), value.to_json()))
                    .collect(),
            ),
        }
    }
}

/// RFC 6901 section 4: digits without a leading zero.
fn array_index(key: &Key) -> Option<usize> {
    match key {
        Key::Index(index) => Some(*index),
        Key::Name(name) if name.starts_with('0') && name.len() > 1 => None,
        Key::Name(name) if name.bytes().all(|byte| byte.is_ascii_digit()) => name.parse().ok(),
        Key::Name(_) => None,
    }
}

impl Number {
    pub(super) fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Int(value) => i64::try_from(**value)
                .map(serde_json::Value::from)
                .or_else(|_| u64::try_from(**value).map(serde_json::Value::from))
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
