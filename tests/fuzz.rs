//! Documents that nobody would write: fixtures, mutated at random, through every stage. Nothing may panic, and what comes out must
//! hold what it promises.
//!
//! A run is a seed and a number of inputs, and the same for the same two: `OASMITH_FUZZ_SEED` (1) and `OASMITH_FUZZ_RUNS` (a few
//! hundred for each target; a longer run sets more). What is in `fuzz/corpus` goes first: inputs that once broke something. An
//! input that breaks something now is written to a file that the failure names; put it there with the mend.

#[path = "fuzz/mutate.rs"]
mod mutate;
#[path = "fuzz/seeds.rs"]
mod seeds;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use mutate::Mutator;
use oasmith::diagnostics::Severity;
use oasmith::diagnostics::render::{self, Colour};
use oasmith::document::marks::Locator;
use oasmith::source::Pointer;
use oasmith::spec::read::read;
use oasmith::{Config, Diagnostics, Document, generate, openapi};
use seeds::seeds;

/// A number from the environment, or the usual one.
fn number(variable: &str, usual: u64) -> u64 {
    let text = std::env::var(variable).ok();
    text.map_or(usual, |text| text.parse().expect(variable))
}

/// Hands a target the kept inputs and as many mutated ones as asked for; fails with a file for each that panics.
#[track_caller]
fn fuzz(
    name: &str,
    usual_runs: u64,
    mut mutate: impl FnMut(&mut Mutator) -> Vec<u8>,
    target: impl Fn(&[u8]),
) {
    let seeds = seeds();
    let kept = seeds.iter().filter(|seed| seed.kept);
    let kept: Vec<Vec<u8>> = kept.map(|seed| seed.bytes.clone()).collect();
    let mut mutator = Mutator::new(seeds, number("OASMITH_FUZZ_SEED", 1));
    let runs = number("OASMITH_FUZZ_RUNS", usual_runs);
    let mutated = (0..runs).map(|_| mutate(&mut mutator));
    let mut broken = Vec::new();
    for (index, input) in kept.into_iter().chain(mutated).enumerate() {
        if catch_unwind(AssertUnwindSafe(|| target(&input))).is_err() {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}-{index}"));
            fs::write(&path, &input).expect("the temporary folder can be written to");
            broken.push(path.display().to_string());
        }
    }
    assert!(
        broken.is_empty(),
        "\nthese inputs break it:\n{}",
        broken.join("\n")
    );
}

fn load(diagnostics: &mut Diagnostics, bytes: &[u8]) -> Option<Document> {
    Document::load(diagnostics, "fuzz", bytes).ok()
}

/// Bytes to the contract, and every finding to its place in the text.
fn reads(bytes: &[u8]) {
    let mut diagnostics = Diagnostics::default();
    if let Some(document) = load(&mut diagnostics, bytes) {
        read(&mut diagnostics, &document);
    } else {
        assert!(
            diagnostics.count(Severity::Error) > 0,
            "refused without a word"
        );
    }
    let mut locator = Locator::default();
    let mut spans = |at: &_, at_key| locator.span(at, at_key);
    render::human(&diagnostics, Colour::Plain, &mut spans);
}

#[test]
fn reading_yaml() {
    fuzz("yaml", 600, Mutator::yaml, reads);
}

#[test]
fn reading_json() {
    fuzz("json", 600, Mutator::json, reads);
}

#[test]
fn reading_what_has_the_form_of_a_document() {
    fuzz("tree", 600, Mutator::tree, reads);
}

#[test]
fn references() {
    fuzz("references", 600, Mutator::references, reads);
}

/// What is read as a pointer is written as it was.
#[test]
fn pointers() {
    fuzz("pointers", 5000, Mutator::pointer, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        if let Ok(pointer) = Pointer::parse(&text) {
            let written = pointer.to_string();
            assert_eq!(
                Pointer::parse(&written).map(|pointer| pointer.to_string()),
                Ok(written.clone())
            );
            assert_eq!(written, text, "a pointer has one spelling");
        }
    });
}

/// One document as another's overlay, on a document that is whole.
#[test]
fn overlays() {
    let seeds = seeds();
    let base = seeds
        .iter()
        .find(|seed| seed.name == "unions.yaml")
        .expect("a fixture");
    fuzz("overlays", 600, Mutator::overlay, |bytes| {
        let mut diagnostics = Diagnostics::default();
        let mut document = load(&mut diagnostics, &base.bytes).expect("it is whole");
        if let Some(overlay) = load(&mut diagnostics, bytes) {
            document.apply(&mut diagnostics, &overlay);
            read(&mut diagnostics, &document);
        }
    });
}

/// The runtime's text is copied as it is.
fn is_printed(path: &Path) -> bool {
    let is_rust = path.extension().is_some_and(|extension| extension == "rs");
    is_rust && path.components().all(|part| part.as_os_str() != "runtime")
}

/// Whatever is generated is Rust.
#[test]
fn generating() {
    fuzz("generating", 60, Mutator::tree, |bytes| {
        let Some(document) = load(&mut Diagnostics::default(), bytes) else {
            return;
        };
        let (files, _) = generate(&document, &Config::new("fuzz"));
        let sources = files.iter().filter(|(path, _)| is_printed(Path::new(path)));
        for (path, text) in sources {
            assert!(syn::parse_file(text).is_ok(), "{path} is not Rust:\n{text}");
        }
    });
}

/// What goes out as 3.0 comes in again.
#[test]
fn going_out() {
    fuzz("going-out", 300, Mutator::tree, |bytes| {
        let Some(document) = load(&mut Diagnostics::default(), bytes) else {
            return;
        };
        let spec = read(&mut Diagnostics::default(), &document);
        let description = openapi::export(&mut Diagnostics::default(), &spec);
        let again = read(&mut Diagnostics::default(), &Document::from(&description));
        assert!(again.components.schemas.len() >= spec.components.schemas.len());
    });
}
