//! What was lost and what became of what: on the standard output, or beside the findings where those are one object there.

use std::fmt::Write;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::output::{self, Format, Summary, plural};
use crate::Trace;
use crate::diagnostics::render::{json_line, visible};
use crate::project::{Failure, Places, Run};
use crate::rust::{Degradation, Symbol, degradations};

/// What is told beside the findings.
#[derive(Debug, clap::Args)]
pub(super) struct Reports {
    /// Print every place where the Rust says less than the document, and what it became
    #[arg(long, value_enum, value_name = "FORMAT")]
    report: Option<Form>,
    /// Print what each part of the document became in Rust, as JSON
    #[arg(long)]
    map: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A paragraph for each place
    Text,
    /// One JSON object
    Json,
}

impl Reports {
    /// Whether a run has to keep what these are made from.
    pub(super) fn trace(&self) -> Trace {
        if self.report.is_some() || self.map {
            Trace::Symbols
        } else {
            Trace::Nothing
        }
    }

    /// Refuses what would put two values on the standard output.
    pub(super) fn check(&self, format: Format) -> Result<(), Failure> {
        let asked = usize::from(self.report.is_some()) + usize::from(self.map);
        match format {
            Format::Json if self.report == Some(Form::Text) => Err(Failure::Usage(
                "`--report text` has no place in a JSON object\nhelp: `--report json` is a member of it".to_owned(),
            )),
            Format::Json => Ok(()),
            Format::Human if asked <= 1 => Ok(()),
            Format::Human => Err(Failure::Usage(
                "`--report` and `--map` both want the standard output\nhelp: with `--output-format json` they are members of one object".to_owned(),
            )),
            Format::Concise | Format::Sarif | Format::Github if asked == 0 => Ok(()),
            Format::Concise | Format::Sarif | Format::Github => Err(Failure::Usage(
                "`--report` and `--map` print to the standard output, as this `--output-format` does\nhelp: run it a second time, or use `--output-format json`".to_owned(),
            )),
        }
    }

    /// Tells people; for machines that read one object, it comes with [`Reports::complete`].
    pub(super) fn print(&self, format: Format, run: &Run) -> Result<(), Failure> {
        if format == Format::Json {
            return Ok(());
        }
        if let Some(form) = self.report {
            let text = match form {
                Form::Text => text(run),
                Form::Json => line(&report(run)),
            };
            output::print(&text)?;
        }
        if self.map {
            output::print(&line(&map(run)))?;
        }
        Ok(())
    }

    /// The object that machines read, with what they asked for.
    pub(super) fn complete(&self, format: Format, run: &Run, summary: Summary) -> Summary {
        if format != Format::Json {
            return summary;
        }
        let summary = match self.report {
            Some(_) => summary.beside("report", report(run)),
            None => summary,
        };
        if self.map {
            summary.beside("map", map(run))
        } else {
            summary
        }
    }
}

fn line(value: &Value) -> String {
    format!("{}\n", json_line(value))
}

fn lost(run: &Run) -> Vec<Degradation<'_>> {
    let symbols = run.symbols.as_deref().unwrap_or_default();
    degradations(&run.diagnostics, symbols)
}

/// `{"degradations": […]}`
fn report(run: &Run) -> Value {
    let mut places = Places::default();
    let list = lost(run).into_iter().map(|lost| {
        let position = places.of(lost.at, lost.diagnostic);
        json!({
            "pointer": lost.at.pointer().to_string(),
            "file": lost.at.source().name,
            "line": position.line,
            "column": position.column,
            "code": lost.diagnostic.code.id(),
            "message": lost.diagnostic.message,
            "help": lost.diagnostic.way_out(),
            "became": run.symbols.as_ref().map(|_| lost.became.iter().map(|symbol| became(symbol)).collect::<Vec<_>>()),
        })
    });
    json!({ "degradations": list.collect::<Vec<_>>() })
}

fn became(symbol: &Symbol) -> Value {
    json!({
        "kind": symbol.kind.as_str(),
        "path": symbol.path.as_ref().map(ToString::to_string),
        "type": symbol.ty.as_ref().map(ToString::to_string),
    })
}

/// `{"symbols": […]}`
fn map(run: &Run) -> Value {
    let symbols = run.symbols.as_ref().map(|symbols| {
        let symbols = symbols.iter().map(|symbol| {
            json!({
                "pointer": symbol.at.pointer().to_string(),
                "file": symbol.at.source().name,
                "kind": symbol.kind.as_str(),
                "path": symbol.path.as_ref().map(ToString::to_string),
                "type": symbol.ty.as_ref().map(ToString::to_string),
            })
        });
        symbols.collect::<Vec<_>>()
    });
    json!({ "symbols": symbols })
}

/// A paragraph for each place: where, why, what it became.
fn text(run: &Run) -> String {
    let mut places = Places::default();
    let mut out = String::new();
    let lost = lost(run);
    for one in &lost {
        let position = places.of(one.at, one.diagnostic);
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "{}:{}:{}: {}\n  {} {}\n  {}\n\n",
            visible(&one.at.source().name),
            position.line,
            position.column,
            visible(&one.at.pointer().to_string()),
            one.diagnostic.code.id(),
            visible(&one.diagnostic.message),
            outcome(run, one),
        );
    }
    let _ = match lost.len() {
        0 => writeln!(out, "nothing is lost"),
        count => writeln!(out, "{} where something is lost", plural(count, "place")),
    };
    out
}

fn outcome(run: &Run, lost: &Degradation<'_>) -> String {
    if run.symbols.is_none() {
        return "nothing is generated, because of the errors".to_owned();
    }
    let Some((first, others)) = lost.became.split_first() else {
        return "left out".to_owned();
    };
    let path = first.path.as_ref().map(ToString::to_string);
    let ty = first.ty.as_ref().map(ToString::to_string);
    let mut words = match (path, ty) {
        (Some(path), Some(ty)) => format!("became `{path}`: `{ty}`"),
        (Some(one), None) | (None, Some(one)) => format!("became `{one}`"),
        (None, None) => "left out".to_owned(),
    };
    if !others.is_empty() {
        let _ = write!(words, ", and {} more", others.len());
    }
    words
}
