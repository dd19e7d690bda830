//! One JSON object: what programs read.

use serde_json::json;

use super::found::{Found, found, severity};
use super::{Spans, visible};
use crate::diagnostics::{Diagnostic, Severity};

/// One JSON object on one line: every finding with its position, and how many there are of each severity.
pub fn json<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    spans: &mut Spans<'_>,
) -> String {
    json_line(&report(diagnostics, spans))
}

/// A JSON value on one line, safe to show on a terminal.
pub fn json_line(value: &serde_json::Value) -> String {
    visible::json(&value.to_string())
}

/// The same as a value, for a front door that has more to say.
pub fn report<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    spans: &mut Spans<'_>,
) -> serde_json::Value {
    let found = found(diagnostics, spans);
    let count = |severity| {
        let of = found
            .iter()
            .filter(|found| found.diagnostic.severity == severity);
        of.count()
    };
    let (errors, warnings, notes) = (
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note),
    );
    json!({
        "diagnostics": found.iter().map(object).collect::<Vec<_>>(),
        "summary": { "errors": errors, "warnings": warnings, "notes": notes },
    })
}

fn object(found: &Found<'_>) -> serde_json::Value {
    let (diagnostic, place) = (found.diagnostic, &found.place);
    json!({
        "code": diagnostic.code.id(),
        "severity": severity(diagnostic.severity),
        "message": diagnostic.message,
        "file": place.file,
        "line": place.start.line,
        "column": place.start.column,
        "pointer": place.pointer,
        "help": diagnostic.way_out(),
    })
}
