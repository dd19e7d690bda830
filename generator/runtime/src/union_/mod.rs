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
//!
//! A branch that fits at first sight may still turn out not to be the one, deep in the value; so the value is taken down while it is
//! read (`recording`), once for all unions that stand in it, and the branch reads what was taken down (`replay`). A string, a number or
//! null is taken down as well: it costs next to nothing.

mod branch;
mod nesting;
mod recording;
mod replay;

use std::cmp::{Ordering, Reverse};
use std::fmt;

use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde_json::Value;

pub use self::branch::{Branch, Kinds};
use self::branch::{Fit, Looks};
use self::nesting::Nesting;
use self::recording::Recording;
pub use self::replay::{Misread, Recorded};

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
    /// What it asks for, behind the place in the value where it asks for it.
    pub reason: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not `{}`: {}", self.branch, self.reason)
    }
}

/// `Deserialize` of a union.
pub fn deserialize<'de, T: Union, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let recording = Recording::of(deserializer)?;
    read_recorded(recording.recorded()).map_err(|misfits| D::Error::custom(sentence(&misfits)))
}

/// The branch that a value is of; the misfits where it is of none and the union is closed.
pub fn read<T: Union>(value: Value) -> Result<T, Vec<Misfit>> {
    match Recording::of(&value) {
        Ok(recording) => read_recorded(recording.recorded()),
        Err(_) => T::unknown(value).ok_or_else(Vec::new),
    }
}

fn read_recorded<T: Union>(value: Recorded<'_>) -> Result<T, Vec<Misfit>> {
    let _nesting = Nesting::enter(value.size());
    let misfits = if Nesting::is_exhausted() {
        Vec::new()
    } else {
        match decode(value) {
            Ok(union) => return Ok(union),
            Err(misfits) => misfits,
        }
    };
    T::unknown(value.to_value()).ok_or(misfits)
}

/// Why no branch of `T` takes the value; empty where one does.
pub fn misfits<T: Union>(value: &Value) -> Vec<Misfit> {
    let Ok(recording) = Recording::of(value) else {
        return Vec::new();
    };
    let value = recording.recorded();
    let _nesting = Nesting::enter(value.size());
    decode::<T>(value).err().unwrap_or_default()
}

/// How many branches a value can be read as and satisfies what `holds` asks; `None` where it would take too long to tell.
pub fn fitting<T: Union>(value: &Value, holds: impl Fn(&T) -> bool) -> Option<usize> {
    let recording = Recording::of(value).ok()?;
    let value = recording.recorded();
    let _nesting = Nesting::enter(value.size());
    let looks = Looks::of(value);
    let mut count = 0;
    for branch in T::BRANCHES {
        if Nesting::is_exhausted() {
            return None;
        }
        if branch.fit(&looks).is_ok() {
            Nesting::spend(value.size());
            let read = (branch.decode)(value);
            count += usize::from(read.is_ok_and(|read| holds(&read)));
        }
    }
    Some(count)
}

/// Decodes a branch's content and puts it into its variant: the `decode` of a [`Branch`].
pub fn branch<B: DeserializeOwned, T>(
    value: Recorded<'_>,
    variant: fn(B) -> T,
) -> Result<T, Misread> {
    B::deserialize(value).map(variant)
}

/// All misfits in one line.
pub(super) fn sentence(misfits: &[Misfit]) -> String {
    let each: Vec<_> = misfits.iter().map(Misfit::to_string).collect();
    format!("fits no branch ({})", each.join("; "))
}

/// The characters of a reason that are kept.
const REASON: usize = 500;

fn decode<T: Union>(value: Recorded<'_>) -> Result<T, Vec<Misfit>> {
    let looks = Looks::of(value);
    let mut undecoded = Vec::new();
    if let Some(first) = most_specific::<T>(&looks) {
        match attempt(first, value) {
            Ok(union) => return Ok(union),
            Err(misfit) => undecoded.push(misfit),
        }
        for branch in by_fit::<T>(&looks).into_iter().skip(1) {
            match attempt(branch, value) {
                Ok(union) => return Ok(union),
                Err(misfit) => undecoded.push(misfit),
            }
        }
    }
    let refused = T::BRANCHES.iter().filter_map(|branch| {
        Some(Misfit {
            branch: branch.name,
            reason: branch.fit(&looks).err()?.to_string(),
        })
    });
    Err(refused.chain(undecoded).collect())
}

fn attempt<T>(branch: &Branch<T>, value: Recorded<'_>) -> Result<T, Misfit> {
    (branch.decode)(value).map_err(|misread| {
        Nesting::spend(value.size());
        // A union within a union tells of all its branches in turn; the first of that is enough.
        let reason = misread.to_string().chars().take(REASON).collect();
        Misfit {
            branch: branch.name,
            reason,
        }
    })
}

/// The branch to be tried first: mostly it is the one.
fn most_specific<T: Union>(looks: &Looks<'_>) -> Option<&'static Branch<T>> {
    let mut best: Option<(Fit, &'static Branch<T>)> = None;
    let mut described = None;
    for branch in T::BRANCHES {
        let Ok(fit) = branch.fit(looks) else {
            continue;
        };
        let order = match best {
            None => Ordering::Greater,
            Some((best, _)) => fit.cmp(&best),
        };
        match (order, best) {
            (Ordering::Less, _) => continue,
            (Ordering::Equal, Some((_, best))) => {
                let most = described.unwrap_or_else(|| best.described(looks));
                let own = branch.described(looks);
                described = Some(most.max(own));
                if own <= most {
                    continue;
                }
            }
            (Ordering::Equal | Ordering::Greater, _) => described = None,
        }
        best = Some((fit, branch));
    }
    best.map(|(_, branch)| branch)
}

/// The branches to be tried, in order.
fn by_fit<T: Union>(looks: &Looks<'_>) -> Vec<&'static Branch<T>> {
    let branches = T::BRANCHES.iter();
    let fit = |branch: &'static Branch<T>| Some((branch.fit(looks).ok()?, branch));
    let mut fitting: Vec<_> = branches.filter_map(fit).collect();
    fitting.sort_by_cached_key(|(fit, branch)| Reverse((*fit, branch.described(looks))));
    fitting.into_iter().map(|(_, branch)| branch).collect()
}
