//! `openapiv3` as a second reader, and as the way out.
//!
//! Two questions, asked of this package's own 3.0 fixtures and, where `OASMITH_CORPUS` names a folder, of every 3.0 document in
//! it. What do the two readers see differently? And is a contract that goes out through `openapiv3` and comes in again the same?
//! Prints figures; run it with `--release -- --nocapture`.

#[path = "oracle/documents.rs"]
mod documents;
#[path = "oracle/facts.rs"]
mod facts;
#[path = "oracle/ours.rs"]
mod ours;
#[path = "oracle/rules.rs"]
mod rules;
#[path = "oracle/theirs.rs"]
mod theirs;

use std::collections::BTreeMap;

use documents::{Input, inputs};
use oasmith::diagnostics::{Code, Severity};
use oasmith::source::Location;
use oasmith::spec::{Limits, Schema, Spec, Status, dump::dump, read::read};
use oasmith::{Diagnostics, Document, openapi};
use rules::Known;
use serde_json::Number;

/// The contract of a document that is read without an error, and what was found.
fn spec_of(input: &Input) -> Option<(Spec, Diagnostics)> {
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&mut diagnostics, &input.name, input.text.as_bytes()).ok()?;
    let spec = read(&mut diagnostics, &document);
    (diagnostics.count(Severity::Error) == 0).then_some((spec, diagnostics))
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn both_readers_see_the_same() {
    let (mut compared, mut facts) = (0, 0);
    let mut skipped: BTreeMap<String, usize> = BTreeMap::new();
    let mut argued: BTreeMap<&str, usize> = BTreeMap::new();
    let mut different = Vec::new();
    for input in inputs() {
        let description = match documents::read_by_openapiv3(&input) {
            Ok(description) => description,
            Err(why) => {
                *skipped.entry(why).or_default() += 1;
                continue;
            }
        };
        let Some((spec, found)) = spec_of(&input) else {
            let why = "oasmith finds an error in it".to_owned();
            *skipped.entry(why).or_default() += 1;
            continue;
        };
        let (theirs, untyped) = theirs::facts(&description);
        let known = Known {
            untyped,
            refused: refused(&found),
            dangling: dangling(&found),
        };
        let ours = ours::facts(&spec);
        compared += 1;
        facts += ours.len();
        let sides = [
            ("oasmith", ours.difference(&theirs)),
            ("openapiv3", theirs.difference(&ours)),
        ];
        for (side, facts) in sides {
            for fact in facts {
                match rules::argued(&known, side, fact) {
                    Some(rule) => *argued.entry(rule).or_default() += 1,
                    None => different.push(format!("{}: only {side}: {fact}", input.name)),
                }
            }
        }
    }
    println!(
        "\n{compared} documents compared ({facts} facts), {} skipped, {} differences",
        skipped.values().sum::<usize>(),
        different.len()
    );
    for (why, count) in skipped {
        println!("  skipped {count}: {why}");
    }
    for (rule, count) in argued {
        println!("  argued {count}: {rule}");
    }
    assert!(compared > 0, "nothing was compared");
    let shown: Vec<String> = different.iter().take(200).cloned().collect();
    assert!(different.is_empty(), "\n{}", shown.join("\n"));
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn out_and_in_again_is_the_same() {
    let (mut compared, mut lossy) = (0, Vec::new());
    let mut wrong = Vec::new();
    for input in inputs() {
        let Some((mut spec, _)) = spec_of(&input) else {
            continue;
        };
        let mut lost = Diagnostics::default();
        let description = openapi::export(&mut lost, &spec);
        let warnings = lost
            .iter()
            .filter(|lost| lost.severity == Severity::Warning);
        let warnings: Vec<&str> = warnings.map(|lost| lost.message.as_str()).collect();
        let again = Document::from(&description);
        let mut again = read(&mut Diagnostics::default(), &again);
        for spec in [&mut spec, &mut again] {
            settle(spec);
        }
        let (before, after) = (canonical(spec), canonical(again));
        compared += 1;
        match (before == after, warnings.is_empty()) {
            (true, true) => {}
            (false, false) => lossy.push(format!("{}: {}", input.name, warnings.join("; "))),
            (false, true)
                if lost
                    .iter()
                    .any(|lost| lost.message.contains("becomes the component")) =>
            {
                lossy.push(format!("{}: a component more", input.name));
            }
            (false, true) => wrong.push(format!(
                "{}: {}",
                input.name,
                first_difference(&before, &after)
            )),
            (true, false) => wrong.push(format!(
                "{} is said to lose what it keeps: {warnings:?}",
                input.name
            )),
        }
    }
    println!(
        "\n{compared} documents out and in again: {} the same, {} lose what 3.0 cannot say and are told so, {} differ",
        compared - lossy.len() - wrong.len(),
        lossy.len(),
        wrong.len()
    );
    for told in lossy {
        println!("  {told}");
    }
    assert!(compared > 0, "nothing was compared");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Operations that are left out with a finding, because a request for them is one for another.
fn refused(found: &Diagnostics) -> Vec<String> {
    let operation = |at: &Location| {
        let (item, method) = at.split_last()?;
        let (_, path) = item.split_last()?;
        Some(format!(
            "{} {path}",
            method.to_string().to_ascii_uppercase()
        ))
    };
    let conflicts = found
        .iter()
        .filter(|found| found.code == Code::PATH_CONFLICT);
    conflicts.filter_map(|found| operation(&found.at)).collect()
}

/// What references that lead nowhere are called, as the findings quote them.
fn dangling(found: &Diagnostics) -> Vec<String> {
    let lost = found
        .iter()
        .filter(|found| found.code == Code::UNRESOLVED_REFERENCE);
    let quoted = lost.filter_map(|found| found.message.split('`').nth(1));
    quoted.map(facts::target).collect()
}

/// What may differ and says the same: what 3.0 demands and the document lacks comes out empty, and of two bounds on one side the
/// stronger is left.
fn settle(spec: &mut Spec) {
    spec.info.version.get_or_insert_default();
    for response in spec
        .operations
        .iter_mut()
        .flat_map(|operation| &mut operation.responses)
    {
        response.description.get_or_insert_default();
    }
    let parameters = spec.operations.iter_mut();
    for parameter in parameters.flat_map(|operation| &mut operation.parameters) {
        if parameter.schema.is_none() && parameter.content.is_none() {
            let any = Schema::any(parameter.at.clone());
            parameter.schema = Some(spec.schemas.push(any));
        }
    }
    let responses = spec.operations.iter_mut();
    let responses = responses.flat_map(|operation| &mut operation.responses);
    for header in responses.flat_map(|response| &mut response.headers) {
        if header.schema.is_none() && header.content.is_none() {
            let any = Schema::any(header.at.clone());
            header.schema = Some(spec.schemas.push(any));
        }
    }
    let ids: Vec<_> = spec.schemas.iter().map(|(id, _)| id).collect();
    for id in ids {
        let Limits {
            minimum,
            exclusive_minimum,
            maximum,
            exclusive_maximum,
            ..
        } = spec.schemas[id].limits_mut();
        keep_stronger(minimum, exclusive_minimum, 1.0);
        keep_stronger(maximum, exclusive_maximum, -1.0);
    }
}

/// Of an inclusive and an exclusive bound, the one that leaves less; `sign` turns a maximum round.
fn keep_stronger(inclusive: &mut Option<Number>, exclusive: &mut Option<Number>, sign: f64) {
    let value = |bound: &Option<Number>| bound.as_ref().and_then(Number::as_f64);
    if let (Some(included), Some(excluded)) = (value(inclusive), value(exclusive)) {
        let weaker = if excluded * sign < included * sign {
            exclusive
        } else {
            inclusive
        };
        *weaker = None;
    }
}

/// The contract as text, with what has no order in an order: methods of a path, statuses.
fn canonical(mut spec: Spec) -> String {
    const METHODS: [&str; 8] = [
        "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
    ];
    let mut paths: Vec<String> = Vec::new();
    for operation in &spec.operations {
        if !paths.contains(&operation.path.text) {
            paths.push(operation.path.text.clone());
        }
    }
    spec.operations.sort_by_key(|operation| {
        let path = paths.iter().position(|path| *path == operation.path.text);
        let method = METHODS
            .iter()
            .position(|method| *method == operation.method.as_str());
        (path, method)
    });
    for operation in &mut spec.operations {
        operation
            .responses
            .sort_by_key(|response| match response.status {
                Status::Default => 0,
                Status::Code(_) | Status::Range(_) => 1,
            });
    }
    // What only a pointer leads to stands in components that nothing uses, and is no part of the contract.
    let text = dump(&spec);
    let end = text.find("\nschema #").unwrap_or(text.len());
    text[..end].trim_end().to_owned()
}

fn first_difference(before: &str, after: &str) -> String {
    let diff = similar::TextDiff::from_lines(before, after);
    let text = diff.unified_diff().context_radius(3).to_string();
    text.lines().take(24).collect::<Vec<_>>().join("\n")
}
