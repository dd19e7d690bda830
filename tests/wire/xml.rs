//! Bodies of XML on the wire: the golden `xml-bodies`, its client and its server, by the bytes that each sends.

use http::{Request, Response};
use serde_json::{Value, json};
use tests::runtime::client::{CallOptions, Error, InProcess, Transport, TransportError};
use tests::runtime::http::{Body, BoxFuture};
use tests::runtime::server::{Context, Failure};
use tests::xml_bodies::client::Client;
use tests::xml_bodies::models::Pet;
use tests::xml_bodies::operations::{
    AddPetRequest, AddPetResponse, ListPetsRequest, ListPetsResponse, PutNoteRequest,
    PutNoteResponse,
};
use tests::xml_bodies::server::{Api, Authenticate, Operations, service};

use crate::tap::{Seen, Tap};

/// Answers with what it is given.
struct Echo;

impl Authenticate for Echo {
    type Principal = ();
}

impl Api for Echo {}

impl Operations for Echo {
    async fn add_pet(
        &self,
        _: Context<()>,
        request: AddPetRequest,
    ) -> Result<AddPetResponse, Failure> {
        Ok(AddPetResponse::Created { body: request.body })
    }

    async fn list_pets(
        &self,
        _: Context<()>,
        _: ListPetsRequest,
    ) -> Result<ListPetsResponse, Failure> {
        let body = vec![pet(json!({"id": 1, "name": "a", "photos": []}))];
        Ok(ListPetsResponse::Ok { body })
    }

    async fn put_note(
        &self,
        _: Context<()>,
        request: PutNoteRequest,
    ) -> Result<PutNoteResponse, Failure> {
        let note = request
            .body
            .map(|body| serde_json::to_value(body).expect("JSON"));
        assert_eq!(note, Some(json!({"a": 1, "b": 2})));
        Ok(PutNoteResponse::NoContent)
    }
}

