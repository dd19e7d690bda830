//! Typed parameter values to wire text and back: every style of the `OpenAPI` Specification 3.1, section 4.8.12.
//!
//! A value becomes a small tree of texts by one serde serializer (`writer`), the tree becomes text by its style, and
//! the way back is the same in reverse (`reader`). Each style file holds both directions side by side, so that what
//! one writes the other reads. What has no exact wire form is an error before it is sent, never a changed value.
//!
//! RFC 6570 decides the spelling; where a delimiter could not be told from the same character in a value, the value's
//! is percent-encoded or refused.

mod compound;
mod deep_object;
mod delimited;
mod error;
mod escape;
mod form;
mod items;
mod pairs;
mod part;
mod path;
mod probe;
mod reader;
mod tree;
mod urlencoded;
mod writer;

use serde::Serialize;
use serde::de::DeserializeOwned;

use self::error::Reason;
pub use self::error::{DecodeError, EncodeError};
use self::pairs::Pairs;
use self::tree::Tree;
pub use self::urlencoded::{Field, FormError, decode_form, encode_form};
use super::json;

/// A parameter as the document describes it; all that both sides need to write and to read its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name on the wire, not percent-encoded: `page[size]`.
    pub name: &'static str,
    /// Where the value travels.
    pub place: Place,
    /// How the value is spelled. A style that its place does not have is read as that place's default.
    pub style: Style,
    /// Whether list items and properties are spelled as parameters of their own.
    pub explode: bool,
    /// What the text is read as. Writing goes by the value itself.
    pub kind: Kind,
    /// Whether absence is an error.
    pub required: bool,
    /// Whether reserved characters stay as they are in a query, but those that would change the request (`#&+%`).
    pub allow_reserved: bool,
}

/// Where a parameter travels: `in`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A part of the path.
    Path,
    /// The text after `?`.
    Query,
    /// A header field.
    Header,
    /// A pair within the `Cookie` header field.
    Cookie,
}

/// How a value is spelled: `style`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `blue,black` (path and header).
    Simple,
    /// `.blue,black` (path).
    Label,
    /// `;color=blue,black` (path).
    Matrix,
    /// `color=blue,black` (query and cookie).
    Form,
    /// `color=blue%20black` (query).
    SpaceDelimited,
    /// `color=blue%7Cblack` (query).
    PipeDelimited,
    /// `color%5BR%5D=100` (query).
    DeepObject,
}

/// What a parameter's text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One text: a string, a number, a boolean.
    Scalar,
    /// An array.
    List,
    /// An object.
    Object,
    /// Any value as JSON text: a parameter with `content` of a JSON media type instead of a schema.
    Json,
}

impl Parameter {
    /// The percent-encoded text that stands for the parameter in the path.
    ///
    /// Text that is empty, `.` or `..` would address another resource, and is refused.
    pub fn encode_path<T: Serialize + ?Sized>(&self, value: &T) -> Result<String, EncodeError> {
        self.written(value, |tree| path::write(self, &tree.flat()?))
    }

    /// Appends the parameter's `name=value` pairs. `None`, and a list or an object with nothing in it, append nothing.
    pub fn encode_query<T: Serialize + ?Sized>(
        &self,
        value: &T,
        query: &mut String,
    ) -> Result<(), EncodeError> {
        let pairs = self.written(value, |tree| self.pairs(tree))?;
        self.append(&pairs, "&", query)
    }

    fn pairs(&self, tree: Tree) -> Result<Vec<String>, Reason> {
        match (self.style, delimited::of(self)) {
            (Style::DeepObject, _) => deep_object::write(self, &tree),
            (_, Some(delimiter)) => delimited::write(self, &tree.flat()?, delimiter),
            (_, None) => form::write(self, &tree.flat()?),
        }
    }

    /// The text of the header field; `None` where there is nothing to send.
    pub fn encode_header<T: Serialize + ?Sized>(
        &self,
        value: &T,
    ) -> Result<Option<String>, EncodeError> {
        let text = self.written(value, |tree| path::write_header(self, &tree.flat()?))?;
        if text.is_none() && self.required {
            return Err(EncodeError::new(self, error::NOTHING));
        }
        Ok(text)
    }

