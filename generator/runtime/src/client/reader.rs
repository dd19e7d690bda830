//! Reads an answer whose body is here.

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::super::http::{JsonError, MediaType, Undeclared, from_json};
use super::super::wire::{DecodeError, Field, Parameter, decode_form};

/// An answer: status, headers and the whole body.
#[derive(Debug)]
pub struct ResponseReader {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// Why an answer is not what is declared for its status.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// A header is missing or has another shape.
    Header(DecodeError),
    /// A header holds bytes that are no text.
    HeaderText(&'static str),
    /// The body is declared as text and is not UTF-8.
    Text,
    /// The media type that came where JSON is declared.
    MediaType(String),
    /// The body is not JSON, or not of the declared shape.
    Json(JsonError),
    /// The body is not of its media type's form, or not of the declared shape.
    Body {
        /// Where, as a JSON Pointer (RFC 6901); empty for the whole body.
        pointer: String,
        /// What is wrong.
        message: String,
    },
}

impl ResponseReader {
    /// The status as a number, to match on.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The status.
    pub fn status_code(&self) -> StatusCode {
        self.status
    }

    /// Whether the body is of the given media type or range.
    pub fn is(&self, media_type: &str) -> bool {
        self.media_type()
            .zip(media_type.parse::<MediaType>().ok())
            .is_some_and(|(got, declared)| declared.covers(&got))
    }

    /// Reads a header.
    pub fn header<T: DeserializeOwned>(&self, parameter: &Parameter) -> Result<T, ReadError> {
        let text = self.header_text(parameter.name)?;
        parameter
            .decode_header(text.as_deref())
            .map_err(ReadError::Header)
    }

    /// Reads the body as JSON. A body that names no media type is taken for JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ReadError> {
        match self.other_than(MediaType::is_json) {
            Some(other) => Err(ReadError::MediaType(other)),
            None => from_json(&self.body).map_err(ReadError::Json),
        }
    }

    /// Reads the body as a form. A body that names no media type is taken for one.
    pub fn form<T: DeserializeOwned>(&self, fields: &[Field]) -> Result<T, ReadError> {
        if let Some(other) = self.other_than(MediaType::is_form) {
            return Err(ReadError::Body {
                pointer: String::new(),
                message: format!("the body is `{other}` where a form is declared"),
            });
        }
        decode_form(&self.body, fields).map_err(|error| ReadError::Body {
            message: error.to_string(),
            pointer: error.pointer,
        })
    }

    /// The media type that the body names, where it is another.
    pub fn other_than(&self, is_expected: fn(&MediaType) -> bool) -> Option<String> {
        let named = self.headers.get(CONTENT_TYPE)?;
        let is_other = !self.media_type().as_ref().is_some_and(is_expected);
        is_other.then(|| String::from_utf8_lossy(named.as_bytes()).into_owned())
    }

    /// Reads the body as text.
    pub fn text(&self) -> Result<String, ReadError> {
        String::from_utf8(self.body.to_vec()).map_err(|_| ReadError::Text)
    }

    /// The body as it came.
    pub fn bytes(&self) -> Bytes {
        self.body.clone()
    }

    /// The answer as it came, for a status that the document does not declare.
    pub fn undeclared(&self) -> Undeclared {
        Undeclared {
            status: self.status,
            headers: self.headers.clone(),
            body: self.body.clone(),
        }
    }

    fn media_type(&self) -> Option<MediaType> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()?.parse().ok()
    }

    /// All header fields of the name as one text (RFC 9110 §5.3).
    fn header_text(&self, name: &'static str) -> Result<Option<String>, ReadError> {
        let fields = self.headers.get_all(name).iter();
        let texts: Result<Vec<&str>, _> = fields
            .map(|value| std::str::from_utf8(value.as_bytes()))
            .collect();
        let texts = texts.map_err(|_| ReadError::HeaderText(name))?;
        Ok((!texts.is_empty()).then(|| texts.join(", ")))
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(error) => error.fmt(f),
            Self::HeaderText(name) => write!(f, "header `{name}` is not text"),
            Self::Text => f.write_str("the body is not UTF-8 text"),
            Self::MediaType(got) => write!(f, "the body is `{got}` where JSON is declared"),
            Self::Json(error) => error.fmt(f),
            Self::Body { message, .. } => f.write_str(message),
        }
    }
}

impl std::error::Error for ReadError {}
