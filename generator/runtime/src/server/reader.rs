//! Reads a request whose body is here.

use bytes::Bytes;
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::super::http::{MediaType, from_json};
use super::super::validate::Validate;
use super::super::wire::{DecodeError, Field, Parameter, decode_form};
use super::Rejection;
use super::credentials::cookies;

/// A request: its head, its path parameters and the whole body.
#[derive(Debug)]
pub struct RequestReader<'a> {
    pub(super) parts: &'a Parts,
    pub(super) parameters: &'a [(&'static str, String)],
    pub(super) body: &'a Bytes,
}

impl RequestReader<'_> {
    /// Reads a parameter from the path.
    pub fn path<T: DeserializeOwned>(&self, parameter: &Parameter) -> Result<T, Rejection> {
        let segment = self
            .parameters
            .iter()
            .find(|(name, _)| *name == parameter.name);
        rejected(parameter.decode_path(segment.map_or("", |(_, text)| text)))
    }

    /// Reads a parameter from the query.
    pub fn query<T: DeserializeOwned>(&self, parameter: &Parameter) -> Result<T, Rejection> {
        rejected(parameter.decode_query(self.parts.uri.query().unwrap_or_default()))
    }

    /// Reads a parameter from the header fields of its name (RFC 9110 §5.3).
    pub fn header<T: DeserializeOwned>(&self, parameter: &Parameter) -> Result<T, Rejection> {
        let text = self.header_text(parameter.name)?;
        rejected(parameter.decode_header(text.as_deref()))
    }

    /// Reads a parameter from the cookies.
    pub fn cookie<T: DeserializeOwned>(&self, parameter: &Parameter) -> Result<T, Rejection> {
        let text = cookies(self.parts).map_err(|()| Rejection::header_not_text("Cookie"))?;
        rejected(parameter.decode_cookie(text.as_deref()))
    }

    /// Reads the body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Rejection> {
        if self.body.is_empty() {
            return Err(Rejection::body_missing());
        }
        from_json(self.body).map_err(|error| Rejection::json(&error))
    }

    /// Reads the body as JSON, where there is one.
    pub fn optional_json<T: DeserializeOwned>(&self) -> Result<Option<T>, Rejection> {
        if self.body.is_empty() {
            Ok(None)
        } else {
            self.json().map(Some)
        }
    }

    /// Reads the body as a form (`application/x-www-form-urlencoded`). One without pairs is an object without properties.
    pub fn form<T: DeserializeOwned>(&self, fields: &[Field]) -> Result<T, Rejection> {
        decode_form(self.body, fields).map_err(|error| Rejection::form(&error))
    }

    /// Reads the body as a form, where there is one.
    pub fn optional_form<T: DeserializeOwned>(
        &self,
        fields: &[Field],
    ) -> Result<Option<T>, Rejection> {
        let is_absent =
            self.body.is_empty() && !self.parts.headers.contains_key(http::header::CONTENT_TYPE);
        if is_absent {
            Ok(None)
        } else {
            self.form(fields).map(Some)
        }
    }

    /// Reads the body as text.
    pub fn text(&self) -> Result<String, Rejection> {
        String::from_utf8(self.body.to_vec()).map_err(|_| Rejection::body_not_text())
    }

    /// Reads the body as text, where there is one.
    pub fn optional_text(&self) -> Result<Option<String>, Rejection> {
        if self.body.is_empty() {
            Ok(None)
        } else {
            self.text().map(Some)
        }
    }

    /// The body as it came, where there is one.
    pub fn optional_bytes(&self) -> Option<Bytes> {
        (!self.body.is_empty()).then(|| self.bytes())
    }

    /// The body as it came.
    pub fn bytes(&self) -> Bytes {
        self.body.clone()
    }

    /// Whether the body is of the given media type or range.
    pub fn is(&self, media_type: &str) -> bool {
        let given = self
            .parts
            .headers
            .get(http::header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok()?.parse::<MediaType>().ok());
        given
            .zip(media_type.parse::<MediaType>().ok())
            .is_some_and(|(given, declared)| declared.covers(&given))
    }

    /// Checks what the document demands of the parameters (400).
    pub fn check_parameters(&self, request: &impl Validate) -> Result<(), Rejection> {
        request
            .validate()
            .map_err(|violations| Rejection::parameters(violations.into_vec()))
    }

    /// Checks what the document demands of the body (422).
    pub fn check_body(&self, body: &impl Validate) -> Result<(), Rejection> {
        body.validate()
            .map_err(|violations| Rejection::body(violations.into_vec()))
    }

    fn header_text(&self, name: &'static str) -> Result<Option<String>, Rejection> {
        let fields = self.parts.headers.get_all(name).iter();
        let texts: Result<Vec<&str>, _> = fields
            .map(|value| std::str::from_utf8(value.as_bytes()))
            .collect();
        let texts = texts.map_err(|_| Rejection::header_not_text(name))?;
        Ok((!texts.is_empty()).then(|| texts.join(", ")))
    }
}

fn rejected<T>(decoded: Result<T, DecodeError>) -> Result<T, Rejection> {
    decoded.map_err(|error| Rejection::parameter(&error))
}
