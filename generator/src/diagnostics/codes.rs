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
    ENCODING = "E0102" "encoding" Error include_str!("explain/E0102.md");
    TOO_LARGE = "E0103" "too-large" Error include_str!("explain/E0103.md");
    DUPLICATE_KEY = "E0104" "duplicate-key" Error include_str!("explain/E0104.md");
    UNSUPPORTED_YAML = "E0105" "unsupported-yaml" Error include_str!("explain/E0105.md");
    BAD_ALIAS = "E0106" "bad-alias" Error include_str!("explain/E0106.md");
    NON_STRING_KEY = "E0107" "non-string-key" Note include_str!("explain/E0107.md");
    NOT_AN_OBJECT = "E0108" "not-an-object" Error include_str!("explain/E0108.md");
    UNRESOLVED_REFERENCE = "E0201" "unresolved-reference" Warning include_str!("explain/E0201.md");
    REFERENCE_CYCLE = "E0202" "reference-cycle" Error include_str!("explain/E0202.md");
    REFERENCE_TO_WRONG_KIND = "E0203" "reference-to-wrong-kind" Warning include_str!("explain/E0203.md");
    REFERENCE_BY_ANOTHER_BASE = "E0204" "reference-by-another-base" Warning include_str!("explain/E0204.md");
    REFERENCE_NOT_ALLOWED = "E0205" "reference-not-allowed" Warning include_str!("explain/E0205.md");
    INVALID_OVERLAY = "E0210" "invalid-overlay" Error include_str!("explain/E0210.md");
    INVALID_JSON_PATH = "E0211" "invalid-json-path" Error include_str!("explain/E0211.md");
    OVERLAY_MATCHES_NOTHING = "E0212" "overlay-matches-nothing" Warning include_str!("explain/E0212.md");
    OVERLAY_MISMATCH = "E0213" "overlay-mismatch" Error include_str!("explain/E0213.md");
    MISSING_FIELD = "E0301" "missing-field" Warning include_str!("explain/E0301.md");
    WRONG_TYPE = "E0302" "wrong-type" Warning include_str!("explain/E0302.md");
    UNKNOWN_FIELD = "E0303" "unknown-field" Warning include_str!("explain/E0303.md");
    IGNORED_KEYWORD = "E0304" "ignored-keyword" Warning include_str!("explain/E0304.md");
    MISSING_VERSION = "E0310" "missing-version" Error include_str!("explain/E0310.md");
    UNSUPPORTED_VERSION = "E0311" "unsupported-version" Error include_str!("explain/E0311.md");
    CONFLICTING_VERSIONS = "E0312" "conflicting-versions" Error include_str!("explain/E0312.md");
    LOST_IN_UPGRADE = "E0313" "lost-in-upgrade" Warning include_str!("explain/E0313.md");
    OTHER_VERSION = "E0314" "other-version" Warning include_str!("explain/E0314.md");
    NOT_IN_VERSION = "E0315" "not-in-version" Warning include_str!("explain/E0315.md");
    CONTRADICTORY_SCHEMA = "E0401" "contradictory-schema" Warning include_str!("explain/E0401.md");
    INVALID_DEFAULT = "E0402" "invalid-default" Warning include_str!("explain/E0402.md");
    INVALID_EXAMPLE = "E0403" "invalid-example" Warning include_str!("explain/E0403.md");
    UNION_NOT_DECIDABLE = "E0404" "union-not-decidable" Warning include_str!("explain/E0404.md");
    WEAK_TYPE = "E0405" "weak-type" Note include_str!("explain/E0405.md");
    INFERRED_PATH_PARAMETER = "E0501" "inferred-path-parameter" Note include_str!("explain/E0501.md");
    DUPLICATE_OPERATION_ID = "E0502" "duplicate-operation-id" Warning include_str!("explain/E0502.md");
    UNDECLARED_PATH_PARAMETER = "E0503" "undeclared-path-parameter" Warning include_str!("explain/E0503.md");
    UNSUPPORTED_MEDIA_TYPE = "E0504" "unsupported-media-type" Warning include_str!("explain/E0504.md");
    DUPLICATE_PARAMETER = "E0505" "duplicate-parameter" Warning include_str!("explain/E0505.md");
    PATH_CONFLICT = "E0506" "path-conflict" Warning include_str!("explain/E0506.md");
    UNKNOWN_SECURITY_SCHEME = "E0507" "unknown-security-scheme" Warning include_str!("explain/E0507.md");
    UNUSED_EXTENSION = "E0601" "unused-extension" Note include_str!("explain/E0601.md");
    NAME_COLLISION = "E0602" "name-collision" Note include_str!("explain/E0602.md");
    UNUSED_FILTER = "E0701" "unused-filter" Warning include_str!("explain/E0701.md");
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn the_catalogue_is_in_order_and_explains_itself() {
        let codes: Vec<Code> = Code::all().collect();
        assert!(codes.is_sorted_by(|a, b| a.id() < b.id()));
        for code in codes {
            assert_eq!(code.id().parse(), Ok(code));
            assert_eq!(code.name().parse(), Ok(code));
            let text = code.explanation();
            assert!(
                text.contains("\nWrong:\n") && text.contains("\nRight:\n"),
                "{code}"
            );
        }
    }
}
