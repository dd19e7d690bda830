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
#[path = "fuzz/served.rs"]
mod served;
#[path = "fuzz/targets.rs"]
mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use mutate::Mutator;
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

#[test]
fn reading_yaml() {
    fuzz("yaml", 600, Mutator::yaml, targets::reading);
}

#[test]
fn reading_json() {
    fuzz("json", 600, Mutator::json, targets::reading);
}

#[test]
fn reading_what_has_the_form_of_a_document() {
    fuzz("tree", 600, Mutator::tree, targets::reading);
}

#[test]
fn references() {
    fuzz("references", 600, Mutator::references, targets::reading);
}

#[test]
fn pointers() {
    fuzz("pointers", 5000, Mutator::pointer, targets::pointer);
}

#[test]
fn templates() {
    fuzz("templates", 2000, Mutator::template, targets::template);
}

#[test]
fn overlays() {
    fuzz("overlays", 600, Mutator::overlay, targets::overlay);
}

#[test]
fn filters() {
    fuzz("filters", 200, Mutator::references, targets::filter);
}

#[test]
fn generating() {
    fuzz("generating", 60, Mutator::tree, targets::generating);
}

#[test]
fn going_out() {
    fuzz("going-out", 300, Mutator::tree, targets::going_out);
}

#[test]
fn requests() {
    fuzz("requests", 2000, Mutator::request, served::request);
}

#[test]
fn wire() {
    fuzz("wire", 1000, Mutator::parameter, served::wire);
}
