//! What oasmith has to say about a document: collected, never thrown.
//!
//! In: a [`Code`], a [`Location`] and words. Out: [`Diagnostics`], which a front door renders. Must not know: how a place is
//! found in the text (the renderer is handed spans), what a schema is. Open `codes` first.

mod codes;
pub mod render;
mod similar;

use crate::source::Location;

pub use self::codes::{Code, Loss};
pub use self::similar::similar;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; the output is what the document says.
    Note,
    /// The output differs from the letter of the document there.
    Warning,
    /// No output can be made.
    Error,
}

/// One finding.
#[derive(Clone, Debug)]
#[must_use]
pub struct Diagnostic {
    /// Which entry of the catalogue.
    pub code: Code,
    /// The catalogue's severity, raised to an error where the user asked for strictness.
    pub severity: Severity,
    /// What is wrong, in the document's words, without a full stop.
    pub message: String,
    /// Where.
    pub at: Location,
    /// Whether the place shown is the member's key rather than its value.
    pub at_key: bool,
    /// Related places.
    pub labels: Vec<Label>,
    /// The edit that mends it, where more is known than the catalogue says.
    pub help: Option<String>,
}

/// A place beside a finding's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub at: Location,
    /// What it has to do with the finding; none where the same is true of it.
    pub words: Option<String>,
}

impl Label {
    /// What stands beside it in a listing.
    pub fn words(&self) -> &str {
        self.words.as_deref().unwrap_or("also used here")
    }
}

impl Diagnostic {
    /// A finding with the severity that the catalogue gives its code.
    pub fn new(code: Code, at: Location, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            at,
            at_key: false,
            labels: Vec::new(),
            help: None,
        }
    }

    /// Shows the member's key instead of its value.
    pub fn on_key(mut self) -> Self {
        self.at_key = true;
        self
    }

    /// Adds a related place.
    pub fn label(mut self, at: Location, words: impl Into<String>) -> Self {
        let words = Some(words.into());
        self.labels.push(Label { at, words });
        self
    }

    /// Adds another place of which the same is true.
    pub fn repeat(mut self, at: Location) -> Self {
        self.labels.push(Label { at, words: None });
        self
    }

    /// The edit that mends it, or what the catalogue has to say about its like.
    pub fn way_out(&self) -> &str {
        self.help.as_deref().unwrap_or(self.code.help())
    }

    /// The place itself, then the others of which the same is true.
    pub fn places(&self) -> impl Iterator<Item = &Location> {
        let repeats = self.labels.iter().filter(|label| label.words.is_none());
        std::iter::once(&self.at).chain(repeats.map(|label| &label.at))
    }

    /// Adds the way out.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The collector that every phase is handed first.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

/// A phase cannot hand anything on: what was collected says why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop;

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// In the order found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }

    /// Stops between phases when there are errors.
    pub fn propagate(&self) -> Result<(), Stop> {
        if self.count(Severity::Error) > 0 {
            Err(Stop)
        } else {
            Ok(())
        }
    }

    /// Raises every warning to an error: `--strict`.
    pub fn deny_warnings(&mut self) {
        for diagnostic in &mut self.list {
            if diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
        }
    }

    /// Adds the findings of another run.
    pub fn extend(&mut self, others: Self) {
        self.list.extend(others.list);
    }

    /// The findings, for a renderer or a caller that sorts them.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.list
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
