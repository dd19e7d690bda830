//! What only one side sends: the goldens `withheld` (one type) and `views` (two).

use std::sync::{Arc, Mutex};

use http::{Request, Response};
use serde_json::{Value, json};
use tests::runtime::client::{CallOptions, InProcess, Transport, TransportError};
use tests::runtime::http::{Body, BoxFuture};
use tests::runtime::server::{Context, Failure};
use tests::runtime::validate::Validate;
use tests::{views, withheld};

/// Keeps the queries, and the JSON of both ways.
struct Tap<S> {
    server: InProcess<S>,
    seen: Seen,
}

type Seen = Arc<Mutex<Vec<Value>>>;

impl<S> Tap<S> {
    fn new(server: S) -> (Self, Seen) {
        let seen = Seen::default();
        let server = InProcess::new(server);
        let tap = Self {
            server,
            seen: seen.clone(),
        };
        (tap, seen)
    }

    fn keep(&self, value: Value) {
        self.seen.lock().expect("not poisoned").push(value);
    }

    /// The body once more; its JSON is kept, and null where it is empty.
    async fn pass(&self, body: Body) -> Body {
        let bytes = body.read(1 << 20).await.expect("a body");
        self.keep(serde_json::from_slice(&bytes).unwrap_or_default());
        Body::from(bytes)
    }
}

impl<S> Transport for Tap<S>
where
    InProcess<S>: Transport,
    S: Send + Sync + 'static,
{
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        options: &'a CallOptions,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            if let Some(query) = parts.uri.query() {
                self.keep(json!(query));
            }
            let body = self.pass(body).await;
            let request = Request::from_parts(parts, body);
            let (parts, body) = self.server.send(request, options).await?.into_parts();
            let body = self.pass(body).await;
            Ok(Response::from_parts(parts, body))
        })
    }
}

fn taken(seen: &Seen) -> Vec<Value> {
    std::mem::take(&mut *seen.lock().expect("not poisoned"))
}

/// Keeps what its handlers are given, and answers with what it is told.
struct Notes {
    given: Seen,
    answer: Value,
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("it is of the schema")
}

fn written(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("JSON")
}

impl withheld::server::Authenticate for Notes {
    type Principal = ();
}

impl withheld::server::Api for Notes {}

impl withheld::server::Operations for Notes {
    async fn add_notes(
        &self,
        _: Context<()>,
        request: withheld::operations::AddNotesRequest,
    ) -> Result<withheld::operations::AddNotesResponse, Failure> {
        let given = json!([request.like, request.body]);
        self.given.lock().expect("not poisoned").push(given);
        let body = read(self.answer.clone());
        Ok(withheld::operations::AddNotesResponse::Ok { body })
    }

    async fn change_note(
        &self,
        _: Context<()>,
        request: withheld::operations::ChangeNoteRequest,
    ) -> Result<withheld::operations::ChangeNoteResponse, Failure> {
        let given = written(&request.body);
        self.given.lock().expect("not poisoned").push(given);
        let body = read(self.answer.clone());
        Ok(withheld::operations::ChangeNoteResponse::Ok { body })
    }
}

fn notes(answer: Value) -> (withheld::client::Client, Seen, Seen) {
    let given = Seen::default();
    let server = Notes {
        given: given.clone(),
        answer,
    };
    let (tap, seen) = Tap::new(withheld::server::service(server));
    let client = withheld::client::Client::builder().base_url("http://localhost");
    let client = client.transport(tap).build();
    (client.expect("a client"), seen, given)
}

/// A note with all that it can hold, and the same without what a client or a server does not send.
fn note() -> [Value; 3] {
    let flat = |text: &str| json!({"text": text, "id": 1, "key": "k", "changed": "2026-01-02"});
    let whole = json!({
        "text": "a", "id": 1, "key": null, "changed": "2026-01-02",
        "answers": [flat("b"), {"text": "c", "answers": [flat("d")]}],
        "pair": [flat("e"), "b"],
        "more": flat("f"), "none": null, "word": "g",
    });
    let by_client = json!({
        "text": "a", "key": null,
        "answers": [{"text": "b", "key": "k"}, {"text": "c", "answers": [{"text": "d", "key": "k"}]}],
        "pair": [{"text": "e", "key": "k"}, "b"],
        "more": {"text": "f", "key": "k"}, "none": null, "word": "g",
    });
    let date = "2026-01-02";
    let by_server = json!({
        "text": "a", "id": 1, "changed": date,
        "answers": [{"text": "b", "id": 1, "changed": date}, {"text": "c", "answers": [{"text": "d", "id": 1, "changed": date}]}],
        "pair": [{"text": "e", "id": 1, "changed": date}, "b"],
        "more": {"text": "f", "id": 1, "changed": date}, "none": null, "word": "g",
    });
    [whole, by_client, by_server]
}

