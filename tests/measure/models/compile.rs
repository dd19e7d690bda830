//! Does what is generated compile without a warning, pass clippy, and document itself?

use std::collections::{BTreeMap, BTreeSet};

use oasmith::{Config, Files, generate};

use crate::documents::{Entry, chosen};
use crate::room::{Room, Said};

/// A way of looking at crates: what it is called, the command, its arguments.
const LOOKS: &[(&str, &str, &[&str])] = &[
    ("check", "check", &[]),
    ("clippy", "clippy", &[]),
    ("doc", "doc", &["--no-deps"]),
];

#[test]
fn models_compile() {
    compile(
        "models",
        &["--no-default-features", "--features", "validate"],
    );
}

#[test]
fn client_and_server_compile() {
    // A document without operations has neither.
    compile(
        "sides",
        &["--no-default-features", "--features", "client,server"],
    );
}

#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn compile(which: &str, features: &[&str]) {
    let entries = chosen();
    if entries.is_empty() {
        return;
    }
    let mut room = Room::enter(&format!("compile-{which}"));
    let mut nothing = Vec::new();
    let mut paths = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let name = format!("d{index}");
        match files(entry, &name) {
            Some(files) if which == "models" || files.get("src/client/mod.rs").is_some() => {
                room.add(&name, files);
                paths.insert(name, entry.path.as_str());
            }
            Some(_) => {}
            None => nothing.push(entry.path.as_str()),
        }
    }
    let mut failed = BTreeSet::new();
    let looks = std::env::var("OASMITH_LOOKS").unwrap_or_else(|_| "check,clippy,doc".to_owned());
    let is_wanted = |look: &str| looks.split(',').any(|wanted| wanted == look);
    for (look, command, arguments) in LOOKS.iter().filter(|(look, ..)| is_wanted(look)) {
        let arguments: Vec<&str> = arguments.iter().chain(features).copied().collect();
        let said = room.compile(command, &arguments);
        println!(
            "\n{which}, {look}: {} of {} without an error or a warning",
            paths.len() - said.len(),
            entries.len()
        );
        print_said(&said, &paths);
        failed.extend(said.into_keys());
    }
    println!("nothing is generated of {nothing:?}");
    assert!(failed.is_empty() && nothing.is_empty(), "see above");
}

fn files(entry: &Entry, package: &str) -> Option<Files> {
    let (document, _) = entry.load()?;
    let (files, _) = generate(&document, &Config::new(package));
    (!files.is_empty()).then_some(files)
}

#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn print_said(said: &Said, paths: &BTreeMap<String, &str>) {
    for (name, listings) in said {
        let path = paths.get(name).unwrap_or(&"(not a document)");
        println!("== {path} ({name}): {} in all", listings.len());
        for listing in listings.iter().take(5) {
            println!("{listing}");
        }
    }
}
