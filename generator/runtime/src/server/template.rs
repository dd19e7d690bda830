//! Path templates, taken apart.

use percent_encoding::percent_decode_str;

/// A segment of a path template: literals and parameters in turn.
pub(super) type Segment = Vec<Piece>;

/// A piece of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Literal(&'static str),
    /// A parameter, whose name is in [`Template::names`].
    Parameter,
}

/// A path template such as `/users/{user_id}/files/{name}.{extension}?view=full`.
#[derive(Debug)]
pub(super) struct Template {
    pub(super) segments: Vec<Segment>,
    /// The names of the parameters, in order.
    pub(super) names: Vec<&'static str>,
    /// The pairs that the query must hold, as they stand in the template.
    pub(super) query: Vec<&'static str>,
}

impl Template {
    pub(super) fn parse(text: &'static str) -> Self {
        let text = text.split_once('#').map_or(text, |(path, _)| path);
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let mut names = Vec::new();
        let path = path.strip_prefix('/').unwrap_or(path);
        let segments = path
            .split('/')
            .map(|segment| parse_segment(segment, &mut names))
            .collect();
        Self {
            segments,
            names,
            query: query.split('&').filter(|pair| !pair.is_empty()).collect(),
        }
    }
}

fn parse_segment(text: &'static str, names: &mut Vec<&'static str>) -> Segment {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((literal, name, after)) = next_expression(rest) {
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal));
        }
        pieces.push(Piece::Parameter);
        names.push(name);
        rest = after;
    }
    if !rest.is_empty() || pieces.is_empty() {
        pieces.push(Piece::Literal(rest));
    }
    pieces
}

/// The text before the next `{name}`, the name, and the text behind it.
fn next_expression(text: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (literal, inner) = text.split_once('{')?;
    let (name, after) = inner.split_once('}')?;
    Some((literal, name, after))
}

/// The bytes that a segment stands for.
pub(super) fn decoded(segment: &str) -> Vec<u8> {
    percent_decode_str(segment).collect()
}

/// The texts that the parameters of `pieces` stand for in `segment`, none of them empty and each still
/// percent-encoded; `None` where it does not fit.
///
/// A parameter ends at the first place where the literal behind it stands, the last one at the end of the segment:
/// one pass, whatever the caller sends.
pub(super) fn capture<'a>(pieces: &[Piece], segment: &'a str) -> Option<Vec<&'a str>> {
    let mut values = Vec::new();
    let mut rest = segment;
    let mut open = false;
    for (index, piece) in pieces.iter().enumerate() {
        let at = match piece {
            // Two parameters without a literal between them: the first takes one character.
            Piece::Parameter if open => first_character(rest)?,
            Piece::Parameter => 0,
            Piece::Literal(literal) if !open => {
                rest = rest.strip_prefix(literal)?;
                continue;
            }
            Piece::Literal(literal) if index + 1 == pieces.len() => {
                rest.strip_suffix(literal)?.len()
            }
            Piece::Literal(literal) => {
                let first = first_character(rest)?;
                first + rest[first..].find(literal)?
            }
        };
        if open {
            values.push(rest.get(..at).filter(|value| !value.is_empty())?);
        }
        let literal = if let Piece::Literal(literal) = piece {
            literal.len()
        } else {
            0
        };
        rest = &rest[at + literal..];
        open = *piece == Piece::Parameter;
    }
    if open && !rest.is_empty() {
        values.push(rest);
        return Some(values);
    }
    (!open && rest.is_empty()).then_some(values)
}

fn first_character(text: &str) -> Option<usize> {
    text.chars().next().map(char::len_utf8)
}
