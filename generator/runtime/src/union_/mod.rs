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
//! The branches that the value fits are tried from the most specific on: those within whose bounds it is, then most fixed values met, then
//! most required properties, then most described properties, then the document's order. A value that fits none is kept where the
//! union is open; [`misfits`] says why each branch refused it.
//!
//! A branch that fits at first sight may turn out not to be the one deep in the value. So a union asks for the value's JSON (`text`), looks
//! at it (`looks`), and lets the branch read it as it would read an answer. Where all branches fix one property to texts of their own,
//! that property alone is looked for.

mod bounds;
mod branch;
mod looks;
mod nesting;
mod place;
mod text;
mod values;

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::fmt;

use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde_json::Value;

pub use self::bounds::Bounds;
pub use self::branch::{Branch, Kinds};
use self::branch::{Fit, Tags};
use self::looks::Looks;
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
    let json = text::of(deserializer)?;
    match read_json(json.trim_ascii()) {
        Ok(Ok(union)) => Ok(union),
        Ok(Err(misfits)) => Err(D::Error::custom(sentence(&misfits))),
        Err(error) => Err(D::Error::custom(error)),
    }
}

/// The branch that a value is of; the misfits where it is of none and the union is closed.
pub fn read<T: Union>(value: Value) -> Result<T, Vec<Misfit>> {
    match read_json(&value.to_string()) {
        Ok(read) => read,
        Err(_) => T::unknown(value).ok_or_else(Vec::new),
    }
}

/// Fails where the text is no JSON.
fn read_json<T: Union>(json: &str) -> Result<Result<T, Vec<Misfit>>, serde_json::Error> {
    let nesting = Nesting::enter(json.len());
    if nesting.is_outermost() && text::is_too_deep(json) {
        return Err(serde_json::Error::custom("recursion limit exceeded"));
    }
    let misfits = if Nesting::is_exhausted() {
        Vec::new()
    } else {
        match decode(json) {
            Ok(union) => return Ok(Ok(union)),
            Err(misfits) => misfits,
        }
    };
    Ok(T::unknown(serde_json::from_str(json)?).ok_or(misfits))
}

/// Why no branch of `T` takes the value; empty where one does.
pub fn misfits<T: Union>(value: &Value) -> Vec<Misfit> {
    let json = value.to_string();
    let _nesting = Nesting::enter(json.len());
    decode::<T>(&json).err().unwrap_or_default()
}

/// How many branches a value can be read as and satisfies what `holds` asks; `None` where it would take too long to tell.
pub fn fitting<T: Union>(value: &Value, holds: impl Fn(&T) -> bool) -> Option<usize> {
    count(value, Tags::Count, holds)
}

/// The same, whatever branch a discriminator names.
pub fn fitting_by_schema<T: Union>(value: &Value, holds: impl Fn(&T) -> bool) -> Option<usize> {
    count(value, Tags::AreIgnored, holds)
}

fn count<T: Union>(value: &Value, tags: Tags, holds: impl Fn(&T) -> bool) -> Option<usize> {
    let json = value.to_string();
    let _nesting = Nesting::enter(json.len());
    let looks = Looks::of(&json);
    // Beside formats a plain string stands for all other strings: taken to the letter, no string of a format would be of one branch.
    let has_format = T::BRANCHES.iter().any(|branch| branch.is_of_format(&looks));
    let is_meant = |branch: &&Branch<T>| !has_format || !branch.is_any_text();
    let mut count = 0;
    for branch in T::BRANCHES.iter().filter(is_meant) {
        if Nesting::is_exhausted() {
            return None;
        }
        if branch.fit(&looks, tags).is_ok() {
            Nesting::spend(json.len());
            let read = (branch.decode)(&json);
            count += usize::from(read.is_ok_and(|read| holds(&read)));
        }
    }
    Some(count)
}

