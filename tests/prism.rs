//! The generated client against a server that nobody here wrote: `OASMITH_PRISM` names the address of a Prism that mocks the
//! completed document (`tests/interop.sh` starts one). Without the variable there is nothing to test. Prints figures; run it with
//! `-- --nocapture`.

#[path = "fixture/document.rs"]
#[expect(dead_code, reason = "its listing is for other tests")]
mod document;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use bytes::Bytes;
use generated::runtime::client::{
    self, CallOptions, ReqwestTransport, Transport, TransportError, TransportErrorKind,
};
use generated::runtime::http::{Body, BoxFuture};
use generated::runtime::{json, server};
use generated::zendesk_organization_memberships::client::Client;
use generated::zendesk_organization_memberships::models::{
    OrganizationMembershipCreate, OrganizationMembershipCreateManyRequest,
    OrganizationMembershipCreateRequest,
};
use generated::zendesk_organization_memberships::operations::{
    CreateManyOrganizationMembershipsRequest, CreateOrganizationMembershipRequest,
    DeleteManyOrganizationMembershipsRequest, DeleteOrganizationMembershipRequest,
    ListOrganizationMembershipsRequest, SetOrganizationMembershipAsDefaultRequest,
    ShowJobStatusRequest, ShowOrganizationMembershipByIdRequest,
};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use oasmith::Diagnostics;
use oasmith::spec::{self, Status};
use serde_json::Value;

const DOCUMENT: &str = "../specs/zendesk-organization-memberships.yaml";

/// The largest integer that Prism takes, whatever the format: what a number of JavaScript holds exactly.
const LARGEST: i64 = (1 << 53) - 1;

/// How many made-up answers are asked for of each status.
const DYNAMIC: usize = 25;

/// Asks for a form of answer, and keeps what came.
#[derive(Clone)]
struct Watched {
    transport: ReqwestTransport,
    prefer: Arc<Mutex<String>>,
    seen: Arc<Mutex<Vec<Seen>>>,
    calls: Arc<Mutex<BTreeMap<(&'static str, u16), usize>>>,
}

impl Watched {
    fn count(&self, operation: &'static str, status: u16) {
        let mut calls = self.calls.lock().expect("not poisoned");
        *calls.entry((operation, status)).or_default() += 1;
    }
}

struct Seen {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Transport for Watched {
    fn send<'a>(
        &'a self,
        mut request: Request<Body>,
        options: &'a CallOptions,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let prefer = self.prefer.lock().expect("not poisoned").clone();
            let prefer = HeaderValue::try_from(prefer).expect("a header value");
            request.headers_mut().insert("prefer", prefer);
            let answer = self.transport.send(request, options).await?;
            let (parts, body) = answer.into_parts();
            let read = body.read(1 << 20).await;
            let body = read.map_err(|error| {
                TransportError::new(TransportErrorKind::Body, format!("{error:?}"))
            })?;
            self.seen.lock().expect("not poisoned").push(Seen {
                status: parts.status,
                headers: parts.headers.clone(),
                body: body.clone(),
            });
            Ok(Response::from_parts(parts, Body::from(body)))
        })
    }
}

/// A client of Prism, and the statuses that the document declares for each operation.
struct Prism {
    client: Client,
    wire: Watched,
    declared: BTreeMap<String, Vec<u16>>,
}

impl Prism {
    fn new(address: &str) -> Self {
        let wire = Watched {
            transport: ReqwestTransport::new().expect("a transport"),
            prefer: Arc::default(),
            seen: Arc::default(),
            calls: Arc::default(),
        };
        let client = Client::builder()
            .base_url(address)
            .basic_auth("agent@example.com/token", "demo-api-token")
            .transport(wire.clone())
            .build();
        Self {
            client: client.expect("a client"),
            wire,
            declared: declared(),
        }
    }

    /// Every declared status, once from the document's examples and often made up.
    async fn every_status<O>(&self, request: O)
    where
        O: client::Operation
            + server::Operation<Response = <O as client::Operation>::Response>
            + Clone,
        <O as client::Operation>::Response: Debug,
    {
        for status in &self.declared[O::FACTS.id] {
            self.call(&request, *status, false).await;
            for _ in 0..DYNAMIC {
                self.call(&request, *status, true).await;
            }
        }
    }

    /// Prism takes the request, and the client reads the answer into the variant of its status, with all that it says.
    async fn call<O>(&self, request: &O, status: u16, is_made_up: bool)
    where
        O: client::Operation
            + server::Operation<Response = <O as client::Operation>::Response>
            + Clone,
        <O as client::Operation>::Response: Debug,
    {
        *self.wire.prefer.lock().expect("not poisoned") =
            format!("code={status}, dynamic={is_made_up}");
        let what = format!("{} {status}", O::FACTS.id);
        let answer = self.client.execute(request.clone()).await;
        let seen = self.wire.seen.lock().expect("not poisoned").pop();
        let seen = seen.expect("an answer came");
        let text = String::from_utf8_lossy(&seen.body);
        let violations = seen.headers.get("sl-violations");
        assert_eq!(violations, None, "{what}: the request is refused");
        assert_eq!(seen.status, status, "{what}: {text}");
        let answer = answer.unwrap_or_else(|error| panic!("{what}: {error}: {text}"));
        let shown = format!("{answer:?}");
        assert!(!shown.starts_with("Undeclared"), "{what}: {shown}");
        // What the client has read is what the server would write.
        let written = <O as server::Operation>::encode(answer).expect("an answer");
        assert_eq!(written.status(), status, "{what}: {shown}");
        let (parts, body) = written.into_parts();
        for (name, value) in &parts.headers {
            let came = seen.headers.get(name).map(HeaderValue::as_bytes);
            let is_type = name == http::header::CONTENT_TYPE;
            assert!(
                is_type || came == Some(value.as_bytes()),
                "{what}: {name}: {came:?}"
            );
        }
        self.wire.count(O::FACTS.id, status);
        let body = body.read(1 << 20).await.expect("a body");
        if body.is_empty() {
            assert_eq!(text, "", "{what}");
            return;
        }
        let (came, written): (Value, Value) = (value(&seen.body), value(&body));
        let is_kept = if is_made_up {
            is_within(&written, &came)
        } else {
            json::equal(&written, &came)
        };
        assert!(is_kept, "{what}: {came} was read as {written}");
    }
}

