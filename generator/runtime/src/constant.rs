//! Values that can only be one: `const` (JSON Schema Validation, section 6.1.3), and null where nothing else is allowed.
//!
//! An emitted constant is a type without values that names the constant:
//!
//! ```text
//! pub enum CircleKind {}
//!
//! impl runtime::constant::Fixed for CircleKind {
//!     const VALUE: runtime::literal::Literal = runtime::literal::Literal::Text("circle");
//! }
//! ```
//!
//! A [`Constant<CircleKind>`](Constant) is that constant wherever it is made; only reading makes one that holds another value, which
//! is written again as it was and which `validate` tells of. Strings, numbers and booleans are read as such, and nothing else is.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::literal::Literal;

/// The name of a constant.
pub trait Fixed: 'static {
    /// The constant.
    const VALUE: Literal;
}

/// A constant, or another value that was read in its place.
pub struct Constant<F> {
    other: Option<Box<Value>>,
    of: PhantomData<fn() -> F>,
}

/// Null, where nothing else is allowed.
pub type Null = Constant<OnlyNull>;

/// The name of the constant `null`.
#[derive(Debug)]
pub enum OnlyNull {}

impl Fixed for OnlyNull {
    const VALUE: Literal = Literal::Null;
}

impl<F> Constant<F> {
    /// The constant.
    pub const fn new() -> Self {
        Self {
            other: None,
            of: PhantomData,
        }
    }

    /// The other value that was read in its place.
    pub fn other(&self) -> Option<&Value> {
        self.other.as_deref()
    }
}

impl<F: Fixed> Constant<F> {
    /// The value on the wire.
    pub fn value(&self) -> Value {
        self.other()
            .map_or_else(|| F::VALUE.value(), Value::to_owned)
    }
}

impl<F: Fixed> Serialize for Constant<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.other {
            Some(other) => other.serialize(serializer),
            None => F::VALUE.serialize(serializer),
        }
    }
}

impl<'de, F: Fixed> Deserialize<'de> for Constant<F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self {
            other: read(F::VALUE, deserializer)?.map(Box::new),
            of: PhantomData,
        })
    }
}

/// A value of the constant's kind that is another one.
fn read<'de, D: Deserializer<'de>>(
    constant: Literal,
    deserializer: D,
) -> Result<Option<Value>, D::Error> {
    let value = match constant {
        Literal::Text(text) => return deserializer.deserialize_str(Text(text)),
        Literal::Bool(_) => bool::deserialize(deserializer)?.into(),
        Literal::Integer(_) => i64::deserialize(deserializer)?.into(),
        Literal::Unsigned(_) => u64::deserialize(deserializer)?.into(),
        Literal::Number(_) => f64::deserialize(deserializer)?.into(),
        Literal::Null | Literal::Json(_) => Value::deserialize(deserializer)?,
    };
    Ok((!constant.is(&value)).then_some(value))
}

struct Text(&'static str);

impl Visitor<'_> for Text {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<Option<Value>, E> {
        Ok((text != self.0).then(|| text.into()))
    }
}

impl<F: Fixed> fmt::Debug for Constant<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.value(), f)
    }
}

// Derived, these would ask the same of `F`.

impl<F> Default for Constant<F> {
    fn default() -> Self {
        Self::new()
    }
}

impl<F> Clone for Constant<F> {
    fn clone(&self) -> Self {
        Self {
            other: self.other.clone(),
            of: PhantomData,
        }
    }
}

impl<F> PartialEq for Constant<F> {
    fn eq(&self, other: &Self) -> bool {
        self.other == other.other
    }
}

impl<F> Eq for Constant<F> {}

impl<F> Hash for Constant<F> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.other.hash(state);
    }
}
