//! What is understood of a document, and what Rust is made of it. Each `layers/<case>.yaml` is a small document about one
//! thing, or a folder with an `openapi.yaml` and the files that it refers to; beside it stand the dumps of two stages, `.ir` and `.rust`. There is nothing to say about such a document.
//!
//! `BLESS=1 cargo test -p tests --test layers` writes what really came.

#[path = "fixture/cases.rs"]
mod cases;
#[path = "fixture/document.rs"]
mod document;
#[path = "fixture/golden.rs"]
mod golden;

use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed};
use oasmith::diagnostics::Code;
use oasmith::{Config, Diagnostics, Document, Stage};

fn main() -> ExitCode {
    libtest_mimic::run(&Arguments::from_args(), cases::trials("layers", check)).exit_code()
}

/// Compares both dumps of a document with what stands beside it.
fn check(path: &Path) -> Result<(), Failed> {
    let mut diagnostics = Diagnostics::default();
    let document = document::load(&mut diagnostics, path, true)?;
    let document = silent(document, &diagnostics)?.ok_or("it is no document")?;
    for (stage, extension) in [(Stage::Ir, "ir"), (Stage::Rust, "rust")] {
        golden::check(
            &cases::expectation(path, extension),
            &dump(stage, &document)?,
        )?;
    }
    Ok(())
}

fn dump(stage: Stage, document: &Document) -> Result<String, Failed> {
    let (text, diagnostics) = oasmith::dump(stage, document, &Config::new("case"));
    silent(text, &diagnostics)
}

/// What came, where nothing had to be said about it.
fn silent<T>(came: T, diagnostics: &Diagnostics) -> Result<T, Failed> {
    // That a name had to be told apart is no fault.
    let mut faults = Diagnostics::default();
    for found in diagnostics
        .iter()
        .filter(|found| found.code != Code::NAME_COLLISION)
    {
        faults.push(found.clone());
    }
    let said = document::listing(&faults);
    if said.is_empty() {
        Ok(came)
    } else {
        Err(format!("a document of a layer's case has no faults\n{said}").into())
    }
}
