//! Listings in rustc's look.

use std::fmt::Write;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::excerpt::{Excerpt, Mark, excerpts};
use super::group::grouped;
use super::{Colour, Known, Spans, visible};
use crate::diagnostics::{Diagnostic, Severity};

/// How many related places a listing shows.
const LABELS: usize = 8;

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
    for diagnostic in &grouped(diagnostics) {
        let marks = marks(diagnostic, spans);
        let excerpts = excerpts(marks, &mut known);
        let listing = renderer.render(&[group(diagnostic, &excerpts)]);
        push_with_places(&mut out, &listing, &excerpts);
        out.push_str("\n\n");
    }
    out
}

/// What a listing points at: the place itself first.
fn marks(diagnostic: &Diagnostic, spans: &mut Spans<'_>) -> Vec<Mark> {
    let first = Mark {
        source: Arc::clone(diagnostic.at.source()),
        span: spans(&diagnostic.at, diagnostic.at_key),
        words: None,
    };
    let related = diagnostic.labels.iter().take(LABELS);
    let related = related.map(|label| Mark {
        source: Arc::clone(label.at.source()),
        span: spans(&label.at, false),
        words: Some(visible(label.words())),
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
    let lines: Vec<_> = diagnostic.way_out().split('\n').map(visible).collect();
    group.element(Level::HELP.message(lines.join("\n")))
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
