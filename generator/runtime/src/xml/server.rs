//! XML bodies, for the server.

use http::{Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::http::{Body, JsonError};
use super::super::server::{Failure, Rejection, RequestReader, ResponseWriter};
use super::{Root, XmlError, read, write};

impl RequestReader<'_> {
    /// Reads the body as XML.
    pub fn xml<T: DeserializeOwned>(&self, root: &Root) -> Result<T, Rejection> {
        let bytes = self.bytes();
        if bytes.is_empty() {
            return Err(Rejection::body_missing());
        }
        read(&bytes, root).map_err(|error| rejection(&error))
    }

    /// Reads the body as XML, where there is one.
    pub fn optional_xml<T: DeserializeOwned>(&self, root: &Root) -> Result<Option<T>, Rejection> {
        if self.bytes().is_empty() {
            Ok(None)
        } else {
            self.xml(root).map(Some)
        }
    }
}

impl ResponseWriter {
    /// Ends with an XML body of the given media type.
    pub fn xml<T: Serialize + ?Sized>(
        self,
        media_type: &'static str,
        root: &Root,
        value: &T,
    ) -> Result<Response<Body>, Failure> {
        let bytes = write(value, root)?;
        Ok(self.body(media_type, Body::from(bytes)))
    }
}

fn rejection(error: &XmlError) -> Rejection {
    if error.is_xml {
        return Rejection::json(&JsonError {
            is_json: true,
            pointer: error.pointer.clone(),
            message: error.message.clone(),
            line: error.line,
            column: error.column,
        });
    }
    let detail = format!(
        "The body is not XML (line {}, column {}).",
        error.line, error.column
    );
    Rejection::new(StatusCode::BAD_REQUEST, "malformed_body", detail)
}
