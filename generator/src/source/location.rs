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
/// generated. Every value of every model carries a location, so that it is one pointer wide; a child shares its parent's steps.
#[derive(Clone)]
pub struct Location(Arc<Place>);

struct Place {
    /// What it stands in; nothing above the root of a source.
    above: Option<Location>,
    end: End,
}

/// What leads to a place from the one above.
enum End {
    Root(Arc<Source>),
    Key(Key),
    /// Nearly no location has it.
    Exact(Span),
}

impl Location {
    fn end(above: Option<Self>, end: End) -> Self {
        Self(Arc::new(Place { above, end }))
    }

    /// The place of a pointer in a source.
    pub fn new(source: &Arc<Source>, pointer: Pointer) -> Self {
        let keys = pointer.into_iter();
        keys.fold(Self::root(source), |at, key| at.step(key))
    }

    /// The root of a source.
    pub fn root(source: &Arc<Source>) -> Self {
        Self::end(None, End::Root(Arc::clone(source)))
    }

    /// The file.
    pub fn source(&self) -> &Arc<Source> {
        let mut at = self;
        loop {
            match (&at.0.end, &at.0.above) {
                (End::Root(source), _) => return source,
                (End::Key(_) | End::Exact(_), above) => {
                    at = above.as_ref().expect("only a root has nothing above it");
                }
            }
        }
    }

    /// The address in the file's tree.
    pub fn pointer(&self) -> Pointer {
        let mut keys: Vec<Key> = self.keys().cloned().collect();
        keys.reverse();
        keys.into_iter().collect()
    }

    /// The steps of its pointer, the last first.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        let up = std::iter::successors(Some(self), |at| at.0.above.as_ref());
        up.filter_map(|at| match &at.0.end {
            End::Key(key) => Some(key),
            End::Root(_) | End::Exact(_) => None,
        })
    }

    /// The location one step up, with the step that leads here; none at the root.
    pub fn split_last(&self) -> Option<(&Self, &Key)> {
        match (self.0.above.as_ref()?, &self.0.end) {
            (above, End::Key(key)) => Some((above, key)),
            (above, End::Root(_) | End::Exact(_)) => above.split_last(),
        }
    }

    /// Whether it is the root of its source.
    pub fn is_root(&self) -> bool {
        self.keys().next().is_none()
    }

    /// Whether it is inside of what stands at another place, or that itself.
    pub fn is_within(&self, outer: &Self) -> bool {
        Arc::ptr_eq(self.source(), outer.source()) && self.pointer().starts_with(&outer.pointer())
    }

    /// The same address, with the exact bytes that are meant: for what no pointer can tell, like a syntax error or the
    /// second of two equal keys.
    #[must_use]
    pub fn with_span(self, span: Span) -> Self {
        Self::end(Some(self.without_span().clone()), End::Exact(span))
    }

    /// The exact bytes, where they were given.
    pub fn span(&self) -> Option<Span> {
        match self.0.end {
            End::Exact(span) => Some(span),
            End::Root(_) | End::Key(_) => None,
        }
    }

    fn without_span(&self) -> &Self {
        match (&self.0.end, &self.0.above) {
            (End::Exact(_), Some(above)) => above,
            (End::Exact(_) | End::Root(_) | End::Key(_), _) => self,
        }
    }

    /// The location one step down.
    #[must_use]
    pub fn step(&self, key: Key) -> Self {
        Self::end(Some(self.without_span().clone()), End::Key(key))
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

/// Dropping a chain must not recurse once a step: whoever makes one may go deeper than a stack.
impl Drop for Place {
    fn drop(&mut self) {
        let mut next = self.above.take();
        while let Some(mut place) = next.and_then(|above| Arc::into_inner(above.0)) {
            next = place.above.take();
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.source().name, self.pointer())
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for Location {
    fn eq(&self, other: &Self) -> bool {
        let (mut keys, mut others) = (self.keys(), other.keys());
        let same = std::iter::from_fn(|| match (keys.next(), others.next()) {
            (None, None) => None,
            (Some(key), Some(other)) => Some(key.leads_where(other)),
            (Some(_), None) | (None, Some(_)) => Some(false),
        });
        let same = { same }.all(|same| same);
        same && self.span() == other.span() && self.source().name == other.source().name
    }
}

impl Eq for Location {}

#[cfg(test)]
mod tests {
    use super::{Location, Span};
    use crate::source::Source;

    #[test]
    fn a_span_belongs_to_one_place_only() {
        let root = Location::root(&Source::new("a.yaml", ""));
        let at = root.key("a").with_span(Span { start: 1, end: 2 });
        assert_eq!(at.index(0).to_string(), "a.yaml#/a/0");
        assert_eq!(at.index(0).span(), None);
        assert_eq!(at.split_last().map(|(above, _)| above), Some(&root));
        assert_ne!(at, root.key("a"));
        let moved = at.with_span(Span { start: 3, end: 4 });
        assert_eq!(moved.span(), Some(Span { start: 3, end: 4 }));
    }

    #[test]
    fn a_very_deep_location_drops_without_recursion() {
        let mut at = Location::root(&Source::new("a.yaml", ""));
        for index in 0..1_000_000 {
            at = at.index(index);
        }
        assert_eq!(at.pointer().depth(), 1_000_000);
    }
}
