//! Everything that reaches a terminal or a pipe. People read the standard error, machines and pipes the standard output.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::styling::{AnsiColor, Style};
use serde_json::{Map, Value};

use crate::diagnostics::render::json_line;
use crate::diagnostics::{Diagnostics, Severity};
use crate::files::WriteError;
use crate::project::{Colour, Failure, annotations, concise, listings, report, sarif};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default().bold();

/// How diagnostics and results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Listings for people
    #[default]
    Human,
    /// `file:line:column: message`, a line each, on the standard output
    Concise,
    /// One JSON object on the standard output
    Json,
    /// A SARIF 2.1.0 log on the standard output, for code scanning
    Sarif,
    /// Annotations for GitHub Actions, on the standard output
    Github,
}

/// What a run has to say, in the format that was asked for.
pub(super) struct Output<'a> {
    format: Format,
    diagnostics: &'a Diagnostics,
}

/// The last line for people; the same and more as members for machines.
pub(super) struct Summary {
    words: String,
    members: Map<String, Value>,
    beside: Map<String, Value>,
}

impl Summary {
    pub(super) fn new(words: String) -> Self {
        Self {
            words,
            members: Map::new(),
            beside: Map::new(),
        }
    }

    /// A figure for machines.
    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.members.insert(key.to_owned(), value.into());
        self
    }

    /// A value that stands beside the summary, for machines.
    pub(super) fn beside(mut self, key: &str, value: Value) -> Self {
        self.beside.insert(key.to_owned(), value);
        self
    }
}

impl<'a> Output<'a> {
    pub(super) fn new(format: Format, diagnostics: &'a Diagnostics) -> Self {
        Self {
            format,
            diagnostics,
        }
    }

    /// Whether the standard output is one value that nothing else may stand beside.
    pub(super) fn is_one_value(&self) -> bool {
        match self.format {
            Format::Human | Format::Concise | Format::Github => false,
            Format::Json | Format::Sarif => true,
        }
    }

    /// Shows the diagnostics; those formats that are one value come with [`Output::finish`].
    pub(super) fn diagnostics(&self) -> Result<(), Failure> {
        match self.format {
            Format::Human => {
                print_to_stderr(&listings(self.diagnostics, Colour::Ansi));
                Ok(())
            }
            Format::Concise => print(&concise(self.diagnostics)),
            Format::Github => print(&annotations(self.diagnostics)),
            Format::Json | Format::Sarif => Ok(()),
        }
    }

    /// Ends a run.
    pub(super) fn finish(&self, summary: Summary) -> Result<(), Failure> {
        if self.format == Format::Sarif {
            return print(&format!("{}\n", json_line(&sarif(self.diagnostics))));
        }
        if !self.is_one_value() {
            let counts = self.counts();
            let counts: Vec<String> = counts
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, noun)| plural(*count, noun))
                .collect();
            let words = std::iter::once(summary.words).chain(counts);
            print_to_stderr(&format!("{}\n", words.collect::<Vec<_>>().join(", ")));
            return Ok(());
        }
        let mut object = report(self.diagnostics);
        for (key, value) in summary.members {
            object["summary"][key] = value;
        }
        for (key, value) in summary.beside {
            object[key] = value;
        }
        print(&format!("{}\n", json_line(&object)))
    }

    /// Hands on a result that may come before there is anything to report.
    pub(super) fn early<T>(format: Format, result: Result<T, Failure>) -> Result<T, Failure> {
        result.map_err(|failure| Output::new(format, &Diagnostics::default()).fail(failure))
    }

    /// Tells machines why there is no more; people are told by whoever ends the process.
    pub(super) fn fail(&self, failure: Failure) -> Failure {
        if self.is_one_value() {
            let summary = Summary::new(String::new()).with("failure", failure.to_string());
            if let Err(unprintable) = self.finish(summary) {
                return unprintable;
            }
        }
        failure
    }

    fn counts(&self) -> [(usize, &'static str); 3] {
        [
            (Severity::Error, "error"),
            (Severity::Warning, "warning"),
            (Severity::Note, "note"),
        ]
        .map(|(severity, noun)| (self.diagnostics.count(severity), noun))
    }
}

/// `1 file`, `2 files`.
pub(super) fn plural(count: usize, noun: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{s}")
}

/// Prints to the standard output. A reader that has had enough (`| head -1`) is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = anstream::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(source) if source.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Write(WriteError::Io {
                action: "write",
                path: PathBuf::from("<stdout>"),
                source,
            }))
        }
        _ => Ok(()),
    }
}

/// Shows why a run ended, with the way out.
pub(super) fn failure(failure: &Failure, help: Option<&str>) {
    let help = help.map_or_else(String::new, |help| format!("{HELP}help{HELP:#}: {help}\n"));
    print_to_stderr(&format!("{ERROR}error{ERROR:#}: {failure}\n{help}"));
}

/// There is nowhere left to complain to when this fails.
pub(super) fn print_to_stderr(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}
