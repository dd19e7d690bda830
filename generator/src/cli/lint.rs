use std::path::PathBuf;

use super::Exit;
use super::filter::Filters;
use super::input::Overlays;
use super::output::{Format, Output, Summary};
use crate::config::Config;
use crate::project::{Failure, Run, package_name};

/// Report what generating would report, and write nothing
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  oasmith lint openapi.yaml\n  oasmith lint --strict --output-format json openapi.yaml\n  cat openapi.json | oasmith lint -"
)]
pub(super) struct Args {
    /// The document; `-` is the standard input
    spec: PathBuf,
    #[command(flatten)]
    overlays: Overlays,
    #[command(flatten)]
    filters: Filters,
    /// Make every warning an error
    #[arg(long)]
    strict: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    output_format: Format,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let run = Output::early(args.output_format, lint(args))?;
    let output = Output::new(args.output_format, &run.diagnostics);
    output.diagnostics()?;
    output.finish(Summary::new(format!("checked {}", args.spec.display())))?;
    Ok(Exit::of(&run))
}

fn lint(args: &Args) -> Result<Run, Failure> {
    let input = args.overlays.input(args.spec.clone())?;
    let mut config = Config::new(package_name(&args.spec));
    args.filters.apply(&mut config);
    Run::one(&input, &config, args.strict)
}
