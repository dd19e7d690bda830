//! Bytes to a [`Tree`]: text decoding, JSON or YAML by content, limits, and every fault with its place.
//!
//! Open this file first, then `value`: the one visitor that both formats are read through.

mod decode;
mod guard;
mod json;
mod numbers;
mod reading;
mod syntax;
mod value;
mod yaml;

use std::borrow::Cow;
use std::sync::Arc;

use self::reading::Reading;
use super::marks::Marks;
use super::{Document, Kind, Tree};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Stop};
use crate::source::{Location, Pointer, Source, Span};

/// How much a document may ask for. The largest real ones have 47 MiB, a depth of 26 and no aliases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file.
    pub bytes: usize,
    /// Values in one file.
    pub nodes: usize,
    /// Arrays and objects in one another. YAML is read to a depth of 127 at most.
    pub depth: usize,
    /// Values that aliases repeat.
    pub alias_nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            nodes: 5_000_000,
            depth: 256,
            alias_nodes: 100_000,
        }
    }
}

impl Document {
    /// Reads an entry file or an overlay: its root must be an object.
    ///
    /// Errors that leave a tree (a key given twice) are pushed and the document still comes back, so that one run finds
    /// all there is to say: whoever generates from it asks [`Diagnostics::propagate`] first.
    ///
    /// Bytes that are handed over are not copied.
    pub fn load<'b>(
        diagnostics: &mut Diagnostics,
        name: &str,
        bytes: impl Into<Cow<'b, [u8]>>,
    ) -> Result<Document, Stop> {
        let (source, root) = load_tree(diagnostics, name, bytes.into(), &Limits::default())?;
        if matches!(root.kind, Kind::Object(_)) {
            return Ok(Document::alone(source, root));
        }
        diagnostics.push(not_an_object(&source, &root));
        Err(Stop)
    }
}

/// Reads one file of any root, as a reference may name it.
pub fn load_tree<'b>(
    diagnostics: &mut Diagnostics,
    name: &str,
    bytes: impl Into<Cow<'b, [u8]>>,
    limits: &Limits,
) -> Result<(Arc<Source>, Tree), Stop> {
    let read = text_of(name, bytes.into(), limits).and_then(|source| {
        let mut reading = Reading::new(&source, *limits);
        let tree = read(&mut reading)?;
        for finding in reading.findings(&mut Marked::new(&source)) {
            diagnostics.push(finding);
        }
        Ok((source, tree))
    });
    read.map_err(|fault| {
        diagnostics.push(addressed(fault));
        Stop
    })
}

/// Adds the pointer to a fault that knows only its bytes.
fn addressed(mut fault: Diagnostic) -> Diagnostic {
    let at = &fault.at;
    if let Some(span) = at.span().filter(|_| at.is_root()) {
        let pointer = Marks::of(at.source()).pointer_at(span.start);
        fault.at = Location::new(at.source(), pointer).with_span(span);
    }
    fault
}

/// What ends the reading of a file.
type Fault = Diagnostic;

fn fault(code: Code, at: Location, message: impl Into<String>) -> Fault {
    Diagnostic::new(code, at, message)
}

/// Marks that are made at most once, and only if something has to be looked up.
struct Marked<'s> {
    source: &'s Source,
    marks: Option<Marks>,
}

impl<'s> Marked<'s> {
    fn new(source: &'s Source) -> Self {
        Self {
            source,
            marks: None,
        }
    }

    fn marks(&mut self) -> &Marks {
        self.marks.get_or_insert_with(|| Marks::of(self.source))
    }
}

fn text_of(name: &str, bytes: Cow<'_, [u8]>, limits: &Limits) -> Result<Arc<Source>, Fault> {
    if bytes.len() > limits.bytes {
        let message = format!(
            "the file has {} bytes; at most {} are read",
            bytes.len(),
            limits.bytes
        );
        let at = Location::root(&Source::new(name, String::new()));
        return Err(fault(Code::TOO_LARGE, at, message));
    }
    decode::decode(name, bytes)
}

/// JSON where the first character says so, else YAML. What begins like JSON and is not may be YAML in flow style, unless
/// the file's name says that JSON is meant.
fn read(reading: &mut Reading<'_>) -> Result<Tree, Fault> {
    let source = Arc::clone(reading.source);
    let start = source.text.trim_start().as_bytes().first().copied();
    if !matches!(start, Some(b'{' | b'[')) {
        return yaml::read(reading);
    }
    let error = match json::read(reading) {
        Ok(tree) => return Ok(tree),
        Err(error) => error,
    };
    let name = source.name.to_ascii_lowercase();
    if error.code != Code::SYNTAX || has_extension(&name, &["json"]) {
        return Err(error);
    }
    reading.restart();
    yaml::read(reading).map_err(|yaml| {
        if has_extension(&name, &["yaml", "yml"]) {
            yaml
        } else {
            error
        }
    })
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| extensions.contains(&extension))
}

fn not_an_object(source: &Arc<Source>, root: &Tree) -> Diagnostic {
    let at = Location::root(source);
    let empty = matches!(root.kind, Kind::Null);
    let message = if empty {
        "the document is empty".to_owned()
    } else {
        format!("the document must be an object, found {}", root.kind_name())
    };
    Diagnostic::new(Code::NOT_AN_OBJECT, at, message)
        .help("an OpenAPI document starts with `openapi: 3.1.0`")
}

/// The place of one character, with the pointer of what it belongs to.
fn at_offset(source: &Arc<Source>, pointer: Pointer, offset: usize) -> Location {
    let mut start = offset.min(source.text.len());
    while !source.text.is_char_boundary(start) {
        start -= 1;
    }
    let end = source.text[start..]
        .chars()
        .next()
        .filter(|c| *c != '\n')
        .map_or(start, |c| start + c.len_utf8());
    Location::new(source, pointer).with_span(Span { start, end })
}

/// The offset of a line's start, lines from 1.
fn line_start(text: &str, line: usize) -> usize {
    text.split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum()
}

/// The offset of a character, line and column from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = line_start(text, line);
    text[start..]
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(text.len(), |(offset, _)| start + offset)
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod traps;
