//! What can go wrong in a call. No message holds a credential.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::retry::retry_after;
use super::{ReadError, TransportError};

/// A call that brought no answer, or none that can be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The request has no wire form; nothing was sent.
    Encode(String),
    /// The answer was not complete in time.
    Timeout,
    /// The request did not arrive, or the answer broke off.
    Transport(TransportError),
    /// The answer's body is larger than allowed.
    BodyTooLarge(Box<Oversized>),
    /// The answer is not what the document declares for its status.
    Decode(Box<Undecoded>),
    /// A page cannot be followed by the next one.
    Page(PageError),
}

/// An answer that is not what the document declares for its status.
#[derive(Debug)]
pub struct Undecoded {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The beginning of the body, at most 1 KiB.
    pub body: Bytes,
    /// Where in a JSON body, as a JSON Pointer (RFC 6901).
    pub pointer: String,
    /// What is wrong.
    pub error: ReadError,
}

/// An answer whose body is larger than allowed.
#[derive(Debug)]
pub struct Oversized {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The beginning of the body, at most 1 KiB.
    pub body: Bytes,
    /// The limit in bytes.
    pub limit: usize,
}

/// The most that an error keeps of a body.
pub(super) const KEPT: usize = 1024;

/// Why there is no next page though there should be one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageError {
    /// The page lacks the property that holds its items or its cursor.
    Missing(&'static str),
    /// The cursor leads back to a page that was there before.
    Repeated,
    /// The request has this parameter, which asks for what stands before a cursor; pages are followed forward only.
    Backward(&'static str),
}

/// Why a call did not bring the success that was asked for.
#[derive(Debug)]
pub enum SendError<R> {
    /// There is no answer.
    Call(Error),
    /// There is an answer, and it is no success.
    Answer {
        /// Its status.
        status: StatusCode,
        /// Its headers, those that are not declared too: what is left of a rate, for one.
        headers: Box<HeaderMap>,
        /// The answer, typed.
        answer: Box<R>,
    },
}

impl Undecoded {
    pub(super) fn new(
        status: StatusCode,
        headers: HeaderMap,
        body: &Bytes,
        error: ReadError,
    ) -> Self {
        let pointer = match &error {
            ReadError::Json(error) => error.pointer.clone(),
            ReadError::Body { pointer, .. } => pointer.clone(),
            ReadError::Header(_)
            | ReadError::HeaderText(_)
            | ReadError::MediaType(_)
            | ReadError::Text => String::new(),
        };
        Self {
            status,
            headers,
            body: kept(body),
            pointer,
            error,
        }
    }
}

impl Oversized {
    pub(super) fn new(status: StatusCode, headers: HeaderMap, body: &Bytes, limit: usize) -> Self {
        Self {
            status,
            headers,
            body: kept(body),
            limit,
        }
    }
}

/// A copy, so that a large body is not kept alive by its beginning.
fn kept(body: &Bytes) -> Bytes {
    Bytes::copy_from_slice(&body[..body.len().min(KEPT)])
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encode(message) => write!(f, "the request cannot be sent: {message}"),
            Self::Timeout => f.write_str("the answer was not complete in time"),
            Self::Transport(error) => error.fmt(f),
            Self::BodyTooLarge(oversized) => oversized.fmt(f),
            Self::Decode(undecoded) => undecoded.fmt(f),
            Self::Page(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for Undecoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the answer ({}) is not what is declared: {}",
            self.status, self.error
        )
    }
}

impl fmt::Display for Oversized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the body of the answer ({}) is larger than {} bytes",
            self.status, self.limit
        )
    }
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(
                f,
                "the page has no `{name}`, so the next one cannot be found"
            ),
            Self::Repeated => {
                f.write_str("the page names a cursor as the next one that was there before")
            }
            Self::Backward(parameter) => write!(
                f,
                "pages are followed forward, and `{parameter}` asks for the one before a cursor: send the call by itself"
            ),
        }
    }
}

impl<R> SendError<R> {
    /// How long the answer asks to wait before the next request (`Retry-After`), in seconds or until a time.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Answer { headers, .. } => retry_after(headers),
            Self::Call(_) => None,
        }
    }
}

impl<R> fmt::Display for SendError<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(f),
            Self::Answer { status, .. } => write!(f, "the server answered {status}"),
        }
    }
}

// What `Display` says already is not a source as well.
impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::Encode(_)
            | Self::Timeout
            | Self::BodyTooLarge(_)
            | Self::Decode(_)
            | Self::Page(_) => None,
        }
    }
}

impl std::error::Error for PageError {}

impl<R: fmt::Debug> std::error::Error for SendError<R> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Call(error) => error.source(),
            Self::Answer { .. } => None,
        }
    }
}

impl<R> From<Error> for SendError<R> {
    fn from(error: Error) -> Self {
        Self::Call(error)
    }
}

impl<R> From<PageError> for SendError<R> {
    fn from(error: PageError) -> Self {
        Self::Call(Error::Page(error))
    }
}