fn pet(value: Value) -> Pet {
    serde_json::from_value(value).expect("a pet")
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

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

const WHOLE: &str = concat!(
    r#"<p:pet xmlns:p="https://example.com/pets" id="7" sold="true">"#,
    r#"<n:name xmlns:n="https://example.com/names">Rex &amp; Co</n:name>"#,
    r#"<weight xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>"#,
    "<photo>a.png</photo><photo>b.png</photo>",
    "<tags><tag><label>old</label></tag></tags>",
    "<status>sold</status>",
    "<owner><address>Ulm</address><open>false</open></owner>",
    r#"<p:pet id="6"><n:name xmlns:n="https://example.com/names">Ur</n:name></p:pet>"#,
    "</p:pet>",
);

fn whole() -> Value {
    json!({
        "id": 7, "sold": true, "name": "Rex & Co", "weight": null,
        "photos": ["a.png", "b.png"], "tags": [{"label": "old"}], "status": "sold",
        "owner": {"address": "Ulm", "open": false},
        "parent": {"id": 6, "name": "Ur", "photos": []},
    })
}

#[tokio::test]
async fn both_ways_as_the_document_has_it() {
    let (client, seen) = client();
    let sent = pet(whole());
    let answer = client.add_pet().body(sent.clone()).send().await;
    assert_eq!(answer.expect("201"), sent);
    let text = format!("{HEAD}{WHOLE}");
    let xml = || ("application/xml".to_owned(), text.clone());
    assert_eq!(*seen.lock().expect("not poisoned"), [xml(), xml()]);
}

#[tokio::test]
async fn lists_and_maps_have_roots() {
    let (client, seen) = client();
    let pets = client.list_pets().send().await.expect("200");
    assert_eq!(pets, [pet(json!({"id": 1, "name": "a", "photos": []}))]);
    let note = [("a".to_owned(), 1), ("b".to_owned(), 2)].into();
    client.put_note().body(note).send().await.expect("204");
    let seen = seen.lock().expect("not poisoned");
    let pets = r#"<pets><p:pet xmlns:p="https://example.com/pets" id="1"><n:name xmlns:n="https://example.com/names">a</n:name></p:pet></pets>"#;
    assert_eq!(seen[1], ("text/xml".to_owned(), format!("{HEAD}{pets}")));
    assert_eq!(seen[2].1, format!("{HEAD}<note><a>1</a><b>2</b></note>"));
}

/// What the server says to a body.
async fn answer(media_type: &str, text: &str) -> (u16, Value) {
    let request = Request::post("http://localhost/pets").header("content-type", media_type);
    let request = request
        .body(Body::from(text.to_owned()))
        .expect("a request");
    let server = InProcess::new(service(Echo));
    let answer = server.send(request, &CallOptions::default()).await;
    let (parts, body) = answer.expect("an answer").into_parts();
    let bytes = body.read(1 << 20).await.expect("a body");
    let problem = serde_json::from_slice(&bytes).unwrap_or_default();
    (parts.status.as_u16(), problem)
}

#[tokio::test]
async fn a_server_refuses_what_is_not_of_the_shape() {
    let xml = "application/xml";
    assert_eq!(answer(xml, WHOLE).await.0, 201);
    assert_eq!(answer("application/xml; charset=utf-8", WHOLE).await.0, 201);
    assert_eq!(
        answer("application/xml; charset=latin1", WHOLE).await.0,
        415
    );
    assert_eq!(answer("application/json", "{}").await.0, 415);
    assert_eq!(answer(xml, "").await.0, 400);
    let (status, problem) = answer(xml, "<pet>").await;
    assert_eq!((status, &problem["code"]), (400, &json!("malformed_body")));
    let text = WHOLE.replace(r#" id="6""#, "");
    let (status, problem) = answer(xml, &text).await;
    assert_eq!(status, 422);
    assert_eq!(problem["errors"][0]["pointer"], "/parent");
    assert_eq!(problem["errors"][0]["keyword"], "required");
    // What `validate` demands holds for XML as it does for JSON.
    let (status, problem) = answer(xml, &WHOLE.replace("Rex &amp; Co", "")).await;
    assert_eq!(status, 422);
    assert_eq!(problem["errors"][0]["keyword"], "minLength");
}

/// Answers with a fixed body.
struct Fixed(&'static str, &'static str);

impl Transport for Fixed {
    fn send<'a>(
        &'a self,
        _: Request<Body>,
        _: &'a CallOptions,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        let answer = Response::builder().header("content-type", self.0);
        let answer = answer.body(Body::from(self.1)).expect("an answer");
        Box::pin(async move { Ok(answer) })
    }
}

async fn listed(media_type: &'static str, text: &'static str) -> Result<Vec<Pet>, String> {
    let client = Client::builder().base_url("http://localhost");
    let client = client.transport(Fixed(media_type, text)).build();
    let answer = client.expect("a client").list_pets().send_full().await;
    match answer {
        Ok(answer) => match answer {
            ListPetsResponse::Ok { body } => Ok(body),
            ListPetsResponse::Undeclared(_) => Err("undeclared".to_owned()),
        },
        Err(Error::Decode(error)) => Err(error.error.to_string()),
        Err(other) => Err(other.to_string()),
    }
}

#[tokio::test]
async fn a_client_says_what_is_wrong_and_where() {
    let empty = listed("text/xml", "<pets/>").await;
    assert_eq!(empty, Ok(Vec::new()));
    assert_eq!(
        listed("application/xml;charset=utf-8", "<pets/>").await,
        Ok(Vec::new())
    );
    let html = listed("text/html", "<html></html>").await;
    assert_eq!(
        html.expect_err("HTML"),
        "the body is `text/html` where XML is declared"
    );
    let other = listed("text/xml", "<pet/>").await;
    let message = "the root element is `pet`, expected `pets` (line 1, column 1)";
    assert_eq!(other.expect_err("another root"), message);
}
