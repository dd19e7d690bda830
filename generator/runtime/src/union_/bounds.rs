//! The bounds of a branch.

use super::looks::text;

/// What bounds a number or the characters of a text, by JSON Schema's keywords. They express a preference, so numbers are taken as `f64`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// At least this.
    pub minimum: Option<f64>,
    /// At most this.
    pub maximum: Option<f64>,
    /// More than this.
    pub exclusive_minimum: Option<f64>,
    /// Less than this.
    pub exclusive_maximum: Option<f64>,
    /// At least this many characters.
    pub min_length: Option<u64>,
    /// At most this many characters.
    pub max_length: Option<u64>,
}

impl Bounds {
    /// Nothing is bounded.
    pub const NONE: Self = Self {
        minimum: None,
        maximum: None,
        exclusive_minimum: None,
        exclusive_maximum: None,
        min_length: None,
        max_length: None,
    };

    /// Whether the JSON of a value is within; what is neither number nor text is.
    pub(super) fn are_met(&self, json: &str) -> bool {
        if *self == Self::NONE {
            return true;
        }
        match text(json) {
            Some(text) => {
                let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
                self.min_length.is_none_or(|least| least <= length)
                    && self.max_length.is_none_or(|most| length <= most)
            }
            None => json.parse().map_or(true, |number| self.hold(number)),
        }
    }

    fn hold(&self, number: f64) -> bool {
        self.minimum.is_none_or(|least| least <= number)
            && self.maximum.is_none_or(|most| number <= most)
            && self.exclusive_minimum.is_none_or(|least| least < number)
            && self.exclusive_maximum.is_none_or(|most| number < most)
    }
}
