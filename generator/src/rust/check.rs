/// What `validate` looks at in a value, in the runtime's terms.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// Nothing of its own: the type validates itself.
    Own,
    /// A whole number's bounds.
    Integer(NumberBounds),
    /// A number's bounds.
    Number(NumberBounds),
    /// A string's length in characters.
    Text {
        /// At least.
        min: Option<u64>,
        /// At most.
        max: Option<u64>,
    },
    /// A list.
    List {
        /// How many items.
        min: Option<u64>,
        /// How many items.
        max: Option<u64>,
        /// No item twice.
        unique: bool,
        /// Every item.
        each: Option<Box<Check>>,
    },
    /// A map.
    Map {
        /// How many entries.
        min: Option<u64>,
        /// How many entries.
        max: Option<u64>,
        /// Every value.
        each: Option<Box<Check>>,
    },
}

/// Bounds of a number, as the document writes them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumberBounds {
    /// At least.
    pub minimum: Option<serde_json::Number>,
    /// At most.
    pub maximum: Option<serde_json::Number>,
    /// More than.
    pub exclusive_minimum: Option<serde_json::Number>,
    /// Less than.
    pub exclusive_maximum: Option<serde_json::Number>,
    /// A multiple of.
    pub multiple_of: Option<serde_json::Number>,
}
