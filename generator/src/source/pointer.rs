use std::fmt;

/// A JSON Pointer (RFC 6901): the steps from the root.
#[derive(Clone, Default)]
pub struct Pointer(Vec<Key>);

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

impl Key {
    /// Whether it is the same step: an index and a name of the same digits are one address.
    pub fn leads_where(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Name(name), Self::Index(index)) | (Self::Index(index), Self::Name(name)) => {
                *name == index.to_string()
            }
            (Self::Name(_), Self::Name(_)) | (Self::Index(_), Self::Index(_)) => self == other,
        }
    }
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
        Self::default()
    }

    /// One step further down.
    #[must_use]
    pub fn step(&self, key: Key) -> Self {
        self.0.iter().cloned().chain([key]).collect()
    }

    /// Reads RFC 6901 text. Steps come back as names, also where they look like numbers: what they address decides.
    pub fn parse(text: &str) -> Result<Self, PointerError> {
        if text.is_empty() {
            return Ok(Self::root());
        }
        let steps = text.strip_prefix('/').ok_or(PointerError::NoLeadingSlash)?;
        let steps = steps.split('/');
        steps.map(|step| Ok(Key::Name(unescape(step)?))).collect()
    }

    /// The pointer one step up, with the step that leads here; none at the root.
    pub fn split_last(&self) -> Option<(Self, &Key)> {
        let (last, above) = self.0.split_last()?;
        Some((above.iter().cloned().collect(), last))
    }

    /// The steps from the root.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// Whether it leads further down from where another leads, or as far.
    pub fn starts_with(&self, other: &Self) -> bool {
        self.0.len() >= other.0.len() && same(&self.0[..other.0.len()], &other.0)
    }

    /// How many steps it has.
    pub fn depth(&self) -> usize {
        self.0.len()
    }
}

impl FromIterator<Key> for Pointer {
    /// From the steps, the root's first.
    fn from_iter<I: IntoIterator<Item = Key>>(keys: I) -> Self {
        Self(keys.into_iter().collect())
    }
}

impl IntoIterator for Pointer {
    type Item = Key;
    type IntoIter = std::vec::IntoIter<Key>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for key in &self.0 {
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

impl PartialEq for Pointer {
    fn eq(&self, other: &Self) -> bool {
        same(&self.0, &other.0)
    }
}

impl Eq for Pointer {}

fn same(some: &[Key], others: &[Key]) -> bool {
    let mut pairs = some.iter().zip(others);
    some.len() == others.len() && pairs.all(|(key, other)| key.leads_where(other))
}

/// RFC 6901 section 4: `~` is `~0`, `/` is `~1`.
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn unescape(step: &str) -> Result<Text, PointerError> {
    if !step.contains('~') {
        return Ok(step.into());
    }
    let mut out = Text::with_capacity(step.len());
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
    fn an_index_and_its_digits_are_one_address() {
        let index = Pointer::root().step(Key::Index(7));
        assert_eq!(Pointer::parse("/7"), Ok(index.clone()));
        assert_ne!(Pointer::parse("/07"), Ok(index));
    }
}
