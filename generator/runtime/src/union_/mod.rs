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

mod branch;
mod nesting;

use std::cmp::Reverse;
use std::fmt;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde_json::Value;

pub use self::branch::{Branch, Kinds};
use self::nesting::Nesting;
use super::json;

/// A type that is one of several.
pub trait Union: Sized + 'static {
    /// The branches in the document's order.
    const BRANCHES: &'static [Branch<Self>];

    /// The variant that keeps a value which fits no branch; `None` where the union is closed.
    fn unknown(value: Value) -> Option<Self>;
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
    let mut value = Value::deserialize(deserializer)?;
    // Which branch asks for an integer is not known yet.
    json::integers(&mut value);
    read(value).map_err(|misfits| D::Error::custom(sentence(&misfits)))
}

/// The branch that a value is of; the misfits where it is of none and the union is closed.
pub fn read<T: Union>(value: Value) -> Result<T, Vec<Misfit>> {
    let _nesting = Nesting::enter();
    if Nesting::is_exhausted() {
        return T::unknown(value).ok_or_else(Vec::new);
    }
    decode(&value).or_else(|misfits| {
        T::unknown(value).ok_or_else(|| {
            Nesting::count_failure();
            misfits
        })
    })
}

/// Why no branch of `T` takes the value; empty where one does.
pub fn misfits<T: Union>(value: &Value) -> Vec<Misfit> {
    let _nesting = Nesting::enter();
    decode::<T>(value).err().unwrap_or_default()
}

/// How many branches a value can be read as and satisfies what `holds` asks; `None` where it would take too long to tell.
pub fn fitting<T: Union>(value: &Value, holds: impl Fn(&T) -> bool) -> Option<usize> {
    let _nesting = Nesting::enter();
    let mut count = 0;
    for branch in T::BRANCHES {
        if Nesting::is_exhausted() {
            return None;
        }
        if branch.fit(value).is_ok() {
            Nesting::count_failure();
            let read = (branch.decode)(value);
            count += usize::from(read.is_ok_and(|read| holds(&read)));
        }
    }
    Some(count)
}

/// Decodes a branch's content and puts it into its variant: the `decode` of a [`Branch`].
pub fn branch<B: DeserializeOwned, T>(value: &Value, variant: fn(B) -> T) -> Result<T, String> {
    // A union within a union tells of all its branches in turn; the first of that is enough.
    B::deserialize(value)
        .map(variant)
        .map_err(|error| json::reason(&error).chars().take(REASON).collect())
}

/// All misfits in one line.
pub(super) fn sentence(misfits: &[Misfit]) -> String {
    let each: Vec<_> = misfits.iter().map(Misfit::to_string).collect();
    format!("fits no branch ({})", each.join("; "))
}

/// The characters of a reason that are kept.
const REASON: usize = 500;

fn decode<T: Union>(value: &Value) -> Result<T, Vec<Misfit>> {
    let branches = T::BRANCHES.iter().enumerate();
    let mut fitting: Vec<_> = branches
        .filter_map(|(index, branch)| Some((branch.fit(value).ok()?, Reverse(index), branch)))
        .collect();
    fitting.sort_by_key(|(fit, index, _)| Reverse((*fit, *index)));
    let mut undecoded = Vec::new();
    for (_, _, branch) in fitting {
        match (branch.decode)(value) {
            Ok(union) => return Ok(union),
            Err(reason) => undecoded.push(Misfit {
                branch: branch.name,
                reason,
            }),
        }
    }
    let refused = T::BRANCHES.iter().filter_map(|branch| {
        Some(Misfit {
            branch: branch.name,
            reason: branch.fit(value).err()?.to_string(),
        })
    });
    Err(refused.chain(undecoded).collect())
}
