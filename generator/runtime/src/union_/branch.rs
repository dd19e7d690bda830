//! A branch of a union, and how well a value fits it before it is decoded.

use std::fmt;

use serde_json::Number;

use super::bounds::Bounds;
use super::looks::{Looks, text};
use super::values;

/// What can be said of a branch without decoding it.
#[derive(Clone, Copy, Debug)]
pub struct Branch<T> {
    /// The variant's name.
    pub name: &'static str,
    /// The JSON types it allows.
    pub kinds: Kinds,
    /// The values of a text that allows only certain ones; empty for any.
    pub texts: &'static [&'static str],
    /// The JSON of the values where only certain ones are allowed, of which some are no texts; empty for any.
    pub values: &'static [&'static str],
    /// Whether a text has the format that the branch asks for.
    pub format: Option<fn(&str) -> bool>,
    /// The bounds that tell a number or a text from those of another branch.
    pub bounds: Bounds,
    /// The properties an object must have.
    pub required: &'static [&'static str],
    /// The property in which a discriminator names the branch, and the names: no schema asks for it.
    pub tag: Option<(&'static str, &'static [&'static str])>,
    /// The properties that allow only certain texts.
    pub fixed: &'static [(&'static str, &'static [&'static str])],
    /// The properties that allow only certain values, of which some are no texts: their JSON.
    pub fixed_values: &'static [(&'static str, &'static [&'static str])],
    /// The properties whose bounds tell an object from those of another branch.
    pub bounded: &'static [(&'static str, Bounds)],
    /// The properties that are described.
    pub properties: &'static [&'static str],
    /// Makes the variant from the JSON of a value; see [`branch`](super::branch()).
    pub decode: fn(&str) -> Result<T, serde_json::Error>,
}

impl<T> Branch<T> {
    /// A branch of which only its JSON types are known.
    pub const fn new(
        name: &'static str,
        kinds: Kinds,
        decode: fn(&str) -> Result<T, serde_json::Error>,
    ) -> Self {
        Self {
            name,
            kinds,
            texts: &[],
            values: &[],
            format: None,
            bounds: Bounds::NONE,
            required: &[],
            tag: None,
            fixed: &[],
            fixed_values: &[],
            bounded: &[],
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

    /// The type of a value, by how its JSON begins.
    pub(super) fn of(json: &str) -> Self {
        match json.as_bytes().first() {
            Some(b'{') => Self::OBJECT,
            Some(b'[') => Self::ARRAY,
            Some(b'"') => Self::TEXT,
            Some(b't' | b'f') => Self::BOOLEAN,
            Some(b'n') => Self::NULL,
            _ if is_whole(json) => Self::INTEGER,
            _ => Self(Self::NUMBER.0 & !Self::INTEGER.0),
        }
    }
}

fn is_whole(number: &str) -> bool {
    let digits = number.strip_prefix('-').unwrap_or(number);
    let has_digits_only = digits.bytes().all(|digit| digit.is_ascii_digit());
    let number = || {
        number
            .parse()
            .ok()
            .and_then(|number: Number| number.as_f64())
    };
    has_digits_only || number().is_some_and(|number| number.fract() == 0.0)
}

/// How well a branch describes a value, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fit {
    /// Whether it is within the branch's bounds: a value that is within nobody's is still read.
    within: bool,
    fixed: usize,
    required: usize,
    /// An integer is an `integer` before it is a `number`; a text of a format is that before it is any text, and any text before it
    /// is one of another format.
    nearness: u8,
}

/// What a discriminator says of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tags {
    /// It is of the branch that is named.
    Count,
    /// It cannot change what the value is valid for (OpenAPI 3.2, section 4.25.3).
    AreIgnored,
}

impl<T> Branch<T> {
    /// How well the branch describes a value; of its properties only those that it must have are looked for.
    pub(super) fn fit(&self, value: &Looks<'_>, tags: Tags) -> Result<Fit, Refusal> {
        if self.kinds.0 & value.kinds.0 == 0 {
            return Err(Refusal::Kind);
        }
        if value.kinds == Kinds::OBJECT {
            return self.fit_object(value, tags);
        }
        if !self.values.is_empty() && !values::contains(self.values, value.json) {
            return Err(Refusal::Value(self.values));
        }
        let within = self.bounds.are_met(value.json);
        match &value.text {
            Some(text) => self.fit_text(text, within),
            None => Ok(Fit {
                within,
                fixed: usize::from(!self.values.is_empty()),
                required: 0,
                nearness: u8::from(self.is_integer(value)),
            }),
        }
    }