    /// Appends the parameter's `name=value` pairs to the text of a `Cookie` header field.
    pub fn encode_cookie<T: Serialize + ?Sized>(
        &self,
        value: &T,
        cookie: &mut String,
    ) -> Result<(), EncodeError> {
        let pairs = self.written(value, |tree| form::write(self, &tree.flat()?))?;
        self.append(&pairs, "; ", cookie)
    }

    /// Reads the value from the parameter's text within the path, still percent-encoded.
    pub fn decode_path<T: DeserializeOwned>(&self, raw_segment: &str) -> Result<T, DecodeError> {
        self.read(path::read(self, raw_segment).map(Tree::from))
    }

    /// Reads the value from a whole query, still percent-encoded and without its `?`.
    pub fn decode_query<T: DeserializeOwned>(&self, raw_query: &str) -> Result<T, DecodeError> {
        let pairs = Pairs::of_query(raw_query);
        match (self.style, delimited::of(self)) {
            (Style::DeepObject, _) => self.read(deep_object::read(self, &pairs)),
            (_, Some(delimiter)) => self.read(delimited::read(self, &pairs, delimiter)),
            (_, None) => self.read(form::read::<T>(self, &pairs)).or_else(|error| {
                let items = form::read_encoded(self, &pairs).ok_or(error.clone())?;
                self.typed(items).map_err(|_| error)
            }),
        }
    }

    /// Reads the value from the header field's text. Several fields of one name are joined with `, ` before.
    pub fn decode_header<T: DeserializeOwned>(
        &self,
        value: Option<&str>,
    ) -> Result<T, DecodeError> {
        self.read(path::read_header(self, value).map(Tree::from))
    }

    /// Reads the value from the text of the whole `Cookie` header field.
    pub fn decode_cookie<T: DeserializeOwned>(
        &self,
        cookie_header: Option<&str>,
    ) -> Result<T, DecodeError> {
        self.read(form::read::<T>(
            self,
            &Pairs::of_cookie(cookie_header.unwrap_or_default()),
        ))
    }

    fn written<T: Serialize + ?Sized, W>(
        &self,
        value: &T,
        write: impl FnOnce(Tree) -> Result<W, Reason>,
    ) -> Result<W, EncodeError> {
        let tree = if self.kind == Kind::Json {
            json_text(value)
        } else {
            value.serialize(writer::Writer)
        };
        tree.and_then(write)
            .map_err(|reason| EncodeError::new(self, reason))
    }

    fn append(
        &self,
        pairs: &[String],
        separator: &str,
        text: &mut String,
    ) -> Result<(), EncodeError> {
        if pairs.is_empty() && self.required {
            return Err(EncodeError::new(self, error::NOTHING));
        }
        for pair in pairs {
            if !text.is_empty() {
                text.push_str(separator);
            }
            text.push_str(pair);
        }
        Ok(())
    }

    fn read<T: DeserializeOwned>(&self, tree: Result<Tree, Reason>) -> Result<T, DecodeError> {
        tree.and_then(|tree| self.typed(tree))
            .map_err(|reason| DecodeError::new(self, reason))
    }

    fn typed<T: DeserializeOwned>(&self, tree: Tree) -> Result<T, Reason> {
        if self.required && matches!(tree, Tree::Nothing) {
            return Err(Reason::Missing);
        }
        if let (Kind::Json, Tree::Scalar(text)) = (self.kind, &tree) {
            return serde_json::from_str(text)
                .map_err(|error| Reason::Said(json::reason(&error).into()));
        }
        // `ids=` is a list of one empty text where the items can be that, and otherwise a list without items.
        if tree.is_one_empty_item() {
            return T::deserialize(tree)
                .or_else(|reason| T::deserialize(Tree::List(Vec::new())).map_err(|_| reason));
        }
        T::deserialize(tree)
    }
}

/// A null stands for nothing at all, as it does in every other kind.
fn json_text<T: Serialize + ?Sized>(value: &T) -> Result<Tree, Reason> {
    match serde_json::to_string(value) {
        Ok(text) if text == "null" => Ok(Tree::Nothing),
        Ok(text) => Ok(Tree::Scalar(text)),
        Err(_) => Err(error::said("it has no JSON form")),
    }
}
