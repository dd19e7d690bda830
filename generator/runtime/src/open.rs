//! String enums that keep a value their document does not list.
//!
//! An emitted enum has a variant for each listed value and one more for all others:
//!
//! ```text
//! pub enum Status { Queued, Working, Unknown(runtime::open::Unknown<Status>) }
//!
//! impl runtime::open::OpenEnum for Status {
//!     const VALUES: &'static [(&'static str, Self)] = &[("queued", Self::Queued), ("working", Self::Working)];
//!     fn unknown(text: runtime::open::Unknown<Self>) -> Self { Self::Unknown(text) }
//!     fn as_unknown(&self) -> Option<&runtime::open::Unknown<Self>> {
//!         if let Self::Unknown(text) = self { Some(text) } else { None }
//!     }
//! }
//! ```
//!
//! Only [`parse`] makes an [`Unknown`], and only after the table was searched: it never equals a listed value.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::de::{Deserializer, Visitor};
use serde::ser::Serializer;

/// An enum of strings that is open to more.
pub trait OpenEnum: Clone + PartialEq + 'static {
    /// Every listed value and its text on the wire.
    const VALUES: &'static [(&'static str, Self)];

    /// The variant that holds a text that is not listed.
    fn unknown(text: Unknown<Self>) -> Self;

    /// The text that is not listed, if this is one.
    fn as_unknown(&self) -> Option<&Unknown<Self>>;
}

/// A text that is none of the values of `E`.
pub struct Unknown<E> {
    text: Box<str>,
    of: PhantomData<fn() -> E>,
}

impl<E> Unknown<E> {
    /// The text as it was read.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// The value a text stands for.
pub fn parse<E: OpenEnum>(text: &str) -> E {
    match E::VALUES.iter().find(|(known, _)| *known == text) {
        Some((_, value)) => value.clone(),
        None => E::unknown(Unknown {
            text: text.into(),
            of: PhantomData,
        }),
    }
}

/// The text on the wire.
pub fn as_str<E: OpenEnum>(value: &E) -> &str {
    if let Some(unknown) = value.as_unknown() {
        return unknown.as_str();
    }
    // The table lists every variant but the unknown one.
    E::VALUES
        .iter()
        .find(|(_, known)| known == value)
        .map_or("", |(text, _)| text)
}

/// `Display` as the text on the wire.
pub fn display<E: OpenEnum>(value: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.pad(as_str(value))
}

/// `Serialize` as the text on the wire.
pub fn serialize<E: OpenEnum, S: Serializer>(value: &E, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(as_str(value))
}

/// `Deserialize` from any text.
pub fn deserialize<'de, E: OpenEnum, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    deserializer.deserialize_str(Texts(PhantomData))
}

struct Texts<E>(PhantomData<fn() -> E>);

impl<E: OpenEnum> Visitor<'_> for Texts<E> {
    type Value = E;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<X: serde::de::Error>(self, text: &str) -> Result<E, X> {
        Ok(parse(text))
    }
}

// Derived, these would ask the same of `E`.

impl<E> Clone for Unknown<E> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            of: PhantomData,
        }
    }
}

impl<E> fmt::Debug for Unknown<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<E> PartialEq for Unknown<E> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<E> Eq for Unknown<E> {}

impl<E> PartialOrd for Unknown<E> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> Ord for Unknown<E> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}

impl<E> Hash for Unknown<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
