//! What is written for a document: each `codegen/<case>.yaml` has its module, `src/<case>/`, in this package's library, so that
//! everything expected also compiles and is linted. The documents in `specs/` have two: alone, and completed by their overlays.
//!
//! `codegen/<case>.toml` holds the settings of a case, where they are not the usual ones, and `codegen/<case>.lock` the lock of names
//! that stands there before, which is the one that is written too.
//!
//! `BLESS=1 cargo test -p tests --test codegen` writes what really came. Cargo compiles the library before it runs this: where
//! the goldens do not compile, `--no-default-features` leaves them out.

#[path = "fixture/cases.rs"]
#[expect(
    dead_code,
    reason = "a golden is a folder, and no file beside its document"
)]
mod cases;
#[path = "fixture/document.rs"]
mod document;
#[path = "fixture/golden.rs"]
mod golden;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use oasmith::config::{self, Runtime};
use oasmith::rust::name::NameLock;
use oasmith::{Config, Diagnostics, Files};

const REFERENCE: &str = "../specs/zendesk-organization-memberships.yaml";
const BARE: &str = "bare";
const COMPLETED: &str = "completed";

fn main() -> ExitCode {
    let mut trials = cases::trials("codegen", |path| check(path, &cases::name(path)));
    let modules: Vec<String> = trials
        .iter()
        .map(Trial::name)
        .filter(|name| root("codegen").join(format!("{name}.yaml")).exists())
        .chain([BARE, COMPLETED])
        .map(|name| name.replace('-', "_"))
        .collect();
    for name in [BARE, COMPLETED] {
        trials.push(Trial::test(name, move || check(&root(REFERENCE), name)));
    }
    trials.push(Trial::test("library", move || library(modules)));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Compares a document's module with what stands in `src/`: which files differ, which are missing, which are stale.
fn check(path: &Path, name: &str) -> Result<(), Failed> {
    let module = name.replace('-', "_");
    let config = settings(path)?;
    let files = generate(path, &module, name != BARE, &config)?;
    let folder = root("src").join(&module);
    let mut faults = Vec::from_iter(lock(path, &files).err());
    let mut expected = BTreeSet::new();
    let prefix = format!("src/{module}/");
    for (path, text) in files.iter() {
        if let Some(path) = path.strip_prefix(&prefix) {
            let path = folder.join(path);
            faults.extend(golden::check(&path, text).err());
            expected.insert(path);
        }
    }
    for stale in files_below(&folder)?.difference(&expected) {
        faults.extend(left_over(stale).err());
    }
    joined(&faults)
}

/// The library's root: the runtime under the name that modules know it by, and every module.
fn library(mut modules: Vec<String>) -> Result<(), Failed> {
    modules.sort();
    let mut text = LIBRARY.to_owned();
    for module in &modules {
        text += "#[cfg(feature = \"goldens\")]\npub mod ";
        text += module;
        text += ";\n";
    }
    let mut faults = Vec::from_iter(golden::check(&root("src/lib.rs"), &text).err());
    for entry in fs::read_dir(root("src"))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() && !modules.iter().any(|module| *module == name) {
            for stale in files_below(&path)? {
                faults.extend(left_over(&stale).err());
            }
        }
    }
    joined(&faults)
}

const LIBRARY: &str = "\
//! What is generated for the documents in `codegen/`, and for those in `specs/`: goldens, which `codegen.rs` compares and writes.
#![allow(clippy::pedantic, missing_docs, unreachable_pub, unused_qualifications, clippy::wildcard_enum_match_arm, reason = \"it is the text of documents, as their users compile it\")]

pub use oasmith_runtime as runtime;
";

/// The settings of a case: what its `.toml` says and who has which name by its `.lock`, where it has them.
fn settings(path: &Path) -> Result<Config, Failed> {
    let mut config = Config::new("tests");
    if let Ok(text) = fs::read_to_string(path.with_extension("toml")) {
        let read = config::read("oasmith.toml", &text, &mut config);
        read.map_err(|error| error.to_string())?;
    }
    if let Ok(text) = fs::read_to_string(path.with_extension("lock")) {
        config.lock = NameLock::read(&text);
    }
    config.runtime = Runtime::Crate;
    Ok(config)
}

/// Where a case has a lock, it stays as it is, its comment aside.
fn lock(path: &Path, files: &Files) -> Result<(), Failed> {
    let path = path.with_extension("lock");
    let Ok(before) = fs::read_to_string(&path) else {
        return Ok(());
    };
    let comment = before.lines().take_while(|line| line.starts_with('#'));
    let comment: String = comment.flat_map(|line| [line, "\n"]).collect();
    let after = files.get("oasmith.lock").unwrap_or_default();
    golden::check(&path, &format!("{comment}{}", without_header(after)))
}

fn without_header(text: &str) -> &str {
    text.find('[').map_or("", |at| &text[at..])
}

fn generate(
    path: &Path,
    module: &str,
    with_overlay: bool,
    config: &Config,
) -> Result<Files, Failed> {
    let mut diagnostics = Diagnostics::default();
    let document = document::load(&mut diagnostics, path, with_overlay)?;
    let document = document.ok_or_else(|| document::listing(&diagnostics))?;
    let (files, found) = oasmith::generate_modules(&[(module.to_owned(), document)], config);
    diagnostics.extend(found);
    if files.is_empty() {
        return Err(document::listing(&diagnostics).into());
    }
    Ok(files.seal(&config.fingerprint()))
}

/// A golden that nothing makes any more.
fn left_over(path: &Path) -> Result<(), Failed> {
    if golden::is_blessed() {
        return Ok(fs::remove_file(path)?);
    }
    Err(format!("{} is stale: nothing generates it", path.display()).into())
}

fn joined(faults: &[Failed]) -> Result<(), Failed> {
    let messages: Vec<&str> = faults.iter().filter_map(Failed::message).collect();
    if messages.is_empty() {
        Ok(())
    } else {
        Err(messages.join("\n").into())
    }
}

fn files_below(folder: &Path) -> Result<BTreeSet<PathBuf>, Failed> {
    let mut found = BTreeSet::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
            found.insert(path);
        }
    }
    Ok(found)
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
