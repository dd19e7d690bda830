//! Real documents as far as the contract: `OASMITH_CORPUS` names a folder with a `manifest.tsv` whose first column is a path.
//! Without the variable there is nothing to test. Every document comes to a `Spec`; every error is one that `reading/errors.toml`
//! argues the document deserves; and what a plain walk over its JSON finds is there. Prints figures: run it with
//! `--release -- --nocapture`. Time and memory are the bench's: `cargo bench -p oasmith --bench reading -- --table`.

#[path = "reading/facts.rs"]
mod facts;
#[path = "reading/ours.rs"]
mod ours;
#[path = "reading/plain.rs"]
mod plain;
#[path = "reading/walk.rs"]
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use facts::Kind;
use oasmith::diagnostics::Severity;
use oasmith::source::{LoadError, Loaded, Loader, Uri, decode};
use oasmith::spec::{Spec, read::read};
use oasmith::{Diagnostics, Document};

/// Errors that documents deserve, and why.
const ERRORS: &str = include_str!("reading/errors.toml");

fn folder() -> Option<PathBuf> {
    std::env::var_os("OASMITH_CORPUS").map(PathBuf::from)
}

/// The paths in the manifest.
fn paths(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join("manifest.tsv")).expect("the corpus has a manifest");
    let lines = text.lines().skip(1);
    lines
        .filter_map(|line| line.split('\t').next())
        .map(ToOwned::to_owned)
        .collect()
}

/// The files of the corpus, by the names that documents are loaded under.
struct Folder(PathBuf);

impl Loader for Folder {
    fn load(&self, uri: &Uri) -> Result<Loaded, LoadError> {
        let name = uri.as_str().strip_prefix("document:///").and_then(decode);
        let name = name.ok_or_else(|| LoadError::refused("it is not of the corpus"))?;
        let bytes = fs::read(self.0.join(&name));
        Ok(Loaded {
            bytes: bytes.map_err(|error| LoadError::Unreadable(error.to_string()))?,
            uri: uri.clone(),
            base: uri.clone(),
            name,
        })
    }
}

/// The contract, as far as the bytes come to a document at all, and what was found.
fn spec_of(folder: &Path, path: &str, bytes: &[u8]) -> (Option<Spec>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&mut diagnostics, path, bytes);
    let spec = document.map(|mut document| {
        document.link(&mut diagnostics, &Folder(folder.to_owned()));
        read(&mut diagnostics, &document)
    });
    (spec.ok(), diagnostics)
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn every_document_comes_to_a_contract_and_every_error_is_deserved() {
    let Some(folder) = folder() else { return };
    let paths = paths(&folder);
    let mut argued = argued();
    let (mut specs, mut errors, mut wrong) = (0, 0, Vec::new());
    for path in &paths {
        let bytes = fs::read(folder.join(path)).expect(path);
        let (spec, found) = spec_of(&folder, path, &bytes);
        specs += usize::from(spec.is_some());
        if spec.is_none() {
            wrong.push(format!("{path} comes to no contract"));
        }
        let found = found
            .iter()
            .filter(|found| found.severity == Severity::Error);
        for error in found {
            errors += 1;
            let key = (path.clone(), error.at.pointer().to_string());
            println!("  {path}#{}: {}", key.1, error.message);
            if !argued.remove(&key) {
                wrong.push(format!("{path}: {}: {}", error.code, error.message));
            }
        }
    }
    for (path, pointer) in argued {
        wrong.push(format!("no error at {path}#{pointer}, which is argued"));
    }
    println!(
        "\n{specs} of {} documents come to a contract, {errors} errors",
        paths.len()
    );
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The errors with a reason, by document and pointer.
fn argued() -> BTreeSet<(String, String)> {
    let table: toml::Table = ERRORS.parse().expect("it is TOML");
    let errors = table.get("error").and_then(toml::Value::as_array);
    let field = |error: &toml::Value, name: &str| -> String {
        let text = error.get(name).and_then(toml::Value::as_str);
        let text = text.unwrap_or_else(|| panic!("an error without `{name}`"));
        text.to_owned()
    };
    let errors = errors.into_iter().flatten();
    errors
        .map(|error| {
            assert!(!field(error, "why").is_empty(), "an error without a reason");
            (field(error, "document"), field(error, "pointer"))
        })
        .collect()
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn nothing_of_a_document_is_missing() {
    let Some(folder) = folder() else { return };
    let paths = paths(&folder);
    let mut counts: BTreeMap<Kind, (usize, usize)> = BTreeMap::new();
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    let mut missing = Vec::new();
    for path in &paths {
        let bytes = fs::read(folder.join(path)).expect(path);
        let (spec, found) = spec_of(&folder, path, &bytes);
        let ours = spec.as_ref().map(ours::facts).unwrap_or_default();
        for ((kind, name), at) in walk::facts(&plain::parse(&bytes)) {
            let (there, all) = counts.entry(kind).or_default();
            *all += 1;
            let fact = (kind, name);
            if ours.contains_key(&fact) {
                *there += 1;
            } else if let Some(why) = told_by(&found, &fact, &at) {
                *told.entry(why).or_default() += 1;
            } else {
                missing.push(format!("{path}#{at}: {}", fact.1));
            }
        }
    }
    println!(
        "\nin the contract, of what a plain walk over {} documents finds:",
        paths.len()
    );
    for (kind, name) in Kind::ALL {
        let (there, all) = counts.get(&kind).copied().unwrap_or_default();
        println!("  {name}: {there} of {all}");
    }
    for (why, count) in told {
        println!("  left out: {count}, {why}");
    }
    assert!(
        missing.is_empty(),
        "\n{} missing in silence:\n{}",
        missing.len(),
        missing
            .iter()
            .take(60)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    );
}

/// What says of a thing that it is left out: a finding at it, at its name, at the reference that it is, or at the operation around it; the standard itself of three
/// headers, which are no parameters (OpenAPI 3.0.4 section 4.8.12.2).
fn told_by(found: &Diagnostics, (kind, name): &(Kind, String), at: &str) -> Option<&'static str> {
    const ELSEWHERE: [&str; 3] = [
        " header accept",
        " header content-type",
        " header authorization",
    ];
    if *kind == Kind::Parameter && ELSEWHERE.iter().any(|header| name.ends_with(header)) {
        return Some("headers that the standard says elsewhere");
    }
    let places = found
        .iter()
        .map(|found| (found.code, found.at.pointer().to_string()));
    places
        .filter(|(_, place)| place.matches('/').count() > 2)
        .find_map(|(code, place)| {
            let around = at.strip_prefix(place.as_str());
            let around = around.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            let own = place.strip_prefix(at);
            let own = own == Some("/$ref") || *kind == Kind::Parameter && own == Some("/name");
            (around || own).then(|| code.id())
        })
}
