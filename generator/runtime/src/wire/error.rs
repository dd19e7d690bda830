//! Why a parameter could not be written or read. No message repeats the value.

use std::borrow::Cow;
use std::fmt;

use serde::{de, ser};

use super::{Parameter, Place};

/// A parameter value that has no wire form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError {
    parameter: &'static str,
    place: Place,
    reason: Reason,
}

/// Wire text that is not a value of the parameter, or a required parameter that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    parameter: &'static str,
    place: Place,
    reason: Reason,
}

impl EncodeError {
    pub(super) fn new(parameter: &Parameter, reason: Reason) -> Self {
        Self {
            parameter: parameter.name,
            place: parameter.place,
            reason,
        }
    }

    /// The parameter's name on the wire.
    pub fn parameter(&self) -> &'static str {
        self.parameter
    }

    /// Where the parameter travels.
    pub fn place(&self) -> Place {
        self.place
    }

    /// What is wrong, as a phrase that follows the parameter's name.
    pub fn reason(&self) -> &str {
        self.reason.text()
    }
}

impl DecodeError {
    pub(super) fn new(parameter: &Parameter, reason: Reason) -> Self {
        Self {
            parameter: parameter.name,
            place: parameter.place,
            reason,
        }
    }

    /// The parameter's name on the wire.
    pub fn parameter(&self) -> &'static str {
        self.parameter
    }

    /// Where the parameter travels.
    pub fn place(&self) -> Place {
        self.place
    }

    /// What is wrong, as a phrase that follows the parameter's name.
    pub fn reason(&self) -> &str {
        self.reason.text()
    }

    /// Whether the parameter is required and absent.
    pub fn is_missing(&self) -> bool {
        self.reason == Reason::Missing
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} parameter `{}` cannot be sent: {}",
            self.place.word(),
            self.parameter,
            self.reason.text()
        )
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} parameter `{}` {}",
            self.place.word(),
            self.parameter,
            self.reason.text()
        )
    }
}

impl std::error::Error for EncodeError {}
impl std::error::Error for DecodeError {}

impl Place {
    fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// The reason alone, before it is known which parameter it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    Missing,
    Said(Cow<'static, str>),
}

pub(super) const NOTHING: Reason = said("it is required, and nothing in the value has a wire form");

pub(super) const fn said(text: &'static str) -> Reason {
    Reason::Said(Cow::Borrowed(text))
}

impl Reason {
    fn text(&self) -> &str {
        match self {
            Self::Missing => "is required",
            Self::Said(text) => text,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl std::error::Error for Reason {}

impl ser::Error for Reason {
    fn custom<M: fmt::Display>(message: M) -> Self {
        Self::Said(Cow::Owned(message.to_string()))
    }
}

/// serde's own wordings quote the value; these do not.
impl de::Error for Reason {
    fn custom<M: fmt::Display>(message: M) -> Self {
        Self::Said(Cow::Owned(message.to_string()))
    }

    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::Said(Cow::Owned(format!("must be {expected}")))
    }

    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::Said(Cow::Owned(format!("must be {expected}")))
    }

    fn invalid_length(_: usize, expected: &dyn de::Expected) -> Self {
        Self::Said(Cow::Owned(format!("must be {expected}")))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::Said(Cow::Owned(format!(
            "must be one of `{}`",
            expected.join("`, `")
        )))
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::Said(Cow::Owned(format!(
            "may only have the properties `{}`",
            expected.join("`, `")
        )))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Said(Cow::Owned(format!("must have the property `{field}`")))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::Said(Cow::Owned(format!(
            "has the property `{field}` more than once"
        )))
    }
}