fn value(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

/// Whether `all` says what `part` says; it may have properties besides, which the document does not declare.
fn is_within(part: &Value, all: &Value) -> bool {
    match (part, all) {
        (Value::Object(part), Value::Object(all)) => part
            .iter()
            .all(|(name, value)| all.get(name).is_some_and(|other| is_within(value, other))),
        (Value::Array(part), Value::Array(all)) => {
            part.len() == all.len() && part.iter().zip(all).all(|(a, b)| is_within(a, b))
        }
        (part, all) => json::equal(part, all),
    }
}

fn declared() -> BTreeMap<String, Vec<u16>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(DOCUMENT);
    let diagnostics = &mut Diagnostics::default();
    let document = document::load(diagnostics, &path, true);
    let document = document.expect("it can be read").expect("a document");
    let operations = spec::read::read(diagnostics, &document).operations;
    let with_statuses = operations.into_iter().map(|operation| {
        let statuses = operation.responses.iter().map(|response| {
            let Status::Code(code) = response.status else {
                panic!("{}: Prism cannot be asked for it", response.status)
            };
            code
        });
        (
            operation.id.clone().expect("every operation has one"),
            statuses.collect(),
        )
    });
    with_statuses.collect()
}

#[expect(clippy::option_option, reason = "as the model has it")]
fn new(default: Option<Option<bool>>) -> OrganizationMembershipCreate {
    OrganizationMembershipCreate {
        user_id: 72,
        organization_id: 5_000_000_001,
        default,
    }
}

async fn lists(prism: &Prism) {
    let list = |page_size, page_after: Option<&str>, page_before: Option<&str>| {
        prism.every_status(ListOrganizationMembershipsRequest {
            page_size,
            page_after: page_after.map(str::to_owned),
            page_before: page_before.map(str::to_owned),
        })
    };
    list(None, None, None).await;
    list(Some(100), Some("aWQ6MQ=="), None).await;
    list(Some(1), None, Some("a+b/c d&e=%é")).await;
}

async fn memberships(prism: &Prism) {
    for default in [None, Some(None), Some(Some(true))] {
        let body = OrganizationMembershipCreateRequest {
            organization_membership: new(default),
        };
        prism
            .every_status(CreateOrganizationMembershipRequest { body })
            .await;
    }
    for organization_membership_id in [4, LARGEST, -LARGEST] {
        prism
            .every_status(ShowOrganizationMembershipByIdRequest {
                organization_membership_id,
            })
            .await;
    }
    prism
        .every_status(DeleteOrganizationMembershipRequest {
            organization_membership_id: 4,
        })
        .await;
    prism
        .every_status(SetOrganizationMembershipAsDefaultRequest {
            user_id: 35436,
            organization_membership_id: 4,
        })
        .await;
}

async fn bulk(prism: &Prism) {
    for count in [1, 100] {
        let body = OrganizationMembershipCreateManyRequest {
            organization_memberships: vec![new(Some(None)); count],
        };
        prism
            .every_status(CreateManyOrganizationMembershipsRequest { body })
            .await;
    }
    for ids in [vec![1], vec![5_000_000_001, 2, 3]] {
        prism
            .every_status(DeleteManyOrganizationMembershipsRequest { ids })
            .await;
    }
    for id in ["8b726e606741012ffc2d782bcb7848fe", "a b"] {
        let job_status_id = id.to_owned();
        prism
            .every_status(ShowJobStatusRequest { job_status_id })
            .await;
    }
}

#[tokio::test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
async fn every_operation_answers_as_declared() {
    let Ok(address) = std::env::var("OASMITH_PRISM") else {
        return;
    };
    let start = Instant::now();
    let prism = Prism::new(&address);
    lists(&prism).await;
    memberships(&prism).await;
    bulk(&prism).await;
    let calls = prism.wire.calls.lock().expect("not poisoned");
    let called: BTreeMap<String, Vec<u16>> =
        calls.keys().fold(BTreeMap::new(), |mut all, (id, status)| {
            let statuses: &mut Vec<u16> = all.entry((*id).to_owned()).or_default();
            statuses.push(*status);
            all
        });
    let mut declared = prism.declared.clone();
    for statuses in declared.values_mut() {
        statuses.sort_unstable();
    }
    assert_eq!(called, declared);
    println!(
        "prism: {} operations, {} statuses, {} calls, 0 failures, {:.1} s",
        called.len(),
        calls.len(),
        calls.values().sum::<usize>(),
        start.elapsed().as_secs_f64()
    );
}
