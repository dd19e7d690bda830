//! What generated models are worth, on real documents and public suites: do they compile, do they read and write what is valid,
//! do they refuse what is not, and how much of a document do they type?
//!
//! `OASMITH_CORPUS` names a folder with a `manifest.tsv`, `OASMITH_SUITES` one with the JSON Schema Test Suite; without them there
//! is nothing to measure. `OASMITH_DOCUMENTS` chooses from the corpus: `all`, or parts of paths, separated by commas; a fixed sample
//! where it is absent. `OASMITH_LOOKS` chooses from `check,clippy,doc`. Each figure is a test of its own:
//!
//! ```sh
//! cargo test --release -p measure -- --nocapture --test-threads=1 compile
//! ```

#[path = "models/compile.rs"]
mod compile;
#[path = "models/cost.rs"]
mod cost;
#[path = "models/documents.rs"]
mod documents;
#[path = "models/judge.rs"]
mod judge;
#[path = "models/reader.rs"]
mod reader;
#[path = "models/report.rs"]
mod report;
#[path = "models/room.rs"]
mod room;
#[path = "models/round_trip.rs"]
mod round_trip;
#[path = "models/sameness.rs"]
mod sameness;
#[path = "models/schemas.rs"]
mod schemas;
#[path = "models/suite.rs"]
mod suite;
#[path = "models/typed.rs"]
mod typed;
#[path = "models/values.rs"]
mod values;
