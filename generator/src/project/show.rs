//! Diagnostics with the places that their documents' texts give them.

use crate::diagnostics::{Diagnostic, Diagnostics, render};
use crate::document::marks::Locator;

pub(crate) use crate::diagnostics::render::Colour;

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
