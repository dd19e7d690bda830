//! Are values read by their types and written again as equal JSON, and is what is not valid refused?
//!
//! Three kinds of values, each judged by an independent validator first: those that a document shows, some made from its schemas,
//! and both with one thing changed.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use oasmith::{Config, Document, generate, spellings};
use serde_json::Value;

use crate::documents::{Entry, chosen};
use crate::judge::{Judge, WEAKER, refusal};
use crate::reader::{Fate, Question, ask};
use crate::report::Report;
use crate::room::Room;
use crate::schemas::View;
use crate::values::Maker;

/// Values made of a schema, and how often one is tried to be made.
const MADE: usize = 20;
const TRIES: usize = 60;

/// Keywords whose schemas hold together with what stands around them.
const BRANCHES: &[&str] = &["allOf", "anyOf", "oneOf"];

/// A value on its way through a type.
struct Case {
    kind: &'static str,
    schema: String,
    ty: String,
    value: Value,
    /// What the validator says against it: the keyword's place, and words.
    refusal: Option<(String, String)>,
    /// Whether the type is but another name: what its schema demands is checked by whoever holds a value of it.
    is_alias: bool,
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn round_trip() {
    let mut report = Report::default();
    let entries = chosen();
    if entries.is_empty() {
        return;
    }
    for (index, entry) in entries.iter().enumerate() {
        let mut own = Report::default();
        document(entry, index, &mut own);
        println!("\n{}: {}", entry.path, own.text());
        report.add(own);
    }
    println!("\nall: {}", report.totals());
    assert!(
        report.share(&["const", "default", "enum", "example", "examples", "made"]) >= 0.999,
        "values are refused or changed: see above"
    );
}

fn document(entry: &Entry, index: usize, report: &mut Report) {
    let Some((document, _)) = entry.load() else {
        return report.note("document not read");
    };
    let Some(view) = entry.text().and_then(|text| View::of(&text)) else {
        return report.note("document not understood by the harness");
    };
    let judge = match Judge::of(&view) {
        Ok(judge) => judge,
        Err(why) => return report.note(&format!("no judge: {why}")),
    };
    let cases = cases(&document, &view, &judge, report);
    let questions: Vec<Question<'_>> = cases
        .iter()
        .map(|case| Question {
            ty: &case.ty,
            value: &case.value,
        })
        .collect();
    let mut room = Room::enter("round-trip");
    let fates = match ask(&document, &mut room, &format!("r{index}"), &questions) {
        Ok(fates) => fates,
        Err(why) => return report.fail("program", &why),
    };
    let warned = warned(&document);
    for (case, fate) in cases.iter().zip(&fates) {
        judge_case(case, fate, &view, &warned, report);
    }
}

/// The places where oasmith says that the Rust is weaker than the schema.
fn warned(document: &Document) -> Vec<String> {
    let (_, found) = generate(document, &Config::new("w"));
    let weaker = found
        .iter()
        .filter(|found| WEAKER.contains(&found.code.to_string().as_str()));
    weaker.map(|found| found.at.pointer().to_string()).collect()
}

fn cases(document: &Document, view: &View, judge: &Judge<'_>, report: &mut Report) -> Vec<Case> {
    let types = types(document);
    let mut asker = Asker {
        view,
        judge,
        types: &types,
        validators: BTreeMap::new(),
        cases: Vec::new(),
    };
    for shown in &view.shown {
        match asker.ask(shown.keyword, &shown.schema, &shown.value) {
            Ok(()) => {}
            Err(why) => report.note(&format!("shown, {why}")),
        }
    }
    let mut maker = Maker::new(view, 1);
    let mut seen = BTreeSet::new();
    for pointer in &view.schemas {
        let Some((pointer, _)) = view
            .resolve(pointer)
            .filter(|(pointer, _)| types.get(pointer).is_some_and(|ty| ty.1))
        else {
            continue;
        };
        // A branch's type has taken over what stands around it, and what is in a part of `allOf` what the other parts say.
        let is_branch = pointer
            .rsplit('/')
            .nth(1)
            .is_some_and(|key| BRANCHES.contains(&key));
        let is_branch = is_branch || pointer.contains("/allOf/");
        if is_branch || !seen.insert(pointer.clone()) {
            continue;
        }
        if asker.make(&mut maker, &pointer) == 0 {
            report.note(&format!("no value made of {pointer}"));
        }
    }
    asker.cases
}

/// The type of each schema by its place, and whether it is a generated one.
fn types(document: &Document) -> BTreeMap<String, (String, bool)> {
    let (spellings, _) = spellings(document, &Config::new("types"));
    let entry = &document.source.name;
    let mut types: BTreeMap<String, (String, bool)> = BTreeMap::new();
    for found in spellings
        .into_iter()
        .filter(|found| found.at.source().name == *entry)
    {
        let is_model = found.ty.contains("models");
        let place = found.at.pointer().to_string();
        // What may be null and what it is when it is not stand at one place: the former is meant.
        let known = types.get(&place).map(|(ty, _)| ty.starts_with("Option"));
        if known.is_none()
            || found.is_named
            || (known == Some(false) && found.ty.starts_with("Option"))
        {
            types.insert(place, (found.ty, is_model));
        }
    }
    types
}

struct Asker<'a> {
    view: &'a View,
    judge: &'a Judge<'a>,
    types: &'a BTreeMap<String, (String, bool)>,
    validators: BTreeMap<String, Result<Validator, String>>,
    cases: Vec<Case>,
}

