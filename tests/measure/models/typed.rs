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
        report.add(own);
    }
    println!("{}", report.text());
    assert!(
        report.share(&["item", "property", "value of a map", "variant"]) >= 0.995,
        "too much is not typed: see above"
    );
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
            .entry(found.at.pointer().to_string())
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
        match types
            .get(&target)
            .or_else(|| types.get(place))
            .or_else(|| types.get(around(place, &view)?))
        {
            None => report.note(&format!("{role}: no type stands for its schema alone")),
            Some(found) if found.iter().all(|ty| ty == "serde_json :: Value") => {
                let text: String = schema.to_string().chars().take(200).collect();
                report.wrong(role, "not typed", &format!("{}{place}: {text}", entry.path));
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

/// The choice around a branch that is a single value: the type is an enum of them.
fn around<'p>(place: &'p str, view: &View) -> Option<&'p str> {
    let schema = view.root.pointer(place)?;
    let is_value = schema.get("const").is_some() || schema.get("enum").is_some();
    let (owner, _) = place.rsplit_once('/')?.0.rsplit_once('/')?;
    is_value.then_some(owner)
}

/// Whether not just any value is of a schema: a choice of which one branch is anything is anything.
fn says_something(schema: &Value) -> bool {
    let Value::Object(schema) = schema else {
        return false;
    };
    schema.iter().any(|(key, value)| {
        let mut parts = value.as_array().into_iter().flatten();
        match key.as_str() {
            "allOf" => parts.any(says_something),
            "anyOf" | "oneOf" => parts.all(|part| says_something(part) || is_null(part)),
            "type" => value != "null",
            "additionalProperties" => value != &Value::Bool(true),
            key => SAYS.contains(&key),
        }
    })
}

fn is_null(schema: &Value) -> bool {
    schema["type"] == "null"
}
