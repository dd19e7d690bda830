//! Unions without a discriminator: which branch of a `oneOf` or `anyOf` a JSON value is.
//!
//! An emitted union describes its branches in a constant table and reads itself by one call:
//!
//! ```text
//! pub enum Answer { Many(Vec<Item>), One(Box<Item>), Unknown(serde_json::Value) }
//!
//! impl runtime::union_::Union for Answer {
//!     const BRANCHES: &'static [runtime::union_::Branch<Self>] = &[
//!         Branch::new("Many", Kinds::ARRAY, |value| union_::branch(value, Self::Many)),
//!         Branch {
//!             required: &["id"],
//!             fixed: &[("type", &["item"])],
//!             properties: &["id", "type", "name"],
//!             ..Branch::new("One", Kinds::OBJECT, |value| union_::branch(value, Self::One))
//!         },
//!     ];
//!     fn unknown(value: serde_json::Value) -> Option<Self> { Some(Self::Unknown(value)) }   // closed: `None`
//! }
//!
//! impl<'de> serde::Deserialize<'de> for Answer {
//!     fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
//!         runtime::union_::deserialize(deserializer)
//!     }
//! }
//! ```
//!
//! The branches that the value fits are tried from the most specific on: most fixed values met, then most required
//! properties, then most described properties, then the document's order. A value that fits none is kept where the
//! union is open; [`misfits`] says why each branch refused it.

use std::cmp::Reverse;
use std::fmt;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde_json::Value;

use super::json;

/// A type that is one of several.
pub trait Union: Sized + 'static {
    /// The branches in the document's order.
    const BRANCHES: &'static [Branch<Self>];

    /// The variant that keeps a value which fits no branch; `None` where the union is closed.
    fn unknown(value: Value) -> Option<Self>;
}

/// What can be said of a branch without decoding it.
#[derive(Clone, Copy, Debug)]
pub struct Branch<T> {
    /// The variant's name.
    pub name: &'static str,
    /// The JSON types it allows.
    pub kinds: Kinds,
    /// The values of a text that allows only certain ones; empty for any.
    pub texts: &'static [&'static str],
    /// The properties an object must have.
    pub required: &'static [&'static str],
    /// The properties that allow only certain texts.
    pub fixed: &'static [(&'static str, &'static [&'static str])],
    /// The properties that are described.
    pub properties: &'static [&'static str],
    /// Makes the variant from a value; see [`branch`].
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

/// Why a value is not of a branch. It does not repeat the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The branch's name.
    pub branch: &'static str,
    /// What it asks for.
    pub reason: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not `{}`: {}", self.branch, self.reason)
    }
}

/// `Deserialize` of a union.
pub fn deserialize<'de, T: Union, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    read(Value::deserialize(deserializer)?).map_err(|misfits| D::Error::custom(sentence(&misfits)))
}

/// The branch that a value is of; the misfits where it is of none and the union is closed.
pub fn read<T: Union>(value: Value) -> Result<T, Vec<Misfit>> {
    match decode(&value) {
        Ok(union) => Ok(union),
        Err(misfits) => T::unknown(value).ok_or(misfits),
    }
}

/// Why no branch of `T` takes the value; empty where one does.
pub fn misfits<T: Union>(value: &Value) -> Vec<Misfit> {
    decode::<T>(value).err().unwrap_or_default()
}

/// Decodes a branch's content and puts it into its variant: the `decode` of a [`Branch`].
pub fn branch<B: DeserializeOwned, T>(value: &Value, variant: fn(B) -> T) -> Result<T, String> {
    B::deserialize(value)
        .map(variant)
        .map_err(|error| json::reason(&error))
}

/// All misfits in one line.
pub(super) fn sentence(misfits: &[Misfit]) -> String {
    let each: Vec<_> = misfits.iter().map(Misfit::to_string).collect();
    format!("fits no branch ({})", each.join("; "))
}

fn decode<T: Union>(value: &Value) -> Result<T, Vec<Misfit>> {
    let mut fitting = Vec::new();
    let mut misfits = Vec::new();
    for (index, branch) in T::BRANCHES.iter().enumerate() {
        match branch.fit(value) {
            Ok(fit) => fitting.push((fit, Reverse(index), branch)),
            Err(reason) => misfits.push(Misfit {
                branch: branch.name,
                reason,
            }),
        }
    }
    fitting.sort_by_key(|(fit, index, _)| Reverse((*fit, *index)));
    for (_, _, branch) in fitting {
        match (branch.decode)(value) {
            Ok(union) => return Ok(union),
            Err(reason) => misfits.push(Misfit {
                branch: branch.name,
                reason,
            }),
        }
    }
    Err(misfits)
}

/// How well a branch describes a value, the most telling first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    fixed: usize,
    required: usize,
    properties: usize,
    /// An integer is an `integer` before it is a `number`.
    integer: bool,
}

impl<T> Branch<T> {
    fn fit(&self, value: &Value) -> Result<Fit, String> {
        let kind = Kinds::of(value);
        if self.kinds.0 & kind.0 == 0 {
            return Err("it is of another JSON type".to_owned());
        }
        match value {
            Value::Object(object) => self.fit_object(object),
            Value::String(text) if self.texts.is_empty() || self.texts.contains(&text.as_str()) => {
                Ok(Fit {
                    fixed: usize::from(!self.texts.is_empty()),
                    ..Fit::default()
                })
            }
            Value::String(_) => Err(format!("it must be one of `{}`", self.texts.join("`, `"))),
            Value::Number(_) => Ok(Fit {
                integer: self.kinds.0 & 8 == 0,
                ..Fit::default()
            }),
            Value::Null | Value::Bool(_) | Value::Array(_) => Ok(Fit::default()),
        }
    }

    fn fit_object(&self, object: &json::Map) -> Result<Fit, String> {
        if let Some(name) = self
            .required
            .iter()
            .find(|name| !object.contains_key(**name))
        {
            return Err(format!("the property `{name}` is missing"));
        }
        let mut fixed = 0;
        for (name, texts) in self.fixed {
            match object.get(*name) {
                Some(Value::String(text)) if texts.contains(&text.as_str()) => fixed += 1,
                Some(_) => {
                    return Err(format!(
                        "the property `{name}` must be one of `{}`",
                        texts.join("`, `")
                    ));
                }
                None => {}
            }
        }
        let properties = self
            .properties
            .iter()
            .filter(|name| object.contains_key(**name))
            .count();
        Ok(Fit {
            fixed,
            required: self.required.len(),
            properties,
            integer: false,
        })
    }
}
