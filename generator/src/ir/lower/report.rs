//! Findings that several steps make.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Location;
use crate::spec::{JsonType, JsonTypes};

/// A contradiction between two parts of a schema.
pub(super) fn contradiction(at: &Location, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::CONTRADICTORY_SCHEMA, at.clone(), message)
}

/// A place whose type says less than its schema.
pub(super) fn weak(at: &Location, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::WEAK_TYPE, at.clone(), message)
}

/// Types as a document would list them.
pub(super) fn spell(types: Option<&JsonTypes>) -> String {
    let names: Vec<&str> = types
        .into_iter()
        .flat_map(JsonTypes::iter)
        .map(JsonType::as_str)
        .collect();
    names.join(", ")
}

/// Something that the contract says and nothing is made of.
pub(super) fn unused(diagnostics: &mut Diagnostics, at: &Location, message: &str) {
    let finding = Diagnostic::new(Code::IGNORED_KEYWORD, at.clone(), message);
    diagnostics.push(finding.on_key());
}

/// A part offers null, and the type beside it excludes null.
pub(super) fn null_excluded(at: &Location) -> Diagnostic {
    let message =
        "null is offered, and `type` beside it excludes null; it is read and written all the same";
    contradiction(at, message)
        .help("let null be of the `type`, too, or take it out of what is offered")
}
