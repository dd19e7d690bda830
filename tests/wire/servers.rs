//! Where requests go: the golden `bodies`, of which one path has a server of its own.

use std::sync::{Arc, Mutex};

use http::{Request, Response};
use tests::bodies::client::{Client, ClientBuilder, Server};
use tests::runtime::client::{CallOptions, Transport, TransportError};
use tests::runtime::http::{Body, BoxFuture};

/// Keeps where requests go, and answers with a picture.
#[derive(Clone, Default)]
struct Addresses(Arc<Mutex<Vec<String>>>);

impl Transport for Addresses {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        _: &'a CallOptions,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        let address = request.uri().to_string();
        self.0.lock().expect("not poisoned").push(address);
        Box::pin(async { Ok(Response::new(Body::from("picture"))) })
    }
}

/// Where a picture is asked for, and where a text.
async fn addresses(build: impl FnOnce(ClientBuilder) -> ClientBuilder) -> [String; 2] {
    let seen = Addresses::default();
    let client = build(Client::builder().transport(seen.clone()));
    let client = client.build().expect("a client");
    let picture = client.get_notes_by_id_picture().id(7);
    picture.send().await.expect("a picture");
    client
        .get_notes_by_id_text()
        .id(7)
        .send()
        .await
        .expect("text");
    let addresses = seen.0.lock().expect("not poisoned").clone();
    addresses.try_into().expect("two requests")
}

#[tokio::test]
async fn a_path_is_served_where_it_says() {
    let pictures = "https://pictures.eu.example.com/notes/7/picture";
    let [picture, text] = addresses(|client| client).await;
    assert_eq!(picture, pictures);
    assert_eq!(text, "https://eu.example.com/v1/notes/7/text");
    let [picture, text] = addresses(|client| client.server(Server::Staging)).await;
    assert_eq!(picture, pictures);
    assert_eq!(text, "https://staging.example.com/notes/7/text");
}

/// Nothing goes to the real servers from a test, or from behind a gateway.
#[tokio::test]
async fn an_address_of_the_callers_is_for_all() {
    let [picture, text] = addresses(|client| client.base_url("http://localhost:8080")).await;
    assert_eq!(picture, "http://localhost:8080/notes/7/picture");
    assert_eq!(text, "http://localhost:8080/notes/7/text");
}

#[tokio::test]
async fn a_call_goes_where_it_is_told() {
    let seen = Addresses::default();
    let client = Client::builder()
        .base_url("http://localhost")
        .transport(seen.clone());
    let client = client.build().expect("a client");
    let picture = client.get_notes_by_id_picture().id(7).with(|call| {
        assert!(call.set_base_url("pictures").is_err());
        assert!(call.set_base_url("http://other/base/").is_ok());
    });
    picture.send().await.expect("a picture");
    assert_eq!(
        *seen.0.lock().expect("not poisoned"),
        ["http://other/base/notes/7/picture"]
    );
}
