use std::fmt;
use std::str::FromStr;

use super::Severity;

/// An entry of the catalogue: stable, explained by `oasmith explain`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(&'static Entry);

#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Entry {
    id: &'static str,
    name: &'static str,
    severity: Severity,
    explanation: &'static str,
}

impl Code {
    /// `E0101`: stable over releases.
    pub fn id(self) -> &'static str {
        self.0.id
    }

    /// `unresolved-reference`: for people.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// How bad it is unless the user says otherwise.
    pub fn severity(self) -> Severity {
        self.0.severity
    }

    /// The long text of `oasmith explain`: what it means, why it matters, what to do, with an example.
    pub fn explanation(self) -> &'static str {
        self.0.explanation
    }

    /// Every code, in the order of the ids.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().copied()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.id)
    }
}

/// No such code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode;

impl FromStr for Code {
    type Err = UnknownCode;

    /// By id (any case) or by name.
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Self::all()
            .find(|code| code.0.id.eq_ignore_ascii_case(text) || code.0.name == text)
            .ok_or(UnknownCode)
    }
}

macro_rules! catalogue {
    ($($konst:ident = $id:literal $name:literal $severity:ident $explanation:expr;)*) => {
        impl Code {
            $(#[doc = concat!("`", $id, "` ", $name)]
            pub const $konst: Self = Self(&Entry { id: $id, name: $name, severity: Severity::$severity, explanation: $explanation });)*
        }
        const ALL: &[Code] = &[$(Code::$konst),*];
    };
}

// E01xx bytes to a tree · E02xx references and overlays · E03xx the document's structure · E04xx schemas · E05xx operations · E06xx names · E07xx configuration
catalogue! {
    SYNTAX = "E0101" "syntax" Error include_str!("explain/E0101.md");
    UNRESOLVED_REFERENCE = "E0201" "unresolved-reference" Warning include_str!("explain/E0201.md");
    REFERENCE_CYCLE = "E0202" "reference-cycle" Warning "";
    CONTRADICTORY_SCHEMA = "E0401" "contradictory-schema" Warning "";
    INVALID_DEFAULT = "E0402" "invalid-default" Warning "";
    INVALID_EXAMPLE = "E0403" "invalid-example" Warning "";
    UNION_NOT_DECIDABLE = "E0404" "union-not-decidable" Warning "";
    WEAK_TYPE = "E0405" "weak-type" Note "";
    UNSUPPORTED_MEDIA_TYPE = "E0504" "unsupported-media-type" Warning "";
}
