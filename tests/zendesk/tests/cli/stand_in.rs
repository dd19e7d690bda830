//! A server that answers as a test tells it to, in ways that the example server cannot.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// What is answered.
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
    delay: Duration,
}

/// Ends with the tests.
pub(crate) struct StandIn {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Answer {
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::text(status, "application/json", &body.to_string())
    }

    pub(crate) fn text(status: u16, media_type: &str, body: &str) -> Self {
        Self {
            status,
            headers: vec![("content-type", media_type.to_owned())],
            body: body.to_owned(),
            delay: Duration::ZERO,
        }
    }

    pub(crate) fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Status 429.
    pub(crate) fn too_many_requests(retry_after: u32) -> Self {
        let mut answer = Self::json(429, &json!({ "error": "TooManyRequests" }));
        let header = ("retry-after", retry_after.to_string());
        answer.headers.push(header);
        answer
    }

    /// A page of memberships.
    pub(crate) fn page(rows: &[Value], next: Option<&str>) -> Self {
        Self::json(
            200,
            &json!({
                "organization_memberships": rows,
                "meta": { "has_more": next.is_some(), "after_cursor": next },
            }),
        )
    }

    /// A job.
    pub(crate) fn job(status: &str, results: &Value) -> Self {
        let job = json!({ "id": "abc123", "status": status, "results": results });
        Self::json(200, &json!({ "job_status": job }))
    }

    fn response(self) -> Response<Body> {
        let mut response = Response::builder().status(self.status);
        for (name, value) in self.headers {
            response = response.header(name, value);
        }
        response.body(self.body.into()).unwrap()
    }
}

/// A membership on the wire.
pub(crate) fn membership(id: u64) -> Value {
    json!({
        "id": id,
        "user_id": 1,
        "organization_id": 2,
        "organization_name": "Library",
        "default": null,
    })
}

impl StandIn {
    /// `answer` gets how many requests there were before, and the request's line such as `GET /path?query`.
    pub(crate) fn start(
        answer: impl Fn(usize, &str) -> Answer + Clone + Send + Sync + 'static,
    ) -> Self {
        let seen: Arc<Mutex<Vec<String>>> = Arc::default();
        let all = Arc::clone(&seen);
        let app = Router::new().fallback(move |request: Request<Body>| {
            let line = format!("{} {}", request.method(), request.uri());
            let before = {
                let mut all = all.lock().unwrap();
                all.push(line.clone());
                all.len() - 1
            };
            let answer = answer(before, &line);
            async move {
                tokio::time::sleep(answer.delay).await;
                answer.response()
            }
        });
        let (tell, told) = std::sync::mpsc::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                axum::serve(listener, app).await.unwrap();
            });
        });
        Self {
            url: format!("http://{}", told.recv().unwrap()),
            seen,
        }
    }

    /// The requests so far.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}
