//! Overlays.

use super::Document;
use crate::diagnostics::Diagnostics;

/// Applies an overlay.
pub fn apply(_diagnostics: &mut Diagnostics, document: &mut Document, overlay: &Document) {
    document.sources.extend(overlay.sources.iter().cloned());
}
