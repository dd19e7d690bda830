//! Writes an answer.

use std::ops::RangeInclusive;

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use serde::Serialize;

use super::super::http::Body;
use super::super::wire::{Field, Parameter, encode_form};
use super::Failure;

/// Takes the status, the headers and the body of one answer.
#[derive(Debug)]
pub struct ResponseWriter {
    response: Response<Body>,
}

impl ResponseWriter {
    /// An answer with a declared status. (One that HTTP does not have, which no document should declare, becomes 500.)
    pub fn new(status: u16) -> Self {
        let mut response = Response::new(Body::empty());
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { response }
    }

    /// An answer with a status that the document gives a range for.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where the status is outside the range.
    pub fn within(range: &RangeInclusive<u16>, status: StatusCode) -> Result<Self, Failure> {
        if range.contains(&status.as_u16()) {
            return Ok(Self::new(status.as_u16()));
        }
        let reason =
            format!("the answer has the status {status}, which is outside its declared range");
        Err(Failure::new(reason))
    }

    /// Writes a header.
    pub fn header<T: Serialize + ?Sized>(
        mut self,
        parameter: &Parameter,
        value: &T,
    ) -> Result<Self, Failure> {
        if let Some(text) = parameter.encode_header(value)? {
            let name = HeaderName::from_bytes(parameter.name.as_bytes())?;
            self.response
                .headers_mut()
                .insert(name, HeaderValue::from_str(&text)?);
        }
        Ok(self)
    }

    /// Ends with a JSON body of the given media type.
    pub fn json<T: Serialize + ?Sized>(
        self,
        media_type: &'static str,
        value: &T,
    ) -> Result<Response<Body>, Failure> {
        let bytes = serde_json::to_vec(value)?;
        Ok(self.body(media_type, Body::from(bytes)))
    }

    /// Ends with a form (`application/x-www-form-urlencoded`).
    pub fn form<T: Serialize + ?Sized>(
        self,
        media_type: &'static str,
        fields: &[Field],
        value: &T,
    ) -> Result<Response<Body>, Failure> {
        let text = encode_form(value, fields)?;
        Ok(self.body(media_type, Body::from(text)))
    }

    /// Ends with a body as it is.
    pub fn body(mut self, media_type: &'static str, body: Body) -> Response<Body> {
        self.response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        *self.response.body_mut() = body;
        self.response
    }

    /// Ends without a body.
    pub fn empty(self) -> Response<Body> {
        self.response
    }
}
