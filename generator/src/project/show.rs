//! Diagnostics with the places that their documents' texts give them.

use crate::diagnostics::{Diagnostic, Diagnostics, render};
use crate::document::marks::Locator;
#[cfg(feature = "cli")]
use crate::source::{Location, Position};

pub(crate) use crate::diagnostics::render::Colour;

/// Finds lines and columns.
#[cfg(feature = "cli")]
#[derive(Default)]
pub(crate) struct Places {
    locator: Locator,
    known: render::Known,
}

#[cfg(feature = "cli")]
impl Places {
    /// Where a place begins that a finding is about.
    pub(crate) fn of(&mut self, at: &Location, diagnostic: &Diagnostic) -> Position {
        let span = self.locator.span(at, diagnostic.at_key);
        self.known.position(at.source(), span.start)
    }
}

/// For people.
pub(crate) fn listings(diagnostics: &Diagnostics, colour: Colour) -> String {
    let mut locator = Locator::default();
    render::human(diagnostics, colour, &mut |at, at_key| {
        locator.span(at, at_key)
    })
}

/// For machines: findings and how many there are.
pub(crate) fn report<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
) -> serde_json::Value {
    let mut locator = Locator::default();
    render::report(diagnostics, &mut |at, at_key| locator.span(at, at_key))
}

/// For editors and `grep`: a line for each finding.
#[cfg(feature = "cli")]
pub(crate) fn concise(diagnostics: &Diagnostics) -> String {
    let mut locator = Locator::default();
    render::concise(diagnostics, &mut |at, at_key| locator.span(at, at_key))
}

/// For GitHub Actions.
#[cfg(feature = "cli")]
pub(crate) fn annotations(diagnostics: &Diagnostics) -> String {
    let mut locator = Locator::default();
    render::github(diagnostics, &mut |at, at_key| locator.span(at, at_key))
}

/// For code-scanning services.
#[cfg(feature = "cli")]
pub(crate) fn sarif(diagnostics: &Diagnostics) -> serde_json::Value {
    let mut locator = Locator::default();
    render::sarif(diagnostics, &mut |at, at_key| locator.span(at, at_key))
}

/// For logs: `openapi.yaml:3:5: message [E0201]`, each on one line.
pub(crate) fn lines<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<String> {
    let report = report(diagnostics);
    let text = |value: &serde_json::Value| render::visible(value.as_str().unwrap_or_default());
    let line = |found: &serde_json::Value| {
        let (file, message, code) = (
            text(&found["file"]),
            text(&found["message"]),
            text(&found["code"]),
        );
        format!(
            "{file}:{}:{}: {message} [{code}]",
            found["line"], found["column"]
        )
    };
    report["diagnostics"]
        .as_array()
        .into_iter()
        .flatten()
        .map(line)
        .collect()
}
