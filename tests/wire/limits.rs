//! What a call may take: time, and size.

use std::time::{Duration, Instant};

use generated::client::Client;
use generated::operations::ShowJobStatusResponse;
use generated::runtime::client::{Error, Limits, ReqwestTransport, TransportErrorKind};

use crate::peer;
use crate::recorder::Recorder;

const SHORT: Duration = Duration::from_millis(50);
/// The client would wait thirty seconds by itself.
const GENEROUS: Duration = Duration::from_secs(20);

async fn ask(client: &Client) -> Result<ShowJobStatusResponse, Error> {
    client
        .show_job_status()
        .job_status_id("1")
        .send_full()
        .await
}

#[tokio::test]
async fn a_client_does_not_wait_for_ever() {
    let url = format!("http://{}", peer::silent().await);
    let start = Instant::now();
    let client = Client::builder().base_url(&url).timeout(SHORT);
    let error = ask(&client.build().expect("a client"))
        .await
        .expect_err("silence");
    assert!(matches!(error, Error::Timeout), "{error}");
    assert!(start.elapsed() < GENEROUS);
}

#[tokio::test]
async fn a_call_has_a_limit_of_its_own() {
    let url = format!("http://{}", peer::silent().await);
    let start = Instant::now();
    let client = Client::builder()
        .base_url(&url)
        .timeout(Duration::MAX)
        .build();
    let call = client
        .expect("a client")
        .show_job_status()
        .job_status_id("1");
    let error = call.timeout(SHORT).send_full().await.expect_err("silence");
    assert!(matches!(error, Error::Timeout), "{error}");
    assert!(start.elapsed() < GENEROUS);
}

#[tokio::test]
async fn an_answer_that_stalls_or_breaks_off() {
    // The connection is closed before the announced end.
    let (address, _) = peer::saying("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{").await;
    let error = ask(&peer::client(address)).await.expect_err("broken off");
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Body),
        "{error:?}"
    );
    let (address, _) = peer::saying("what?\r\n\r\n").await;
    let error = ask(&peer::client(address)).await.expect_err("no HTTP");
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Other),
        "{error:?}"
    );
}

#[tokio::test]
async fn nobody_listens() {
    let error = ask(&peer::client(peer::nobody().await))
        .await
        .expect_err("refused");
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Connect),
        "{error:?}"
    );
    assert!(error.to_string().starts_with("cannot connect: "), "{error}");
}

#[tokio::test]
async fn connecting_has_a_bound_of_its_own() {
    let transport = ReqwestTransport::connecting_within(SHORT).expect("a transport");
    let client = Client::builder()
        .base_url(&format!("http://{}", peer::nobody().await))
        .transport(transport);
    let error = ask(&client.build().expect("a client"))
        .await
        .expect_err("refused");
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Connect),
        "{error:?}"
    );
}

const LIMITS: Limits = Limits {
    success_body: 10,
    error_body: 5,
};

#[tokio::test]
async fn sizes() {
    for (status, body, limit) in [
        (200, r#"{"a": "b"}"#, None),
        (200, r#"{"a": "bc"}"#, Some(10)),
        (404, r#"{"a":1}"#, Some(5)),
        (404, "{}", None),
        (500, "123456", Some(5)),
        (500, "12345", None),
    ] {
        let wire = Recorder::json(status, body);
        let client = wire.builder().limits(LIMITS).build().expect("a client");
        let answer = ask(&client).await;
        let refused = match &answer {
            Err(Error::BodyTooLarge(oversized)) => Some(oversized.limit),
            _ => None,
        };
        assert_eq!(refused, limit, "{status} {body}: {answer:?}");
    }
}

/// Of an answer that is too large all is kept but most of its body.
#[tokio::test]
async fn what_is_left_of_a_large_answer() {
    let page = "<p>busy</p>".repeat(200_000);
    let wire = Recorder::new(503, &[("retry-after", "7")], &*page);
    let error = ask(&wire.client()).await.expect_err("over 1 MiB");
    let Error::BodyTooLarge(oversized) = error else {
        panic!("too large: {error}")
    };
    assert_eq!(oversized.status, 503);
    assert_eq!(oversized.headers["retry-after"], "7");
    assert_eq!(oversized.body, page[..1024]);
    assert_eq!(oversized.limit, 1 << 20);
}

/// Neither announced nor endless bodies are read further than allowed.
#[tokio::test]
async fn sizes_over_a_socket() {
    let head = "HTTP/1.1 200 OK\r\nx-tea: green\r\n";
    for (answer, beginning) in [
        (format!("{head}content-length: 99999999999\r\n\r\n"), ""),
        (
            format!("{head}content-length: 20\r\n\r\n{}", "a".repeat(20)),
            "aaaaaaaaaa",
        ),
        (
            format!(
                "{head}transfer-encoding: chunked\r\n\r\n{}",
                "6\r\naaaaaa\r\n".repeat(3)
            ),
            "aaaaaaaaaa",
        ),
    ] {
        let (address, _) = peer::saying(&*answer).await;
        let client = Client::builder()
            .base_url(&format!("http://{address}"))
            .limits(LIMITS);
        let error = ask(&client.build().expect("a client")).await;
        let Err(Error::BodyTooLarge(oversized)) = error else {
            panic!("{answer}: {error:?}")
        };
        assert_eq!((oversized.status.as_u16(), oversized.limit), (200, 10));
        assert_eq!(oversized.headers["x-tea"], "green");
        assert_eq!(oversized.body, beginning, "{answer}");
    }
}
