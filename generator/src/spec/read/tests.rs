use std::fmt::Write;

use crate::diagnostics::{Diagnostics, Severity};
use crate::document::Document;
use crate::document::marks::Locator;
use crate::source::Lines;
use crate::spec::Spec;
use crate::spec::dump::dump;

const REFERENCE: &str = include_str!("../../../../specs/zendesk-organization-memberships.yaml");

/// Reads a document; the findings come back as `CODE severity line:column message` with labels and help below.
fn read(text: &str) -> (Spec, String) {
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&mut diagnostics, "test.yaml", text.as_bytes())
        .expect("the test's own document loads");
    let spec = super::read(&mut diagnostics, &document);
    let mut locator = Locator::default();
    let mut place = |at: &crate::source::Location, at_key: bool| {
        let span = locator.span(at, at_key);
        let position = Lines::of(&at.source).position(&at.source, span.start);
        format!("{}:{}", position.line, position.column)
    };
    let mut findings = String::new();
    for finding in &diagnostics {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let at = place(&finding.at, finding.at_key);
        let _ = writeln!(
            findings,
            "{} {severity} {at} {}",
            finding.code, finding.message
        );
        for (at, words) in &finding.labels {
            let _ = writeln!(findings, "  {} {words}", place(at, false));
        }
        if let Some(help) = &finding.help {
            let _ = writeln!(findings, "  help: {help}");
        }
    }
    (spec, findings)
}

#[test]
fn the_reference_document_is_read_whole() {
    let (spec, findings) = read(REFERENCE);
    assert_eq!(spec.operations.len(), 7);
    let lines = findings.lines().filter(|line| !line.starts_with(' '));
    let places: Vec<String> = lines
        .map(|line| line.split(' ').take(3).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        places,
        [
            "E0301 warning 2:1",
            "E0201 warning 51:25",
            "E0201 warning 78:21",
            "E0201 warning 81:15",
            "E0201 warning 100:25",
            "E0201 warning 158:21",
            "E0201 warning 206:25",
            "E0201 warning 209:15",
            "E0201 warning 246:19",
            "E0201 warning 256:17",
        ]
    );
    assert!(dump(&spec).contains(
        "path \"organization_membership_id\" required simple\n    inferred\n    schema: string"
    ));
}
