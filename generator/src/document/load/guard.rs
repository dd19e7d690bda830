//! What has to be known of a YAML text before the reader is let at it: aliases multiply before a visitor sees them, and
//! deep brackets cost the reader time that grows with the square of their depth.

use std::collections::BTreeSet;
use std::sync::Arc;

use granit_parser::{ErrorKind, Event, ScanError, Tag};

use super::super::marks::events::{Events, events};
use super::{Fault, Limits, at_offset, fault, syntax};
use crate::diagnostics::Code;
use crate::source::{Location, Pointer, Source, Span};

/// The way out where aliases repeat too much.
const ALIASES: &str = "make a component of what the anchor (`&`) is set to, and write a `$ref` in place of each alias (`*`)";

/// The way out of a tag of somebody's own.
pub(super) const TAG: &str = "write the value itself without a tag; what another file holds is referred to: `$ref: other.yaml`";

/// How many tag directives are read: the reader compares each with all before it.
const DIRECTIVES: usize = 100;

/// Goes over the text's events, if anything in it could be worth it, and counts what they ask for.
pub(super) fn check(source: &Arc<Source>, limits: &Limits) -> Result<(), Fault> {
    if let Some((offset, _)) = source.text.match_indices("\n%TAG").nth(DIRECTIVES) {
        let at = at_offset(source, Pointer::root(), offset + 1);
        let message = format!("the file has more than {DIRECTIVES} directives");
        return Err(fault(Code::TOO_LARGE, at, message));
    }
    if !is_suspicious(&source.text, limits) {
        return Ok(());
    }
    let mut count = Count {
        source,
        limits,
        here: Size::default(),
        open: Vec::new(),
        anchors: Vec::new(),
        names: BTreeSet::new(),
        repeated: Size::default(),
    };
    for next in Events::of(&source.text, limits.depth, 1024) {
        match next {
            Ok((event, span)) => count.event(&event, span)?,
            Err(error) => return Err(count.explain(&error)),
        }
    }
    Ok(())
}

pub(super) fn unknown_anchor(at: Location) -> Fault {
    let message = "the alias names an anchor that is not set before it";
    fault(Code::BAD_ALIAS, at, message).help("a text that begins with `*` needs quotes")
}

/// Where the second document starts, with whether it says so; a line that is indented less than the first one also ends the
/// document.
pub(super) fn second_document(text: &str) -> (usize, bool) {
    let mut starts = 0;
    for next in events(text) {
        match next {
            Ok((Event::DocumentStart(..), span)) => {
                starts += 1;
                if starts == 2 {
                    return (span.start, text[span.start..].starts_with("---"));
                }
            }
            Ok(_) => {}
            Err(error) => return (error.marker().byte_offset().unwrap_or_default(), false),
        }
    }
    (text.len(), false)
}

/// Whether a text may hold aliases, tags of the core schema's namespace, deep brackets or very many values. A look at the
/// bytes that errs on the side of yes: Markdown in a description may look like any of them.
fn is_suspicious(text: &str, limits: &Limits) -> bool {
    let bytes = text.as_bytes();
    let separates = |byte: &&u8| matches!(byte, b'\n' | b',' | b':' | b'-' | b'?' | b'[' | b'{');
    // Every level but a list's takes a column, also where many begin in one line: `- - - x`.
    let indents = |byte: &u8| matches!(byte, b' ' | b'-' | b'?');
    let indent = |line: &str| line.bytes().take_while(|byte| indents(byte)).count();
    bytes.iter().filter(separates).count() > limits.nodes
        || text.split('\n').any(|line| indent(line) >= limits.depth)
        || has_signs(bytes, limits)
}

/// Whether there are brackets that nest too deep, tags, or anchors and aliases.
fn has_signs(bytes: &[u8], limits: &Limits) -> bool {
    let (mut anchor, mut alias, mut depth) = (false, false, 0_usize);
    let signs = bytes.iter().enumerate();
    for (at, byte) in signs.filter(|(_, byte)| SIGNS[usize::from(**byte)]) {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        match byte {
            b'&' | b'*' if !next.is_ascii_whitespace() && is_token_start(bytes, at) => {
                anchor |= *byte == b'&';
                alias |= *byte == b'*';
            }
            b'!' if matches!(next, b'!' | b'<') && is_token_start(bytes, at) => return true,
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limits.depth {
            return true;
        }
    }
    anchor && alias
}

const SIGNS: [bool; 256] = {
    let (mut table, signs, mut at) = ([false; 256], b"&*![{]}", 0);
    while at < signs.len() {
        table[signs[at] as usize] = true;
        at += 1;
    }
    table
};

fn is_token_start(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| bytes.get(before))
        .is_none_or(|before| before.is_ascii_whitespace() || b"[{,:\xBF".contains(before))
}

