use super::{Example, SchemaId};
use crate::source::Location;

/// The Request Body Object.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Where it is defined.
    pub at: Location,
    /// `CommonMark`.
    pub description: Option<String>,
    /// Whether a request without it is wrong.
    pub required: bool,
    /// The forms it may take, in document order.
    pub content: Vec<MediaType>,
}

/// The Media Type Object under its range.
#[derive(Clone, Debug)]
pub struct MediaType {
    /// Where it stands.
    pub at: Location,
    /// The media type or range: `application/json`.
    pub name: String,
    /// What it holds; none where anything goes.
    pub schema: Option<SchemaId>,
    /// Examples, each with its place.
    pub examples: Vec<Example>,
}
