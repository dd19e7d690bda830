//! The JSON Schema Test Suite, draft 2020-12: each group's schema becomes a type, each test a value of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use oasmith::{Config, Diagnostics, Document, generate, spellings};
use serde_json::{Map, Value, json};

use crate::reader::{Fate, Question, ask};
use crate::room::Room;

/// Parts of the suite that are not about types: other vocabularies, references into other files.
const LEFT_OUT: &str = "notapp";
/// What a component of a document cannot say: bases, anchors, other dialects.
const FOREIGN: &[&str] = &[
    "$id",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$vocabulary",
];

/// How many values are judged otherwise than the suite does. To be lowered, never raised.
const KNOWN: usize = 57;

/// What a test says, its value, and whether that is valid.
type Test = (String, Value, bool);

struct Group {
    file: String,
    component: String,
    description: String,
    tests: Vec<Test>,
}

#[derive(Default)]
struct Row {
    tests: usize,
    rejected: usize,
    accepted: usize,
    warned: usize,
    skipped: usize,
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn suite() {
    let Some(folder) =
        std::env::var_os("OASMITH_SUITES").map(|folder| PathBuf::from(folder).join("json-schema"))
    else {
        return;
    };
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let (groups, root) = groups(&folder, &mut rows);
    let text = root.to_string();
    let document = Document::load(&mut Diagnostics::default(), "suite.json", text.as_bytes())
        .expect("it is JSON");
    let (_, found) = generate(&document, &Config::new("suite"));
    let warned = |component: &str| {
        let below = format!("/components/schemas/{component}/");
        found.iter().any(|found| {
            let is_weaker = ["E0304", "E0405"].contains(&found.code.to_string().as_str());
            is_weaker && format!("{}/", found.at.pointer()).starts_with(&below)
        })
    };
    let types = types(&document);
    let wrapped: Vec<(&Group, &Test, Value)> = groups
        .iter()
        .flat_map(|group| {
            group
                .tests
                .iter()
                .map(move |test| (group, test, json!({"value": test.1})))
        })
        .collect();
    let questions: Vec<Question<'_>> = wrapped
        .iter()
        .map(|(group, _, value)| Question {
            ty: &types[&format!("{}Holder", group.component)],
            value,
        })
        .collect();
    let fates = ask(&document, &mut Room::enter("suite"), "suite", &questions)
        .expect("the program compiles");
    let mut listed = Vec::new();
    for ((group, test, _), fate) in wrapped.iter().zip(&fates) {
        let row = rows.entry(group.file.clone()).or_default();
        listed.extend(judge(group, test, fate, warned(&group.component), row));
    }
    let table = table(&rows);
    println!("{}\n{table}", listed.join("\n"));
    assert!(
        listed.len() <= KNOWN,
        "{} differ, more than the {KNOWN} that are known",
        listed.len()
    );
}

/// Counts what became of a test's value; what was wrong.
fn judge(
    group: &Group,
    test: &Test,
    fate: &Fate,
    is_warned: bool,
    row: &mut Row,
) -> Option<String> {
    row.tests += 1;
    let why = match fate {
        Fate::Lost => Some("the program ended"),
        Fate::Refused(why) => Some(why.as_str()),
        Fate::Read { violations, .. } if !violations.is_empty() => Some(violations.as_str()),
        Fate::Read { .. } => None,
    };
    let (words, value, valid) = test;
    let place = format!("{}: {}: {words}: {value}", group.file, group.description);
    match (valid, why) {
        (true, Some(why)) => {
            row.rejected += 1;
            Some(format!("rejected: {place}: {why}"))
        }
        (false, None) if is_warned => {
            row.warned += 1;
            None
        }
        (false, None) => {
            row.accepted += 1;
            Some(format!("accepted: {place}"))
        }
        (true, None) | (false, Some(_)) => None,
    }
}

/// The type of each component.
fn types(document: &Document) -> BTreeMap<String, String> {
    let (spellings, _) = spellings(document, &Config::new("suite"));
    let named = spellings.into_iter().filter(|found| found.is_named);
    named
        .filter_map(|found| {
            let place = found.at.pointer().to_string();
            Some((
                place.strip_prefix("/components/schemas/")?.to_owned(),
                found.ty,
            ))
        })
        .collect()
}

/// The groups, and a document with a component for each, and one that holds a value of it.
fn groups(folder: &Path, rows: &mut BTreeMap<String, Row>) -> (Vec<Group>, Value) {
    let table = fs::read_to_string(folder.join("applicable.tsv")).expect("the suite has a table");
    let (mut groups, mut schemas) = (Vec::new(), Map::new());
    for line in table
        .lines()
        .skip(1)
        .filter(|line| !line.starts_with(LEFT_OUT))
    {
        let Some(file) = line.split('\t').nth(1) else {
            continue;
        };
        let text = fs::read_to_string(folder.join("tests/draft2020-12").join(file)).expect(file);
        let found: Vec<Value> = serde_json::from_str(&text).expect(file);
        for group in found {
            let component = format!("Group{}", groups.len());
            let tests: Vec<Test> = group["tests"]
                .as_array()
                .into_iter()
                .flatten()
                .map(test)
                .collect();
            let mut schema = group["schema"].clone();
            if !rebase(&mut schema, &component) {
                rows.entry(file.to_owned()).or_default().skipped += tests.len();
                continue;
            }
            let reference = format!("#/components/schemas/{component}");
            schemas.insert(component.clone(), schema);
            schemas.insert(
                format!("{component}Holder"),
                json!({"type": "object", "required": ["value"], "properties": {"value": {"$ref": reference}}}),
            );
            let description = group["description"].as_str().unwrap_or_default().to_owned();
            groups.push(Group {
                file: file.to_owned(),
                component,
                description,
                tests,
            });
        }
    }
    let root = json!({
        "openapi": "3.1.0",
        "info": {"title": "Suite", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    });
    (groups, root)
}

fn test(test: &Value) -> Test {
    let description = test["description"].as_str().unwrap_or_default().to_owned();
    (description, test["data"].clone(), test["valid"] == true)
}

/// Makes references relative to the document; whether the schema can stand in one at all.
fn rebase(schema: &mut Value, component: &str) -> bool {
    match schema {
        Value::Object(map) => {
            map.remove("$schema");
            if FOREIGN
                .iter()
                .any(|key| map.get(*key).is_some_and(Value::is_string))
            {
                return false;
            }
            if let Some(Value::String(reference)) = map.get_mut("$ref") {
                let Some(rest) = reference
                    .strip_prefix('#')
                    .filter(|rest| rest.is_empty() || rest.starts_with('/'))
                else {
                    return false;
                };
                *reference = format!("#/components/schemas/{component}{rest}");
            }
            let mut schemas = map
                .iter_mut()
                .filter(|(key, _)| !["const", "enum", "default"].contains(&key.as_str()));
            schemas.all(|(_, inner)| rebase(inner, component))
        }
        Value::Array(items) => items.iter_mut().all(|item| rebase(item, component)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

fn table(rows: &BTreeMap<String, Row>) -> String {
    let line = |file: &str, row: &Row| {
        format!(
            "{file:42} {:5} {:15} {:15} {:17} {:9}\n",
            row.tests, row.rejected, row.accepted, row.warned, row.skipped
        )
    };
    let mut text = format!(
        "{:42} {:>5} {:>15} {:>15} {:>17} {:>9}\n",
        "file", "tests", "false rejects", "false accepts", "accepts, warned", "left out"
    );
    let mut sum = Row::default();
    for (file, row) in rows {
        text += &line(file, row);
        sum.tests += row.tests;
        sum.rejected += row.rejected;
        sum.accepted += row.accepted;
        sum.warned += row.warned;
        sum.skipped += row.skipped;
    }
    text + &line("all", &sum)
}
