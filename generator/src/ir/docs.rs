use crate::spec::ExternalDocs;

/// What a document says about a thing to people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// One line: `title` or `summary`.
    pub title: Option<String>,
    /// `CommonMark`.
    pub description: Option<String>,
    /// More to read, elsewhere.
    pub more: Option<ExternalDocs>,
    /// Not to be used any more.
    pub deprecated: bool,
}
