//! One file of several, and one version in the words of another.
//!
//! Each document in `bundle/cases/` is written as one file, which is compared with what stands beside it, and each in
//! `bundle/versions/` in the version that its name ends in. Whatever is written, of these
//! and, where `OASMITH_CORPUS` names a folder, of every document in it, is read again: it must say the same. Prints figures; run it
//! with `--release -- --nocapture`.

#[path = "fixture/cases.rs"]
mod cases;
#[path = "bundle/contract.rs"]
mod contract;
#[path = "bundle/corpus.rs"]
mod corpus;
#[path = "fixture/document.rs"]
mod document;
#[path = "fixture/golden.rs"]
mod golden;
use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use oasmith::document::Version;
use oasmith::{Config, Diagnostics, bundle};

fn main() -> ExitCode {
    let mut trials = cases::trials("bundle/cases", check);
    trials.extend(cases::trials("bundle/versions", rewrite));
    let of_corpus = corpus::trials().into_iter();
    trials.extend(of_corpus.map(|(name, run)| Trial::test(name, run)));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Compares the one file with what is expected of it, and what it says with what the several say.
fn check(path: &Path) -> Result<(), Failed> {
    let mut diagnostics = Diagnostics::default();
    let document = document::load(&mut diagnostics, path, true)?;
    let document = document.ok_or_else(|| document::listing(&diagnostics))?;
    let (bundled, found) = bundle(&document, &Config::new("bundle"), None);
    let text = bundled.to_yaml() + "---\n" + &document::listing(&found);
    golden::check(&cases::expectation(path, "one"), &text)?;
    contract::same(&document, &bundled)?;
    Ok(())
}

/// Compares what a document is in another version with what is expected of it, and what is said to be lost.
fn rewrite(path: &Path) -> Result<(), Failed> {
    let mut diagnostics = Diagnostics::default();
    let document = document::load(&mut diagnostics, path, true)?;
    let mut document = document.ok_or_else(|| document::listing(&diagnostics))?;
    let name = cases::name(path);
    let to = match name.rsplit_once("to-") {
        Some((_, "3-0")) => Version::V3_0,
        Some((_, "3-1")) => Version::V3_1,
        Some((_, "3-2")) => Version::V3_2,
        _ => return Err(format!("`{name}` does not end in a version").into()),
    };
    document.rewrite(&mut diagnostics, to);
    let text = document.to_yaml() + "---\n" + &document::listing(&diagnostics);
    golden::check(&cases::expectation(path, "other"), &text)
}
