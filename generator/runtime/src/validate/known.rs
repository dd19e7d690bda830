//! What an open type kept although its document does not know it.

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