#[tokio::test]
async fn a_client_sends_nothing_read_only_and_a_server_nothing_write_only() {
    let [whole, by_client, by_server] = note();
    let (client, seen, given) = notes(json!({"all": {"x": whole}}));
    let answer = client
        .add_notes()
        .like(read::<withheld::models::Note>(
            json!({"text": "l", "id": 7}),
        ))
        .body(vec![read(whole.clone())])
        .send()
        .await
        .expect("200");
    assert_eq!(
        taken(&seen),
        [
            json!("like=%7B%22text%22%3A%22l%22%7D"),
            json!([by_client]),
            json!({"all": {"x": by_server}})
        ]
    );
    assert_eq!(taken(&given), [json!([{"text": "l"}, [by_client]])]);
    assert_eq!(written(&answer), json!({"all": {"x": by_server}}));
}

#[tokio::test]
async fn what_a_request_is_made_of_has_its_own_marks() {
    let [whole, by_client, by_server] = note();
    let (client, seen, _) = notes(whole.clone());
    let draft = read::<withheld::models::Draft>(json!({"id": 3, "note": whole}));
    let answer = client.change_note().body(draft).send().await;
    assert_eq!(
        taken(&seen),
        [json!({"note": by_client}), by_server.clone()]
    );
    assert_eq!(written(&answer.expect("200")), by_server);
    client
        .change_note()
        .send()
        .await
        .expect("a body is optional");
}

/// A client that is not ours may send what it has no say in.
#[tokio::test]
async fn a_server_ignores_what_is_read_only() {
    let [whole, by_client, _] = note();
    let given = Seen::default();
    let server = Notes {
        given: given.clone(),
        answer: json!(null),
    };
    let body = json!({"id": 3, "note": whole}).to_string();
    let request = Request::patch("/notes").header("content-type", "application/json");
    let request = request.body(Body::from(body)).expect("a request");
    let answer = withheld::server::service(server).respond(request).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(taken(&given), [json!({"note": by_client})]);
}

struct Users {
    given: Seen,
    user: Value,
}

impl views::server::Authenticate for Users {
    type Principal = ();
}

impl views::server::Api for Users {}

impl views::server::Operations for Users {
    async fn get_user(
        &self,
        _: Context<()>,
        _: views::operations::GetUserRequest,
    ) -> Result<views::operations::GetUserResponse, Failure> {
        let body = read(self.user.clone());
        Ok(views::operations::GetUserResponse::Ok { body })
    }

    async fn put_user(
        &self,
        _: Context<()>,
        request: views::operations::PutUserRequest,
    ) -> Result<views::operations::PutUserResponse, Failure> {
        let given = written(&request.body);
        self.given.lock().expect("not poisoned").push(given);
        let body = read(self.user.clone());
        Ok(views::operations::PutUserResponse::Ok { body })
    }

    async fn join_users(
        &self,
        _: Context<()>,
        request: views::operations::JoinUsersRequest,
    ) -> Result<views::operations::JoinUsersResponse, Failure> {
        let given = written(&request.body);
        self.given.lock().expect("not poisoned").push(given);
        let group = json!({"users": [self.user], "chief": null});
        let body = read(group);
        Ok(views::operations::JoinUsersResponse::Ok { body })
    }
}

