//! What was found.

use std::fmt;

use serde::Serialize;

use super::Path;

/// One demand that is not met. It does not repeat the value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// Where, as an RFC 6901 pointer into the value; empty for the value itself.
    pub pointer: String,
    /// The keyword of the schema.
    pub keyword: &'static str,
    /// What is demanded: `must be at least 1`.
    pub message: String,
}

/// All demands that are not met. The first [`Violations::LISTED`] are listed, the others counted, so that a hostile
/// value cannot make the list of its faults larger than itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations {
    listed: Vec<Violation>,
    unlisted: usize,
    is_counter: bool,
}

impl Violations {
    /// How many are listed at most.
    pub const LISTED: usize = 1000;

    /// Counts only, for where it matters whether anything is wrong, and not what.
    pub(super) fn counter() -> Self {
        Self {
            is_counter: true,
            ..Self::default()
        }
    }

    /// Adds one.
    pub fn add(&mut self, at: &Path<'_>, keyword: &'static str, message: impl FnOnce() -> String) {
        if self.listed.len() < Self::LISTED && !self.is_counter {
            self.listed.push(Violation {
                pointer: at.pointer(),
                keyword,
                message: message(),
            });
        } else {
            self.unlisted += 1;
        }
    }

    /// Adds all of another value's, or of another look at this one.
    pub(super) fn append(&mut self, others: Self) {
        self.unlisted += others.unlisted;
        for violation in others.listed {
            if self.listed.len() < Self::LISTED && !self.is_counter {
                self.listed.push(violation);
            } else {
                self.unlisted += 1;
            }
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many there are, listed or not.
    pub fn len(&self) -> usize {
        self.listed.len() + self.unlisted
    }

    /// The listed ones, in the order of the fields.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.listed.iter()
    }

    /// The listed ones, taken out.
    pub fn into_vec(self) -> Vec<Violation> {
        self.listed
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.listed.into_iter()
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() {
            "the value"
        } else {
            &self.pointer
        };
        write!(f, "{place} {} ({})", self.message, self.keyword)
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.listed.iter().enumerate() {
            write!(f, "{}{violation}", if index == 0 { "" } else { "; " })?;
        }
        if self.unlisted > 0 {
            write!(f, "; and {} more", self.unlisted)?;
        }
        Ok(())
    }
}

impl std::error::Error for Violation {}
impl std::error::Error for Violations {}
