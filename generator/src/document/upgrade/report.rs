//! What is said where 2.0 and 3.0 do not say the same.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::document::Node;

/// Something that OpenAPI 3 has no words for; `help` says what became of it.
pub(super) fn lost(
    diagnostics: &mut Diagnostics,
    node: &Node<'_>,
    words: impl Into<String>,
    help: impl Into<String>,
) {
    diagnostics.push(Diagnostic::new(Code::LOST_IN_UPGRADE, node.at().clone(), words).help(help));
}

/// Something that 2.0 leaves open, and what it was taken to be.
pub(super) fn assumed(diagnostics: &mut Diagnostics, node: &Node<'_>, words: &str, help: &str) {
    let mut finding = Diagnostic::new(Code::LOST_IN_UPGRADE, node.at().clone(), words).help(help);
    finding.severity = Severity::Note;
    diagnostics.push(finding.on_key());
}

/// A value that 2.0 does not have there.
pub(super) fn wrong(
    diagnostics: &mut Diagnostics,
    node: &Node<'_>,
    words: impl Into<String>,
    help: &str,
) {
    diagnostics.push(Diagnostic::new(Code::WRONG_TYPE, node.at().clone(), words).help(help));
}

/// A member that 2.0 asks for.
pub(super) fn missing(
    diagnostics: &mut Diagnostics,
    node: &Node<'_>,
    words: impl Into<String>,
    help: &str,
) {
    diagnostics.push(Diagnostic::new(Code::MISSING_FIELD, node.at().clone(), words).help(help));
}

/// A key of OpenAPI 3 in a document of 2.0, which is read as 3 has it.
pub(super) fn newer(diagnostics: &mut Diagnostics, node: &Node<'_>, key: &str) {
    let words = format!("`{key}` is OpenAPI 3's word, and is read as 3.0 has it");
    diagnostics.push(
        Diagnostic::new(Code::OTHER_VERSION, node.at().clone(), words)
            .on_key()
            .help("Swagger 2.0's tools do not know it: write `openapi: 3.0.4` and the rest of the document so, or take it out"),
    );
}
