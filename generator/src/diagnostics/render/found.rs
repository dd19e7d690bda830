//! Findings with their places counted as people count them: what every form for programs is made from.

use super::{Known, Spans};
use crate::diagnostics::{Diagnostic, Severity};
use crate::source::{Location, Position};

/// A finding and where it is.
pub(super) struct Found<'d> {
    pub(super) diagnostic: &'d Diagnostic,
    pub(super) place: Place<'d>,
    /// The related places, with their words.
    pub(super) related: Vec<(Place<'d>, &'d str)>,
}

/// A range of a file.
pub(super) struct Place<'d> {
    pub(super) file: &'d str,
    pub(super) pointer: String,
    pub(super) start: Position,
    /// Behind the last character.
    pub(super) end: Position,
}

/// Finds the places, in the order of the findings.
pub(super) fn found<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    spans: &mut Spans<'_>,
) -> Vec<Found<'d>> {
    let mut known = Known::default();
    let mut place = |at: &'d Location, at_key| {
        let span = spans(at, at_key);
        Place {
            file: &at.source().name,
            pointer: at.pointer().to_string(),
            start: known.position(at.source(), span.start),
            end: known.position(at.source(), span.end),
        }
    };
    diagnostics
        .into_iter()
        .map(|diagnostic| Found {
            diagnostic,
            place: place(&diagnostic.at, diagnostic.at_key),
            related: diagnostic
                .labels
                .iter()
                .map(|label| (place(&label.at, false), label.words()))
                .collect(),
        })
        .collect()
}

/// The severity's word, as listings and JSON say it.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
