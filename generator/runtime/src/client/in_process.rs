//! A server in the same process, without a socket.

use std::fmt;
use std::future::poll_fn;

use bytes::Bytes;
use http::header::{HOST, HeaderValue};
use http::{Request, Response, Uri};
use tower::Service;

use super::super::http::{Body, BoxError, BoxFuture};
use super::{CallOptions, Transport, TransportError, TransportErrorKind};

/// Sends requests to a [`Service`], such as a generated server or an axum router.
#[derive(Clone)]
pub struct InProcess<S> {
    service: S,
}

impl<S> InProcess<S> {
    /// Sends requests to `service`.
    pub fn new(service: S) -> Self {
        Self { service }
    }
}

impl<S, B> Transport for InProcess<S>
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        _: &'a CallOptions,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        let mut service = self.service.clone();
        Box::pin(async move {
            let failed = |error: S::Error| TransportError::new(TransportErrorKind::Other, error);
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(failed)?;
            let response = service.call(origin_form(request)).await.map_err(failed)?;
            Ok(response.map(Body::stream))
        })
    }
}

/// As it would arrive over a connection: the path in the request line, the host in its header (RFC 9112 §3.2.1).
fn origin_form(mut request: Request<Body>) -> Request<Body> {
    if let Some(host) = request
        .uri()
        .authority()
        .and_then(|authority| HeaderValue::from_str(authority.as_str()).ok())
    {
        request.headers_mut().entry(HOST).or_insert(host);
    }
    if let Some(target) = request.uri().path_and_query().cloned() {
        *request.uri_mut() = Uri::from(target);
    }
    request
}

impl<S> fmt::Debug for InProcess<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InProcess")
    }
}
