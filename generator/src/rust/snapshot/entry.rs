use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// What a crate offers: its entries, sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    entries: BTreeSet<Entry>,
}

/// One thing that users can name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// From the crate's root: `models::Pet::name`.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// What users see of it: the traits of a type, the type of a field, the signature of a function; and what it depends on.
    pub detail: String,
}

/// What can be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A feature of the package, with what it switches on.
    Feature,
    /// A module.
    Mod,
    /// Something from elsewhere.
    Use,
    /// A struct, with its traits.
    Struct,
    /// An enum, with its traits.
    Enum,
    /// Another name for a type.
    Type,
    /// A trait, with those that it asks for; or a type that a trait names.
    Trait,
    /// A field, with its type.
    Field,
    /// A variant, with what it holds.
    Variant,
    /// A function, with its signature.
    Fn,
    /// A constant, with its type.
    Const,
    /// A trait that a type has where a feature is on.
    Impl,
}

impl Kind {
    const ALL: [Self; 12] = [
        Self::Feature,
        Self::Mod,
        Self::Use,
        Self::Struct,
        Self::Enum,
        Self::Type,
        Self::Trait,
        Self::Field,
        Self::Variant,
        Self::Fn,
        Self::Const,
        Self::Impl,
    ];

    /// As Rust calls it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Feature => "feature",
            Self::Mod => "mod",
            Self::Use => "use",
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::Type => "type",
            Self::Trait => "trait",
            Self::Field => "field",
            Self::Variant => "variant",
            Self::Fn => "fn",
            Self::Const => "const",
            Self::Impl => "impl",
        }
    }
}

impl Entry {
    /// An entry with its detail, which may be empty.
    pub fn new(path: impl Into<String>, kind: Kind, detail: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            kind,
            detail: detail.into(),
        }
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.path, self.kind.as_str())?;
        if self.detail.is_empty() {
            Ok(())
        } else {
            write!(f, " {}", self.detail)
        }
    }
}

impl Snapshot {
    /// These entries in their order.
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Self {
        Self {
            entries: entries.into_iter().collect(),
        }
    }

    /// By path.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }
}

impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entries
            .iter()
            .try_for_each(|entry| writeln!(f, "{entry}"))
    }
}

/// A line of the text is no entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoEntry(pub String);

impl FromStr for Snapshot {
    type Err = NoEntry;

    /// Reads what [`Display`](fmt::Display) writes, comments and blank lines aside.
    fn from_str(text: &str) -> Result<Self, NoEntry> {
        let lines = text
            .lines()
            .filter(|line| !(line.is_empty() || line.starts_with('#')));
        let entries = lines.map(|line| read(line).ok_or_else(|| NoEntry(line.to_owned())));
        Ok(Self {
            entries: entries.collect::<Result<_, _>>()?,
        })
    }
}

fn read(line: &str) -> Option<Entry> {
    let (path, rest) = line.split_once(' ')?;
    let (kind, detail) = rest.split_once(' ').unwrap_or((rest, ""));
    let kind = Kind::ALL.into_iter().find(|known| known.as_str() == kind)?;
    Some(Entry::new(path, kind, detail))
}

#[cfg(test)]
mod tests {
    use super::{Entry, Kind, NoEntry, Snapshot};

    #[test]
    fn what_is_written_is_read() {
        let snapshot = Snapshot::of([
            Entry::new("models::Pet::name", Kind::Field, "Option<String>"),
            Entry::new("models::Pet", Kind::Struct, "Clone, Debug"),
            Entry::new("models", Kind::Mod, ""),
        ]);
        let text = snapshot.to_string();
        assert_eq!(
            text,
            "models mod\nmodels::Pet struct Clone, Debug\nmodels::Pet::name field Option<String>\n"
        );
        assert_eq!(format!("# @generated\n\n{text}").parse(), Ok(snapshot));
    }

    #[test]
    fn what_is_no_entry_is_told() {
        let found: Result<Snapshot, NoEntry> = "models mod\n<<<<<<< HEAD\n".parse();
        assert_eq!(found, Err(NoEntry("<<<<<<< HEAD".to_owned())));
    }
}
