//! The table that a generated server is.

use http::Response;

use super::super::http::{Body, BoxFuture, Facts};
use super::{Admission, Call, Declared, Denied, Failure, Identity, Offer, Refusal, Rejection};

/// What comes of a request.
pub type Answer = Result<Response<Body>, Refusal>;

/// An operation, and what handles it.
pub struct Route<A> {
    /// What the document says.
    pub facts: &'static Facts,
    /// The forms that the document declares for answers which the runtime makes itself.
    pub declared: &'static [Declared],
    /// Reads the request, calls the handler and writes its answer.
    pub call: fn(&A, Call) -> BoxFuture<'_, Answer>,
}

/// What the runtime asks of the implementation beside its handlers.
pub struct Hooks<A> {
    /// Asks the scheme's hook who calls.
    pub authenticate: fn(&A, Offer) -> BoxFuture<'_, Result<Identity, Denied>>,
    /// Lets a request pass to its handler, or refuses it.
    pub admit: fn(&A, Admission) -> BoxFuture<'_, Result<Admission, Refusal>>,
    /// Gives an answer that the runtime makes a form of the implementation's own.
    pub rejection: fn(&A, &Rejection) -> Option<Response<Body>>,
    /// Is told what went wrong behind a 500.
    pub failed: fn(&A, &Failure),
}
