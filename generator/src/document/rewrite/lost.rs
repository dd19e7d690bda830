//! What is said of parts that a version has no words for.

use super::walk::{Members, place};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::Location;

/// Something that the version has no words for: it is left out.
pub(super) fn lose(diagnostics: &mut Diagnostics, at: &Location, words: String) {
    diagnostics.push(Diagnostic::new(Code::NOT_IN_VERSION, at.clone(), words).on_key());
}

/// Something that is written otherwise, or added because the version demands it.
pub(super) fn note(diagnostics: &mut Diagnostics, at: &Location, words: String) {
    let mut finding = Diagnostic::new(Code::NOT_IN_VERSION, at.clone(), words);
    finding.severity = Severity::Note;
    diagnostics.push(finding);
}

/// Takes out the members that a version has no words for.
pub(super) fn drop_members(
    diagnostics: &mut Diagnostics,
    members: &mut Members,
    at: &Location,
    version: &str,
    keys: &[&str],
) {
    for key in keys {
        if let Some(value) = members.shift_remove(key) {
            let at = place(at, key, &value);
            let words = format!("OpenAPI {version} has no `{key}` here: it is left out");
            lose(diagnostics, &at, words);
        }
    }
}
