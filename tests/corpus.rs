//! Real documents: `OASMITH_CORPUS` names a folder with a `manifest.tsv` whose first columns are path and version. Without the
//! variable there is nothing to test. Prints figures; run it with `--release -- --nocapture`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use oasmith::files::Policy;
use oasmith::{Config, Diagnostics, Document, Files, generate, spec};

/// Small to middling, from makers of different habits; each becomes a crate that has to compile without a warning.
const SAMPLE: &[&str] = &[
    "fx-oai-learn/examples__v3.0__uspto.yaml",
    "fx-oai-learn/examples__v3.1__tictactoe.json",
    "fx-swagger-petstore/src__main__resources__openapi.yaml",
    "vendor/scalar__dist_3.1.yaml",
    "vendor/xero__xero-projects.yaml",
    "vendor/adyen__json_CapitalService-v1.json",
    "vendor/prometheus__api_v2_openapi.yaml",
    "apisguru-2017/box.com__upload__2.0__swagger.yaml",
];

/// What one document came to.
struct Outcome {
    path: String,
    version: String,
    operations: usize,
    codes: Vec<String>,
    files: usize,
    time: Duration,
    panicked: bool,
}

fn folder() -> Option<PathBuf> {
    std::env::var_os("OASMITH_CORPUS").map(PathBuf::from)
}

/// Paths and versions.
fn manifest(folder: &Path) -> Vec<(String, String)> {
    let text = fs::read_to_string(folder.join("manifest.tsv")).expect("the corpus has a manifest");
    let lines = text.lines().skip(1).map(|line| line.split('\t'));
    lines
        .filter_map(|mut words| Some((words.next()?.to_owned(), words.next()?.to_owned())))
        .collect()
}

fn files_of(bytes: &[u8], path: &str, package: &str) -> (Files, Diagnostics, usize) {
    let mut diagnostics = Diagnostics::default();
    let Ok(document) = Document::load(&mut diagnostics, path, bytes) else {
        return (Files::default(), diagnostics, 0);
    };
    let operations = spec::read::read(&mut Diagnostics::default(), &document)
        .operations
        .len();
    let (files, found) = generate(&document, &Config::new(package));
    diagnostics.extend(found);
    (files, diagnostics, operations)
}

fn outcome(folder: &Path, path: &str, version: &str) -> Outcome {
    let bytes = fs::read(folder.join(path)).expect(path);
    let start = Instant::now();
    let result = catch_unwind(AssertUnwindSafe(|| files_of(&bytes, path, "document")));
    let time = start.elapsed();
    let panicked = result.is_err();
    let (files, diagnostics, operations) = result.unwrap_or_default();
    Outcome {
        path: path.to_owned(),
        version: version.to_owned(),
        operations,
        codes: diagnostics
            .iter()
            .map(|found| found.code.to_string())
            .collect(),
        files: files.len(),
        time,
        panicked,
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn every_document_is_generated_without_a_panic() {
    let Some(folder) = folder() else { return };
    let documents = manifest(&folder);
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((path, version)) =
                    documents.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let outcome = outcome(&folder, path, version);
                    outcomes
                        .lock()
                        .expect("nobody panics with it")
                        .push(outcome);
                }
            });
        }
    });
    let outcomes = outcomes.into_inner().expect("nobody panics with it");
    println!("{}", figures(&outcomes));
    let wrong: Vec<&str> = outcomes
        .iter()
        .filter(|outcome| {
            let refused = outcome.codes.iter().any(|code| code == "E0311");
            outcome.panicked || refused || is_nothing_made_of_2_0(outcome)
        })
        .map(|outcome| outcome.path.as_str())
        .collect();
    assert!(
        wrong.is_empty(),
        "panicked, refused for the version, or nothing made of 2.0: {wrong:#?}"
    );
}

fn is_nothing_made_of_2_0(outcome: &Outcome) -> bool {
    outcome.version.starts_with('2') && outcome.files == 0
}

fn figures(outcomes: &[Outcome]) -> String {
    let read: Vec<&Outcome> = outcomes.iter().collect();
    let of_2_0 = read
        .iter()
        .filter(|outcome| outcome.version.starts_with('2'));
    let generated = read.iter().filter(|outcome| outcome.files > 0);
    let mut codes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for outcome in &read {
        let mut own: Vec<&str> = outcome.codes.iter().map(String::as_str).collect();
        for code in &own {
            codes.entry(code).or_default().0 += 1;
        }
        own.sort_unstable();
        own.dedup();
        for code in own {
            codes.entry(code).or_default().1 += 1;
        }
    }
    let mut text = format!(
        "\n{} documents, {} of 2.0: {} generated, {} operations, {:.1} s in all\n",
        outcomes.len(),
        of_2_0.count(),
        generated.count(),
        read.iter().map(|outcome| outcome.operations).sum::<usize>(),
        outcomes
            .iter()
            .map(|outcome| outcome.time)
            .sum::<Duration>()
            .as_secs_f64(),
    );
    for (code, (count, documents)) in codes {
        let _ = writeln!(text, "  {code}: {count} in {documents} documents");
    }
    let mut slowest = read.clone();
    slowest.sort_by_key(|outcome| std::cmp::Reverse(outcome.time));
    for outcome in slowest.iter().take(5) {
        let _ = writeln!(
            text,
            "  {:>6} ms {}",
            outcome.time.as_millis(),
            outcome.path
        );
    }
    for outcome in read.iter().filter(|outcome| outcome.files == 0) {
        let _ = writeln!(text, "  nothing from {}: {:?}", outcome.path, outcome.codes);
    }
    text
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn a_sample_compiles_without_a_warning() {
    let Some(folder) = folder() else { return };
    let workspace = tempfile::tempdir().expect("a temporary folder");
    let names: Vec<String> = (1..=SAMPLE.len()).map(|n| format!("sample{n}")).collect();
    for (name, path) in names.iter().zip(SAMPLE) {
        let bytes = fs::read(folder.join(path)).expect(path);
        let (files, _, _) = files_of(&bytes, path, name);
        let root = workspace.path().join(name);
        let _ = files.seal("").write(&root, Policy::Force).expect(path);
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n");
    fs::write(workspace.path().join("Cargo.toml"), manifest).expect("a manifest");
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, workspace.path().join("Cargo.lock")).expect("a lock file");
    let mut wrong = Vec::new();
    for (name, path) in names.iter().zip(SAMPLE) {
        if let Err(said) = check(workspace.path(), name) {
            wrong.push(format!("{path}:\n{said}"));
        }
    }
    println!(
        "\n{} of {} sample crates compile (models, client, server; warnings are errors)",
        SAMPLE.len() - wrong.len(),
        SAMPLE.len()
    );
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// `cargo check` of one crate; what it printed first where it fails.
fn check(workspace: &Path, name: &str) -> Result<(), String> {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline", "-p", name])
        .args(["--no-default-features", "--features", "client,server"])
        .current_dir(workspace)
        .env("RUSTFLAGS", "-D warnings")
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus"),
        )
        .output()
        .map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(said.lines().take(24).collect::<Vec<_>>().join("\n"))
}
