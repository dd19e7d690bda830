use std::ops::Range;
use std::sync::Arc;

use super::{Known, visible};
use crate::source::{Lines, Position, Source, Span};

/// Places nearer than this share one excerpt.
const NEAR: usize = 2048;
/// How much of a long line is shown before and behind the place.
const AROUND: usize = 120;

/// One place to point at; the main one has no words.
pub(super) struct Mark {
    pub(super) source: Arc<Source>,
    pub(super) span: Span,
    pub(super) words: Option<String>,
}

/// A few lines of a file, safe to show.
pub(super) struct Excerpt {
    pub(super) source: Arc<Source>,
    /// The first mark's place in the file.
    pub(super) position: Position,
    pub(super) first_line: usize,
    pub(super) text: String,
    /// What to underline in `text`.
    pub(super) marks: Vec<(Range<usize>, Option<String>)>,
}

/// Cuts out what a listing shows: the main place's excerpt first, the others in the order of their marks.
pub(super) fn excerpts(marks: Vec<Mark>, known: &mut Known) -> Vec<Excerpt> {
    let mut clusters: Vec<Vec<Mark>> = Vec::new();
    for mark in marks {
        let near = clusters.iter_mut().find(|cluster| {
            cluster.iter().any(|other| {
                Arc::ptr_eq(&other.source, &mark.source)
                    && other.span.start.abs_diff(mark.span.start) < NEAR
            })
        });
        match near {
            Some(cluster) => cluster.push(mark),
            None => clusters.push(vec![mark]),
        }
    }
    clusters
        .into_iter()
        .filter_map(|cluster| {
            let source = Arc::clone(&cluster.first()?.source);
            cut(&source, cluster, known.lines(&source))
        })
        .collect()
}

fn cut(source: &Arc<Source>, marks: Vec<Mark>, lines: &Lines) -> Option<Excerpt> {
    let position = lines.position(source, marks.first()?.span.start);
    let first = marks.iter().map(|mark| lines.line(mark.span.start)).min()?;
    let last = marks.iter().map(|mark| lines.line(mark.span.start)).max()?;
    let mut copy = Copy::default();
    for line in first..=last {
        let start = lines.start(line);
        let here = marks
            .iter()
            .map(|mark| mark.span)
            .filter(|span| lines.line(span.start) == line);
        copy.line(lines.text(source, line), start, &here.collect::<Vec<_>>());
    }
    let marks = marks.into_iter().map(|mark| {
        let line_end = lines.start(lines.line(mark.span.start))
            + lines.text(source, lines.line(mark.span.start)).len();
        let end = mark
            .span
            .end
            .clamp(mark.span.start, line_end.max(mark.span.start));
        (copy.at(mark.span.start)..copy.at(end), mark.words)
    });
    Some(Excerpt {
        source: Arc::clone(source),
        position,
        first_line: first + 1,
        marks: marks.collect(),
        text: copy.out,
    })
}

/// Text on its way into an excerpt, with the way back for offsets.
#[derive(Default)]
struct Copy {
    out: String,
    /// Offsets in the file and in `out`, of each character.
    offsets: Vec<(usize, usize)>,
}

impl Copy {
    /// Copies a line that starts at `start`, a long one only around the first of its marks.
    fn line(&mut self, text: &str, start: usize, marks: &[Span]) {
        if !self.out.is_empty() || !self.offsets.is_empty() {
            self.out.push('\n');
        }
        let focus = marks
            .iter()
            .map(|span| span.start - start)
            .min()
            .unwrap_or(0);
        let from = if text.len() > 2 * AROUND {
            boundary(text, focus.saturating_sub(AROUND))
        } else {
            0
        };
        let to = boundary(text, from.saturating_add(3 * AROUND));
        if from > 0 {
            self.out.push('…');
        }
        for (offset, c) in text[from..to].char_indices() {
            self.offsets.push((start + from + offset, self.out.len()));
            if c == '\t' {
                self.out.push(c);
            } else {
                visible::push(&mut self.out, c);
            }
        }
        self.offsets.push((start + to, self.out.len()));
        if to < text.len() {
            self.out.push('…');
        }
    }

    /// Where an offset of the file came to stand.
    fn at(&self, offset: usize) -> usize {
        let next = self.offsets.partition_point(|(from, _)| *from < offset);
        self.offsets
            .get(next)
            .or(self.offsets.last())
            .map_or(0, |(_, to)| *to)
    }
}

fn boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
