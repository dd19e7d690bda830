//! Bodies that are forms on the wire: the golden `forms`, its client and its server, by the bytes that each sends.

use http::{Request, StatusCode};
use serde_json::{Value, json};
use tests::forms::client::Client;
use tests::forms::models::Message;
use tests::forms::operations::{
    PutLabelsRequest, PutLabelsResponse, SendMessageRequest, SendMessageResponse,
};
use tests::forms::server::{Api, Authenticate, Operations, service};
use tests::runtime::client::{CallOptions, InProcess, Transport};
use tests::runtime::http::Body;
use tests::runtime::server::{Context, Failure};

use crate::tap::{Seen, Tap};

/// Answers with what it is given.
struct Echo;

impl Authenticate for Echo {
    type Principal = ();
}

impl Api for Echo {}

impl Operations for Echo {
    async fn send_message(
        &self,
        _: Context<()>,
        request: SendMessageRequest,
    ) -> Result<SendMessageResponse, Failure> {
        Ok(SendMessageResponse::Ok { body: request.body })
    }

    async fn put_labels(
        &self,
        _: Context<()>,
        request: PutLabelsRequest,
    ) -> Result<PutLabelsResponse, Failure> {
        let labels = request
            .body
            .map(|body| serde_json::to_value(body).expect("JSON"));
        assert!(
            labels == Some(json!({"a b": "1", "c": "é"})) || labels.is_none(),
            "{labels:?}"
        );
        Ok(PutLabelsResponse::NoContent)
    }
}

fn client() -> (Client, Seen) {
    let seen = Seen::default();
    let tap = Tap {
        server: InProcess::new(service(Echo)),
        seen: seen.clone(),
    };
    let client = Client::builder()
        .base_url("http://localhost")
        .transport(tap);
    (client.build().expect("a client"), seen)
}

fn message(value: Value) -> Message {
    serde_json::from_value(value).expect("a message")
}

#[tokio::test]
async fn each_property_is_spelled_as_its_encoding_says() {
    let (client, seen) = client();
    let sent = message(json!({
        "to": "+41", "count": 7, "urls": ["a&b", "c"], "tags": ["x", "y"],
        "filter": {"ids": [1, 2], "price": {"gt": 1.5}},
        "raw": "\"", "link": "https://a/b?c", "address": {"city": "Bern"}, "lines": [{"sku": "a"}, {"sku": "b"}],
    }));
    let answered = client
        .send_message()
        .body(sent.clone())
        .send()
        .await
        .expect("an answer");
    assert_eq!(answered, sent);
    let text = "to=%2B41&count=7&urls=a%26b&urls=c&tags=x%7Cy\
        &filter%5Bids%5D%5B%5D=1&filter%5Bids%5D%5B%5D=2&filter%5Bprice%5D%5Bgt%5D=1.5\
        &raw=%22%5C%22%22&link=https://a/b?c&address=%7B%22city%22%3A%22Bern%22%7D\
        &lines=%7B%22sku%22%3A%22a%22%7D&lines=%7B%22sku%22%3A%22b%22%7D";
    let form = "application/x-www-form-urlencoded";
    let seen = seen.lock().expect("not poisoned").clone();
    let (request, answer) = (&seen[0], &seen[1]);
    assert_eq!((request.0.as_str(), request.1.as_str()), (form, text));
    // The answer has no `encoding` of its own.
    assert_eq!(answer.0, form);
    assert!(
        answer.1.contains("&tags=x&tags=y&filter=%7B%22ids%22"),
        "{}",
        answer.1
    );
}

#[tokio::test]
async fn an_optional_form_may_stay_away() {
    let (client, seen) = client();
    let labels = serde_json::from_value(json!({"a b": "1", "c": "é"})).expect("labels");
    client.put_labels().body(labels).send().await.expect("kept");
    client.put_labels().send().await.expect("kept");
    let seen = seen.lock().expect("not poisoned").clone();
    assert_eq!(seen[0].1, "a%20b=1&c=%C3%A9");
    assert_eq!(seen[2], (String::new(), String::new()));
}

/// 422 names the property and the rule, and repeats nothing of what was sent.
#[tokio::test]
async fn a_form_of_another_shape_is_refused_with_its_place() {
    for (text, pointer, keyword) in [
        ("to=a&count=secret", "/count", "type"),
        ("to=a&count=10", "/count", "maximum"),
        ("to=", "/to", "minLength"),
        ("count=1", "", "required"),
        ("to=a&address={secret", "/address", "type"),
        ("to=a&filter[ids][]=secret", "/filter/ids/0", "type"),
    ] {
        let request = Request::post("/messages")
            .header(
                "content-type",
                "application/x-www-form-urlencoded;charset=UTF-8",
            )
            .body(Body::from(text))
            .expect("a request");
        let answer = InProcess::new(service(Echo))
            .send(request, &CallOptions::default())
            .await
            .expect("an answer");
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        let bytes = answer.into_body().read(1 << 20).await.expect("a body");
        let problem: Value = serde_json::from_slice(&bytes).expect("JSON");
        assert!(!problem.to_string().contains("secret"), "{problem}");
        let violation = &problem["errors"][0];
        assert_eq!(violation["pointer"], pointer, "{text}: {problem}");
        assert_eq!(violation["keyword"], keyword, "{text}: {problem}");
    }
}