impl Asker<'_> {
    /// Asks about a value that should be valid; the reason where it is not asked.
    fn ask(&mut self, kind: &'static str, schema: &str, value: &Value) -> Result<(), String> {
        let (pointer, target) = self.view.resolve(schema).ok_or("its schema is elsewhere")?;
        let (ty, _) = self
            .types
            .get(&pointer)
            .ok_or("no type stands for its schema alone")?;
        let judge = self.judge;
        let validator = self
            .validators
            .entry(pointer.clone())
            .or_insert_with(|| judge.validator(&pointer));
        let validator = validator
            .as_ref()
            .map_err(|_| "its schema is none".to_owned())?;
        let refusal = refusal(validator, value);
        if refusal.is_some() && kind != "changed" {
            return Err("not valid".to_owned());
        }
        let ty = ty.clone();
        let bare = ty.strip_prefix("Option < ").unwrap_or(&ty);
        let is_alias = !bare.starts_with("models ::") || is_alias(self.view, target);
        self.cases.push(Case {
            kind,
            schema: pointer,
            ty,
            value: value.clone(),
            refusal,
            is_alias,
        });
        Ok(())
    }

    /// Makes valid values, and changes each twice; how many there were.
    fn make(&mut self, maker: &mut Maker<'_>, pointer: &str) -> usize {
        let mut made: Vec<Value> = Vec::new();
        for _ in 0..TRIES {
            if made.len() == MADE {
                break;
            }
            if let Some(value) = maker.value(pointer)
                && !made.contains(&value)
                && self.ask("made", pointer, &value).is_ok()
            {
                made.push(value);
            }
        }
        for value in made.iter().chain(made.iter()) {
            let changed = maker.changed(value);
            let _ = self.ask("changed", pointer, &changed);
        }
        made.len()
    }
}

/// Whether values are neither records nor one of several things that are not null.
fn is_alias(view: &View, schema: &Value) -> bool {
    let choice = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(*key));
    if let Some(Value::Array(branches)) = choice {
        let is_null = |branch: &&Value| branch["type"] == "null";
        let mut others = branches.iter().filter(|branch| !is_null(branch));
        return match (others.next(), others.next()) {
            (Some(only), None) => {
                let alone = only["allOf"].as_array().filter(|parts| parts.len() == 1);
                let only = alone.map_or(only, |parts| &parts[0]);
                let place = only["$ref"]
                    .as_str()
                    .and_then(|text| text.strip_prefix('#'));
                let target = place.and_then(|place| view.resolve(place));
                is_alias(view, target.map_or(only, |(_, target)| target))
            }
            _ => false,
        };
    }
    let names = match &schema["type"] {
        Value::Array(names) => names.as_slice(),
        name @ (Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Object(_)) => std::slice::from_ref(name),
    };
    names
        .iter()
        .all(|name| name.is_string() && name != "object")
}

