//! An answer that the document does not list.

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use super::Body;

/// An answer with a status that the document does not declare for the operation.
///
/// A client gets it instead of losing the answer; a server has to spell it out to send one.
#[derive(Clone, Debug, PartialEq)]
pub struct Undeclared {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, whose size is bounded on the client.
    pub body: Bytes,
}

impl Undeclared {
    /// An answer without headers.
    pub fn new(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: body.into(),
        }
    }
}

impl From<Undeclared> for Response<Body> {
    fn from(undeclared: Undeclared) -> Self {
        let mut response = Self::new(undeclared.body.into());
        *response.status_mut() = undeclared.status;
        *response.headers_mut() = undeclared.headers;
        response
    }
}
