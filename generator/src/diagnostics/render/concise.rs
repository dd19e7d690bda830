//! One line for each finding, for logs and for editors that jump to `file:line:column`.

use super::found::{found, severity};
use super::{Spans, visible};
use crate::diagnostics::Diagnostic;

/// `openapi.yaml:3:5: warning[E0201]: message`, each on a line of its own.
pub fn concise<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    spans: &mut Spans<'_>,
) -> String {
    let line = |found: super::found::Found<'_>| {
        let (diagnostic, place) = (found.diagnostic, &found.place);
        format!(
            "{}:{}:{}: {}[{}]: {}\n",
            visible(place.file),
            place.start.line,
            place.start.column,
            severity(diagnostic.severity),
            diagnostic.code.id(),
            visible(&diagnostic.message),
        )
    };
    found(diagnostics, spans).into_iter().map(line).collect()
}
