//! How a request finds its operation, and what keeps it from there.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use generated::runtime::http::Body;

use crate::ask::{BASIC, FULL, JSON, LIST, ask, ask_with, create, get};
use crate::memory::Memory;
use crate::peer;

#[tokio::test]
async fn not_found_404() {
    for path in [
        "/",
        "/api/v2/nothing",
        "/api/v2/organization_memberships/",
        "/api/v2//organization_memberships",
        "/API/v2/organization_memberships",
        "/api/v2/organization_memberships/1/2",
        "/api/v2/organization_memberships/1/",
    ] {
        get(path).await.is_problem(404, "not_found");
    }
    // A path is what it is, whoever asks.
    let answer = ask_with(Memory::of(0), "GET", "/nothing", &[], "").await;
    answer.is_problem(404, "not_found");
}

#[tokio::test]
async fn method_not_allowed_405() {
    let answer = ask("PATCH", LIST, &[], "").await;
    answer.is_problem(405, "method_not_allowed");
    assert_eq!(answer.header("allow"), "GET, HEAD, POST");
    // A concrete path goes before a templated one, though the templated one has the method.
    let answer = get("/api/v2/organization_memberships/destroy_many").await;
    answer.is_problem(405, "method_not_allowed");
    assert_eq!(answer.header("allow"), "DELETE");
}

#[tokio::test]
async fn a_value_does_not_change_the_route() {
    // The slash is part of the id, which is then no number.
    let answer = get("/api/v2/organization_memberships/1%2F2").await;
    answer.is_declared_error(400, "invalid_parameter");
    let answer = get("/api/v2/organization_memberships%2F1").await;
    answer.is_problem(404, "not_found");
    let answer = get("/api/v2/job_statuses/a%2F..%2Fb").await;
    answer.is_error_response_without_code(404, "There is no such record.");
    // A percent-encoded letter is that letter.
    assert_eq!(
        get("/api/v2/organization%5Fmemberships/%31").await.status,
        200
    );
}

#[tokio::test]
async fn head_is_get_without_its_body() {
    let (get, head) = (get(LIST).await, ask("HEAD", LIST, &[], "").await);
    assert_eq!((head.status, head.text.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), get.text.len().to_string());
    assert_eq!(head.header("content-type"), "application/json");
    let head = ask("HEAD", "/nothing", &[], "").await;
    assert_eq!((head.status, head.text.as_str()), (404, ""));
}

#[tokio::test]
async fn not_acceptable_406() {
    for accept in [
        "text/html, application/xml;q=0.9",
        "application/json;q=0, */*",
        "application/json;q=0.000",
    ] {
        let answer = ask("GET", LIST, &[("accept", accept)], "").await;
        answer.is_problem(406, "not_acceptable");
    }
    for accept in [
        "application/*",
        "text/html, */*;q=0.1",
        "Application/JSON; charset=utf-8",
        "",
        ",;",
    ] {
        let answer = ask("GET", LIST, &[("accept", accept)], "").await;
        assert_eq!(answer.status, 200, "{accept}");
    }
}

#[tokio::test]
async fn unsupported_media_type_415() {
    for wrong in [
        "text/plain",
        "application/json; charset=latin1",
        "json",
        "application/jsonp",
        "",
    ] {
        let answer = create(&[("content-type", wrong)], FULL).await;
        answer.is_declared_error(415, "unsupported_media_type");
    }
    create(&[], FULL)
        .await
        .is_declared_error(415, "unsupported_media_type");
    let json = ("content-type", "APPLICATION/JSON;Charset=\"UTF-8\"");
    assert_eq!(create(&[json], FULL).await.status, 201);
    // Said twice is not said at all: which of the two the next reader takes is anyone's guess.
    let answer = create(&[JSON, ("content-type", "text/plain")], FULL).await;
    answer.is_declared_error(415, "unsupported_media_type");
    // A body for an operation that takes none.
    let answer = ask("GET", LIST, &[JSON], "{}").await;
    answer.is_problem(415, "unsupported_media_type");
}

#[tokio::test]
async fn body_too_large_413() {
    let answer = create(&[JSON], "x".repeat(10_001)).await;
    answer.is_problem(413, "body_too_large");
    let endless = http_body_util::StreamBody::new(Endless);
    create(&[JSON], Body::stream(endless))
        .await
        .is_problem(413, "body_too_large");
}

/// A body of ten bytes, again and again.
struct Endless;

impl futures_util::Stream for Endless {
    type Item = Result<http_body::Frame<Bytes>, std::io::Error>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let data = Bytes::from_static(b"0123456789");
        Poll::Ready(Some(Ok(http_body::Frame::data(data))))
    }
}

/// As they arrive over a socket: announced, and in chunks.
#[tokio::test]
async fn body_too_large_over_a_socket() {
    let address = peer::serve(Memory::of(0)).await;
    let head = format!(
        "POST {LIST} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{}: {}\r\n{}: {}\r\n",
        BASIC.0, BASIC.1, JSON.0, JSON.1
    );
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
    for request in [
        format!("{head}content-length: 99999999\r\n\r\n"),
        format!(
            "{head}transfer-encoding: chunked\r\n\r\n{}",
            chunk.repeat(33)
        ),
    ] {
        let answer = peer::say(address, &request).await;
        assert!(
            answer.starts_with("HTTP/1.1 413 Payload Too Large\r\n"),
            "{answer}"
        );
        assert!(
            answer.contains("\r\ncontent-type: application/problem+json\r\n"),
            "{answer}"
        );
    }
}
