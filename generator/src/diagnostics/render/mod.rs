//! Findings as text: listings for people, other forms for programs.
//!
//! A renderer is handed a way to turn a place into bytes; how that is found is not its business. Whatever a document
//! says is shown so that it can neither steer a terminal nor pass for a line of ours.

mod concise;
mod excerpt;
mod found;
mod github;
mod group;
mod human;
mod json;
mod sarif;
mod visible;

use std::sync::Arc;

pub use self::concise::concise;
pub use self::github::github;
pub use self::human::human;
pub use self::json::{json, json_line, report};
pub use self::sarif::sarif;
pub use self::visible::visible;
use crate::source::{Lines, Location, Position, Source, Span};

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

/// The lines of the files that were shown so far.
#[derive(Default)]
pub(crate) struct Known(Vec<(Arc<Source>, Lines)>);

impl Known {
    fn lines(&mut self, source: &Arc<Source>) -> &Lines {
        let known = self.0.iter().position(|(s, _)| Arc::ptr_eq(s, source));
        let index = known.unwrap_or_else(|| {
            self.0.push((Arc::clone(source), Lines::of(source)));
            self.0.len() - 1
        });
        &self.0[index].1
    }

    /// A byte as people count it.
    pub(crate) fn position(&mut self, source: &Arc<Source>, offset: usize) -> Position {
        self.lines(source).position(source, offset)
    }
}

#[cfg(test)]
mod tests;
