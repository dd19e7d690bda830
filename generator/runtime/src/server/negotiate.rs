//! Media types and the size of the body, before anything is read of it.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::request::Parts;
use http_body::Body as _;

use super::super::http::{Body, Facts, MediaType, ReadError, acceptable};
use super::Rejection;

/// Whether the caller takes what the operation answers with (406).
pub(super) fn check_accept(facts: &Facts, parts: &Parts) -> Result<(), Rejection> {
    let accept: Vec<&str> = parts
        .headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    if acceptable(&accept.join(","), facts.response) {
        Ok(())
    } else {
        Err(Rejection::not_acceptable(facts.response))
    }
}

/// Reads the body, after its media type (415) and no further than `limit` (413).
pub(super) async fn receive(
    facts: &Facts,
    parts: &Parts,
    body: Body,
    limit: usize,
) -> Result<Bytes, Rejection> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    let mut content_types = parts.headers.get_all(CONTENT_TYPE).iter();
    let content_type = content_types.next();
    if facts.request.is_empty() {
        // Content that says what it is means something to the caller, and nothing here (RFC 9110 §9.3.1 gives it no
        // meaning either).
        return if content_type.is_none() {
            Ok(Bytes::new())
        } else {
            Err(Rejection::unsupported_media_type(&[]))
        };
    }
    // Which of two the next reader goes by is anyone's guess.
    let given = content_type
        .filter(|_| content_types.next().is_none())
        .and_then(|value| value.to_str().ok()?.parse::<MediaType>().ok());
    if !given.is_some_and(|given| takes(facts, &given)) {
        return Err(Rejection::unsupported_media_type(facts.request));
    }
    body.read(limit).await.map_err(|error| match error {
        ReadError::TooLarge(limit) => Rejection::body_too_large(limit),
        ReadError::Failed(_) => Rejection::body_unread(),
    })
}

fn takes(facts: &Facts, given: &MediaType) -> bool {
    let declared = facts
        .request
        .iter()
        .filter_map(|text| text.parse::<MediaType>().ok())
        .any(|declared| declared.covers(given));
    // JSON between systems is UTF-8 (RFC 8259 §8.1), and XML in any other encoding is not read.
    declared && (!(given.is_json() || given.is_xml()) || given.is_utf8())
}
