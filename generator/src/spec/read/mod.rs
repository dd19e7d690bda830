//! Readers: one file for each model file beside this folder.

use crate::diagnostics::Diagnostics;
use crate::document::Document;
use crate::spec::Spec;

/// Reads the contract out of a document.
pub fn read(diagnostics: &mut Diagnostics, document: &Document) -> Option<Spec> {
    let _ = (diagnostics, document);
    None
}
