//! Strings of which a `format` says more: kept as they were read, looked into when somebody asks.
//!
//! A `format` is an annotation (JSON Schema 2020-12 validation, section 7.2.1): what another program sends is read and
//! written back equal, whatever it is. `parse` takes only what has the format, and `validate` demands it.

mod net;
mod uuid;

use std::fmt;

pub use self::net::{Ipv4, Ipv6};
pub use self::uuid::Uuid;

/// A string that should have a format.
pub trait Text {
    /// What it should be, with its article: "a date such as 2026-01-31".
    const EXPECTED: &'static str;

    /// The text.
    fn as_str(&self) -> &str;

    /// Whether a text says what it should: in the format's own spelling, or in one that is widespread.
    fn reads(text: &str) -> bool;

    /// Whether a text is what the format's standard says, to the letter.
    fn conforms(text: &str) -> bool {
        Self::reads(text)
    }
}

/// The text is not of the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidText(pub(super) &'static str);

impl fmt::Display for InvalidText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text is not {}", self.0)
    }
}

impl std::error::Error for InvalidText {}

/// What every such type is beside its own reading: its text.
macro_rules! text_type {
    ($type:ident) => {
        impl $type {
            /// Reads a text; fails where it does not say what it should.
            pub fn parse(text: &str) -> Result<Self, super::super::text::InvalidText> {
                use super::super::text::{InvalidText, Text};
                if Self::reads(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(InvalidText(Self::EXPECTED))
                }
            }

            /// Keeps a text, whatever it is.
            pub fn from_text(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::str::FromStr for $type {
            type Err = super::super::text::InvalidText;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl TryFrom<&str> for $type {
            type Error = super::super::text::InvalidText;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::parse(text)
            }
        }

        impl From<$type> for String {
            fn from(text: $type) -> Self {
                text.0
            }
        }
    };
}

pub(super) use text_type;
