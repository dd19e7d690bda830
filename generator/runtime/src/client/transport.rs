//! What carries requests to a server.

use std::error::Error;
use std::fmt;

use http::{Request, Response};

use super::super::http::{Body, BoxError, BoxFuture};
use super::CallOptions;

/// Carries a request to a server and brings back the answer.
///
/// The caller bounds the time and the size of the answer; a transport only has to fail rather than send anything to
/// another origin than the request's.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request`.
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        options: &'a CallOptions,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>>;
}

/// Why a transport failed.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: BoxError,
}

/// Where a transport failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection came about: the request was not sent.
    Connect,
    /// The transport's own time limit passed.
    Timeout,
    /// Too many redirects.
    Redirect,
    /// The answer broke off.
    Body,
    /// Anything else.
    Other,
}

impl TransportError {
    /// An error of the given kind. The text of `source` must hold no credential.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// Where it failed.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "cannot connect",
            TransportErrorKind::Timeout => "the connection took too long",
            TransportErrorKind::Redirect => "redirected too often",
            TransportErrorKind::Body => "the answer broke off",
            TransportErrorKind::Other => "the request failed",
        })?;
        // The whole chain: the innermost text is the one that says what to do.
        let mut cause: Option<&dyn Error> = Some(&*self.source);
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
