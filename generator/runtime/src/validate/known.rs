//! What an open type kept although its document does not know it.

use serde::Serialize;
use serde_json::Value;

use super::super::constant::{Constant, Fixed};
use super::super::listed::{Listed, Value as _};
use super::super::open::OpenEnum;
use super::super::union_::{self, Union};
use super::{Path, Validate, Violations};

/// An enum's value must be one of the listed ones.
pub fn is_known<E: OpenEnum>(value: &E, at: &Path<'_>, out: &mut Violations) {
    if value.as_unknown().is_some() {
        let listed: Vec<_> = E::VALUES.iter().map(|(text, _)| *text).collect();
        out.add(at, "enum", || {
            format!("must be one of `{}`", listed.join("`, `"))
        });
    }
}

/// The same of an enum whose values are no strings.
pub fn is_listed<E: Listed>(value: &E, at: &Path<'_>, out: &mut Violations) {
    if value.as_unlisted().is_some() {
        let text = |(literal, _): &(_, E)| {
            let listed = E::Value::of(*literal);
            serde_json::to_string(&listed).unwrap_or_default()
        };
        let listed: Vec<_> = E::VALUES.iter().map(text).collect();
        out.add(at, "enum", || {
            format!("must be one of `{}`", listed.join("`, `"))
        });
    }
}

/// Nothing else must stand in a constant's place.
impl<F: Fixed> Validate for Constant<F> {
    fn validate_into(&self, at: &Path<'_>, out: &mut Violations) {
        if self.other().is_some() {
            out.add(at, "const", || format!("must be `{}`", F::VALUE.value()));
        }
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

/// The same of a union with a discriminator, whose names count for nothing here: a discriminator cannot change what is valid
/// (OpenAPI 3.2, section 4.25.3). `own` checks the branch that a value was read as.
pub fn fits_some_schema<T: Union>(
    kept: &Value,
    keyword: &'static str,
    own: fn(&T, &Path<'_>, &mut Violations),
    at: &Path<'_>,
    out: &mut Violations,
) {
    let misfits = union_::misfits::<T>(kept);
    if misfits.is_empty() {
        return;
    }
    let holds = |branch: &T| {
        let mut counter = Violations::counter();
        own(branch, at, &mut counter);
        counter.is_empty()
    };
    match union_::fitting_by_schema(kept, holds) {
        None | Some(1) => {}
        Some(0) => out.add(at, keyword, || union_::sentence(&misfits)),
        Some(_) if keyword == "anyOf" => {}
        Some(count) => out.add(at, keyword, || {
            format!("must fit one of the branches, and fits {count}")
        }),
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
