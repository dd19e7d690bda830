//! The command line: argument structs and one `run` for each subcommand, nothing else.
//!
//! In: arguments. Out: an exit code, after printing. Must not know: how anything is done. Open `Command` first.

#![expect(clippy::disallowed_methods, reason = "it is a front door")]

mod bundle;
mod drift;
mod dump;
mod explain;
mod filter;
mod generate;
mod input;
mod lint;
mod output;
mod report;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::files::WriteError;
use crate::project::{Failure, Halt, Run};

/// Reads an `OpenAPI` document and writes the Rust that a careful person would have written.
#[derive(Debug, Parser)]
#[command(
    about = "Reads an OpenAPI document and writes the Rust that a careful person would have written",
    name = "oasmith", bin_name = "oasmith", version, arg_required_else_help = true, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  oasmith generate                                the crate that oasmith.toml stands beside
  oasmith generate --check                        is it what its documents say? (for CI)
  oasmith generate openapi.yaml --out my-client   a whole crate for one document
  oasmith lint openapi.yaml                       what would be reported, writing nothing
  oasmith bundle openapi.yaml --to 3.0            one file, in another version if you like
  oasmith explain E0201                           what a code means and what to do

Exit codes: 0 done; 1 findings; 2 wrong usage; 3 could not complete";

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Args),
    Lint(lint::Args),
    Bundle(bundle::Args),
    Dump(dump::Args),
    Explain(explain::Args),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// As asked; warnings allowed.
    Done = 0,
    /// Findings at the failing level: errors in a document, drift, hand edits.
    Findings = 1,
    /// The command or the settings make no sense.
    Usage = 2,
    /// Unreadable input, a document that cannot be taken apart, a full disk.
    Incomplete = 3,
}

impl Exit {
    /// How a run of the pipeline ended.
    fn of(run: &Run) -> Self {
        match run.files {
            Ok(_) => Self::Done,
            Err(Halt::Errors) => Self::Findings,
            Err(Halt::Broken) => Self::Incomplete,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl From<&Failure> for Exit {
    fn from(failure: &Failure) -> Self {
        match failure {
            Failure::Config(_) | Failure::Usage(_) => Self::Usage,
            Failure::Write(error) if error.is_refusal() => Self::Findings,
            Failure::Write(_) | Failure::Unreadable { .. } => Self::Incomplete,
        }
    }
}

/// Runs the command that `arguments` spell; the first is the program's own name.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help that nobody reads to its end is no error.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let result = match &cli.command {
        Command::Generate(args) => generate::run(args),
        Command::Lint(args) => lint::run(args),
        Command::Bundle(args) => bundle::run(args),
        Command::Dump(args) => dump::run(args),
        Command::Explain(args) => explain::run(args),
    };
    let exit = result.unwrap_or_else(|failure| {
        output::failure(&failure, help(&failure));
        Exit::from(&failure)
    });
    exit.into()
}

/// The way out, where the command line has one.
fn help(failure: &Failure) -> Option<&'static str> {
    match failure {
        Failure::Write(WriteError::HandEdited(_)) => {
            Some("keep the edits elsewhere, or run it again with `--force` to write over them")
        }
        Failure::Write(WriteError::NotOurs(_)) => {
            Some("choose another folder, or run it again with `--force`")
        }
        Failure::Write(_) | Failure::Config(_) | Failure::Usage(_) | Failure::Unreadable { .. } => {
            None
        }
    }
}
