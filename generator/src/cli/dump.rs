use std::path::PathBuf;

use clap::ValueEnum;

use super::Exit;
use super::bundle::DocumentFormat;
use super::filter::Filters;
use super::input::Overlays;
use super::output::{self, Format, Output};
use crate::config::Config;
use crate::diagnostics::{Diagnostics, Stop};
use crate::document::Filter;
use crate::project::{Failure, package_name};

/// Print what a stage of the pipeline hands on
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  oasmith dump openapi.yaml --stage document --format json   overlays applied, for other tools\n  oasmith dump openapi.yaml --stage rust                     every decision and every name"
)]
pub(super) struct Args {
    /// The document; `-` is the standard input
    spec: PathBuf,
    #[command(flatten)]
    overlays: Overlays,
    #[command(flatten)]
    filters: Filters,
    /// Which stage
    #[arg(long, value_enum)]
    stage: Stage,
    /// How to print the document; the other stages are plain text
    #[arg(long, value_enum, default_value_t)]
    format: DocumentFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Stage {
    /// The tree that was read, overlays applied
    Document,
    /// The contract, the same for every version of the standard
    Spec,
    /// Shapes and operations
    Ir,
    /// Rust items and their names
    Rust,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let input = args.overlays.input(args.spec.clone())?;
    let mut diagnostics = Diagnostics::default();
    let Ok(mut document) = input.load(&mut diagnostics)? else {
        Output::new(Format::Human, &diagnostics).diagnostics()?;
        return Ok(Exit::Incomplete);
    };
    let mut config = Config::new(package_name(&args.spec));
    args.filters.apply(&mut config);
    document.filter(&mut diagnostics, &config.filter);
    let config = Config {
        filter: Filter::default(),
        ..config
    };
    let mut dump = |stage| {
        let (text, found) = crate::dump(stage, &document, &config);
        found
            .into_vec()
            .into_iter()
            .for_each(|diagnostic| diagnostics.push(diagnostic));
        text
    };
    let text = match (args.stage, args.format) {
        (Stage::Document, format) => format.print(&document),
        (Stage::Spec, _) => dump(crate::Stage::Spec),
        (Stage::Ir, _) => dump(crate::Stage::Ir),
        (Stage::Rust, _) => dump(crate::Stage::Rust),
    };
    output::print(&text)?;
    Output::new(Format::Human, &diagnostics).diagnostics()?;
    Ok(match diagnostics.propagate() {
        Ok(()) => Exit::Done,
        Err(Stop) => Exit::Findings,
    })
}