/// Decodes a branch's content and puts it into its variant: the `decode` of a [`Branch`].
pub fn branch<B: DeserializeOwned, T>(
    json: &str,
    variant: fn(B) -> T,
) -> Result<T, serde_json::Error> {
    serde_json::from_str(json).map(variant)
}

/// All misfits in one line.
pub(super) fn sentence(misfits: &[Misfit]) -> String {
    let each: Vec<_> = misfits.iter().map(Misfit::to_string).collect();
    format!("fits no branch ({})", each.join("; "))
}

/// The characters of a reason that are kept.
const REASON: usize = 500;

fn decode<T: Union>(json: &str) -> Result<T, Vec<Misfit>> {
    let mut json = Cow::Borrowed(json);
    for _ in 0..=MENDINGS {
        let first = tagged::<T>(&json).or_else(|| most_specific::<T>(&Looks::of(&json)));
        let mended = match first.map(|branch| (branch.decode)(&json)) {
            Some(Ok(union)) => return Ok(union),
            Some(Err(error)) => mended(&json, &error),
            None => None,
        };
        match mended {
            Some(mended) => json = Cow::Owned(mended),
            None => break,
        }
    }
    decode_any(&json, &Looks::of(&json))
}

/// How often a value is mended: of its integers and of its names.
const MENDINGS: usize = 2;

fn decode_any<T: Union>(json: &str, looks: &Looks<'_>) -> Result<T, Vec<Misfit>> {
    let mut undecoded = Vec::new();
    for branch in by_fit::<T>(looks) {
        match (branch.decode)(json) {
            Ok(union) => return Ok(union),
            Err(error) => undecoded.push(Misfit {
                branch: branch.name,
                reason: place::reason(json, &error).chars().take(REASON).collect(),
            }),
        }
        Nesting::spend(json.len());
    }
    let refused = T::BRANCHES.iter().filter_map(|branch| {
        Some(Misfit {
            branch: branch.name,
            reason: branch.fit(looks, Tags::Count).err()?.to_string(),
        })
    });
    Err(refused.chain(undecoded).collect())
}

/// The same value without what a branch may have stumbled over though it means nothing: of properties with one name the last is left,
/// and integers stand in digits alone.
fn mended(json: &str, error: &serde_json::Error) -> Option<String> {
    if error.to_string().starts_with("duplicate field") {
        let value: Value = serde_json::from_str(json).ok()?;
        return Some(value.to_string());
    }
    json::with_integers(json)
}

/// The branch whose tag the value has, where every branch has tags of its own in one property, which it declares.
fn tagged<T: Union>(json: &str) -> Option<&'static Branch<T>> {
    let (tag, _) = T::BRANCHES.first()?.only_tag()?;
    let is_told = |branch: &Branch<T>| branch.only_tag().is_some_and(|(name, _)| name == tag);
    if !T::BRANCHES.iter().all(is_told) {
        return None;
    }
    let text = looks::text_of(json, tag)?;
    let is_named = |branch: &&Branch<T>| {
        let tags = branch.only_tag();
        tags.is_some_and(|(_, tags)| tags.contains(&&*text))
    };
    let mut branches = T::BRANCHES.iter().filter(is_named);
    let found = branches.next()?;
    branches.next().is_none().then_some(found)
}

/// The branch to be tried first: mostly it is the one.
fn most_specific<T: Union>(looks: &Looks<'_>) -> Option<&'static Branch<T>> {
    let mut best: Option<(Fit, &'static Branch<T>)> = None;
    let mut described = None;
    for branch in T::BRANCHES {
        let Ok(fit) = branch.fit(looks, Tags::Count) else {
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
    let fit = |branch: &'static Branch<T>| Some((branch.fit(looks, Tags::Count).ok()?, branch));
    let mut fitting: Vec<_> = branches.filter_map(fit).collect();
    fitting.sort_by_cached_key(|(fit, branch)| Reverse((*fit, branch.described(looks))));
    fitting.into_iter().map(|(_, branch)| branch).collect()
}
