/// What bounds a value beyond its shape; only the members that can apply to the shape are set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// At least this.
    pub minimum: Option<serde_json::Number>,
    /// At most this.
    pub maximum: Option<serde_json::Number>,
    /// More than this.
    pub exclusive_minimum: Option<serde_json::Number>,
    /// Less than this.
    pub exclusive_maximum: Option<serde_json::Number>,
    /// A multiple of this.
    pub multiple_of: Option<serde_json::Number>,
    /// At least this many characters.
    pub min_length: Option<u64>,
    /// At most this many characters.
    pub max_length: Option<u64>,
    /// What the text has to match, ECMA-262.
    pub pattern: Option<String>,
    /// At least this many items.
    pub min_items: Option<u64>,
    /// At most this many items.
    pub max_items: Option<u64>,
    /// No item twice.
    pub unique_items: bool,
    /// At least this many properties.
    pub min_properties: Option<u64>,
    /// At most this many properties.
    pub max_properties: Option<u64>,
}

impl Constraints {
    /// Whether nothing is bounded.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
