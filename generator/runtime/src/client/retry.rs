//! Requests that are sent again.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::Duration;

use bytes::Bytes;
use http::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use http::{Method, Request, Uri};

use super::super::http::Body;
use super::{Error, ResponseReader, TransportErrorKind};

/// How often a request is sent, and how long is waited in between.
///
/// A request is sent again where no connection came about, where it broke off before its answer was there, and where the answer is 408,
/// 425, 429, 502, 503 or 504: the server did not get to it, or says that it may later. Only a request that may be repeated is:
/// one whose method is idempotent (RFC 9110, section 9.2.2), one with an idempotency key, or any where [`Retry::any_method`] says
/// so. One that never left is always sent again. A body that is a stream cannot be.
///
/// The time of a whole call bounds all that is sent and waited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// How often a request is sent at most; 1 never sends it again.
    pub attempts: u32,
    /// The first wait is any time up to this, and each further one any time up to twice as much.
    pub first_wait: Duration,
    /// No wait is longer, but where the server asks for it.
    pub longest_wait: Duration,
    /// How long the server may ask to wait (`Retry-After`, RFC 9110, section 10.2.3). Where it asks for more, its answer is the result.
    pub longest_asked: Duration,
    /// Whether requests are repeated whose method is not idempotent.
    pub any_method: bool,
}

impl Retry {
    /// Everything is sent once.
    pub const NEVER: Self = Self {
        attempts: 1,
        first_wait: Duration::from_millis(200),
        longest_wait: Duration::from_secs(5),
        longest_asked: Duration::from_secs(30),
        any_method: false,
    };

    /// How long to wait before the next attempt; `None` where there is none. `spread` is from 0 to 1.
    fn wait(
        &self,
        attempt: u32,
        outcome: &Result<ResponseReader, Error>,
        may_repeat: bool,
        spread: f64,
    ) -> Option<Duration> {
        if attempt >= self.attempts {
            return None;
        }
        let asked = match outcome {
            Ok(answer) if may_repeat && is_passing(answer.status.as_u16()) => {
                retry_after(&answer.headers).unwrap_or_default()
            }
            Err(Error::Transport(error)) => match error.kind() {
                TransportErrorKind::Connect => Duration::ZERO,
                TransportErrorKind::Body | TransportErrorKind::Other if may_repeat => {
                    Duration::ZERO
                }
                TransportErrorKind::Body
                | TransportErrorKind::Other
                | TransportErrorKind::Timeout
                | TransportErrorKind::Redirect => return None,
            },
            Ok(_) | Err(_) => return None,
        };
        if asked > self.longest_asked {
            return None;
        }
        let doubled = 1_u32.checked_shl(attempt - 1).unwrap_or(u32::MAX);
        let most = self.first_wait.saturating_mul(doubled);
        Some(most.min(self.longest_wait).mul_f64(spread).max(asked))
    }
}

impl Default for Retry {
    /// Three attempts, the first wait up to 200 ms, none over 5 s, or 30 s where the server asks for it.
    fn default() -> Self {
        Self {
            attempts: 3,
            ..Self::NEVER
        }
    }
}

/// Whether a status says that the request was not dealt with, and may be later. 500 does not.
fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 502 | 503 | 504)
}

/// RFC 9110, section 9.2.2; `QUERY` is safe as well.
fn is_idempotent(method: &Method) -> bool {
    let names = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY"];
    names.contains(&method.as_str())
}

/// How long an answer asks to wait: in seconds, or until a time by the server's own clock, which it tells (RFC 9110, section 6.6.1).
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let now = httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?).ok()?;
    Some(until.duration_since(now).unwrap_or_default())
}

/// A request that can be sent more than once.
pub(super) struct Repeatable {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    may_repeat: bool,
}

impl Repeatable {
    /// The request, where its body is here as a whole. `key` is the header of idempotency keys.
    pub(super) fn new(request: &Request<Body>, retry: &Retry, key: &HeaderName) -> Option<Self> {
        let (method, headers) = (request.method().clone(), request.headers().clone());
        let may_repeat = retry.any_method || headers.contains_key(key) || is_idempotent(&method);
        Some(Self {
            method,
            uri: request.uri().clone(),
            headers,
            body: request.body().whole()?.clone(),
            may_repeat,
        })
    }

    pub(super) fn request(&self) -> Request<Body> {
        let mut request = Request::new(Body::from(self.body.clone()));
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        request
    }

    /// How long to wait before the request is sent again; `None` where the outcome stands.
    pub(super) fn wait(
        &self,
        retry: &Retry,
        attempt: u32,
        outcome: &Result<ResponseReader, Error>,
    ) -> Option<Duration> {
        retry.wait(attempt, outcome, self.may_repeat, spread())
    }
}

/// Any number from 0 to 1: callers that failed together do not come back together.
fn spread() -> f64 {
    // Each state has other keys, which come from what the system has of chance.
    let drawn = RandomState::new().build_hasher().finish() >> 32;
    f64::from(u32::try_from(drawn).unwrap_or_default()) / f64::from(u32::MAX)
}
