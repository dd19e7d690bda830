//! Real documents, of one file and of several.

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::Failed;
use oasmith::diagnostics::Severity;
use oasmith::document::Version;
use oasmith::source::{LoadError, Loaded, Loader, Uri};
use oasmith::{Config, Diagnostics, Document, bundle};

use super::contract;

type Run = fn() -> Result<(), Failed>;

/// A test for each question, where there is a corpus.
pub(crate) fn trials() -> Vec<(&'static str, Run)> {
    match folder() {
        Some(_) => vec![
            ("corpus: one file says the same", one_file),
            ("corpus: another version says the same", versions),
        ],
        None => Vec::new(),
    }
}

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("OASMITH_CORPUS").map(PathBuf::from)?;
    fs::canonicalize(folder).ok()
}

/// The corpus as it lies on the disk.
struct Disk;

impl Loader for Disk {
    fn load(&self, uri: &Uri) -> Result<Loaded, LoadError> {
        let path = uri
            .to_path()
            .ok_or_else(|| LoadError::refused("it is no file"))?;
        let name = path.display().to_string();
        let bytes = fs::read(&path).map_err(|_| LoadError::NotFound {
            name: name.clone(),
            similar: None,
        })?;
        Ok(Loaded {
            uri: uri.clone(),
            base: uri.clone(),
            name,
            bytes,
        })
    }
}

/// Every document of the corpus that is read without an error.
fn documents() -> impl Iterator<Item = (String, Document)> {
    let folder = folder().expect("there is a corpus");
    let mut paths = Vec::new();
    collect(&folder, &mut paths);
    paths.sort();
    paths.into_iter().filter_map(move |path| {
        let name = path.strip_prefix(&folder).ok()?.display().to_string();
        let mut found = Diagnostics::default();
        let mut document = Document::load(&mut found, &name, &fs::read(&path).ok()?).ok()?;
        document.version(&mut found).ok()?;
        document.uris = vec![Uri::of_path(&path)?];
        document.link(&mut found, &Disk);
        (found.count(Severity::Error) == 0).then_some((name, document))
    })
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let extension = path
            .extension()
            .and_then(|it| it.to_str())
            .unwrap_or_default();
        if path.is_dir() {
            collect(&path, paths);
        } else if ["yaml", "yml", "json"].contains(&extension) {
            paths.push(path);
        }
    }
}

#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn one_file() -> Result<(), Failed> {
    let (mut all, mut several, mut wrong) = (0, 0, Vec::new());
    for (name, document) in documents() {
        let spec = contract::spec(&document);
        let (bundled, _) = bundle(&document, &Config::new("bundle"), None);
        all += 1;
        several += usize::from(!document.externals.files.is_empty());
        let text = if all % 2 == 0 {
            bundled.to_yaml()
        } else {
            bundled.to_json()
        };
        let again = Document::load(&mut Diagnostics::default(), &name, text.as_bytes());
        let result = match again {
            // Read alone: whatever it needs is in it.
            Ok(mut again) => {
                again.uris.clone_from(&document.uris);
                contract::compare(spec, contract::spec(&again))
            }
            Err(_) => Err("what was written is no document".into()),
        };
        if let Err(why) = result {
            wrong.push(format!("{name}: {}", why.message().unwrap_or_default()));
        }
    }
    println!(
        "{all} documents, {several} of several files, {} say something else",
        wrong.len()
    );
    if wrong.is_empty() {
        Ok(())
    } else {
        wrong.truncate(60);
        Err(wrong.join("\n\n").into())
    }
}

/// Up and down again. What is said to be lost may differ, and nothing else.
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn versions() -> Result<(), Failed> {
    let (mut same, mut told, mut wrong) = (0, 0, Vec::new());
    for (name, document) in documents() {
        let (one, found) = bundle(&document, &Config::new("bundle"), None);
        if found.count(Severity::Error) > 0 {
            continue;
        }
        for to in [Version::V3_0, Version::V3_1, Version::V3_2] {
            let mut lost = Diagnostics::default();
            let mut other = one.clone();
            other.rewrite(&mut lost, to);
            let text = other.to_yaml();
            let Ok(other) = Document::load(&mut lost, &name, text.as_bytes()) else {
                wrong.push(format!("{name} {to:?}: what was written is no document"));
                continue;
            };
            let (mut before, mut after) = (contract::spec(&one), contract::spec(&other));
            contract::settle(&mut before, &mut after);
            match (
                contract::compare(before, after),
                lost.count(Severity::Warning),
            ) {
                (Ok(()), _) => same += 1,
                (Err(_), 1..) => told += 1,
                (Err(why), 0) => {
                    let why = why.message().unwrap_or_default().to_owned();
                    wrong.push(format!("{name} {to:?}: {why}"));
                }
            }
        }
    }
    println!(
        "{same} say the same, {told} lose what is told, {} lose more",
        wrong.len()
    );
    if wrong.is_empty() {
        Ok(())
    } else {
        wrong.truncate(60);
        Err(wrong.join("\n\n").into())
    }
}
