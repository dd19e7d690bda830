//! A branch of a union, and how well a value fits it before it is decoded.

use std::fmt;

use serde_json::Value;

use super::super::json;

/// What can be said of a branch without decoding it.
#[derive(Clone, Copy, Debug)]
pub struct Branch<T> {
    /// The variant's name.
    pub name: &'static str,
    /// The JSON types it allows.
    pub kinds: Kinds,
    /// The values of a text that allows only certain ones; empty for any.
    pub texts: &'static [&'static str],
    /// Whether a text has the format that the branch asks for.
    pub format: Option<fn(&str) -> bool>,
    /// The properties an object must have.
    pub required: &'static [&'static str],
    /// The properties that allow only certain texts.
    pub fixed: &'static [(&'static str, &'static [&'static str])],
    /// The properties that are described.
    pub properties: &'static [&'static str],
    /// Makes the variant from a value; see [`branch`](super::branch()).
    pub decode: fn(&Value) -> Result<T, String>,
}

impl<T> Branch<T> {
    /// A branch of which only its JSON types are known.
    pub const fn new(
        name: &'static str,
        kinds: Kinds,
        decode: fn(&Value) -> Result<T, String>,
    ) -> Self {
        Self {
            name,
            kinds,
            texts: &[],
            format: None,
            required: &[],
            fixed: &[],
            properties: &[],
            decode,
        }
    }
}

/// A set of JSON types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `true` and `false`.
    pub const BOOLEAN: Self = Self(2);
    /// Numbers without a fraction: `1.0` is one (JSON Schema 2020-12, section 4.2.3).
    pub const INTEGER: Self = Self(4);
    /// All numbers.
    pub const NUMBER: Self = Self(4 | 8);
    /// Strings.
    pub const TEXT: Self = Self(16);
    /// Arrays.
    pub const ARRAY: Self = Self(32);
    /// Objects.
    pub const OBJECT: Self = Self(64);
    /// Every type.
    pub const ANY: Self = Self(127);

    /// The types of both sets.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(number) if number.as_f64().is_some_and(|float| float.fract() == 0.0) => {
                Self::INTEGER
            }
            Value::Number(_) => Self(8),
            Value::String(_) => Self::TEXT,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }
}

/// How well a branch describes a value, the most telling first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fit {
    fixed: usize,
    required: usize,
    properties: usize,
    /// An integer is an `integer` before it is a `number`; a text of a format is that before it is any text, and any text before it
    /// is one of another format.
    nearness: u8,
}

impl<T> Branch<T> {
    pub(super) fn fit(&self, value: &Value) -> Result<Fit, Refusal> {
        let kind = Kinds::of(value);
        if self.kinds.0 & kind.0 == 0 {
            return Err(Refusal::Kind);
        }
        match value {
            Value::Object(object) => self.fit_object(object),
            Value::String(text) if self.texts.is_empty() || self.texts.contains(&text.as_str()) => {
                Ok(Fit {
                    fixed: usize::from(!self.texts.is_empty()),
                    nearness: self
                        .format
                        .map_or(1, |has_format| u8::from(has_format(text)) * 2),
                    ..Fit::default()
                })
            }
            Value::String(_) => Err(Refusal::Text(self.texts)),
            Value::Number(_) => Ok(Fit {
                nearness: u8::from(self.kinds.0 & 8 == 0),
                ..Fit::default()
            }),
            Value::Null | Value::Bool(_) | Value::Array(_) => Ok(Fit::default()),
        }
    }

    fn fit_object(&self, object: &json::Map) -> Result<Fit, Refusal> {
        let is_missing = |name: &&&'static str| property(object, name).is_none();
        if let Some(name) = self.required.iter().find(is_missing) {
            return Err(Refusal::Missing(name));
        }
        let mut fixed = 0;
        for (name, texts) in self.fixed {
            match property(object, name) {
                Some(Value::String(text)) if texts.contains(&text.as_str()) => fixed += 1,
                Some(_) => return Err(Refusal::Fixed(name, texts)),
                None => {}
            }
        }
        let is_there = |name: &&&'static str| property(object, name).is_some();
        Ok(Fit {
            fixed,
            required: self.required.len(),
            properties: self.properties.iter().filter(is_there).count(),
            nearness: 0,
        })
    }
}

/// Up to so many properties are looked through faster than a name is hashed.
const FEW: usize = 12;

fn property<'v>(object: &'v json::Map, name: &str) -> Option<&'v Value> {
    if object.len() > FEW {
        return object.get(name);
    }
    let mut properties = object.iter();
    let found = properties.find(|(key, _)| *key == name);
    found.map(|(_, value)| value)
}

/// Why a branch does not describe a value. It is put into words only where no other branch takes the value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Refusal {
    /// Another JSON type.
    Kind,
    /// None of these texts.
    Text(&'static [&'static str]),
    /// A property that is not there.
    Missing(&'static str),
    /// A property that is none of these texts.
    Fixed(&'static str, &'static [&'static str]),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind => f.write_str("it is of another JSON type"),
            Self::Text(texts) => write!(f, "it must be one of `{}`", texts.join("`, `")),
            Self::Missing(name) => write!(f, "the property `{name}` is missing"),
            Self::Fixed(name, texts) => write!(
                f,
                "the property `{name}` must be one of `{}`",
                texts.join("`, `")
            ),
        }
    }
}