    /// Whether the value is a number and the branch is for integers alone.
    fn is_integer(&self, value: &Looks<'_>) -> bool {
        Kinds::NUMBER.0 & value.kinds.0 != 0 && self.kinds.0 & 8 == 0
    }

    fn fit_text(&self, text: &str, within: bool) -> Result<Fit, Refusal> {
        if !self.texts.is_empty() && !self.texts.contains(&text) {
            return Err(Refusal::Text(self.texts));
        }
        Ok(Fit {
            within,
            fixed: usize::from(!self.texts.is_empty() || !self.values.is_empty()),
            required: 0,
            nearness: self
                .format
                .map_or(1, |has_format| u8::from(has_format(text)) * 2),
        })
    }

    fn fit_object(&self, value: &Looks<'_>, tags: Tags) -> Result<Fit, Refusal> {
        let mut hint = 0;
        let mut met = 0;
        let tag = self.tag.as_slice().iter().filter(|_| tags == Tags::Count);
        for (name, texts) in self.fixed.iter().chain(tag) {
            let Some(found) = value.property(name, &mut hint) else {
                continue;
            };
            if !text(found).is_some_and(|text| texts.contains(&&*text)) {
                return Err(Refusal::Fixed(name, texts));
            }
            met += 1;
        }
        for (name, values) in self.fixed_values {
            let Some(found) = value.property(name, &mut hint) else {
                continue;
            };
            if !values::contains(values, found) {
                return Err(Refusal::FixedValue(name, values));
            }
            met += 1;
        }
        let is_missing = |name: &&&'static str| value.property(name, &mut hint).is_none();
        if let Some(name) = self.required.iter().find(is_missing) {
            return Err(Refusal::Missing(name));
        }
        let is_within = |(name, bounds): &(&'static str, Bounds)| {
            let found = value.property(name, &mut hint);
            found.is_none_or(|found| bounds.are_met(found))
        };
        Ok(Fit {
            within: self.bounded.iter().all(is_within),
            fixed: met,
            required: self.required.len(),
            nearness: 0,
        })
    }

    /// The one property that tells the branch, where the branch declares it.
    pub(super) fn only_tag(&self) -> Option<(&'static str, &'static [&'static str])> {
        let (name, texts) = self.tag.or_else(|| self.fixed.first().copied())?;
        let is_alone =
            self.fixed_values.is_empty() && self.fixed.iter().all(|(fixed, _)| *fixed == name);
        (is_alone && self.properties.contains(&name)).then_some((name, texts))
    }

    /// Whether the value is a text of the branch's format.
    pub(super) fn is_of_format(&self, value: &Looks<'_>) -> bool {
        let text = value.text.as_deref();
        self.format
            .zip(text)
            .is_some_and(|(has_format, text)| has_format(text))
    }

    /// Whether the branch is for texts alone and does not say for which.
    pub(super) fn is_any_text(&self) -> bool {
        let is_listed = !self.texts.is_empty() || !self.values.is_empty();
        self.kinds == Kinds::TEXT && !is_listed && self.format.is_none()
    }

    /// How many of the described properties are there: what is asked where branches fit equally well.
    pub(super) fn described(&self, value: &Looks<'_>) -> usize {
        let mut hint = 0;
        let is_there = |name: &&&'static str| value.property(name, &mut hint).is_some();
        self.properties.iter().filter(is_there).count()
    }
}

/// Why a branch does not describe a value. It is put into words only where no other branch takes the value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Refusal {
    /// Another JSON type.
    Kind,
    /// None of these texts.
    Text(&'static [&'static str]),
    /// None of these values, in JSON.
    Value(&'static [&'static str]),
    /// A property that is not there.
    Missing(&'static str),
    /// A property that is none of these texts.
    Fixed(&'static str, &'static [&'static str]),
    /// A property that is none of these values, in JSON.
    FixedValue(&'static str, &'static [&'static str]),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind => f.write_str("it is of another JSON type"),
            Self::Text(texts) | Self::Value(texts) => {
                write!(f, "it must be one of `{}`", texts.join("`, `"))
            }
            Self::Missing(name) => write!(f, "the property `{name}` is missing"),
            Self::Fixed(name, texts) | Self::FixedValue(name, texts) => write!(
                f,
                "the property `{name}` must be one of `{}`",
                texts.join("`, `")
            ),
        }
    }
}
