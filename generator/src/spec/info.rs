use crate::source::Location;

/// The Info Object: who this API is.
#[derive(Clone, Debug)]
pub struct Info {
    /// Where it stands; the document's root where there is none.
    pub at: Location,
    /// The API's name; empty where the document has none.
    pub title: String,
    /// The version of the API, not of OpenAPI.
    pub version: Option<String>,
    /// One line.
    pub summary: Option<String>,
    /// `CommonMark`.
    pub description: Option<String>,
}

/// The Tag Object: a group of operations.
#[derive(Clone, Debug)]
pub struct Tag {
    /// Where it stands.
    pub at: Location,
    /// What operations call it.
    pub name: String,
    /// `CommonMark`.
    pub description: Option<String>,
}