/// How much a value is, aliases written out.
#[derive(Clone, Copy, Default)]
struct Size {
    nodes: usize,
    bytes: usize,
}

impl Size {
    fn add(&mut self, other: Self) {
        self.nodes = self.nodes.saturating_add(other.nodes);
        self.bytes = self.bytes.saturating_add(other.bytes);
    }
}

struct Count<'s> {
    source: &'s Arc<Source>,
    limits: &'s Limits,
    /// What the innermost open collection, or the document, holds so far.
    here: Size,
    /// The collections around it: what they held when this one opened, and their anchors.
    open: Vec<(Size, usize)>,
    /// By anchor, from 1: its value's size once it is closed.
    anchors: Vec<Option<Size>>,
    names: BTreeSet<String>,
    repeated: Size,
}

impl Count<'_> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the parser's enum, open to additions"
    )]
    fn event(&mut self, event: &Event<'_>, span: Span) -> Result<(), Fault> {
        match event {
            Event::Scalar(text, _, anchor, tag) => {
                self.tag(tag.as_deref(), span)?;
                let size = Size {
                    nodes: 1,
                    bytes: text.len(),
                };
                self.here.add(size);
                self.set(*anchor, Some(size));
            }
            Event::SequenceStart(_, anchor, tag) | Event::MappingStart(_, anchor, tag) => {
                self.tag(tag.as_deref(), span)?;
                self.set(*anchor, None);
                self.open.push((self.here, *anchor));
                self.here = Size { nodes: 1, bytes: 0 };
                if self.open.len() > self.limits.depth {
                    let message = format!("the document nests deeper than {}", self.limits.depth);
                    return Err(self.fault(Code::TOO_LARGE, span, message));
                }
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((mut outer, anchor)) = self.open.pop() {
                    self.set(anchor, Some(self.here));
                    outer.add(self.here);
                    self.here = outer;
                }
            }
            Event::Alias(anchor) => self.alias(*anchor, span)?,
            // The reader confuses anchors once a name is used again.
            Event::Anchor(_, name) if !self.names.insert(name.to_string()) => {
                let message = format!("the anchor `{name}` is set twice");
                let found = self.fault(Code::UNSUPPORTED_YAML, span, message);
                return Err(found.help("give each anchor a name of its own"));
            }
            _ => {}
        }
        if self.here.nodes > self.limits.nodes {
            let message = format!("the document holds more than {} values", self.limits.nodes);
            return Err(self.fault(Code::TOO_LARGE, span, message));
        }
        Ok(())
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Fault> {
        let Some(size) = self.anchors.get(anchor).copied().flatten() else {
            let message = "the alias stands inside its own anchor".to_owned();
            return Err(self.fault(Code::BAD_ALIAS, span, message));
        };
        self.here.add(size);
        self.repeated.add(size);
        if self.repeated.nodes > self.limits.alias_nodes {
            let message = format!(
                "the document's aliases repeat more than {} values",
                self.limits.alias_nodes
            );
            return Err(self.fault(Code::TOO_LARGE, span, message).help(ALIASES));
        }
        if self.repeated.bytes > self.limits.bytes {
            let message = format!(
                "the document's aliases repeat more than {} bytes",
                self.limits.bytes
            );
            return Err(self.fault(Code::TOO_LARGE, span, message).help(ALIASES));
        }
        Ok(())
    }

    fn set(&mut self, anchor: usize, size: Option<Size>) {
        if anchor > 0 {
            if self.anchors.len() <= anchor {
                self.anchors.resize(anchor + 1, None);
            }
            self.anchors[anchor] = size;
        }
    }

    fn tag(&self, tag: Option<&Tag>, span: Span) -> Result<(), Fault> {
        const KNOWN: [&str; 7] = ["str", "int", "float", "bool", "null", "map", "seq"];
        match tag {
            Some(tag) if !KNOWN.iter().any(|name| tag.is_yaml_core_schema_tag(name)) => {
                let message = format!("the tag `{}` has no meaning here", tag.original());
                let found = self.fault(Code::UNSUPPORTED_YAML, span, message);
                Err(found.help(TAG))
            }
            Some(_) | None => Ok(()),
        }
    }

    fn fault(&self, code: Code, span: Span, message: String) -> Fault {
        fault(
            code,
            at_offset(self.source, Pointer::root(), span.start),
            message,
        )
    }

    fn explain(&self, error: &ScanError) -> Fault {
        let start = error.marker().byte_offset().unwrap_or_default();
        let at = at_offset(self.source, Pointer::root(), start);
        if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            let message = format!("the document nests deeper than {}", self.limits.depth);
            return fault(Code::TOO_LARGE, at, message);
        }
        if matches!(error.kind(), ErrorKind::UnknownAnchor) {
            return unknown_anchor(at);
        }
        syntax::of_yaml(self.source, Pointer::root(), start, &error.info())
    }
}
