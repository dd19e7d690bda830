//! The generated server, asked without a client and without a socket.

use generated::runtime::http::Body;
use http::{HeaderMap, HeaderName, Method, Request};
use serde_json::{Value, json};

use crate::memory::Memory;

/// `u:s3cret-canary`.
pub(crate) const BASIC: (&str, &str) = ("authorization", "Basic dTpzM2NyZXQtY2FuYXJ5");
pub(crate) const JSON: (&str, &str) = ("content-type", "application/json");
pub(crate) const LIST: &str = "/api/v2/organization_memberships";
pub(crate) const MANY: &str = "/api/v2/organization_memberships/create_many";
pub(crate) const FULL: &str =
    r#"{"organization_membership": {"user_id": 72, "organization_id": 88}}"#;

pub(crate) struct Answer {
    /// What it answers, for the text of a failing test.
    asked: String,
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().expect("text"))
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The form of RFC 9457, where the document declares none.
    #[track_caller]
    pub(crate) fn is_problem(&self, status: u16, code: &str) {
        assert_eq!(
            (self.status, self.header("content-type")),
            (status, "application/problem+json"),
            "{}: {}",
            self.asked,
            self.text
        );
        let problem = self.json();
        assert_eq!(problem["type"], "about:blank", "{problem}");
        assert_eq!(problem["status"], status, "{problem}");
        assert_eq!(problem["code"], code, "{problem}");
        assert!(
            problem["title"].is_string() && problem["detail"].is_string(),
            "{problem}"
        );
    }

    /// The form that the document declares, with whatever description.
    #[track_caller]
    pub(crate) fn is_declared_error(&self, status: u16, error: &str) {
        let description = self.json()["description"].clone();
        let description = description.as_str().expect("a description");
        self.is_error_response(status, error, description);
    }

    /// The form that the document declares: `ErrorResponse`.
    #[track_caller]
    pub(crate) fn is_error_response(&self, status: u16, error: &str, description: &str) {
        assert_eq!(
            (self.status, self.header("content-type")),
            (status, "application/json"),
            "{}: {}",
            self.asked,
            self.text
        );
        let body = self.json();
        assert_eq!(body["error"], error, "{body}");
        assert_eq!(body["description"], description, "{body}");
    }
}

pub(crate) async fn ask_with(
    memory: Memory,
    method: &str,
    uri: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Answer {
    let mut request = Request::new(body.into());
    *request.method_mut() = Method::from_bytes(method.as_bytes()).expect("a method");
    *request.uri_mut() = uri.parse().expect("a URI");
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
        let value = value.parse().expect("a value");
        request.headers_mut().append(name, value);
    }
    let service = generated::server::service(memory).body_limit(10_000);
    let (parts, body) = service.respond(request).await.into_parts();
    let bytes = body.read(1 << 20).await.expect("a body");
    Answer {
        asked: format!("{method} {uri} {headers:?}"),
        status: parts.status.as_u16(),
        headers: parts.headers,
        text: String::from_utf8(bytes.to_vec()).expect("text"),
    }
}

/// With credentials.
pub(crate) async fn ask(
    method: &str,
    uri: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Answer {
    let headers = [headers, &[BASIC]].concat();
    ask_with(Memory::of(3), method, uri, &headers, body).await
}

pub(crate) async fn get(uri: &str) -> Answer {
    ask("GET", uri, &[], "").await
}

pub(crate) async fn create(headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    ask("POST", LIST, headers, body).await
}

impl Answer {
    #[track_caller]
    pub(crate) fn is_error_response_without_code(&self, status: u16, description: &str) {
        assert_eq!(
            (self.status, self.header("content-type")),
            (status, "application/json"),
            "{}: {}",
            self.asked,
            self.text
        );
        assert_eq!(self.json(), json!({"description": description}));
    }
}
