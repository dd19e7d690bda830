//! The answers that the runtime makes itself.

use http::StatusCode;
use http::header::{ALLOW, HeaderMap, HeaderName, HeaderValue, WWW_AUTHENTICATE};

use super::super::http::JsonError;
use super::super::validate::Violation;
use super::super::wire::{DecodeError, FormError};

/// Why a request does not reach its handler, and the answer in place of the handler's.
///
/// It holds nothing that the caller sent but the names of JSON properties, and no name of Rust's.
#[derive(Clone, Debug)]
pub struct Rejection(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    status: StatusCode,
    code: &'static str,
    detail: String,
    violations: Vec<Violation>,
    headers: HeaderMap,
}

impl Rejection {
    /// A rejection of the implementation's own: `code` is for programs, `detail` for people.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        let (violations, headers) = (Vec::new(), HeaderMap::new());
        Self(Box::new(Inner {
            status,
            code,
            detail: detail.into(),
            violations,
            headers,
        }))
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// A word for programs, such as `invalid_parameter`.
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// The name of the status.
    pub fn title(&self) -> &'static str {
        self.0.status.canonical_reason().unwrap_or("Error")
    }

    /// A sentence for people.
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// What is wrong, place by place.
    pub fn violations(&self) -> &[Violation] {
        &self.0.violations
    }

    /// The headers that the status asks for, such as `Allow`.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// Adds a header, such as `Retry-After`. One that no header can hold is left out.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.0.headers.append(name, value);
        }
        self
    }

    fn with_violations(mut self, violations: Vec<Violation>) -> Self {
        self.0.violations = violations;
        self
    }

    pub(super) fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "There is nothing at this path.",
        )
    }

    pub(super) fn method_not_allowed(methods: &[&str]) -> Self {
        let detail = "This path does not have that method.";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
            .with_header(ALLOW, &methods.join(", "))
    }

    pub(super) fn unauthorized(challenges: &[String]) -> Self {
        let detail = "The credentials are missing or wrong.";
        let rejection = Self::new(StatusCode::UNAUTHORIZED, "unauthorized", detail);
        challenges.iter().fold(rejection, |rejection, challenge| {
            rejection.with_header(WWW_AUTHENTICATE, challenge)
        })
    }

    pub(super) fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "forbidden",
            "The caller may not do this.",
        )
    }

    pub(super) fn not_acceptable(offered: &[&str]) -> Self {
        let detail = format!("The answer comes as {}.", offered.join(", "));
        Self::new(StatusCode::NOT_ACCEPTABLE, "not_acceptable", detail)
    }

    pub(super) fn unsupported_media_type(accepted: &[&str]) -> Self {
        let detail = if accepted.is_empty() {
            "No body is taken here.".to_owned()
        } else {
            format!("The body is taken as {}.", accepted.join(", "))
        };
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            detail,
        )
    }

    pub(super) fn body_too_large(limit: usize) -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            format!("The body holds more than {limit} bytes."),
        )
    }

    pub(super) fn body_unread() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "incomplete_body",
            "The body did not arrive to its end.",
        )
    }

    pub(super) fn body_not_text() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "malformed_body",
            "The body is not UTF-8 text.",
        )
    }

    pub(crate) fn body_missing() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "missing_body",
            "The body is required.",
        )
    }

    pub(super) fn header_not_text(name: &str) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "invalid_parameter",
            format!("The header `{name}` is not text."),
        )
    }

    pub(super) fn parameter(error: &DecodeError) -> Self {
        let keyword = if error.is_missing() {
            "required"
        } else {
            "type"
        };
        let pointer = format!(
            "/{}",
            error.parameter().replace('~', "~0").replace('/', "~1")
        );
        let violation = Violation {
            pointer,
            keyword,
            message: error.reason().to_owned(),
        };
        Self::new(
            StatusCode::BAD_REQUEST,
            "invalid_parameter",
            format!("The {error}."),
        )
        .with_violations(vec![violation])
    }

    pub(super) fn parameters(violations: Vec<Violation>) -> Self {
        let detail = listed("A parameter is not as demanded", &violations);
        Self::new(StatusCode::BAD_REQUEST, "invalid_parameter", detail).with_violations(violations)
    }

    pub(crate) fn json(error: &JsonError) -> Self {
        if !error.is_json {
            let detail = format!(
                "The body is not JSON (line {}, column {}).",
                error.line, error.column
            );
            return Self::new(StatusCode::BAD_REQUEST, "malformed_body", detail);
        }
        let (keyword, message) = error.violation();
        Self::body(vec![Violation {
            pointer: error.pointer.clone(),
            keyword,
            message,
        }])
    }

    /// What the wire layer says holds nothing of what was read; what a type says is put into words of ours.
    pub(super) fn form(error: &FormError) -> Self {
        let FormError { pointer, message } = error.clone();
        if message.starts_with("must ") || message.starts_with("is ") {
            let is_missing = message.starts_with("must have the property ");
            let keyword = if is_missing { "required" } else { "type" };
            return Self::body(vec![Violation {
                pointer,
                keyword,
                message,
            }]);
        }
        Self::json(&JsonError {
            is_json: true,
            pointer,
            message,
            line: 1,
            column: 1,
        })
    }

    pub(super) fn body(violations: Vec<Violation>) -> Self {
        let detail = listed("The body is not as demanded", &violations);
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_body", detail)
            .with_violations(violations)
    }

    pub(super) fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal_error",
            "The server could not answer.",
        )
    }
}

/// A sentence with the first violation in it, for forms that have no room for a list.
fn listed(what: &str, violations: &[Violation]) -> String {
    match violations {
        [] => format!("{what}."),
        [
            Violation {
                pointer, message, ..
            },
            ..,
        ] => format!("{what}: `{pointer}` {message}."),
    }
}
