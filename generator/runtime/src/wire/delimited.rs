//! The styles `spaceDelimited` and `pipeDelimited` where not exploded (exploded they are `form`).
//!
//! The delimiter itself is percent-encoded (`OpenAPI` 3.1.1, section 4.8.12.6), so an item cannot hold it.

use super::error::Reason;
use super::escape::{Escape, PIPES, PLAIN, QUERY, SPACES};
use super::pairs::Pairs;
use super::tree::{Flat, Tree};
use super::{Parameter, Style, items};

/// One of the two delimiters.
pub(super) struct Delimiter {
    character: char,
    encoded: &'static str,
    escape: Escape,
}

const SPACE: Delimiter = Delimiter {
    character: ' ',
    encoded: "%20",
    escape: SPACES,
};
const PIPE: Delimiter = Delimiter {
    character: '|',
    encoded: "%7C",
    escape: PIPES,
};

/// The parameter's delimiter; `None` where its style has none, or is exploded.
pub(super) fn of(parameter: &Parameter) -> Option<&'static Delimiter> {
    match parameter.style {
        Style::SpaceDelimited if !parameter.explode => Some(&SPACE),
        Style::PipeDelimited if !parameter.explode => Some(&PIPE),
        Style::Simple
        | Style::Label
        | Style::Matrix
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject => None,
    }
}

pub(super) fn write(
    parameter: &Parameter,
    value: &Flat,
    delimiter: &Delimiter,
) -> Result<Vec<String>, Reason> {
    let escape = if matches!(value, Flat::Scalar(_)) {
        &QUERY
    } else {
        &delimiter.escape
    };
    let parts = items::write(value, false, escape)?;
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![format!(
        "{}={}",
        QUERY.write(parameter.name)?,
        parts.join(delimiter.encoded)
    )])
}

pub(super) fn read(
    parameter: &Parameter,
    pairs: &Pairs<'_>,
    delimiter: &Delimiter,
) -> Result<Tree, Reason> {
    let Some(raw) = pairs.one(parameter.name)? else {
        return Ok(Tree::Nothing);
    };
    let text = QUERY.read(raw)?;
    items::read(&text, delimiter.character, (parameter.kind, false), &PLAIN).map(Tree::from)
}
