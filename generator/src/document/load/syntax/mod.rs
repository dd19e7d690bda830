//! What a parser stumbles over, in words for whoever knows neither the parser nor the grammar: where it is best shown,
//! what is wrong, and the edit that mends it.

mod json;
mod yaml;

use std::sync::Arc;

use super::{Fault, at_offset, fault};
use crate::diagnostics::Code;
use crate::source::{Pointer, Source};

/// A slip that was recognised.
#[derive(Debug, PartialEq, Eq)]
struct Slip {
    /// What is wrong.
    message: String,
    /// Where it is shown.
    offset: usize,
    /// What it has to do with another place, and that place.
    related: Option<(usize, &'static str)>,
    /// The edit that mends it.
    help: String,
}

impl Slip {
    fn new(offset: usize, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            offset,
            related: None,
            help: help.into(),
        }
    }

    fn related(mut self, offset: usize, words: &'static str) -> Self {
        self.related = Some((offset, words));
        self
    }
}

/// What the YAML parser says of the character at an offset.
pub(super) fn of_yaml(
    source: &Arc<Source>,
    pointer: Pointer,
    offset: usize,
    message: &str,
) -> Fault {
    let slip = yaml::slip(&source.text, offset, message);
    explain(source, pointer, offset, message, slip)
}

/// What the JSON parser says of the character at an offset.
pub(super) fn of_json(
    source: &Arc<Source>,
    pointer: Pointer,
    offset: usize,
    message: &str,
) -> Fault {
    let slip = json::slip(&source.text, offset, message);
    explain(source, pointer, offset, message, slip)
}

fn explain(
    source: &Arc<Source>,
    pointer: Pointer,
    offset: usize,
    message: &str,
    slip: Option<Slip>,
) -> Fault {
    let Some(slip) = slip else {
        return fault(Code::SYNTAX, at_offset(source, pointer, offset), message);
    };
    let at = at_offset(source, pointer, slip.offset);
    let found = fault(Code::SYNTAX, at, slip.message).help(slip.help);
    match slip.related {
        Some((offset, words)) => found.label(at_offset(source, Pointer::root(), offset), words),
        None => found,
    }
}

/// The line that an offset is in: where it starts, and its text.
fn line_at(text: &str, offset: usize) -> (usize, &str) {
    let start = text[..offset].rfind('\n').map_or(0, |before| before + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    (start, line)
}

/// The number of a line, from 1.
fn line_number(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}
