//! What passes between a client and a server in this process.

use std::sync::{Arc, Mutex};

use http::{Request, Response};
use tests::runtime::client::{CallOptions, InProcess, Transport, TransportError};
use tests::runtime::http::{Body, BoxFuture};

/// What was sent each way: the media type and the text.
pub(crate) type Seen = Arc<Mutex<Vec<(String, String)>>>;

/// Keeps what passes between client and server.
pub(crate) struct Tap<S> {
    pub(crate) server: InProcess<S>,
    pub(crate) seen: Seen,
}

impl<S> Tap<S> {
    async fn pass(&self, headers: &http::HeaderMap, body: Body) -> Body {
        let bytes = body.read(1 << 20).await.expect("a body");
        let media_type = headers.get("content-type");
        let media_type = media_type.map(|value| value.to_str().expect("text").to_owned());
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let seen = (media_type.unwrap_or_default(), text);
        self.seen.lock().expect("not poisoned").push(seen);
        Body::from(bytes)
    }
}

impl<S> Transport for Tap<S>
where
    InProcess<S>: Transport,
    S: Send + Sync + 'static,
{
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        options: &'a CallOptions,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = self.pass(&parts.headers, body).await;
            let request = Request::from_parts(parts, body);
            let (parts, body) = self.server.send(request, options).await?.into_parts();
            let body = self.pass(&parts.headers, body).await;
            Ok(Response::from_parts(parts, body))
        })
    }
}
