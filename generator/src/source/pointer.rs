use std::fmt;
use std::sync::Arc;

/// A JSON Pointer (RFC 6901), kept as a chain of steps that children share with their parents.
#[derive(Clone, Default)]
pub struct Pointer(Option<Arc<Step>>);

struct Step {
    parent: Pointer,
    key: Key,
}

/// Text of a document. Most of it is short, and then kept without memory of its own.
pub type Text = compact_str::CompactString;

/// One step of a pointer: a member's name or an element's index.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// An object's member.
    Name(Text),
    /// An array's element, from 0.
    Index(usize),
}

impl From<&str> for Key {
    /// A member's name.
    fn from(name: &str) -> Self {
        Self::Name(name.into())
    }
}

/// As people know it: no escapes.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Index(index) => write!(f, "{index}"),
        }
    }
}

/// Why a text is no JSON Pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerError {
    /// A pointer is empty or starts with `/` (RFC 6901 section 3).
    NoLeadingSlash,
    /// `~` stands only before `0` or `1` (RFC 6901 section 3).
    BadEscape,
}

impl fmt::Display for PointerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoLeadingSlash => "a JSON Pointer is empty or starts with `/`",
            Self::BadEscape => "`~` must be followed by `0` or `1` in a JSON Pointer",
        })
    }
}

impl std::error::Error for PointerError {}

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self(None)
    }

    /// One step further down.
    #[must_use]
    pub fn step(&self, key: Key) -> Self {
        Self(Some(Arc::new(Step {
            parent: self.clone(),
            key,
        })))
    }

    /// Reads RFC 6901 text. Steps come back as names, also where they look like numbers: what they address decides.
    pub fn parse(text: &str) -> Result<Self, PointerError> {
        if text.is_empty() {
            return Ok(Self::root());
        }
        let steps = text.strip_prefix('/').ok_or(PointerError::NoLeadingSlash)?;
        steps.split('/').try_fold(Self::root(), |pointer, step| {
            Ok(pointer.step(Key::Name(unescape(step)?.into())))
        })
    }

    /// The pointer one step up, with the step that leads here; none at the root.
    pub fn split_last(&self) -> Option<(&Self, &Key)> {
        self.0.as_deref().map(|step| (&step.parent, &step.key))
    }

    /// The steps from the root.
    pub fn keys(&self) -> Vec<&Key> {
        let mut keys = Vec::new();
        let mut at = self;
        while let Some((parent, key)) = at.split_last() {
            keys.push(key);
            at = parent;
        }
        keys.reverse();
        keys
    }

    /// Whether it leads further down from where another leads, or as far.
    pub fn starts_with(&self, other: &Self) -> bool {
        let (keys, start) = (self.keys(), other.keys());
        keys.starts_with(&start)
    }

    /// How many steps it has.
    pub fn depth(&self) -> usize {
        self.keys().len()
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for key in self.keys() {
            match key {
                Key::Name(name) => write!(f, "/{}", escape(name))?,
                Key::Index(index) => write!(f, "/{index}")?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Equal when they read the same: an index and a name of the same digits are one address.
impl PartialEq for Pointer {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for Pointer {}

/// Dropping a chain must not recurse once a step: documents nest deeper than a stack.
impl Drop for Step {
    fn drop(&mut self) {
        let mut next = self.parent.0.take();
        while let Some(step) = next {
            match Arc::try_unwrap(step) {
                Ok(mut step) => next = step.parent.0.take(),
                Err(_) => break,
            }
        }
    }
}

/// RFC 6901 section 4: `~` is `~0`, `/` is `~1`.
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn unescape(step: &str) -> Result<String, PointerError> {
    let mut out = String::with_capacity(step.len());
    let mut chars = step.chars();
    while let Some(c) = chars.next() {
        match c {
            '~' => match chars.next() {
                Some('0') => out.push('~'),
                Some('1') => out.push('/'),
                _ => return Err(PointerError::BadEscape),
            },
            other => out.push(other),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{Key, Pointer, PointerError};

    #[test]
    fn escapes_read_back() {
        for text in ["", "/", "/a~1b/c~0d", "/~01", "/0/paths/~1pets~1{id}"] {
            assert_eq!(
                Pointer::parse(text).map(|pointer| pointer.to_string()),
                Ok(text.to_owned())
            );
        }
    }

    #[test]
    fn bad_texts_say_why() {
        assert_eq!(Pointer::parse("a"), Err(PointerError::NoLeadingSlash));
        assert_eq!(Pointer::parse("/~2"), Err(PointerError::BadEscape));
        assert_eq!(Pointer::parse("/~"), Err(PointerError::BadEscape));
    }

    #[test]
    fn a_very_deep_pointer_drops_without_recursion() {
        let mut pointer = Pointer::root();
        for index in 0..1_000_000 {
            pointer = pointer.step(Key::Index(index));
        }
        assert_eq!(pointer.depth(), 1_000_000);
    }
}
