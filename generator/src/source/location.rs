use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::{Key, Pointer, Source};

/// A byte range in a [`Source`]'s text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl Span {
    /// As the range that slices the text.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// Where something stands: a source and an RFC 6901 pointer into it.
///
/// The byte span is looked up only when a diagnostic has to be shown, so that a wrong span can never change what is
/// generated. Cheap to clone; a child shares its parent's steps.
#[derive(Clone)]
pub struct Location {
    /// The file.
    pub source: Arc<Source>,
    /// The address in the file's tree.
    pub pointer: Pointer,
    /// Boxed because nearly no location has it, and every value of every model carries a location.
    span: Option<Box<Span>>,
}

impl Location {
    /// The place of a pointer in a source.
    pub fn new(source: &Arc<Source>, pointer: Pointer) -> Self {
        Self {
            source: Arc::clone(source),
            pointer,
            span: None,
        }
    }

    /// Whether it is inside of what stands at another place, or that itself.
    pub fn is_within(&self, outer: &Self) -> bool {
        Arc::ptr_eq(&self.source, &outer.source) && self.pointer.starts_with(&outer.pointer)
    }

    /// The root of a source.
    pub fn root(source: &Arc<Source>) -> Self {
        Self::new(source, Pointer::root())
    }

    /// The same address, with the exact bytes that are meant: for what no pointer can tell, like a syntax error or the
    /// second of two equal keys.
    #[must_use]
    pub fn with_span(mut self, span: Span) -> Self {
        self.span = Some(Box::new(span));
        self
    }

    /// The exact bytes, where they were given.
    pub fn span(&self) -> Option<Span> {
        self.span.as_deref().copied()
    }

    /// The location one step down.
    #[must_use]
    pub fn step(&self, key: Key) -> Self {
        Self::new(&self.source, self.pointer.step(key))
    }

    /// The location of an object's member.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.step(Key::Name(key.into()))
    }

    /// The location of an array's element.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.step(Key::Index(index))
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.source.name, self.pointer)
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for Location {
    fn eq(&self, other: &Self) -> bool {
        self.source.name == other.source.name
            && self.pointer == other.pointer
            && self.span == other.span
    }
}

impl Eq for Location {}
