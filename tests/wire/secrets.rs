//! Where credentials do not go: into any text, and to any other origin.

use generated::client::Client;
use generated::operations::ShowJobStatusResponse;
use generated::runtime::client::{Error, TransportErrorKind};
use generated::runtime::http::Body;
use generated::runtime::secret::Secret;
use generated::runtime::server::{Basic, Bearer};

use crate::memory::{PASSWORD, TOKEN};
use crate::peer;
use crate::recorder::Recorder;

/// `u:s3cret-canary` in base64.
const ENCODED: &str = "dTpzM2NyZXQtY2FuYXJ5";

#[track_caller]
fn shows_nothing(shown: &str) {
    assert!(
        !shown.contains("canary") && !shown.contains(ENCODED),
        "{shown}"
    );
}

#[tokio::test]
async fn debug_of_everything_on_the_way() {
    let builder = Client::builder()
        .basic_auth("u", PASSWORD)
        .bearer_auth(TOKEN)
        .header("x-key", "key-canary");
    shows_nothing(&format!("{builder:?}"));
    let client = builder.build().expect("a client");
    shows_nothing(&format!("{client:?} {client:#?}"));
    let call = client.show_job_status().job_status_id("1");
    shows_nothing(&format!("{call:?} {:?}", call.clone().request()));
    shows_nothing(&format!("{:?}", Secret::new(PASSWORD)));
    let (user, password, token) = ("u".to_owned(), PASSWORD.into(), TOKEN.into());
    shows_nothing(&format!(
        "{:?} {:?}",
        Basic { user, password },
        Bearer { token }
    ));
}

#[tokio::test]
async fn the_request_that_a_transport_sees() {
    struct Shown;
    impl generated::runtime::client::Transport for Shown {
        fn send<'a>(
            &'a self,
            request: http::Request<Body>,
            _: &'a generated::runtime::client::CallOptions,
        ) -> generated::runtime::http::BoxFuture<
            'a,
            Result<http::Response<Body>, generated::runtime::client::TransportError>,
        > {
            shows_nothing(&format!("{request:?}"));
            assert_eq!(
                request.headers()["authorization"],
                format!("Basic {ENCODED}")
            );
            Box::pin(async { Ok(http::Response::new(Body::from("{}"))) })
        }
    }
    let client = Client::builder().basic_auth("u", PASSWORD).transport(Shown);
    let client = client.build().expect("a client");
    client
        .show_job_status()
        .job_status_id("1")
        .send()
        .await
        .expect("200");
}

#[tokio::test]
async fn errors() {
    let nobody = peer::nobody().await;
    let (broken, _) = peer::saying("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{").await;
    let (odd, _) = peer::saying("what?\r\n\r\n").await;
    for address in [nobody, broken, odd] {
        let call = peer::client(address).show_job_status().job_status_id("1");
        let error = call.send().await.expect_err("no answer");
        shows_nothing(&format!("{error:?} {error}"));
    }
    let wire = Recorder::json(500, "{");
    for builder in [
        wire.builder().basic_auth("u", format!("{PASSWORD}\n")),
        wire.builder().bearer_auth(format!("{TOKEN}\n")),
        wire.builder().basic_auth("u", PASSWORD),
    ] {
        let client = builder.build().expect("a client");
        let answer = client.show_job_status().job_status_id("1").send().await;
        let error = answer.expect_err("500, or nothing that a header holds");
        shows_nothing(&format!("{error:?} {error}"));
    }
    let refused = Client::builder().header("x-key", "key-canary\n").build();
    shows_nothing(&format!("{:?}", refused.expect_err("no header")));
}

/// Another port is another origin. Such an answer is handed back as it is.
#[tokio::test]
async fn redirects_to_another_origin_are_not_followed() {
    let (other, heard) = peer::saying("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await;
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let redirect = format!(
            "HTTP/1.1 {status}\r\nlocation: http://{other}/x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        );
        let (address, _) = peer::saying(redirect).await;
        let call = peer::client(address).show_job_status().job_status_id("1");
        let answer = call.send_full().await.expect("an answer");
        assert!(
            matches!(&answer, ShowJobStatusResponse::Undeclared(answer)
                if answer.status.is_redirection() && answer.headers.contains_key("location")),
            "{status}: {answer:?}"
        );
    }
    assert_eq!(heard.all(), [""; 0]);
}

/// Within the origin they are followed, credentials and all, but not for ever.
#[tokio::test]
async fn redirects_within_the_origin() {
    let answer =
        "HTTP/1.1 302 Found\r\nlocation: /again\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let (address, heard) = peer::saying(answer).await;
    let call = peer::client(address).show_job_status().job_status_id("1");
    let error = call.send_full().await.expect_err("a loop");
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Redirect),
        "{error:?}"
    );
    shows_nothing(&format!("{error} {error:?}"));
    let heard = heard.all();
    assert_eq!(heard.len(), 11, "{heard:#?}");
    assert!(
        heard[1].starts_with("GET /again HTTP/1.1\r\n"),
        "{}",
        heard[1]
    );
    assert!(
        heard[1].contains("authorization: Bearer t0ken-canary\r\n"),
        "{}",
        heard[1]
    );
}
