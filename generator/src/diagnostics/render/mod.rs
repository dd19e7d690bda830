//! Findings as text: listings for people, JSON for programs.
//!
//! A renderer is handed a way to turn a place into bytes; how that is found is not its business. Whatever a document
//! says is shown so that it can neither steer a terminal nor pass for a line of ours.

mod excerpt;
mod visible;

use std::fmt::Write;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::json;

use self::excerpt::{Excerpt, Mark, excerpts};
pub use self::visible::visible;
use super::{Diagnostic, Severity};
use crate::source::{Lines, Location, Position, Source, Span};

/// How many related places a listing shows.
const LABELS: usize = 8;

/// Whether listings carry terminal colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Text alone.
    Plain,
    /// ANSI escapes.
    Ansi,
}

/// Turns places into bytes; with `true`, into those of the key that the value stands under.
pub type Spans<'f> = dyn FnMut(&Location, bool) -> Span + 'f;

/// Listings in rustc's look, each followed by a blank line.
pub fn human<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    colour: Colour,
    spans: &mut Spans<'_>,
) -> String {
    let renderer = match colour {
        Colour::Plain => Renderer::plain(),
        Colour::Ansi => Renderer::styled(),
    };
    let mut known = Known::default();
    let mut out = String::new();
    for diagnostic in diagnostics {
        let marks = marks(diagnostic, spans);
        let excerpts = excerpts(marks, &mut known);
        let listing = renderer.render(&[group(diagnostic, &excerpts)]);
        push_with_places(&mut out, &listing, &excerpts);
        out.push_str("\n\n");
    }
    out
}

/// One JSON object on one line: every finding with its position, and how many there are of each severity.
pub fn json<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    spans: &mut Spans<'_>,
) -> String {
    json_line(&report(diagnostics, spans))
}

/// A JSON value on one line, safe to show on a terminal.
pub fn json_line(value: &serde_json::Value) -> String {
    visible::json(&value.to_string())
}

/// The same as a value, for a front door that has more to say.
pub fn report<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    spans: &mut Spans<'_>,
) -> serde_json::Value {
    let mut known = Known::default();
    let (mut errors, mut warnings, mut notes) = (0, 0, 0);
    let mut list = Vec::new();
    for diagnostic in diagnostics {
        match diagnostic.severity {
            Severity::Error => errors += 1,
            Severity::Warning => warnings += 1,
            Severity::Note => notes += 1,
        }
        let at = &diagnostic.at;
        let span = spans(at, diagnostic.at_key);
        let position = known.position(&at.source, span.start);
        list.push(json!({
            "code": diagnostic.code.id(),
            "severity": severity(diagnostic.severity),
            "message": diagnostic.message,
            "file": at.source.name,
            "line": position.line,
            "column": position.column,
            "pointer": at.pointer.to_string(),
            "help": diagnostic.help,
        }));
    }
    json!({
        "diagnostics": list,
        "summary": { "errors": errors, "warnings": warnings, "notes": notes },
    })
}

/// The severity's word, as every output says it.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// The lines of the files that were shown so far.
#[derive(Default)]
struct Known(Vec<(Arc<Source>, Lines)>);

impl Known {
    fn lines(&mut self, source: &Arc<Source>) -> &Lines {
        let known = self.0.iter().position(|(s, _)| Arc::ptr_eq(s, source));
        let index = known.unwrap_or_else(|| {
            self.0.push((Arc::clone(source), Lines::of(source)));
            self.0.len() - 1
        });
        &self.0[index].1
    }

    fn position(&mut self, source: &Arc<Source>, offset: usize) -> Position {
        self.lines(source).position(source, offset)
    }
}

/// What a listing points at: the place itself first.
fn marks(diagnostic: &Diagnostic, spans: &mut Spans<'_>) -> Vec<Mark> {
    let first = Mark {
        source: Arc::clone(&diagnostic.at.source),
        span: spans(&diagnostic.at, diagnostic.at_key),
        words: None,
    };
    let related = diagnostic.labels.iter().take(LABELS);
    let related = related.map(|(at, words)| Mark {
        source: Arc::clone(&at.source),
        span: spans(at, false),
        words: Some(visible(words)),
    });
    std::iter::once(first).chain(related).collect()
}

fn group<'a>(diagnostic: &Diagnostic, excerpts: &'a [Excerpt]) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = level
        .primary_title(visible(&diagnostic.message))
        .id(diagnostic.code.id())
        .elements(excerpts.iter().enumerate().map(snippet));
    let hidden = diagnostic.labels.len().saturating_sub(LABELS);
    if hidden > 0 {
        group = group.element(Level::NOTE.message(format!("and {hidden} more places")));
    }
    if let Some(help) = &diagnostic.help {
        let lines: Vec<_> = help.split('\n').map(visible).collect();
        group = group.element(Level::HELP.message(lines.join("\n")));
    }
    group
}

fn snippet((index, excerpt): (usize, &Excerpt)) -> Snippet<'_, Annotation<'_>> {
    let annotations = excerpt.marks.iter().map(|(range, words)| {
        let kind = match words {
            None => AnnotationKind::Primary,
            Some(_) => AnnotationKind::Context,
        };
        kind.span(range.clone()).label(words.as_deref())
    });
    Snippet::source(excerpt.text.as_str())
        .path(format!("{PLACE}{index}"))
        .line_start(excerpt.first_line)
        .annotations(annotations)
}

/// Stands for a file's name until the listing is laid out; `visible` lets no document write it.
const PLACE: char = '\u{E000}';

/// Appends a listing with the files' own places. The renderer counts columns in what is shown, and long lines are not
/// shown whole.
fn push_with_places(out: &mut String, listing: &str, excerpts: &[Excerpt]) {
    let mut parts = listing.split(PLACE);
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != ':');
        let (place, rest) = part.split_at(end.unwrap_or(part.len()));
        let index = place
            .split(':')
            .next()
            .and_then(|index| index.parse::<usize>().ok());
        if let Some(excerpt) = index.and_then(|index| excerpts.get(index)) {
            out.push_str(&visible(&excerpt.source.name));
            // Writing to a string cannot fail.
            let _ = write!(
                out,
                ":{}:{}",
                excerpt.position.line, excerpt.position.column
            );
        }
        out.push_str(rest);
    }
}

#[cfg(test)]
mod tests;
