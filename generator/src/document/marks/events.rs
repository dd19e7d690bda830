//! The one place that knows the event parser's interface.

use granit_parser::{Event, Parser, ScanError, StrInput, options};

use crate::source::Span;

/// YAML events (JSON is read as YAML) with the bytes they cover, comments left out.
pub(in crate::document) struct Events<'t> {
    parser: Parser<'t, StrInput<'t>>,
    length: usize,
}

/// The events of a text of any sane depth.
pub(in crate::document) fn events(text: &str) -> Events<'_> {
    Events::of(text, DEPTH, 1024)
}

/// The same with keys of any length, which JSON allows. Costs more: every bracket may then open a key, and nothing is
/// said before it is closed.
pub(in crate::document) fn events_with_long_keys(text: &str) -> Events<'_> {
    Events::of(text, DEPTH, usize::MAX)
}

/// Deeper than any reader goes.
const DEPTH: usize = 400;

impl<'t> Events<'t> {
    /// The events of a text, ending with an error where it nests deeper than `depth` or has longer keys than `key`.
    pub(in crate::document) fn of(text: &'t str, depth: usize, key: usize) -> Self {
        let options = options! {
            emit_comments: false,
            emit_anchor_events: true,
            simple_key_max_lookahead: key,
            flow_nesting_limit: depth,
            block_nesting_limit: depth,
        };
        Self {
            parser: Parser::new_from_str_with_options(text, options),
            length: text.len(),
        }
    }
}

impl<'t> Iterator for Events<'t> {
    type Item = Result<(Event<'t>, Span), ScanError>;

    fn next(&mut self) -> Option<Self::Item> {
        let length = self.length;
        let next = self.parser.next_event()?;
        Some(next.map(|(event, span)| {
            let range = span.byte_range().unwrap_or(length..length);
            let start = span
                .tag_start()
                .and_then(|tag| tag.byte_offset())
                .map_or(range.start, |tag| tag.min(range.start));
            let span = Span {
                start,
                end: range.end.max(start),
            };
            (event, span)
        }))
    }
}
