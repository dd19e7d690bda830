//! Enums of values that are no strings, which keep a value their document does not list.
//!
//! An emitted enum has a variant for each listed value and one more for all others:
//!
//! ```text
//! pub enum Level { Value1, Value2, Unknown(runtime::listed::Unlisted<Level>) }
//!
//! impl runtime::listed::Listed for Level {
//!     type Value = i64;
//!     const VALUES: &'static [(i64, Self)] = &[(1, Self::Value1), (2, Self::Value2)];
//!     fn unlisted(value: runtime::listed::Unlisted<Self>) -> Self { Self::Unknown(value) }
//!     fn as_unlisted(&self) -> Option<&runtime::listed::Unlisted<Self>> {
//!         if let Self::Unknown(value) = self { Some(value) } else { None }
//!     }
//! }
//! ```
//!
//! Only [`parse`] makes an [`Unlisted`], and only after the table was searched: it never equals a listed value. Whole numbers, numbers
//! and booleans are read as such, and nothing else is; where values of several kinds are listed, any value is.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::Value as Json;

use super::literal::Literal;

/// An enum of values that is open to more.
pub trait Listed: Clone + PartialEq + 'static {
    /// What its values are.
    type Value: Value;

    /// Every listed value, and the variant for it.
    const VALUES: &'static [(<Self::Value as Value>::Literal, Self)];

    /// The variant that holds a value that is not listed.
    fn unlisted(value: Unlisted<Self>) -> Self;

    /// The value that is not listed, if this is one.
    fn as_unlisted(&self) -> Option<&Unlisted<Self>>;
}

/// What can be listed.
pub trait Value: Clone + Default + fmt::Debug + Serialize + DeserializeOwned {
    /// How it stands in a table.
    type Literal: Copy + 'static;

    /// What it is compared by.
    type Key: Eq + Hash;

    /// A value of a table.
    fn of(literal: Self::Literal) -> Self;

    /// Whether it is that value of a table.
    fn is(&self, literal: Self::Literal) -> bool;

    /// What it is compared by.
    fn key(&self) -> Self::Key;
}

/// A value that is none of those that `E` lists.
pub struct Unlisted<E: Listed> {
    value: E::Value,
    of: PhantomData<fn() -> E>,
}

impl<E: Listed> Unlisted<E> {
    /// The value as it was read.
    pub fn value(&self) -> &E::Value {
        &self.value
    }
}

/// The variant for a value.
pub fn parse<E: Listed>(value: E::Value) -> E {
    match E::VALUES.iter().find(|(known, _)| value.is(*known)) {
        Some((_, variant)) => variant.clone(),
        None => E::unlisted(Unlisted {
            value,
            of: PhantomData,
        }),
    }
}

/// The value on the wire.
pub fn value<E: Listed>(variant: &E) -> E::Value {
    if let Some(unlisted) = variant.as_unlisted() {
        return unlisted.value.clone();
    }
    // The table lists every variant but the unknown one.
    let mut known = E::VALUES.iter();
    let known = known.find(|(_, known)| known == variant);
    known.map_or_else(E::Value::default, |(value, _)| E::Value::of(*value))
}

/// `Serialize` as the value on the wire.
pub fn serialize<E: Listed, S: Serializer>(variant: &E, serializer: S) -> Result<S::Ok, S::Error> {
    value(variant).serialize(serializer)
}

/// `Deserialize` from any value of the kind.
pub fn deserialize<'de, E: Listed, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    serde::Deserialize::deserialize(deserializer).map(parse)
}

/// The kinds of values that are compared as Rust compares them.
macro_rules! plain {
    ($($type:ty)*) => {$(
        impl Value for $type {
            type Literal = Self;
            type Key = Self;

            fn of(literal: Self) -> Self {
                literal
            }

            fn is(&self, literal: Self) -> bool {
                *self == literal
            }

            fn key(&self) -> Self {
                *self
            }
        }
    )*};
}

plain! { bool i64 u64 }

impl Value for f64 {
    type Literal = Self;
    type Key = Total;

    fn of(literal: Self) -> Self {
        literal
    }

    fn is(&self, literal: Self) -> bool {
        self.key() == literal.key()
    }

    fn key(&self) -> Total {
        // There is one zero: this takes the sign off the other.
        Total(*self + 0.0)
    }
}

impl Value for Json {
    type Literal = Literal;
    type Key = Self;

    fn of(literal: Literal) -> Self {
        literal.value()
    }

    fn is(&self, literal: Literal) -> bool {
        literal.is(self)
    }

    fn key(&self) -> Self {
        self.clone()
    }
}

/// A number in the order of all numbers (IEEE 754, section 5.10).
#[derive(Clone, Copy, Debug)]
pub struct Total(f64);

impl Ord for Total {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Total {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Total {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Total {}

impl Hash for Total {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

// Derived, these would ask the same of `E`.

#[allow(
    clippy::expl_impl_clone_on_copy,
    reason = "not every value can be copied"
)]
impl<E: Listed> Clone for Unlisted<E> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            of: PhantomData,
        }
    }
}

impl<E: Listed> Copy for Unlisted<E> where E::Value: Copy {}

impl<E: Listed> fmt::Debug for Unlisted<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.value, f)
    }
}

impl<E: Listed> PartialEq for Unlisted<E> {
    fn eq(&self, other: &Self) -> bool {
        self.value.key() == other.value.key()
    }
}

impl<E: Listed> Eq for Unlisted<E> {}

impl<E: Listed> PartialOrd for Unlisted<E>
where
    <E::Value as Value>::Key: Ord,
{
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<E: Listed> Ord for Unlisted<E>
where
    <E::Value as Value>::Key: Ord,
{
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.key().cmp(&other.value.key())
    }
}

impl<E: Listed> Hash for Unlisted<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.key().hash(state);
    }
}
