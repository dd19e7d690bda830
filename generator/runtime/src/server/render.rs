//! The form of the answers that the runtime makes itself.

use std::ops::RangeInclusive;

use http::Response;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

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
    /// The same, and the property is left out where the list would be empty.
    ViolationsIfAny,
    /// An object with properties of its own.
    Object(&'static [(&'static str, Part)]),
}

/// The answer in the form declared for its status; a problem document (RFC 9457) where none is declared.
pub(super) fn render(rejection: &Rejection, declared: &[Declared]) -> Response<Body> {
    let form = narrowest(rejection.status().as_u16(), declared);
    let (media_type, body) = match form {
        Some(form) => (form.media_type, text(&Filled(form.fields, rejection))),
        None => ("application/problem+json", text(&Problem::from(rejection))),
    };
    let mut response = Response::new(Body::from(body));
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

/// Text and numbers in maps with text as keys, which are always JSON.
fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The properties of a form in the document's order, each with its part of a rejection.
struct Filled<'a>(&'a [(&'static str, Part)], &'a Rejection);

impl Serialize for Filled<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(fields, rejection) = *self;
        let mut map = serializer.serialize_map(None)?;
        for (name, part) in fields {
            match part {
                Part::Title => map.serialize_entry(name, rejection.title())?,
                Part::Detail => map.serialize_entry(name, rejection.detail())?,
                Part::Status => map.serialize_entry(name, &rejection.status().as_u16())?,
                Part::Code => map.serialize_entry(name, rejection.code())?,
                Part::ViolationsIfAny if rejection.violations().is_empty() => {}
                Part::Violations | Part::ViolationsIfAny => {
                    map.serialize_entry(name, rejection.violations())?;
                }
                Part::Object(fields) => map.serialize_entry(name, &Filled(fields, rejection))?,
            }
        }
        map.end()
    }
}

/// A problem document (RFC 9457 §3.1); `code` and `errors` are extension members.
#[derive(Serialize)]
struct Problem<'a> {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    detail: &'a str,
    code: &'static str,
    #[serde(skip_serializing_if = "<[Violation]>::is_empty")]
    errors: &'a [Violation],
}

impl<'a> From<&'a Rejection> for Problem<'a> {
    fn from(rejection: &'a Rejection) -> Self {
        Self {
            r#type: "about:blank",
            title: rejection.title(),
            status: rejection.status().as_u16(),
            detail: rejection.detail(),
            code: rejection.code(),
            errors: rejection.violations(),
        }
    }
}
