//! The way of a request through a server.

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderValue};
use http::request::Parts;
use http::{Method, Request, Response};
use http_body::Body as _;

use super::super::http::{Body, BoxError, BoxFuture, Facts};
use super::authenticate::authenticate;
use super::matcher::{Found, Matcher, NotFound};
use super::negotiate::{check_accept, receive};
use super::render::render;
use super::{
    Admission, Answer, Call, Declared, Denied, Failure, Hooks, Identity, Offer, Refusal, Rejection,
    Route,
};

/// The most that is read of a request's body where nothing else is said: 2 MiB.
const BODY_LIMIT: usize = 2 << 20;

/// A server: a [`tower::Service`] that answers every request and never fails. Cloning it is cheap.
#[derive(Clone)]
pub struct Service {
    server: Arc<dyn Server>,
    body_limit: usize,
}

/// A generated server without its type.
trait Server: Send + Sync {
    fn matcher(&self) -> &Matcher;
    fn route(&self, route: usize) -> (&'static Facts, &'static [Declared]);
    fn authenticate(&self, offer: Offer) -> BoxFuture<'_, Result<Identity, Denied>>;
    fn admit(&self, admission: Admission) -> BoxFuture<'_, Result<Admission, Refusal>>;
    fn call(&self, route: usize, call: Call) -> BoxFuture<'_, Answer>;
    fn rejection(&self, rejection: &Rejection) -> Option<Response<Body>>;
    fn failed(&self, failure: &Failure);
}

struct Bound<A> {
    api: A,
    routes: Vec<Route<A>>,
    hooks: Hooks<A>,
    matcher: Matcher,
}

impl Service {
    /// A server whose operations are `routes`, carried out by `api`.
    pub fn new<A: Send + Sync + 'static>(api: A, routes: Vec<Route<A>>, hooks: Hooks<A>) -> Self {
        let matcher = Matcher::new(routes.iter().map(|route| route.facts));
        Self {
            server: Arc::new(Bound {
                api,
                routes,
                hooks,
                matcher,
            }),
            body_limit: BODY_LIMIT,
        }
    }

    /// Bounds what is read of a request's body, in bytes.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Answers a request.
    pub async fn respond(self, request: Request<Body>) -> Response<Body> {
        let (parts, body) = request.into_parts();
        let is_head = parts.method == Method::HEAD;
        let response = match self.server.matcher().find(
            &parts.method,
            parts.uri.path(),
            parts.uri.query().unwrap_or_default(),
        ) {
            Ok(found) => {
                let (_, declared) = self.server.route(found.route);
                let answer = guarded(Box::pin(self.serve(found, parts, body))).await;
                answer.unwrap_or_else(|refusal| self.refuse(refusal, declared))
            }
            Err(NotFound::Path) => self.refuse(Rejection::not_found().into(), &[]),
            Err(NotFound::Method(methods)) => {
                self.refuse(Rejection::method_not_allowed(&methods).into(), &[])
            }
        };
        if is_head {
            without_body(response)
        } else {
            response
        }
    }

    async fn serve(&self, found: Found, parts: Parts, body: Body) -> Answer {
        let (facts, _) = self.server.route(found.route);
        let identities =
            authenticate(facts, &parts, &|offer| self.server.authenticate(offer)).await?;
        let admission = Admission {
            facts,
            parts,
            identities,
        };
        let Admission {
            parts, identities, ..
        } = self.server.admit(admission).await?;
        check_accept(facts, &parts)?;
        let body = receive(facts, &parts, body, self.body_limit).await?;
        let call = Call {
            facts,
            parts,
            parameters: found.parameters,
            body,
            identities,
        };
        self.server.call(found.route, call).await
    }

    fn refuse(&self, refusal: Refusal, declared: &[Declared]) -> Response<Body> {
        // The hooks are the implementation's code as well, and may panic.
        let answer = catch_unwind(AssertUnwindSafe(|| {
            let rejection = match refusal {
                Refusal::Rejected(rejection) => rejection,
                Refusal::Failed(failure) => {
                    self.server.failed(&failure);
                    Rejection::internal()
                }
            };
            self.server
                .rejection(&rejection)
                .unwrap_or_else(|| render(&rejection, declared))
        }));
        answer.unwrap_or_else(|_| render(&Rejection::internal(), declared))
    }
}

/// Turns a panic into the failure that it is.
async fn guarded(mut work: BoxFuture<'_, Answer>) -> Answer {
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)));
        polled.unwrap_or_else(|payload| Poll::Ready(Err(Failure::panicked(&*payload).into())))
    })
    .await
}

/// The headers of an answer alone, with the length that its body would have (RFC 9110 §9.3.2).
fn without_body(mut response: Response<Body>) -> Response<Body> {
    let length = response
        .body()
        .size_hint()
        .exact()
        .filter(|length| *length > 0);
    if let Some(length) = length {
        response
            .headers_mut()
            .entry(CONTENT_LENGTH)
            .or_insert(HeaderValue::from(length));
    }
    *response.body_mut() = Body::empty();
    response
}

impl<A: Send + Sync + 'static> Server for Bound<A> {
    fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    fn route(&self, route: usize) -> (&'static Facts, &'static [Declared]) {
        let Route {
            facts, declared, ..
        } = &self.routes[route];
        (facts, declared)
    }

    fn authenticate(&self, offer: Offer) -> BoxFuture<'_, Result<Identity, Denied>> {
        (self.hooks.authenticate)(&self.api, offer)
    }

    fn admit(&self, admission: Admission) -> BoxFuture<'_, Result<Admission, Refusal>> {
        (self.hooks.admit)(&self.api, admission)
    }

    fn call(&self, route: usize, call: Call) -> BoxFuture<'_, Answer> {
        (self.routes[route].call)(&self.api, call)
    }

    fn rejection(&self, rejection: &Rejection) -> Option<Response<Body>> {
        (self.hooks.rejection)(&self.api, rejection)
    }

    fn failed(&self, failure: &Failure) {
        (self.hooks.failed)(&self.api, failure);
    }
}

impl<B> tower::Service<Request<B>> for Service
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let service = self.clone();
        let request = request.map(Body::stream);
        Box::pin(async move { Ok(service.respond(request).await) })
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service")
            .field("body_limit", &self.body_limit)
            .finish_non_exhaustive()
    }
}
