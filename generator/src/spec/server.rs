use crate::source::Location;

/// The Server Object.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where it stands.
    pub at: Location,
    /// The URL template: `https://{region}.example.com`; may be relative.
    pub url: String,
    /// OpenAPI 3.2's name for it.
    pub name: Option<String>,
    /// `CommonMark`.
    pub description: Option<String>,
    /// The template's variables, in document order.
    pub variables: Vec<ServerVariable>,
}

/// The Server Variable Object.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// Where it stands.
    pub at: Location,
    /// What the template calls it.
    pub name: String,
    /// What it is where nobody says.
    pub default: String,
    /// The allowed values; empty where any is.
    pub values: Vec<String>,
    /// `CommonMark`.
    pub description: Option<String>,
}
