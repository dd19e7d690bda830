//! SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format): what code-scanning services read.

use serde_json::{Value, json};

use super::Spans;
use super::found::{Found, Place, found};
use crate::diagnostics::{Code, Diagnostic, Severity};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A log with one run. Its rules are the codes that were found, explained.
pub fn sarif<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    spans: &mut Spans<'_>,
) -> Value {
    let found = found(diagnostics, spans);
    let mut codes: Vec<Code> = found.iter().map(|found| found.diagnostic.code).collect();
    codes.sort_unstable_by_key(|code| code.id());
    codes.dedup();
    let results: Vec<Value> = found.iter().map(|found| result(found, &codes)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn rule(code: Code) -> Value {
    let explanation = code.explanation();
    let paragraph = explanation.split("\n\n").next().unwrap_or_default();
    json!({
        "id": code.id(),
        "name": code.name(),
        "shortDescription": { "text": paragraph.trim().replace('\n', " ") },
        "help": { "text": explanation, "markdown": explanation },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn result(found: &Found<'_>, codes: &[Code]) -> Value {
    let (diagnostic, place) = (found.diagnostic, &found.place);
    let text = format!("{}\nhelp: {}", diagnostic.message, diagnostic.way_out());
    let mut result = json!({
        "ruleId": diagnostic.code.id(),
        "level": level(diagnostic.severity),
        "message": { "text": text },
        "locations": [location(place)],
        // The same finding keeps it while lines come and go above it.
        "partialFingerprints": {
            "oasmith/v1": format!("{} {}#{}", diagnostic.code.id(), place.file, place.pointer),
        },
    });
    if let Some(index) = codes.iter().position(|code| *code == diagnostic.code) {
        result["ruleIndex"] = index.into();
    }
    if !found.related.is_empty() {
        let related = found.related.iter().map(|(place, words)| {
            let mut related = location(place);
            related["message"] = json!({ "text": words });
            related
        });
        result["relatedLocations"] = related.collect();
    }
    result
}

fn location(place: &Place<'_>) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(place.file) },
            "region": {
                "startLine": place.start.line,
                "startColumn": place.start.column,
                "endLine": place.end.line,
                "endColumn": place.end.column,
            },
        },
        "logicalLocations": [{ "fullyQualifiedName": place.pointer }],
    })
}

/// A file's name as a relative URI reference (RFC 3986 §4.2). A name with a scheme is a URI already.
fn uri(file: &str) -> String {
    use std::fmt::Write;
    if file.contains("://") {
        return file.to_owned();
    }
    let mut out = String::with_capacity(file.len());
    for byte in file.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            b'\\' => out.push('/'),
            // Writing to a string cannot fail.
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}
