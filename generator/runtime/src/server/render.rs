//! The form of the answers that the runtime makes itself.

use std::ops::RangeInclusive;

use http::Response;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::{Map, Value, json};

use super::super::http::Body;
use super::super::validate::Violation;
use super::Rejection;

/// A form that the document declares for some statuses, as a way to fill it.
#[derive(Clone, Debug)]
pub struct Declared {
    /// The statuses that have it: `401..=401` for one, `400..=499` for a range, `100..=999` for all.
    pub statuses: &'static [RangeInclusive<u16>],
    /// Its media type.
    pub media_type: &'static str,
    /// The properties that are filled.
    pub fields: &'static [(&'static str, Part)],
}

/// What a property of a declared form is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The name of the status.
    Title,
    /// The sentence for people.
    Detail,
    /// The status as a number.
    Status,
    /// The word for programs.
    Code,
    /// A list of objects with `pointer`, `keyword` and `message`.
    Violations,
    /// An object with properties of its own.
    Object(&'static [(&'static str, Part)]),
}

/// The answer in the form declared for its status; a problem document (RFC 9457) where none is declared.
pub(super) fn render(rejection: &Rejection, declared: &[Declared]) -> Response<Body> {
    let form = narrowest(rejection.status().as_u16(), declared);
    let (media_type, value) = match form {
        Some(form) => (form.media_type, fill(form.fields, rejection)),
        None => ("application/problem+json", problem(rejection)),
    };
    let mut response = Response::new(Body::from(value.to_string()));
    *response.status_mut() = rejection.status();
    *response.headers_mut() = rejection.headers().clone();
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// The form whose range is the narrowest: a status goes before its range, a range before the default.
fn narrowest(status: u16, declared: &[Declared]) -> Option<&Declared> {
    let ranges = declared
        .iter()
        .flat_map(|form| form.statuses.iter().map(move |range| (range, form)));
    let fitting = ranges.filter(|(range, _)| range.contains(&status));
    fitting
        .min_by_key(|(range, _)| range.end() - range.start())
        .map(|(_, form)| form)
}

fn fill(fields: &[(&str, Part)], rejection: &Rejection) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|(name, part)| ((*name).to_owned(), part.value(rejection)))
        .collect();
    Value::Object(properties)
}

fn problem(rejection: &Rejection) -> Value {
    let mut problem = json!({
        "type": "about:blank",
        "title": rejection.title(),
        "status": rejection.status().as_u16(),
        "detail": rejection.detail(),
        "code": rejection.code(),
    });
    if !rejection.violations().is_empty() {
        problem["errors"] = violations(rejection.violations());
    }
    problem
}

fn violations(violations: &[Violation]) -> Value {
    violations
        .iter()
        .map(
            |Violation {
                 pointer,
                 keyword,
                 message,
             }| json!({ "pointer": pointer, "keyword": keyword, "message": message }),
        )
        .collect()
}

impl Part {
    fn value(self, rejection: &Rejection) -> Value {
        match self {
            Self::Title => rejection.title().into(),
            Self::Detail => rejection.detail().into(),
            Self::Status => rejection.status().as_u16().into(),
            Self::Code => rejection.code().into(),
            Self::Violations => violations(rejection.violations()),
            Self::Object(fields) => fill(fields, rejection),
        }
    }
}
