//! What goes wrong inside a server, and never reaches the caller.

use std::any::Any;
use std::fmt;

use super::super::http::BoxError;
use super::Rejection;

/// An error of the implementation. The caller gets a 500 without a word of it.
///
/// Every error converts by `?`.
pub struct Failure(BoxError);

/// Why a request is not answered by its handler.
#[derive(Debug)]
pub enum Refusal {
    /// The request is at fault.
    Rejected(Rejection),
    /// The server is.
    Failed(Failure),
}

impl Failure {
    /// A failure for a reason that is no [`std::error::Error`], such as a text.
    pub fn new(reason: impl Into<BoxError>) -> Self {
        Self(reason.into())
    }

    /// The error.
    pub fn error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
        &*self.0
    }

    pub(super) fn panicked(payload: &(dyn Any + Send)) -> Self {
        let message = payload
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        Self::new(format!(
            "panicked: {}",
            message.unwrap_or("without a message")
        ))
    }
}

impl<E: std::error::Error + Send + Sync + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(Box::new(error))
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}
