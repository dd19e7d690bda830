//! A transport that keeps what it is given and answers what it is told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use generated::client::{Client, ClientBuilder, Server};
use generated::runtime::client::{CallOptions, Transport, TransportError};
use generated::runtime::http::{Body, BoxFuture};
use http::{Request, Response};

/// Answers in turn, the last one for ever.
#[derive(Clone)]
pub(crate) struct Recorder {
    sent: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<VecDeque<Answer>>>,
}

#[derive(Clone)]
struct Answer {
    status: u16,
    headers: Vec<(&'static str, &'static str)>,
    body: String,
}

impl Recorder {
    pub(crate) fn json(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, &[("content-type", "application/json")], body)
    }

    pub(crate) fn new(
        status: u16,
        headers: &[(&'static str, &'static str)],
        body: impl Into<String>,
    ) -> Self {
        let recorder = Self {
            sent: Arc::default(),
            answers: Arc::default(),
        };
        recorder.then(status, headers, body)
    }

    /// Answers so the next time.
    pub(crate) fn then(
        self,
        status: u16,
        headers: &[(&'static str, &'static str)],
        body: impl Into<String>,
    ) -> Self {
        let answer = Answer {
            status,
            headers: headers.to_vec(),
            body: body.into(),
        };
        self.answers.lock().expect("not poisoned").push_back(answer);
        self
    }

    pub(crate) fn then_json(self, status: u16, body: impl Into<String>) -> Self {
        self.then(status, &[("content-type", "application/json")], body)
    }

    /// A client of the account `acme`, without credentials.
    pub(crate) fn client(&self) -> Client {
        self.builder().build().expect("a client")
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        let subdomain = "acme".to_owned();
        Client::builder()
            .server(Server { subdomain })
            .transport(self.clone())
    }

    /// All requests since the last time.
    pub(crate) fn sent(&self) -> Vec<String> {
        std::mem::take(&mut *self.sent.lock().expect("not poisoned"))
    }

    /// The one request since the last time is this one, byte by byte.
    #[track_caller]
    pub(crate) fn has_sent(&self, request: &str) {
        assert_eq!(self.sent(), [request]);
    }

    fn answer(&self) -> Answer {
        let mut answers = self.answers.lock().expect("not poisoned");
        let next = if answers.len() > 1 {
            answers.pop_front()
        } else {
            answers.front().cloned()
        };
        next.expect("there is one from the beginning")
    }
}

impl Transport for Recorder {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        _: &'a CallOptions,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body.read(1 << 20).await.expect("a body");
            let mut text = format!("{} {}\n", parts.method, parts.uri);
            for (name, value) in &parts.headers {
                let value = value.to_str().expect("text");
                text += &[name.as_str(), ": ", value, "\n"].concat();
            }
            text += "\n";
            text += std::str::from_utf8(&body).expect("text");
            self.sent.lock().expect("not poisoned").push(text);
            let Answer {
                status,
                headers,
                body,
            } = self.answer();
            let mut response = Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(name, value);
            }
            Ok(response.body(Body::from(body)).expect("a response"))
        })
    }
}
