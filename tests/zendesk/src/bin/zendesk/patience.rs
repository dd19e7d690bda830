//! Waits where the service says "too many requests", for every call in one place.
//!
//! An answer of status 429 means that nothing was done, so the same request is sent again, whatever it is. No other answer
//! and no failure is tried again.

use std::time::Duration;

use generated::runtime::client::{
    CallOptions, ReqwestTransport, Transport, TransportError, TransportErrorKind,
};
use generated::runtime::http::{Body, BoxFuture};
use http::header::RETRY_AFTER;
use http::request::Parts;
use http::{Request, Response, StatusCode};

use super::progress::Progress;

/// How long one call is waited for in all.
const PATIENCE: Duration = Duration::from_mins(5);

/// The first pause where the service does not say how long; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// A transport that sends a request again when the service says so.
pub(crate) struct Patient {
    inner: ReqwestTransport,
    /// How long one attempt may take, to the last byte of its answer.
    limit: Duration,
    progress: Progress,
}

impl Patient {
    pub(crate) fn new(inner: ReqwestTransport, limit: Duration, progress: Progress) -> Self {
        Self {
            inner,
            limit,
            progress,
        }
    }

    /// One attempt. The body is read here, so that the limit of time covers it.
    async fn attempt(
        &self,
        request: Request<Body>,
        options: &CallOptions,
    ) -> Result<Response<Body>, TransportError> {
        let response = self.inner.send(request, options).await?;
        let (parts, body) = response.into_parts();
        let limit = options.limits.success_body.max(options.limits.error_body);
        // One byte more, so that the client sees a body that is too large, and says so.
        let read = body.beginning(limit.saturating_add(1)).await;
        let read = read.map_err(|error| TransportError::new(TransportErrorKind::Body, error))?;
        Ok(Response::from_parts(parts, read.bytes.into()))
    }

    async fn bounded(
        &self,
        request: Request<Body>,
        options: &CallOptions,
    ) -> Result<Response<Body>, TransportError> {
        let attempt = self.attempt(request, options);
        match tokio::time::timeout(self.limit, attempt).await {
            Ok(result) => result,
            Err(elapsed) => Err(TransportError::new(TransportErrorKind::Timeout, elapsed)),
        }
    }
}

impl Transport for Patient {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        options: &'a CallOptions,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let Some(bytes) = body.whole().cloned() else {
                return self
                    .bounded(Request::from_parts(parts, body), options)
                    .await;
            };
            let mut pauses = Pauses::default();
            loop {
                let request = Request::from_parts(Parts::clone(&parts), bytes.clone().into());
                let response = self.bounded(request, options).await?;
                let Some(pause) = pauses.before_next(&response) else {
                    return Ok(response);
                };
                self.progress.note(&format!(
                    "the service asks to wait (429); trying again in {} s",
                    pause.as_secs()
                ));
                tokio::time::sleep(pause).await;
            }
        })
    }
}

/// The pauses of one call.
struct Pauses {
    next: Duration,
    left: Duration,
}

impl Default for Pauses {
    fn default() -> Self {
        Self {
            next: FIRST_PAUSE,
            left: PATIENCE,
        }
    }
}

impl Pauses {
    /// How long to wait before the request is sent again; `None` where the answer stands, or where it would take too long.
    fn before_next(&mut self, response: &Response<Body>) -> Option<Duration> {
        if response.status() != StatusCode::TOO_MANY_REQUESTS {
            return None;
        }
        let pause = retry_after(response).unwrap_or(self.next);
        self.left = self.left.checked_sub(pause)?;
        self.next = self.next.saturating_mul(2);
        Some(pause)
    }
}

/// The seconds of `Retry-After` (RFC 9110 §10.2.3), of which the document knows no other form. At least one, so that a
/// service that says zero is not asked in a tight loop.
fn retry_after(response: &Response<Body>) -> Option<Duration> {
    let text = response.headers().get(RETRY_AFTER)?.to_str().ok()?;
    let seconds: u64 = text.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: StatusCode, retry_after: Option<&'static str>) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = status;
        if let Some(text) = retry_after {
            let value = http::HeaderValue::from_static(text);
            response.headers_mut().insert(RETRY_AFTER, value);
        }
        response
    }

    #[test]
    fn waits_as_long_as_it_is_told_and_no_longer_than_its_patience() {
        let mut pauses = Pauses::default();
        let too_many = |seconds| answer(StatusCode::TOO_MANY_REQUESTS, Some(seconds));
        let seconds = |pause: Option<Duration>| pause.map(|pause| pause.as_secs());
        assert_eq!(seconds(pauses.before_next(&too_many("200"))), Some(200));
        assert_eq!(seconds(pauses.before_next(&too_many("101"))), None);
        assert_eq!(seconds(pauses.before_next(&too_many("0"))), Some(1));
        assert_eq!(
            seconds(pauses.before_next(&answer(StatusCode::OK, Some("3")))),
            None
        );
    }

    #[test]
    fn where_it_is_told_nothing_each_pause_is_twice_the_last_and_there_is_an_end() {
        let mut pauses = Pauses::default();
        let too_many = answer(StatusCode::TOO_MANY_REQUESTS, None);
        let all: Vec<u64> =
            std::iter::from_fn(|| pauses.before_next(&too_many).map(|pause| pause.as_secs()))
                .collect();
        assert_eq!(all, [1, 2, 4, 8, 16, 32, 64, 128]);
    }
}
