//! Annotations of a pull request: the workflow commands of GitHub Actions.

use super::found::{Found, found};
use super::group::grouped;
use super::{Spans, visible};
use crate::diagnostics::{Diagnostic, Severity};

/// `::warning file=openapi.yaml,line=3,…::message`, each on a line of its own. What is found in several places is one annotation,
/// because a step shows ten of each level at most.
pub fn github<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    spans: &mut Spans<'_>,
) -> String {
    let groups = grouped(diagnostics);
    found(&groups, spans).iter().map(annotation).collect()
}

fn annotation(found: &Found<'_>) -> String {
    let (diagnostic, place) = (found.diagnostic, &found.place);
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut lines = vec![visible(&diagnostic.message)];
    if !found.related.is_empty() {
        let count = found.related.len();
        lines.push(format!("related places: {count}"));
    }
    let help = diagnostic.way_out().split('\n');
    lines.extend(help.map(|help| format!("help: {}", visible(help))));
    let title = format!("{} {}", diagnostic.code.id(), diagnostic.code.name());
    let mut properties = vec![
        ("file", property(place.file)),
        ("line", place.start.line.to_string()),
        ("endLine", place.end.line.to_string()),
    ];
    // Columns count only within one line.
    if place.start.line == place.end.line {
        properties.push(("col", place.start.column.to_string()));
        properties.push(("endColumn", place.end.column.to_string()));
    }
    properties.push(("title", property(&title)));
    let properties: Vec<String> = properties
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!(
        "::{level} {}::{}\n",
        properties.join(","),
        data(&lines.join("\n"))
    )
}

/// Text behind the last `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property's value.
fn property(text: &str) -> String {
    data(&visible(text)).replace(':', "%3A").replace(',', "%2C")
}
