/// What a document says about a thing to people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// One line: `title` or `summary`.
    pub title: Option<String>,
    /// `CommonMark`.
    pub description: Option<String>,
    /// Not to be used any more.
    pub deprecated: bool,
}
