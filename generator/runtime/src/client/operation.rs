//! What generated code says about an operation, seen from the client.

use super::super::http::Facts;
use super::super::wire::EncodeError;
use super::{ReadError, RequestWriter, ResponseReader};

/// A request that knows how to be sent and how its answer is read.
pub trait Operation: Sized {
    /// Every answer that the document declares, and what else may come.
    type Response;

    /// What is left of the answer where it is a success.
    type Success;

    /// What the document says.
    const FACTS: &'static Facts;

    /// Writes the parameters and the body.
    ///
    /// # Errors
    ///
    /// An [`EncodeError`] where a value has no wire form.
    fn encode(&self, request: &mut RequestWriter) -> Result<(), EncodeError>;

    /// Reads the answer by its status.
    ///
    /// # Errors
    ///
    /// A [`ReadError`] where the answer is not what is declared for its status.
    fn decode(response: &ResponseReader) -> Result<Self::Response, ReadError>;

    /// Takes the success out of the answer.
    ///
    /// # Errors
    ///
    /// The answer itself where it is no success.
    fn success(response: Self::Response) -> Result<Self::Success, Self::Response>;
}
