//! From addresses to bytes: where in the text a pointer's value stands. Looked up only to show something.
//!
//! JSON is read as YAML here. A text that ends in an error has marks as far as it could be read.

mod build;
pub(in crate::document) mod events;

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::source::{Key, Location, Pointer, Source, Span};

/// A file's values with the bytes they were written in.
#[derive(Debug, Default)]
pub struct Marks {
    nodes: Vec<Mark>,
    /// The first repetition of a key in the same object.
    again: HashMap<(NodeId, String), Span>,
}

/// One value, by its place in [`Marks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::document) struct NodeId(u32);

#[derive(Debug)]
struct Mark {
    span: Span,
    children: Children,
}

#[derive(Debug)]
enum Children {
    None,
    Items(Vec<NodeId>),
    Members(IndexMap<String, (Span, NodeId)>),
    /// An alias: what its anchor holds.
    Alias(NodeId),
}

impl Marks {
    /// Reads the text.
    pub fn of(source: &Source) -> Self {
        build::build(&source.text)
    }

    /// The bytes of a value or, with `at_key`, of the key it stands under. Where there is no such value, those of the
    /// nearest one above it. An object or array that is not written in one line is shown by its key.
    pub fn span(&self, source: &Source, pointer: &Pointer, at_key: bool) -> Span {
        let Some(mut at) = self.root() else {
            return Span { start: 0, end: 0 };
        };
        let mut key_span = None;
        let keys = pointer.keys();
        let mut found = 0;
        for key in keys {
            let Some((span, child)) = self.step(at, key) else {
                break;
            };
            (key_span, at) = (span, child);
            found += 1;
        }
        let span = self.raw_span(at);
        let text = slice(source, span);
        let is_block = !matches!(self.mark(at).children, Children::None | Children::Alias(_))
            && (text.contains('\n') || !text.starts_with(['[', '{', '!']));
        match key_span {
            Some(key) if at_key || is_block || found < keys.len() => key,
            Some(_) | None => first_line(source, span),
        }
    }

    /// The innermost value around an offset, as far as the text could be read.
    pub fn pointer_at(&self, offset: usize) -> Pointer {
        let mut pointer = Pointer::root();
        let Some(mut at) = self.root() else {
            return pointer;
        };
        while let Some((key, child)) = self.child_at(at, offset) {
            pointer = pointer.step(key);
            at = child;
        }
        pointer
    }

    /// The key of a member that is given twice, at its first two places.
    pub(in crate::document) fn key_spans(&self, member: &Pointer) -> Option<(Span, Span)> {
        let (parent, key) = member.split_last()?;
        let mut steps = parent.keys().iter();
        let parent = steps.try_fold(self.root()?, |at, key| self.child(at, key))?;
        let (first, _) = self.step(parent, key)?;
        let again = self.again.get(&(self.behind(parent), key.to_string()))?;
        Some((first?, *again))
    }

    pub(in crate::document) fn root(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(0))
    }

    /// All the bytes of a value.
    pub(in crate::document) fn raw_span(&self, node: NodeId) -> Span {
        self.mark(node).span
    }

    pub(in crate::document) fn child(&self, node: NodeId, key: &Key) -> Option<NodeId> {
        self.step(node, key).map(|(_, child)| child)
    }

    fn mark(&self, node: NodeId) -> &Mark {
        // Ids are handed out only for nodes that were pushed.
        &self.nodes[node.0 as usize]
    }

    /// What an alias stands for; anything else stands for itself.
    pub(in crate::document) fn behind(&self, node: NodeId) -> NodeId {
        match self.mark(node).children {
            Children::Alias(target) => target,
            Children::None | Children::Items(_) | Children::Members(_) => node,
        }
    }

    fn step(&self, node: NodeId, key: &Key) -> Option<(Option<Span>, NodeId)> {
        match &self.mark(self.behind(node)).children {
            Children::Items(items) => {
                let index = match key {
                    Key::Index(index) => *index,
                    Key::Name(name) => name.parse().ok()?,
                };
                items.get(index).map(|item| (None, *item))
            }
            Children::Members(members) => match key {
                Key::Name(name) => self.member(members, name, &mut 1000),
                Key::Index(index) => self.member(members, &index.to_string(), &mut 1000),
            },
            Children::None | Children::Alias(_) => None,
        }
    }

    /// A member, also one that `<<` brings in. The budget ends merges that go round in circles.
    fn member(
        &self,
        members: &IndexMap<String, (Span, NodeId)>,
        name: &str,
        budget: &mut usize,
    ) -> Option<(Option<Span>, NodeId)> {
        if let Some((key, child)) = members.get(name) {
            return Some((Some(*key), *child));
        }
        let (_, merged) = members.get("<<")?;
        let sources = match &self.mark(self.behind(*merged)).children {
            Children::Items(items) => items.clone(),
            Children::Members(_) | Children::None | Children::Alias(_) => vec![*merged],
        };
        sources.into_iter().find_map(|source| {
            *budget = budget.checked_sub(1)?;
            match &self.mark(self.behind(source)).children {
                Children::Members(members) => self.member(members, name, budget),
                Children::None | Children::Items(_) | Children::Alias(_) => None,
            }
        })
    }

    fn child_at(&self, node: NodeId, offset: usize) -> Option<(Key, NodeId)> {
        let covers =
            |start: usize, child: NodeId| (start..=self.raw_span(child).end).contains(&offset);
        match &self.mark(node).children {
            Children::Items(items) => items
                .iter()
                .enumerate()
                .rfind(|(_, item)| covers(self.raw_span(**item).start, **item))
                .map(|(index, item)| (Key::Index(index), *item)),
            Children::Members(members) => members
                .iter()
                .rfind(|(_, (key, child))| covers(key.start, *child))
                .map(|(name, (_, child))| (Key::Name(name.as_str().into()), *child)),
            Children::None | Children::Alias(_) => None,
        }
    }
}

fn slice(source: &Source, span: Span) -> &str {
    source.text.get(span.range()).unwrap_or_default()
}

fn first_line(source: &Source, span: Span) -> Span {
    let text = slice(source, span);
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    Span {
        start: span.start,
        end: span.start + end,
    }
}

/// Finds places in any number of files, reading each at most once: what a renderer is given.
#[derive(Debug, Default)]
pub struct Locator {
    known: Vec<(Arc<Source>, Marks)>,
}

impl Locator {
    /// The bytes to show for a location.
    pub fn span(&mut self, at: &Location, at_key: bool) -> Span {
        if let Some(span) = at.span() {
            return span;
        }
        let known = self
            .known
            .iter()
            .position(|(source, _)| Arc::ptr_eq(source, at.source()));
        let index = known.unwrap_or_else(|| {
            let marks = Marks::of(at.source());
            self.known.push((Arc::clone(at.source()), marks));
            self.known.len() - 1
        });
        let (source, marks) = &self.known[index];
        marks.span(source, &at.pointer(), at_key)
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod agreement;
