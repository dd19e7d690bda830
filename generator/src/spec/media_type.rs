use indexmap::IndexMap;

use super::{Example, SchemaId, Style};
use crate::source::Location;

/// The Request Body Object.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// Where it is defined.
    pub at: Location,
    /// The name that it goes by in the document, where operations refer to it.
    pub component: Option<String>,
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
    /// What each item of a stream holds (`itemSchema`).
    pub item_schema: Option<SchemaId>,
    /// How the parts of a form are written.
    pub encodings: Encodings,
    /// Examples, each with its place.
    pub examples: Vec<Example>,
}

/// `encoding` by a form's property; `prefixEncoding` and `itemEncoding` by a part's position.
#[derive(Clone, Debug, Default)]
pub struct Encodings {
    /// `encoding`.
    pub named: IndexMap<String, Encoding>,
    /// `prefixEncoding`.
    pub prefix: Vec<Encoding>,
    /// `itemEncoding`.
    pub item: Option<Box<Encoding>>,
}

/// The Encoding Object.
#[derive(Clone, Debug)]
pub struct Encoding {
    /// Where it stands.
    pub at: Location,
    /// The media types that the part may have.
    pub content_type: Option<String>,
    /// The part's headers.
    pub headers: Vec<Header>,
    /// How its value becomes text, where the document says.
    pub style: Option<Style>,
    /// Whether lists and objects are written as several pairs, where the document says.
    pub explode: Option<bool>,
    /// Whether reserved characters go unescaped.
    pub allow_reserved: bool,
    /// How the parts of the part are written.
    pub nested: Encodings,
}

impl Encodings {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.named.is_empty() && self.prefix.is_empty() && self.item.is_none()
    }
}

/// The Header Object under its name.
#[derive(Clone, Debug)]
pub struct Header {
    /// Where it is defined.
    pub at: Location,
    /// The name that it goes by in the document, where operations refer to it.
    pub component: Option<String>,
    /// The header's name, as the document spells it.
    pub name: String,
    /// `CommonMark`.
    pub description: Option<String>,
    /// Whether it is always there.
    pub required: bool,
    /// Not to be used any more.
    pub deprecated: bool,
    /// Whether an object's members are written as `key=value`.
    pub explode: bool,
    /// What it holds; none where `content` says so instead or nothing does.
    pub schema: Option<SchemaId>,
    /// The single media type of a `content` header.
    pub content: Option<MediaType>,
    /// Examples, each with its place.
    pub examples: Vec<Example>,
}
