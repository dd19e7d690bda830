//! Findings about an upgraded document, in the words of the version that its author wrote.

use std::collections::HashSet;

use crate::diagnostics::{Diagnostic, Diagnostics};

const WORDS: &[(&str, &str)] = &[
    ("#/components/schemas/", "#/definitions/"),
    ("#/components/parameters/", "#/parameters/"),
    ("#/components/requestBodies/", "#/parameters/"),
    ("#/components/responses/", "#/responses/"),
    ("components.schemas", "definitions"),
    ("components.parameters", "parameters"),
    ("components.requestBodies", "parameters"),
    ("components.responses", "responses"),
    ("components.securitySchemes", "securityDefinitions"),
    (
        "`type: file` is Swagger 2.0's, and is",
        "`type: file` is for parameters and whole answers, and is",
    ),
    (
        "that it is in 3.0: raise its version, or write it as 3.0 has it",
        "that it is in 2.0: raise its version, or write it as 2.0 has it",
    ),
    (
        "in: path, required: true, schema: …}",
        "in: path, required: true, type: …}",
    ),
];

/// Hands findings on. What was read in several places because it moved into each is told once.
pub fn hand_on(diagnostics: &mut Diagnostics, found: Diagnostics) {
    let mut told = HashSet::new();
    for finding in found.into_vec() {
        let finding = reworded(finding);
        let key = (
            finding.code,
            finding.at.to_string(),
            finding.message.clone(),
        );
        if told.insert(key) {
            diagnostics.push(finding);
        }
    }
}

fn reworded(mut finding: Diagnostic) -> Diagnostic {
    finding.message = words(finding.message);
    finding.help = finding.help.map(words);
    let mut places = HashSet::from([finding.at.to_string()]);
    finding
        .labels
        .retain(|label| places.insert(label.at.to_string()));
    for label in &mut finding.labels {
        label.words = label.words.take().map(words);
    }
    finding
}

fn words(text: String) -> String {
    WORDS
        .iter()
        .fold(text, |text, (new, old)| text.replace(new, old))
}