/// A user as the server sends it, and as a client does.
fn user() -> [Value; 2] {
    let small = |name: &str| json!({"id": 2, "made": "2026-01-02", "name": name});
    let sent = json!({
        "id": 1, "made": "2026-01-02", "name": "a",
        "home": {"town": "t", "checked": true},
        "group": {"users": [small("g")], "chief": small("h")},
        "friends": [small("b")],
        "by_name": {"c": small("c"), "d": {"text": "n", "at": "now"}, "e": "text"},
        "tree": [small("i"), [small("j")], "leaf", 7],
        "level": "high",
        "extra": true,
    });
    let put = json!({
        "name": "a",
        "home": {"town": "t"},
        "friends": [{"name": "b"}],
        "by_name": {"c": {"name": "c"}, "d": {"text": "n"}, "e": "text"},
        "tree": [{"name": "i"}, [{"name": "j"}], "leaf", 7],
        "level": "high",
        "extra": true,
    });
    [sent, put]
}

fn users() -> (views::client::Client, Seen, Seen) {
    let given = Seen::default();
    let server = Users {
        given: given.clone(),
        user: user()[0].clone(),
    };
    let (tap, seen) = Tap::new(views::server::service(server));
    let client = views::client::Client::builder().base_url("http://localhost");
    let client = client.transport(tap).build();
    (client.expect("a client"), seen, given)
}

#[tokio::test]
async fn get_edit_put_is_one_line() {
    let [sent, mut put] = user();
    let (client, seen, given) = users();
    let mut user = client.get_user().id(1).send().await.expect("200");
    user.name = "z".to_owned();
    client
        .put_user()
        .id(1)
        .body(user.into())
        .send()
        .await
        .expect("200");
    put["name"] = json!("z");
    assert_eq!(taken(&seen), [json!(null), sent.clone(), put.clone(), sent]);
    assert_eq!(taken(&given), [put]);
}

#[tokio::test]
async fn a_view_is_without_what_the_other_side_sends() {
    let [sent, put] = user();
    let given = Seen::default();
    let server = Users {
        given: given.clone(),
        user: sent.clone(),
    };
    // All that the server sends, with the closed record in it, is no fault; it is ignored.
    let request = Request::put("/users/1").header("content-type", "application/json");
    let request = request
        .body(Body::from(sent.to_string()))
        .expect("a request");
    let answer = views::server::service(server).respond(request).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(taken(&given), [put]);
}

#[test]
fn each_view_asks_for_its_own() {
    let read = serde_json::from_value::<views::models::User>;
    assert!(read(json!({"name": "a"})).is_err(), "a server sends `id`");
    let read = serde_json::from_value::<views::models::GroupRequest>;
    assert!(
        read(json!({"users": [], "chief": null})).is_err(),
        "a client sends `pin`"
    );
    let group = read(json!({"pin": "1", "users": [{"name": "a"}], "chief": null}));
    assert_eq!(group.expect("it is of the view").validate(), Ok(()));
    let tree = json!([{"name": "a"}, [{"name": "b"}], "leaf"]);
    let tree = self::read::<views::models::TreeRequest>(tree);
    assert_eq!(tree.validate(), Ok(()), "nobody waits for `id` in a tuple");
}

#[test]
fn what_a_view_lacks_is_given() {
    use views::models::{Group, GroupRequest, Note, NoteRequest};
    let group = json!({"users": [user()[0]], "chief": null});
    let group = GroupRequest::from_response(read::<Group>(group), "1".to_owned());
    let expected = json!({"pin": "1", "users": [user()[1]], "chief": null});
    assert_eq!(written(&group), expected);
    // What a client had no say in does not stand there twice.
    let note = read::<NoteRequest>(json!({"text": "a", "at": "never"}));
    let note = Note::from_request(note, "now".to_owned());
    let text = serde_json::to_string(&note).expect("JSON");
    assert_eq!(text, r#"{"text":"a","at":"now"}"#);
}

#[tokio::test]
async fn a_group_is_joined_with_what_only_the_client_knows() {
    let (client, seen, _) = users();
    let group = read(json!({"pin": "1", "users": [], "chief": {"name": "a", "key": "k"}}));
    let answer = client
        .join_users()
        .id(1)
        .body(group)
        .send()
        .await
        .expect("200");
    let asked = json!({"pin": "1", "users": [], "chief": {"name": "a", "key": "k"}});
    let answered = json!({"users": [user()[0]], "chief": null});
    assert_eq!(taken(&seen), [asked, answered.clone()]);
    assert_eq!(written(&answer), answered);
}
