//! Requests that are sent again, as a caller of the generated client asks for it.

use generated::runtime::client::{Retry, SendError};

use crate::recorder::Recorder;

const BUSY: [(&str, &str); 2] = [("retry-after", "0"), ("x-rate-limit-remaining", "7")];
const SHOWN: &str = r#"{"organization_membership": {"id": 1, "user_id": 2, "organization_id": 3, "default": null}}"#;

#[tokio::test]
async fn a_busy_server_is_asked_again_where_the_client_says_so() {
    let server = Recorder::new(503, &BUSY, "").then_json(200, SHOWN);
    let client = server.builder().retry(Retry::default());
    let client = client.build().expect("a client");
    let shown = client
        .show_organization_membership_by_id()
        .organization_membership_id(1);
    assert!(shown.send().await.is_ok());
    let sent = server.sent();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0], sent[1]);
}

#[tokio::test]
async fn a_call_says_so_for_itself() {
    let server = Recorder::new(503, &BUSY, "").then_json(200, SHOWN);
    let client = server.builder().idempotency_header("X-Key");
    let client = client.build().expect("a client");
    let shown = client
        .show_organization_membership_by_id()
        .organization_membership_id(1)
        .with(|call| {
            call.set_retry(Retry::default());
            call.set_idempotency_key("seven");
            call.set_header("X-Trace", "a");
        });
    assert!(shown.send().await.is_ok());
    let sent = server.sent();
    assert_eq!(sent.len(), 2);
    for request in sent {
        assert!(request.contains("\nx-key: seven\n"), "{request}");
        assert!(request.contains("\nx-trace: a\n"), "{request}");
    }
}

/// Nobody asked for more than one attempt: the refusal says what the server asks for.
#[tokio::test]
async fn a_refusal_says_when_to_come_back() {
    let server = Recorder::new(503, &[("retry-after", "7"), BUSY[1]], "");
    let client = server.client();
    let shown = client
        .show_organization_membership_by_id()
        .organization_membership_id(1);
    let refused = shown.send().await.expect_err("503");
    assert_eq!(server.sent().len(), 1);
    assert_eq!(refused.retry_after().map(|wait| wait.as_secs()), Some(7));
    let SendError::Answer { headers, .. } = refused else {
        panic!("there is an answer");
    };
    assert_eq!(headers["x-rate-limit-remaining"], "7");
}