fn judge_case(case: &Case, fate: &Fate, view: &View, warned: &[String], report: &mut Report) {
    let Case {
        kind,
        schema,
        ty,
        value,
        refusal,
        is_alias,
    } = case;
    let shown = || {
        let text = value.to_string();
        let text: String = text.chars().take(300).collect();
        format!("{schema} as {ty}: {text}")
    };
    match (refusal, fate) {
        (_, Fate::Lost) => report.fail("the program ended", &shown()),
        (None, Fate::Refused(why)) => report.wrong(kind, "refused", &format!("{why}: {}", shown())),
        (None, Fate::Read { written, .. }) if !equal(written, value) => {
            report.wrong(kind, "changed", &format!("{written}: {}", shown()));
        }
        (None, Fate::Read { violations, .. }) if violations.contains("(format)") => {
            report.note("said to be invalid for a format that the validator leaves open");
        }
        (None, Fate::Read { violations, .. })
            if violations.contains("(oneOf)") && warned_within(view, schema, warned) =>
        {
            report.note("said to be of two branches, of which a part is warned of");
        }
        (None, Fate::Read { violations, .. }) if !violations.is_empty() => {
            report.wrong(
                kind,
                "said to be invalid",
                &format!("{violations}: {}", shown()),
            );
        }
        (None, Fate::Read { .. }) | (Some(_), Fate::Refused(_)) => report.right(kind),
        (Some(_), Fate::Read { violations, .. }) if !violations.is_empty() => report.right(kind),
        (Some((place, words)), Fate::Read { .. }) => {
            if warned.iter().any(|warned| covers(warned, place)) {
                report.right("changed, let through and warned of");
            } else if place.ends_with("/format") {
                report.note("let through, against a format alone");
            } else if is_choice(place) && warned_within(view, place, warned) {
                report.note("let through by a choice, of which a part is warned of");
            } else if is_of_requests(view, place, words) {
                report.note("let through, against what only requests hold");
            } else if *is_alias {
                report.note("let through by another name, which checks nothing alone");
            } else {
                report.wrong(
                    kind,
                    "let through",
                    &format!("{place}: {words}: {}", shown()),
                );
            }
        }
    }
}

/// Whether a refusal is about a property that is `writeOnly`: the types that are asked are those of responses, which do without it.
fn is_of_requests(view: &View, place: &str, words: &str) -> bool {
    let is_write_only = |place: &str| {
        let schema = view.root.pointer(place);
        schema.is_some_and(|schema| schema["writeOnly"] == true)
    };
    if let Some(schema) = place.strip_suffix("/required") {
        let properties = view
            .root
            .pointer(schema)
            .map(|schema| &schema["properties"]);
        let mut properties = properties.and_then(Value::as_object).into_iter().flatten();
        return properties.any(|(name, schema)| {
            schema["writeOnly"] == true
                && words.starts_with(&Value::from(name.as_str()).to_string())
        });
    }
    place
        .match_indices('/')
        .any(|(end, _)| is_write_only(&place[..end]))
}

/// Whether a warning at a place is about a keyword: it is the keyword's, or its schema's, or one further up; where branches are
/// refused, one of theirs.
fn covers(warned: &str, keyword: &str) -> bool {
    is_below(keyword, warned) || is_choice(keyword) && is_below(warned, keyword)
}

fn is_choice(keyword: &str) -> bool {
    keyword.ends_with("/anyOf") || keyword.ends_with("/oneOf")
}

/// Whether a warning is about a schema that a choice is made of, some references on: what is let through there lets it through here.
fn warned_within(view: &View, keyword: &str, warned: &[String]) -> bool {
    let mut places = vec![keyword.to_owned()];
    for _ in 0..REFERENCES {
        let is_within = |place: &String| warned.iter().any(|warned| is_below(warned, place));
        if places.iter().any(is_within) {
            return true;
        }
        let found = places.iter().filter_map(|place| view.root.pointer(place));
        let mut references = Vec::new();
        found.for_each(|found| collect_references(found, &mut references));
        places = references;
    }
    false
}

/// How many references lie between a choice and what it is made of, at most.
const REFERENCES: usize = 4;

fn is_below(inner: &str, outer: &str) -> bool {
    let rest = inner.strip_prefix(outer);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn collect_references(schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Array(parts) => {
            for part in parts {
                collect_references(part, found);
            }
        }
        Value::Object(members) => {
            for (key, value) in members {
                match value.as_str().and_then(|text| text.strip_prefix('#')) {
                    Some(pointer) if key == "$ref" => found.push(pointer.to_owned()),
                    _ => collect_references(value, found),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The same JSON: numbers by value.
fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            a == b || a.as_f64() == b.as_f64() && (a.is_f64() || b.is_f64())
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(name, a)| b.get(name).is_some_and(|b| equal(a, b)))
        }
        (a, b) => a == b,
    }
}
