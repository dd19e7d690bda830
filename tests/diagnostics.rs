//! What a user is shown. Each `diagnostics/<code>-<case>.yaml` (or `.json`) is a document with a fault, with an
//! `.overlay.yaml` beside it where the fault is in an overlay; a case of several files is a folder with an `openapi.yaml`; `.stderr` is the listing, which the code must be in.
//!
//! `BLESS=1 cargo test -p tests --test diagnostics` writes what really came.

#[path = "fixture/cases.rs"]
mod cases;
#[path = "fixture/document.rs"]
mod document;
#[path = "fixture/golden.rs"]
mod golden;

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use oasmith::diagnostics::{Code, Loss, Severity};
use oasmith::{Config, Diagnostics, openapi, spec};

fn main() -> ExitCode {
    let mut trials = cases::trials("diagnostics", check);
    trials.push(Trial::test("index", index));
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
        &cases::expectation(path, "stderr"),
        &document::listing(&diagnostics),
    )
}

/// The page that lists every code, made from the catalogue.
fn index() -> Result<(), Failed> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/diagnostics.md");
    let mut text = INTRODUCTION.to_owned();
    let mut area = "";
    for code in Code::all() {
        let (id, name) = (code.id(), code.name());
        let title = AREAS.iter().find(|(digits, _)| id.starts_with(digits));
        let (_, title) = title.ok_or_else(|| format!("`AREAS` lacks {id}"))?;
        if *title != area {
            area = *title;
            let _ = write!(text, "\n## {title}\n\n{HEAD}");
        }
        let severity = match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let loss = match code.loss() {
            Loss::Nothing => "",
            Loss::Weaker => "less",
            Loss::LeftOut => "left out",
        };
        let summary = code.explanation().split("\n\n").next().unwrap_or_default();
        let summary = summary.trim().replace('\n', " ");
        let page = format!("../generator/src/diagnostics/explain/{id}.md");
        let _ = writeln!(
            text,
            "| [{id}]({page}) | `{name}` | {severity} | {loss} | {summary} |"
        );
    }
    golden::check(&path, &text)
}

const INTRODUCTION: &str = "\
# Diagnostics

Every finding has a code, which stays the same over releases. `oasmith explain CODE` prints the page behind the link.

- An *error*: nothing can be generated.
- A *warning*: the output differs from the letter of the document there. With `--strict` it is an error.
- A *note*: worth knowing.

What the Rust lacks where a code is found, which `--report` lists: *less*, where it says less than the document or something else; *left
out*, where what stands there counts for nothing.

This page is made from the catalogue by `BLESS=1 cargo test -p tests --test diagnostics`.
";

const HEAD: &str = "| code | name | severity | lacks | what |\n|---|---|---|---|---|\n";

/// What the first digits of a code stand for.
const AREAS: &[(&str, &str)] = &[
    ("E01", "Bytes to a tree"),
    ("E02", "References and overlays"),
    ("E03", "The document's structure"),
    ("E04", "Schemas"),
    ("E05", "Operations"),
    ("E06", "Names"),
    ("E07", "Settings"),
];
