use crate::source::Location;

/// A named example value.
#[derive(Clone, Debug)]
pub struct Example {
    /// Where the value stands.
    pub at: Location,
    /// Its key under `examples`; none for a lone `example`.
    pub name: Option<String>,
    /// The value.
    pub value: serde_json::Value,
}
