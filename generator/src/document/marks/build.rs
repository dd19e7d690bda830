use granit_parser::Event;
use indexmap::IndexMap;
use indexmap::map::Entry;

use super::events::{Events, events, events_with_long_keys};
use super::{Children, Mark, Marks, NodeId};
use crate::source::Span;

/// Marks of all that could be read.
pub(super) fn build(text: &str) -> Marks {
    let (marks, is_whole) = build_from(text, events(text));
    if is_whole {
        return marks;
    }
    let text = printable(text);
    let (long, _) = build_from(&text, events_with_long_keys(&text));
    if long.nodes.len() > marks.nodes.len() {
        long
    } else {
        marks
    }
}

/// The text with other characters of the same length for those that JSON's strings may hold (RFC 8259 section 7) and a YAML stream
/// may not (YAML 1.2 section 5.1), so that every offset stays what it was.
fn printable(text: &str) -> String {
    let one = |c: char| match c {
        '\u{7f}' => '?',
        '\u{80}'..='\u{9f}' => '\u{a0}',
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        _ => c,
    };
    text.chars().map(one).collect()
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser's enum, open to additions"
)]
fn build_from(text: &str, events: Events<'_>) -> (Marks, bool) {
    let mut builder = Builder::default();
    let mut is_whole = true;
    for next in events {
        let Ok((event, span)) = next else {
            is_whole = false;
            break;
        };
        match event {
            Event::Scalar(value, _, anchor, _) => builder.scalar(&value, anchor, span),
            Event::Alias(anchor) => builder.alias(anchor, span),
            Event::SequenceStart(_, anchor, _) => {
                builder.open(Children::Items(Vec::new()), anchor, span);
            }
            Event::MappingStart(_, anchor, _) => {
                builder.open(Children::Members(IndexMap::new()), anchor, span);
            }
            Event::SequenceEnd | Event::MappingEnd => builder.close(text, span.end),
            Event::DocumentEnd => break,
            _ => {}
        }
    }
    (builder.finish(text), is_whole)
}

#[derive(Default)]
struct Builder {
    marks: Marks,
    open: Vec<Frame>,
    /// By anchor id, from 1.
    anchors: Vec<NodeId>,
}

struct Frame {
    node: NodeId,
    /// The key whose value comes next, in an object.
    key: Option<(String, Span)>,
    /// A collection that is a key: it and what it holds have no address.
    is_key: bool,
}

impl Builder {
    fn scalar(&mut self, value: &str, anchor: usize, span: Span) {
        if self.awaits_key() {
            if let Some(frame) = self.open.last_mut() {
                frame.key = Some((value.to_owned(), span));
            }
            return;
        }
        let node = self.push(Children::None, anchor, span);
        self.place(node);
    }

    fn alias(&mut self, anchor: usize, span: Span) {
        if self.awaits_key() {
            if let Some(frame) = self.open.last_mut() {
                frame.key = Some((String::new(), span));
            }
            return;
        }
        let children = self
            .anchors
            .get(anchor)
            .map_or(Children::None, |target| Children::Alias(*target));
        let node = self.push(children, 0, span);
        self.place(node);
    }

    fn open(&mut self, children: Children, anchor: usize, span: Span) {
        let is_key = self.awaits_key();
        let node = self.push(children, anchor, span);
        if !is_key {
            self.place(node);
        }
        self.open.push(Frame {
            node,
            key: None,
            is_key,
        });
    }

    fn close(&mut self, text: &str, end: usize) {
        let Some(frame) = self.open.pop() else {
            return;
        };
        let mark = &mut self.marks.nodes[frame.node.0 as usize];
        mark.span = trimmed(text, mark.span.start, end);
        if frame.is_key {
            let span = mark.span;
            if let Some(frame) = self.open.last_mut() {
                frame.key = Some((String::new(), span));
            }
        }
    }

    fn finish(mut self, text: &str) -> Marks {
        while !self.open.is_empty() {
            self.close(text, text.len());
        }
        self.marks
    }

    fn awaits_key(&self) -> bool {
        self.open.last().is_some_and(|frame| {
            let mark = &self.marks.nodes[frame.node.0 as usize];
            matches!(mark.children, Children::Members(_)) && frame.key.is_none()
        })
    }

    fn push(&mut self, children: Children, anchor: usize, span: Span) -> NodeId {
        let node = NodeId(u32::try_from(self.marks.nodes.len()).unwrap_or(u32::MAX));
        self.marks.nodes.push(Mark { span, children });
        if anchor > 0 {
            if self.anchors.len() <= anchor {
                self.anchors.resize(anchor + 1, NodeId(0));
            }
            self.anchors[anchor] = node;
        }
        node
    }

    /// Puts a value where its parent has it.
    fn place(&mut self, node: NodeId) {
        let Some(frame) = self.open.last_mut() else {
            return;
        };
        let parent = frame.node;
        match &mut self.marks.nodes[parent.0 as usize].children {
            Children::Items(items) => items.push(node),
            Children::Members(members) => {
                let Some((key, span)) = frame.key.take() else {
                    return;
                };
                match members.entry(key) {
                    Entry::Vacant(entry) => {
                        entry.insert((span, node));
                    }
                    Entry::Occupied(entry) => {
                        let place = (parent, entry.key().clone());
                        self.marks.again.entry(place).or_insert(span);
                    }
                }
            }
            Children::None | Children::Alias(_) => {}
        }
    }
}

/// Block collections end where the next token starts: what lies between is not theirs.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let end = end.clamp(start, text.len());
    let end = text
        .get(start..end)
        .map_or(start, |text| start + text.trim_end().len());
    Span { start, end }
}
