/// What `validate` looks at in a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Check {
    /// Whether the type has demands of its own.
    pub own: bool,
    /// What its place demands besides.
    pub limits: Vec<Limit>,
    /// What is demanded of it as it is on the wire.
    pub rules: Vec<Whole>,
}

impl Check {
    /// Whether there is nothing to look at.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A demand on a value, or on what its lists and maps hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// How many lists and maps lie around the values that are meant.
    pub depth: usize,
    /// The demand.
    pub rule: Rule,
}

/// A demand in the runtime's terms: only what the document says is set.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// Of a whole number: the runtime's field and its value.
    Integer(Vec<(&'static str, i128)>),
    /// Of a number.
    Number(Vec<(&'static str, f64)>),
    /// Of a string: the counts, and what it has to match.
    Text(Vec<(&'static str, u64)>, Option<Pattern>),
    /// Of a list: the counts, and whether no item may stand in it twice.
    Items(Vec<(&'static str, u64)>, bool),
    /// Of a map.
    Properties(Vec<(&'static str, u64)>),
}

/// Demands on a value as it is on the wire, or on what its lists and maps hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// How many lists and maps lie around the values that are meant.
    pub depth: usize,
    /// The demands.
    pub rules: Rules,
}

/// Demands that need the value as it is on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// In the runtime's JSON Schema.
    pub text: String,
    /// The patterns in it.
    pub patterns: Vec<Pattern>,
}

/// A pattern (ECMA-262).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// As the document writes it.
    pub source: String,
    /// As a Rust library spells it.
    pub translated: String,
    /// Which library.
    pub engine: Engine,
}

/// A library for patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// `regex`: linear in the text.
    Linear,
    /// `fancy-regex`: lookaround and references back.
    Backtracking,
}

impl Check {
    /// The patterns that are matched here.
    pub fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        let limits = self.limits.iter().flat_map(|limit| limit.rule.patterns());
        limits.chain(self.rules.iter().flat_map(|whole| &whole.rules.patterns))
    }
}

impl Rule {
    /// The patterns that it matches with.
    pub fn patterns(&self) -> &[Pattern] {
        match self {
            Self::Text(_, pattern) => pattern.as_slice(),
            Self::Integer(_) | Self::Number(_) | Self::Items(..) | Self::Properties(_) => &[],
        }
    }
}
