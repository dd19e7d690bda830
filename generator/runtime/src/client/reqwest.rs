//! The default transport.

use std::time::Duration;

use http::{Request, Response};
use http_body_util::{BodyDataStream, BodyExt};
use reqwest::redirect::{Action, Attempt, Policy};

use super::super::http::{Body, BoxFuture};
use super::{BuildError, CallOptions, Transport, TransportError, TransportErrorKind};

/// How many redirects are followed.
const REDIRECTS: usize = 10;

/// Sends requests with `reqwest`.
///
/// Connecting may take ten seconds, or as [`ReqwestTransport::connecting_within`] says. Redirects are followed within the same origin only, because credentials travel
/// with the request; any other is returned as the
/// answer it is. Proxies of the environment are not used. A `reqwest::Client` made by the caller ([`From`]) decides
/// all of that itself.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
}

impl ReqwestTransport {
    /// A transport with its own connections.
    ///
    /// # Errors
    ///
    /// [`BuildError::Transport`] where TLS cannot be set up.
    pub fn new() -> Result<Self, BuildError> {
        Self::connecting_within(Duration::from_secs(10))
    }

    /// A transport with its own connections, each of which may take so long to be made. (A single call is bounded by
    /// its own timeout, which covers connecting as well.)
    ///
    /// # Errors
    ///
    /// [`BuildError::Transport`] where TLS cannot be set up.
    pub fn connecting_within(timeout: Duration) -> Result<Self, BuildError> {
        let client = reqwest::Client::builder()
            .connect_timeout(timeout)
            .redirect(Policy::custom(within_origin))
            .referer(false)
            .no_proxy()
            .build()
            .map_err(|error| BuildError::Transport(failed(error)))?;
        Ok(Self { client })
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for ReqwestTransport {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        _: &'a CallOptions,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = reqwest::Request::try_from(request.map(outgoing)).map_err(failed)?;
            let response = self.client.execute(request).await.map_err(failed)?;
            let incoming =
                |body: reqwest::Body| Body::stream(body.map_err(reqwest::Error::without_url));
            Ok(Response::from(response).map(incoming))
        })
    }
}

/// Whole bytes stay whole: they have a `Content-Length` and can be sent again.
fn outgoing(body: Body) -> reqwest::Body {
    match body.whole() {
        Some(bytes) => bytes.clone().into(),
        None => reqwest::Body::wrap_stream(BodyDataStream::new(body)),
    }
}

fn within_origin(attempt: Attempt<'_>) -> Action {
    if attempt.previous().len() > REDIRECTS {
        return attempt.error("more than ten redirects");
    }
    let same = attempt
        .previous()
        .first()
        .is_some_and(|first| first.origin() == attempt.url().origin());
    if same {
        attempt.follow()
    } else {
        attempt.stop()
    }
}

/// An error without the URL, whose query may hold a key.
fn failed(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_redirect() {
        TransportErrorKind::Redirect
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error.without_url())
}
