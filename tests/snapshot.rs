//! `oasmith.api` says of every item what stands in the code that was written: the same paths, kinds, traits, types and signatures,
//! for every document that the goldens are made from. What is compared with the snapshot is read from the emitted files themselves.
//! What the runtime adds to it is read from the runtime's own files; `BLESS=1 cargo test -p tests --test snapshot` writes that.

#[path = "fixture/golden.rs"]
mod golden;
#[path = "snapshot/macros.rs"]
mod macros;
#[path = "snapshot/runtime.rs"]
mod runtime;
#[path = "snapshot/spelling.rs"]
mod spelling;
#[path = "snapshot/written.rs"]
mod written;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use oasmith::config::Runtime;
use oasmith::rust::snapshot::{Kind, Snapshot};
use oasmith::{Config, Diagnostics, Document, generate, generate_modules};
use written::Item;

fn main() -> ExitCode {
    let mut trials: Vec<Trial> = documents()
        .into_iter()
        .map(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            Trial::test(name.into_owned(), move || check(&path))
        })
        .collect();
    trials.push(Trial::test("several_documents", several));
    trials.push(Trial::test("runtime", of_the_runtime));
    trials.push(Trial::test("runtime_in_a_crate", runtime_in_a_crate));
    trials.push(Trial::test("a_difference_is_found", a_difference_is_found));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// The documents of the goldens and of the layers' tests: between them they have every kind of item.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["codegen", "layers", "../specs"].into_iter();
    let entries =
        folders.flat_map(|folder| fs::read_dir(root.join(folder)).expect("a folder of documents"));
    let paths = entries.map(|entry| entry.expect("an entry of it").path());
    let mut documents: Vec<PathBuf> = paths
        .filter(|path| {
            path.to_string_lossy().ends_with(".yaml")
                && !path.to_string_lossy().ends_with(".overlay.yaml")
        })
        .collect();
    documents.sort();
    documents
}

fn load(path: &Path) -> Result<Document, Failed> {
    let mut diagnostics = Diagnostics::default();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let loaded = Document::load(&mut diagnostics, &name, &fs::read(path)?);
    loaded.map_err(|_| "it cannot be read".into())
}

fn config(non_exhaustive: bool) -> Config {
    let mut config = Config::new("made");
    config.runtime = Runtime::Crate;
    config.choices.non_exhaustive = non_exhaustive;
    config
}

fn check(path: &Path) -> Result<(), Failed> {
    let document = load(path)?;
    for non_exhaustive in [false, true] {
        let (files, _) = generate(&document, &config(non_exhaustive));
        let Some(text) = files.get("oasmith.api") else {
            return Err("no snapshot is written".into());
        };
        let snapshot: Snapshot = text.parse().map_err(|line| format!("{line:?}"))?;
        assert_eq!(snapshot.to_string(), text, "read and written again");
        let sources = files.iter().filter_map(|(path, text)| {
            let path = path.strip_prefix("src/")?.strip_suffix(".rs")?;
            Some((path, text))
        });
        compare(&snapshot, "", &written::items(sources)?)?;
    }
    Ok(())
}

/// In a crate for several, each document has its module.
fn several() -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let documents = ["unions", "methods"].map(|name| {
        let document = load(&root.join(format!("codegen/{name}.yaml")));
        document.map(|document| (name.to_owned(), document))
    });
    let documents = documents.into_iter().collect::<Result<Vec<_>, _>>()?;
    let (files, _) = generate_modules(&documents, &config(false));
    let text = files.get("oasmith.api").ok_or("no snapshot is written")?;
    let snapshot: Snapshot = text.parse().map_err(|line| format!("{line:?}"))?;
    for (name, _) in documents {
        let sources = files.iter().filter_map(|(path, text)| {
            let path = path.strip_prefix(&format!("src/{name}/"))?;
            Some((path.strip_suffix(".rs")?, text))
        });
        compare(&snapshot, &format!("{name}::"), &written::items(sources)?)?;
    }
    Ok(())
}

/// The runtime's list says what its sources offer, and each of its lines is one of a snapshot.
fn of_the_runtime() -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/runtime");
    let text = runtime::text(&root.join("src"));
    let read: Snapshot = text.parse().map_err(|line| format!("{line:?}"))?;
    assert!(read.iter().count() > 300, "{text}");
    golden::check(&root.join("oasmith.api"), &text)
}

/// A crate that copies the runtime lists what it offers to that crate's features, and one that depends on it does not.
fn runtime_in_a_crate() -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listed = |name: &str, runtime| {
        let document = load(&root.join(format!("codegen/{name}.yaml")))?;
        let mut config = config(false);
        config.runtime = runtime;
        let (files, _) = generate(&document, &config);
        let text = files.get("oasmith.api").ok_or("no snapshot is written")?;
        let snapshot: Snapshot = text.parse().map_err(|line| format!("{line:?}"))?;
        let paths = snapshot.iter().map(|entry| entry.path.clone());
        Ok::<BTreeSet<String>, Failed>(paths.collect())
    };
    let always = "runtime::time::DateTime::parse";
    let of_client = "runtime::client::Config";
    let whole = listed("methods", Runtime::Copy)?;
    assert!(whole.contains(always) && whole.contains(of_client));
    let models = listed("models-alone", Runtime::Copy)?;
    assert!(models.contains(always) && !models.contains(of_client));
    let of_two = "runtime::client::RequestWriter::xml";
    let xml = listed("xml-bodies", Runtime::Copy)?;
    assert!(xml.contains(of_two) && xml.contains("runtime::xml"));
    for name in [of_two, "runtime::xml", "runtime::pattern"] {
        assert!(!whole.contains(name), "{name}");
    }
    let depending = listed("methods", Runtime::Crate)?;
    assert!(!depending.contains(always) && depending.contains("runtime"));
    Ok(())
}

/// The comparison sees what is missing on either side, and what is told otherwise.
fn a_difference_is_found() -> Result<(), Failed> {
    let code = "pub struct Pet { pub name: String }";
    let written = written::items([("models/pet", code)].into_iter())?;
    let told = "models::Pet struct\nmodels::Pet::name field String\n";
    for (text, is_same) in [
        (told.to_owned(), true),
        (told.replace("String", "Option<String>"), false),
        (told.replace("struct", "struct Clone"), false),
        (told.replace("struct", "enum"), false),
        (format!("{told}models::Cat struct\n"), false),
        ("models::Pet struct\n".to_owned(), false),
    ] {
        let snapshot: Snapshot = text.parse().map_err(|line| format!("{line:?}"))?;
        assert_eq!(compare(&snapshot, "", &written).is_ok(), is_same, "{text}");
    }
    Ok(())
}

/// Every item below a module in one of the two must be in the other.
fn compare(snapshot: &Snapshot, module: &str, written: &BTreeSet<Item>) -> Result<(), Failed> {
    let is_code = |kind: Kind| !matches!(kind, Kind::Feature | Kind::Mod | Kind::Use);
    let told: BTreeSet<Item> = snapshot
        .iter()
        .filter(|entry| is_code(entry.kind))
        .filter_map(|entry| {
            let path = entry.path.strip_prefix(module)?;
            Some(Item::new(path, entry.kind.as_str(), &entry.detail))
        })
        .collect();
    assert!(!told.is_empty() || written.is_empty());
    let untold = written
        .difference(&told)
        .map(|item| format!("not in the snapshot: {item:?}"));
    let unwritten = told
        .difference(written)
        .map(|item| format!("not in the code: {item:?}"));
    let faults: Vec<String> = untold.chain(unwritten).collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n").into())
    }
}
