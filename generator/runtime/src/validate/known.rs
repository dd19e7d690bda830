//! What an open type kept although its document does not know it.

use serde::Serialize;
use serde_json::Value;

use super::super::open::OpenEnum;
use super::super::union_::{self, Union};
use super::{Path, Violations};

/// An enum's value must be one of the listed ones.
pub fn is_known<E: OpenEnum>(value: &E, at: &Path<'_>, out: &mut Violations) {
    if value.as_unknown().is_some() {
        let listed: Vec<_> = E::VALUES.iter().map(|(text, _)| *text).collect();
        out.add(at, "enum", || {
            format!("must be one of `{}`", listed.join("`, `"))
        });
    }
}

/// The value that a union kept must fit one of its branches; called for the variant that holds it. The keyword is
/// `oneOf` or `anyOf`.
pub fn fits_some_branch<T: Union>(
    kept: &Value,
    keyword: &'static str,
    at: &Path<'_>,
    out: &mut Violations,
) {
    let misfits = union_::misfits::<T>(kept);
    if !misfits.is_empty() {
        out.add(at, keyword, || union_::sentence(&misfits));
    }
}

/// A value of a union that could be of several branches: of `anyOf` it must satisfy one, of `oneOf` no more than one, where a plain string
/// beside formats stands for the strings of none of them. `own` checks the
/// branch that it was read as.
pub fn fits_branches<T: Union + Serialize>(
    value: &T,
    keyword: &'static str,
    own: fn(&T, &Path<'_>, &mut Violations),
    at: &Path<'_>,
    out: &mut Violations,
) {
    let mut found = Violations::default();
    own(value, at, &mut found);
    if found.is_empty() && keyword == "anyOf" {
        return;
    }
    let holds = |branch: &T| {
        let mut counter = Violations::counter();
        own(branch, at, &mut counter);
        counter.is_empty()
    };
    let value = serde_json::to_value(value).unwrap_or_default();
    match union_::fitting(&value, holds) {
        None | Some(0) => out.append(found),
        Some(1) => {}
        Some(_) if keyword == "anyOf" => {}
        Some(count) => out.add(at, keyword, || {
            format!("must fit one of the branches, and fits {count}")
        }),
    }
}
