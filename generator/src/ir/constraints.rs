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

    /// What is set, by the keywords.
    pub fn set(&self) -> Vec<(&'static str, String)> {
        let number = |value: &Option<serde_json::Number>| value.as_ref().map(ToString::to_string);
        let count = |value: Option<u64>| value.map(|value| value.to_string());
        let all = [
            ("minimum", number(&self.minimum)),
            ("maximum", number(&self.maximum)),
            ("exclusiveMinimum", number(&self.exclusive_minimum)),
            ("exclusiveMaximum", number(&self.exclusive_maximum)),
            ("multipleOf", number(&self.multiple_of)),
            ("minLength", count(self.min_length)),
            ("maxLength", count(self.max_length)),
            (
                "pattern",
                self.pattern.as_ref().map(|pattern| format!("{pattern:?}")),
            ),
            ("minItems", count(self.min_items)),
            ("maxItems", count(self.max_items)),
            ("uniqueItems", self.unique_items.then(|| "true".to_owned())),
            ("minProperties", count(self.min_properties)),
            ("maxProperties", count(self.max_properties)),
        ];
        all.into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }
}
