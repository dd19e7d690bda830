//! What generated code says about an operation, seen from the server.

use http::Response;

use super::super::http::Body;
use super::{Failure, Rejection, RequestReader};

/// A request that knows how it is read and how its answer is sent.
pub trait Operation: Sized {
    /// Every answer that the document declares, and what else may be sent.
    type Response;

    /// Reads the parameters and the body, and checks what the document demands of them.
    ///
    /// # Errors
    ///
    /// The [`Rejection`] that answers the request.
    fn decode(request: &RequestReader<'_>) -> Result<Self, Rejection>;

    /// Writes the answer.
    ///
    /// # Errors
    ///
    /// A [`Failure`] where a value has no wire form.
    fn encode(response: Self::Response) -> Result<Response<Body>, Failure>;
}
