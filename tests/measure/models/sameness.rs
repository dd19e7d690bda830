//! The same contract gives the same Rust: in other words, in another folder, under another environment; and a change of one schema
//! changes its file.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::process::Command;

use oasmith::{Config, Diagnostics, Document, Files, Stage, dump, generate};
use serde_json::json;

use crate::documents::chosen;
use crate::report::Report;
use crate::schemas::View;

const PRINTS: &str = "OASMITH_PRINT_HASHES";

/// A 3.0 document and its mechanical upgrade to 3.1 are the same to everything behind the reading.
#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn upgraded() {
    let mut report = Report::default();
    for entry in chosen() {
        let Some(mut view) = entry.text().as_deref().and_then(View::upgraded) else {
            continue;
        };
        let version = view.root["openapi"].as_str().unwrap_or_default();
        if !version.starts_with("3.0") {
            continue;
        }
        if entry.path.starts_with("multi/") {
            report.note("its other files are not upgraded");
            continue;
        }
        view.root["openapi"] = json!("3.1.0");
        let (before, after) = (
            entry.load(),
            entry.load_text(view.root.to_string().as_bytes()),
        );
        let text = |loaded: Option<(Document, Diagnostics)>| {
            Some(dump(Stage::Ir, &loaded?.0, &Config::new("same")).0)
        };
        let (before, after) = (
            text(before).unwrap_or_default(),
            text(after).unwrap_or_default(),
        );
        let lines = before.lines().zip(after.lines());
        let different: Vec<_> = lines
            .filter(|(before, after)| before != after)
            .take(4)
            .collect();
        let mut own = Report::default();
        if before == after {
            own.right("document");
        } else {
            own.wrong(
                "document",
                "differs",
                &format!("{}: {different:?}", entry.path),
            );
        }
        report.add(own);
    }
    println!("{}", report.text());
    assert!(report.is_good(), "see above");
}

/// Two processes with other environments in other folders.
#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn repeated() {
    let asked = std::env::var_os(PRINTS).is_some();
    let entries = chosen();
    if asked {
        for entry in entries {
            println!(
                "hash {} {}",
                entry.path,
                hash(entry.load().map(|(document, _)| files(&document)).as_ref())
            );
        }
        return;
    }
    if entries.is_empty() {
        return;
    }
    let run = |folder: std::path::PathBuf, variables: &[(&str, &str)]| {
        let program = std::env::current_exe().expect("a running process has a file");
        let mut command = Command::new(program);
        command
            .args(["--exact", "sameness::repeated", "--nocapture"])
            .env(PRINTS, "1");
        command.envs(variables.iter().copied()).current_dir(folder);
        let output = command.output().expect("it starts");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let hashes = text
            .lines()
            .filter_map(|line| line.strip_prefix("hash ").map(str::to_owned));
        hashes.collect::<Vec<_>>()
    };
    let here = run(
        std::env::temp_dir(),
        &[("LANG", "C"), ("TZ", "UTC"), ("RAYON_NUM_THREADS", "1")],
    );
    let there = run(
        "/".into(),
        &[
            ("LANG", "tr_TR.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("TZ", "Asia/Kathmandu"),
            ("HOME", "/nowhere"),
        ],
    );
    let same = here
        .iter()
        .zip(&there)
        .filter(|(here, there)| here == there)
        .count();
    println!(
        "\n{same} of {} documents give the same bytes in another folder and environment",
        entries.len()
    );
    assert_eq!(here, there);
    assert_eq!(here.len(), entries.len());
}

/// A property that is added to one schema changes that schema's file alone, and its line in the list of what the crate offers.
#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn small_differences() {
    let mut report = Report::default();
    for entry in chosen() {
        let Some(view) = entry.text().as_deref().and_then(View::of) else {
            continue;
        };
        let names = ["/components/schemas", "/definitions"]
            .iter()
            .find_map(|at| {
                let schemas = view.root.pointer(at)?.as_object()?;
                let mut named = schemas.iter().filter(|(_, schema)| {
                    schema["properties"].is_object() && schema["type"] == "object"
                });
                Some(format!("{at}/{}/properties", named.next()?.0))
            });
        let Some(at) = names else {
            report.note("no component is an object");
            continue;
        };
        let mut root = view.root.clone();
        let load = |root: &serde_json::Value| {
            Document::load(
                &mut Diagnostics::default(),
                "same.json",
                root.to_string().as_bytes(),
            )
            .ok()
        };
        let Some(before) = load(&root) else { continue };
        if let Some(properties) = root
            .pointer_mut(&at)
            .and_then(|found| found.as_object_mut())
        {
            properties.insert("added_for_the_test".to_owned(), json!({"type": "string"}));
        }
        let Some(after) = load(&root) else { continue };
        let mut changed = differences(&files(&before), &files(&after));
        changed.retain(|path| path != "oasmith.api");
        let mut own = Report::default();
        match changed.as_slice() {
            [one] if one.starts_with("src/models/") => own.right("document"),
            others if others.iter().any(|path| is_of_all(path)) => own.wrong(
                "document",
                "a file changes that is of all schemas",
                &format!("{}{at}: {others:?}", entry.path),
            ),
            // Records that take its properties over, choices that are decided by them, methods that take them as arguments.
            _ => own.note("what is made of the schema changes with it"),
        }
        report.add(own);
    }
    println!("{}", report.text());
    assert!(report.is_good(), "see above");
}

/// Whether a file is nobody's in particular.
fn is_of_all(path: &str) -> bool {
    !path.starts_with("src/") || path == "src/lib.rs" || path.ends_with("/mod.rs")
}

fn files(document: &Document) -> Files {
    generate(document, &Config::new("same")).0.seal("")
}

fn hash(files: Option<&Files>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (path, text) in files.into_iter().flat_map(Files::iter) {
        (path, text).hash(&mut hasher);
    }
    hasher.finish()
}

fn differences(before: &Files, after: &Files) -> Vec<String> {
    let mut texts: BTreeMap<&str, (Option<&str>, Option<&str>)> = BTreeMap::new();
    for (path, text) in before.iter() {
        texts.entry(path).or_default().0 = Some(text);
    }
    for (path, text) in after.iter() {
        texts.entry(path).or_default().1 = Some(text);
    }
    let changed = texts
        .into_iter()
        .filter(|(_, (before, after))| before != after);
    changed.map(|(path, _)| path.to_owned()).collect()
}
