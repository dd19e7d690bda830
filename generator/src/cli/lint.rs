use std::path::PathBuf;

use super::Exit;
use super::filter::Filters;
use super::input::Overlays;
use super::output::{Format, Output, Summary};
use super::report::Reports;
use crate::config::Config;
use crate::project::{Ask, Failure, Run, package_name};

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
    #[command(flatten)]
    reports: Reports,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    args.reports.check(args.output_format)?;
    let run = Output::early(args.output_format, lint(args))?;
    let output = Output::new(args.output_format, &run.diagnostics);
    output.diagnostics()?;
    args.reports.print(args.output_format, &run)?;
    let summary = Summary::new(format!("checked {}", args.spec.display()));
    output.finish(args.reports.complete(args.output_format, &run, summary))?;
    Ok(Exit::of(&run))
}

fn lint(args: &Args) -> Result<Run, Failure> {
    let input = args.overlays.input(args.spec.clone())?;
    let mut config = Config::new(package_name(&args.spec));
    args.filters.apply(&mut config);
    let ask = Ask {
        strict: args.strict,
        trace: args.reports.trace(),
    };
    Run::one(&input, &config, ask)
}
