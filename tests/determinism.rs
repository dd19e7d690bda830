//! The same document is the same text, on any machine and in any folder, and a change is a change of what it touches alone.

mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{ExitCode, Output};

use libtest_mimic::{Failed, Trial};

const DOCUMENT: &str = "zendesk-organization-memberships.yaml";
const OVERLAY: &str = "zendesk-organization-memberships.overlay.yaml";
const MODULE: &str = "src/zendesk_organization_memberships";

fn main() -> ExitCode {
    program::main(|| {
        vec![
            Trial::test("a_folder_is_not_in_the_text", a_folder_is_not_in_the_text),
            Trial::test("a_deleted_line_is_drift", a_deleted_line_is_drift),
            Trial::test("a_property_changes_its_file", a_property_changes_its_file),
        ]
    })
}

fn a_folder_is_not_in_the_text() -> Result<(), Failed> {
    let (one, other) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let deep = other.path().join("deep/er");
    fs::create_dir_all(&deep)?;
    for folder in [one.path(), &deep] {
        for file in [DOCUMENT, OVERLAY] {
            fs::copy(specs().join(file), folder.join(file))?;
        }
    }
    oasmith(one.path(), &["generate", DOCUMENT, "--out", "made"])?;
    let path = format!("deep/er/{DOCUMENT}");
    oasmith(other.path(), &["generate", &path, "--out", "made"])?;
    let one = texts(&one.path().join("made"))?;
    assert!(!one.is_empty());
    assert_eq!(one, texts(&other.path().join("made"))?);
    Ok(())
}

fn a_deleted_line_is_drift() -> Result<(), Failed> {
    let folder = project()?;
    let crate_ = folder.path().join("generated");
    let path = format!("{MODULE}/models/failed_result.rs");
    let text = fs::read_to_string(crate_.join(&path))?;
    let (start, end) = text.split_once("    pub id: i64,\n").ok_or("the line")?;
    fs::write(crate_.join(&path), format!("{start}{end}"))?;
    let output = program::process("oasmith", &crate_)
        .args(["generate", "--check"])
        .output()?;
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    for expected in [
        path.as_str(),
        "\n+    pub id: i64,\n",
        "run `oasmith generate --force`",
    ] {
        assert!(said.contains(expected), "{expected:?} is not in\n{said}");
    }
    Ok(())
}

fn a_property_changes_its_file() -> Result<(), Failed> {
    let folder = project()?;
    let crate_ = folder.path().join("generated");
    let overlay = folder.path().join("specs").join(OVERLAY);
    oasmith(&crate_, &["generate"])?;
    let before = texts(&crate_)?;
    let text = fs::read_to_string(&overlay)?;
    fs::write(&overlay, text.replacen("view_tickets:", "see_tickets:", 1))?;
    oasmith(&crate_, &["generate"])?;
    let after = texts(&crate_)?;
    let changed: Vec<&str> = before
        .keys()
        .chain(after.keys())
        .filter(|path| before.get(*path) != after.get(*path))
        .map(String::as_str)
        .collect();
    let file = format!("{MODULE}/models/organization_membership_object.rs");
    // In both lists: changed, neither new nor gone. What it offers has changed with it.
    let expected = ["oasmith.api", &file];
    assert_eq!(changed, [expected, expected].concat());
    Ok(())
}

/// `generated/` and `specs/` as they stand in a folder of their own.
fn project() -> Result<tempfile::TempDir, Failed> {
    let folder = tempfile::tempdir()?;
    for part in ["generated", "specs"] {
        let from = specs().with_file_name(part);
        for (path, text) in texts(&from)? {
            let to = folder.path().join(part).join(path);
            fs::create_dir_all(to.parent().ok_or("a file lies in a folder")?)?;
            fs::write(to, text)?;
        }
    }
    Ok(folder)
}

fn specs() -> std::path::PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.with_file_name("specs")
}

/// Runs the program, which has to succeed.
fn oasmith(folder: &Path, words: &[&str]) -> Result<(), Failed> {
    let output = program::process("oasmith", folder).args(words).output()?;
    if output.status.success() {
        Ok(())
    } else {
        Err(said(&output).into())
    }
}

fn said(output: &Output) -> String {
    let both = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8_lossy(&both).into_owned()
}

/// Every file below a folder that a checkout has, by its path.
fn texts(folder: &Path) -> Result<BTreeMap<String, String>, Failed> {
    let mut texts = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(open) = folders.pop() {
        for entry in fs::read_dir(open)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
            // A lock or an editor's file is not a part of the crate.
            if !name.starts_with('.') {
                texts.insert(name, fs::read_to_string(&path)?);
            }
        }
    }
    Ok(texts)
}
