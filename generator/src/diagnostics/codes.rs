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
    loss: Loss,
    help: &'static str,
    explanation: &'static str,
}

/// What the generated code lacks where a code is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Loss {
    /// Nothing: the code says what the document does, or there is no code.
    Nothing,
    /// What stands at the place counts for less than it says, or for something else.
    Weaker,
    /// What stands at the place counts for nothing.
    LeftOut,
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

    /// What the generated code lacks where it is found.
    pub fn loss(self) -> Loss {
        self.0.loss
    }

    /// The way out, where a finding knows no better one.
    pub fn help(self) -> &'static str {
        self.0.help
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
    ($($konst:ident = $id:literal $name:literal $severity:ident $loss:ident $help:literal $explanation:expr;)*) => {
        impl Code {
            $(#[doc = concat!("`", $id, "` ", $name)]
            pub const $konst: Self = Self(&Entry { id: $id, name: $name, severity: Severity::$severity, loss: Loss::$loss, help: $help, explanation: $explanation });)*
        }
        const ALL: &[Code] = &[$(Code::$konst),*];
    };
}

// E01xx bytes to a tree · E02xx references and overlays · E03xx the document's structure · E04xx schemas · E05xx operations · E06xx names · E07xx configuration
catalogue! {
    SYNTAX = "E0101" "syntax" Error Nothing
        "mend the text there; the cause is often a line earlier: a quote or bracket left open, a tab, a `: ` in a text without quotes"
        include_str!("explain/E0101.md");
    ENCODING = "E0102" "encoding" Error Nothing
        "save the file as UTF-8"
        include_str!("explain/E0102.md");
    TOO_LARGE = "E0103" "too-large" Error Nothing
        "divide it: move parts into `components` or other files, and refer to them with `$ref`"
        include_str!("explain/E0103.md");
    DUPLICATE_KEY = "E0104" "duplicate-key" Error Nothing
        "keep one of the two, or merge them"
        include_str!("explain/E0104.md");
    UNSUPPORTED_YAML = "E0105" "unsupported-yaml" Error Nothing
        "write the value itself, without what YAML has beyond JSON"
        include_str!("explain/E0105.md");
    BAD_ALIAS = "E0106" "bad-alias" Error Nothing
        "set the anchor before it in the same file, or use a `$ref`"
        include_str!("explain/E0106.md");
    NON_STRING_KEY = "E0107" "non-string-key" Note Nothing
        "put the key in quotes"
        include_str!("explain/E0107.md");
    NOT_AN_OBJECT = "E0108" "not-an-object" Error Nothing
        "name an OpenAPI document, which is an object at its root"
        include_str!("explain/E0108.md");
    UNRESOLVED_REFERENCE = "E0201" "unresolved-reference" Warning Weaker
        "define the target, correct its name, or add an overlay that defines it"
        include_str!("explain/E0201.md");
    REFERENCE_CYCLE = "E0202" "reference-cycle" Error Nothing
        "give one of them a definition of its own"
        include_str!("explain/E0202.md");
    REFERENCE_TO_WRONG_KIND = "E0203" "reference-to-wrong-kind" Warning Weaker
        "refer to an object of the right kind; each has its own section under `components`"
        include_str!("explain/E0203.md");
    REFERENCE_BY_ANOTHER_BASE = "E0204" "reference-by-another-base" Warning Nothing
        "write the reference relative to the file that it stands in"
        include_str!("explain/E0204.md");
    REFERENCE_NOT_ALLOWED = "E0205" "reference-not-allowed" Warning Nothing
        "refer to each member instead"
        include_str!("explain/E0205.md");
    NAME_TAKEN = "E0206" "name-taken" Note Nothing
        "name it in the document itself, with a component that is only a reference to it"
        include_str!("explain/E0206.md");
    INVALID_OVERLAY = "E0210" "invalid-overlay" Error Nothing
        "write it as the Overlay Specification has it: `overlay`, `info`, and `actions` with a `target` each"
        include_str!("explain/E0210.md");
    INVALID_JSON_PATH = "E0211" "invalid-json-path" Error Nothing
        "write a JSONPath as RFC 9535 has it: `$.paths['/pets'].get`"
        include_str!("explain/E0211.md");
    OVERLAY_MATCHES_NOTHING = "E0212" "overlay-matches-nothing" Warning Nothing
        "correct the target, or take the action out"
        include_str!("explain/E0212.md");
    OVERLAY_MISMATCH = "E0213" "overlay-mismatch" Error Nothing
        "remove the old value in one action and add the new one in the next"
        include_str!("explain/E0213.md");
    MISSING_FIELD = "E0301" "missing-field" Warning Weaker
        "add it, in the document or with an overlay"
        include_str!("explain/E0301.md");
    WRONG_TYPE = "E0302" "wrong-type" Warning Weaker
        "write a value of the kind that is asked for"
        include_str!("explain/E0302.md");
    UNKNOWN_FIELD = "E0303" "unknown-field" Warning LeftOut
        "correct its spelling or its indentation, or call it `x-…`"
        include_str!("explain/E0303.md");
    IGNORED_KEYWORD = "E0304" "ignored-keyword" Warning Weaker
        "nothing has to be done where the difference does not matter; elsewhere, see to it in your own code"
        include_str!("explain/E0304.md");
    MISSING_VERSION = "E0310" "missing-version" Error Nothing
        "begin the document with its version: `openapi: 3.1.0`"
        include_str!("explain/E0310.md");
    UNSUPPORTED_VERSION = "E0311" "unsupported-version" Error Nothing
        "write the full version of OpenAPI, in quotes or with three parts: `openapi: 3.1.0`"
        include_str!("explain/E0311.md");
    CONFLICTING_VERSIONS = "E0312" "conflicting-versions" Error Nothing
        "take out the one that the document is not written in"
        include_str!("explain/E0312.md");
    LOST_IN_UPGRADE = "E0313" "lost-in-upgrade" Warning Weaker
        "say it in the words of OpenAPI 3, or with an overlay"
        include_str!("explain/E0313.md");
    OTHER_VERSION = "E0314" "other-version" Note Nothing
        "write it as the document's own version has it, or change the version"
        include_str!("explain/E0314.md");
    NOT_IN_VERSION = "E0315" "not-in-version" Warning Nothing
        "choose a later version with `--to`, or say it in words that both have"
        include_str!("explain/E0315.md");
    CONTRADICTORY_SCHEMA = "E0401" "contradictory-schema" Warning Weaker
        "correct the keyword that is wrong"
        include_str!("explain/E0401.md");
    INVALID_DEFAULT = "E0402" "invalid-default" Warning LeftOut
        "correct the default or the schema; until then there is no default"
        include_str!("explain/E0402.md");
    INVALID_EXAMPLE = "E0403" "invalid-example" Warning LeftOut
        "correct the example or the schema"
        include_str!("explain/E0403.md");
    UNION_NOT_DECIDABLE = "E0404" "union-not-decidable" Warning Weaker
        "give each branch a required property with a value of its own, or add a `discriminator`"
        include_str!("explain/E0404.md");
    WEAK_TYPE = "E0405" "weak-type" Note Weaker
        "let the schema say more where it can, with a `type` for instance; otherwise nothing has to be done"
        include_str!("explain/E0405.md");
    INVALID_XML = "E0406" "invalid-xml" Warning Weaker
        "say what XML can hold: names, a namespace for each prefix, attributes of plain values"
        include_str!("explain/E0406.md");
    INFERRED_PATH_PARAMETER = "E0501" "inferred-path-parameter" Note Weaker
        "declare it under `parameters`, with `in: path` and `required: true`"
        include_str!("explain/E0501.md");
    DUPLICATE_OPERATION_ID = "E0502" "duplicate-operation-id" Warning LeftOut
        "give each operation its own"
        include_str!("explain/E0502.md");
    UNDECLARED_PATH_PARAMETER = "E0503" "undeclared-path-parameter" Warning LeftOut
        "correct its name, put it into the path in braces, or take it out"
        include_str!("explain/E0503.md");
    UNSUPPORTED_MEDIA_TYPE = "E0504" "unsupported-media-type" Warning Weaker
        "nothing has to be done where bytes will do; say `application/json` where it is JSON"
        include_str!("explain/E0504.md");
    DUPLICATE_PARAMETER = "E0505" "duplicate-parameter" Warning LeftOut
        "keep one of the two"
        include_str!("explain/E0505.md");
    PATH_CONFLICT = "E0506" "path-conflict" Warning LeftOut
        "merge the two paths, or tell them apart by a fixed part"
        include_str!("explain/E0506.md");
    UNKNOWN_SECURITY_SCHEME = "E0507" "unknown-security-scheme" Warning LeftOut
        "define it under `components.securitySchemes`, or correct the name"
        include_str!("explain/E0507.md");
    UNUSED_EXTENSION = "E0601" "unused-extension" Note LeftOut
        "choose names and types in `oasmith.toml`, or let the document do so with `extensions = true`"
        include_str!("explain/E0601.md");
    NAME_COLLISION = "E0602" "name-collision" Note Nothing
        "nothing has to be done; for better names, rename one of the two in the document or in `oasmith.toml`"
        include_str!("explain/E0602.md");
    UNUSED_CHOICE = "E0603" "unused-choice" Warning Nothing
        "compare it with the names in the document, which are written there as they are on the wire"
        include_str!("explain/E0603.md");
    UNUSED_FILTER = "E0701" "unused-filter" Warning Nothing
        "compare it with the document's tags, operationIds, paths and methods"
        include_str!("explain/E0701.md");
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
