//! What a user is shown. Each `diagnostics/<code>-<case>.yaml` (or `.json`) is a document with a fault, with an
//! `.overlay.yaml` beside it where the fault is in an overlay; `.stderr` is the listing, which the code must be in.
//!
//! `BLESS=1 cargo test -p tests --test diagnostics` writes what really came.

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
use oasmith::{Config, Diagnostics, openapi, spec};

fn main() -> ExitCode {
    let trials = cases::trials("diagnostics", check);
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Compares the listing of everything that reading and generating, or writing it in an older version, finds with what stands beside the document.
fn check(path: &Path) -> Result<(), Failed> {
    let mut diagnostics = Diagnostics::default();
    let name = cases::name(path);
    let code = name.split('-').next().unwrap_or_default();
    if let Some(document) = document::load(&mut diagnostics, path, true)? {
        let (_, found) = oasmith::generate(&document, &Config::new("case"));
        diagnostics.extend(found);
        if code == Code::NOT_IN_VERSION.id() {
            let spec = spec::read::read(&mut Diagnostics::default(), &document);
            openapi::export(&mut diagnostics, &spec);
        }
    }
    if !diagnostics.iter().any(|found| found.code.id() == code) {
        return Err(format!("{code} does not show\n{}", document::listing(&diagnostics)).into());
    }
    golden::check(
        &path.with_extension("stderr"),
        &document::listing(&diagnostics),
    )
}
