//! How much of a document becomes a type: of all properties, items and variants whose schema says more than "anything", the share
//! that is not `serde_json::Value`.

use std::collections::BTreeMap;

use oasmith::{Config, spellings};
use serde_json::Value;

use crate::documents::{Entry, chosen};
use crate::report::Report;
use crate::schemas::View;

/// Keywords that say something about values.
const SAYS: &[&str] = &[
    "type",
    "enum",
    "const",
    "properties",
    "additionalProperties",
    "items",
    "prefixItems",
    "allOf",
    "anyOf",
    "oneOf",
    "$ref",
    "required",
    "patternProperties",
];

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn typed() {
    let mut report = Report::default();
    for entry in chosen() {
        let mut own = Report::default();
        document(&entry, &mut own);
        report.add(&entry.path, own);
    }
    println!("{}", report.text());
}

fn document(entry: &Entry, report: &mut Report) {
    let Some((document, _)) = entry.load() else {
        return report.note("document not read");
    };
    let Some(view) = entry.text().and_then(|text| View::of(&text)) else {
        return report.note("document not understood by the harness");
    };
    let (spellings, _) = spellings(&document, &Config::new("types"));
    let mut types: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for found in spellings {
        types
            .entry(found.at.pointer.to_string())
            .or_default()
            .push(found.ty);
    }
    for place in &view.schemas {
        let Some(role) = role(place) else { continue };
        let Some((target, schema)) = view.resolve(place) else {
            report.note("its schema is elsewhere");
            continue;
        };
        if !says_something(schema) {
            continue;
        }
        match types.get(&target).or_else(|| types.get(place)) {
            None => report.note(&format!("{role}: no type stands for its schema alone")),
            Some(found) if found.iter().all(|ty| ty == "serde_json :: Value") => {
                let text: String = schema.to_string().chars().take(200).collect();
                report.wrong(role, "not typed", &format!("{place}: {text}"));
            }
            Some(_) => report.right(role),
        }
    }
}

/// What a schema is to the one around it.
fn role(place: &str) -> Option<&'static str> {
    let mut steps = place.rsplit('/');
    let (last, before) = (steps.next()?, steps.next()?);
    match (before, last) {
        ("properties", _) => Some("property"),
        (_, "items") => Some("item"),
        (_, "additionalProperties") => Some("value of a map"),
        ("oneOf" | "anyOf", _) => Some("variant"),
        _ => None,
    }
}

fn says_something(schema: &Value) -> bool {
    let Value::Object(schema) = schema else {
        return false;
    };
    schema.iter().any(|(key, value)| {
        let is_null = key == "type" && value == "null";
        SAYS.contains(&key.as_str())
            && !is_null
            && !(key == "additionalProperties" && value == true)
    })
}
