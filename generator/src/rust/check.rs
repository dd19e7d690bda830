/// What `validate` looks at in a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Check {
    /// Whether the type has demands of its own.
    pub own: bool,
    /// What its place demands besides.
    pub limits: Vec<Limit>,
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
    /// Of a string.
    Text(Vec<(&'static str, u64)>),
    /// Of a list: the counts, and whether no item may stand in it twice.
    Items(Vec<(&'static str, u64)>, bool),
    /// Of a map.
    Properties(Vec<(&'static str, u64)>),
}
