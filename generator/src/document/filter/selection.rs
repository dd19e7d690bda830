use std::fmt;
use std::str::FromStr;

use glob::{MatchOptions, Pattern};

/// Words that describe operations. Those of one kind are alternatives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Tags.
    pub tags: Vec<String>,
    /// `operationId`s.
    pub operations: Vec<String>,
    /// Path templates.
    pub paths: Vec<PathGlob>,
    /// Methods, in any case.
    pub methods: Vec<String>,
}

/// A pattern for path templates: `*` within a segment, `**` over segments, `?` for a character; braces stand for themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathGlob(Pattern);

/// A pattern that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathGlobError(String);

/// An operation, as words can describe it.
pub(super) struct Described<'d> {
    pub(super) path: &'d str,
    pub(super) method: &'d str,
    pub(super) id: Option<&'d str>,
    pub(super) tags: Vec<&'d str>,
}

/// A word of a selection.
#[derive(Clone, Copy)]
pub(super) enum Word<'s> {
    Tag(&'s str),
    Operation(&'s str),
    Path(&'s PathGlob),
    Method(&'s str),
}

impl Selection {
    /// Whether it describes nothing.
    pub fn is_empty(&self) -> bool {
        self.words().next().is_none()
    }

    /// Every word of it, kind by kind.
    pub(super) fn words(&self) -> impl Iterator<Item = Word<'_>> {
        self.kinds().into_iter().flatten()
    }

    /// Whether one word of every kind that is used fits.
    pub(super) fn fits_all(&self, operation: &Described<'_>) -> bool {
        let kinds = self.kinds();
        let mut used = kinds.iter().filter(|words| !words.is_empty());
        used.all(|words| words.iter().any(|word| word.fits(operation)))
    }

    /// Whether any word fits.
    pub(super) fn fits_any(&self, operation: &Described<'_>) -> bool {
        self.words().any(|word| word.fits(operation))
    }

    fn kinds(&self) -> [Vec<Word<'_>>; 4] {
        [
            self.tags.iter().map(|tag| Word::Tag(tag)).collect(),
            self.operations
                .iter()
                .map(|id| Word::Operation(id))
                .collect(),
            self.paths.iter().map(Word::Path).collect(),
            self.methods
                .iter()
                .map(|method| Word::Method(method))
                .collect(),
        ]
    }
}

impl Word<'_> {
    pub(super) fn fits(self, operation: &Described<'_>) -> bool {
        match self {
            Self::Tag(tag) => operation.tags.contains(&tag),
            Self::Operation(id) => operation.id == Some(id),
            Self::Path(glob) => glob.fits(operation.path),
            Self::Method(method) => operation.method.eq_ignore_ascii_case(method),
        }
    }
}

impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(tag) => write!(f, "tag={tag}"),
            Self::Operation(id) => write!(f, "operation={id}"),
            Self::Path(glob) => write!(f, "path={glob}"),
            Self::Method(method) => write!(f, "method={method}"),
        }
    }
}

impl PathGlob {
    fn fits(&self, path: &str) -> bool {
        let options = MatchOptions {
            case_sensitive: true,
            require_literal_separator: true,
            require_literal_leading_dot: false,
        };
        self.0.matches_with(path, options)
    }
}

impl FromStr for PathGlob {
    type Err = PathGlobError;

    fn from_str(text: &str) -> Result<Self, PathGlobError> {
        let pattern = Pattern::new(text);
        pattern
            .map(Self)
            .map_err(|error| PathGlobError(error.msg.to_owned()))
    }
}

impl fmt::Display for PathGlob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

impl fmt::Display for PathGlobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PathGlobError {}
