use super::{Example, Extensions, MediaType, SchemaId, Style};
use crate::source::Location;

/// The Parameter Object.
///
/// ```yaml
/// name: ids
/// in: query
/// style: form
/// explode: false
/// schema: {type: array, items: {type: integer}}
/// ```
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it is defined.
    pub at: Location,
    /// The name that it goes by in the document, where operations refer to it.
    pub component: Option<String>,
    /// The name on the wire.
    pub name: String,
    /// The part of the request that it goes into.
    pub place: Place,
    /// Whether it must be there; always true for a path parameter.
    pub required: bool,
    /// `CommonMark`.
    pub description: Option<String>,
    /// Not to be used any more.
    pub deprecated: bool,
    /// How a value is written, explicit or by its place.
    pub style: Style,
    /// Whether lists and objects are written as several pairs.
    pub explode: bool,
    /// Whether reserved characters go unescaped.
    pub allow_reserved: bool,
    /// Whether a query parameter may be sent without a value.
    pub allow_empty_value: bool,
    /// What it holds; none where `content` says so instead or nothing does.
    pub schema: Option<SchemaId>,
    /// The single media type of a `content` parameter.
    pub content: Option<MediaType>,
    /// Examples, each with its place.
    pub examples: Vec<Example>,
    /// `x-…`.
    pub extensions: Extensions,
    /// Nobody declared it: the path template names it, or its declaration is a reference to nothing.
    pub inferred: bool,
}

/// `in`: the part of a request that a parameter goes into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The path template.
    Path,
    /// The query, one pair or more.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// The whole query.
    QueryString,
}

impl Place {
    /// The style of a parameter that names none.
    pub fn default_style(self) -> Style {
        match self {
            Self::Path | Self::Header => Style::Simple,
            Self::Query | Self::Cookie | Self::QueryString => Style::Form,
        }
    }

    /// As the document spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::QueryString => "querystring",
        }
    }
}
