//! What the client sends, byte by byte.

use generated::client::Client;
use generated::models::{OrganizationMembershipCreate, OrganizationMembershipCreateManyRequest};
use generated::operations::*;
use generated::runtime::client::{Error, SendError};

use crate::memory::new;
use crate::peer;
use crate::recorder::Recorder;

const BEYOND_32_BITS: i64 = 9_007_199_254_740_993;
const PLAIN: &str = "accept: application/json\n\n";

#[tokio::test]
async fn list() {
    let wire = Recorder::json(200, "{}");
    let list = || wire.client().list_organization_memberships();
    list().send().await.expect("200");
    wire.has_sent(
        &[
            "GET https://acme.zendesk.com/api/v2/organization_memberships\n",
            PLAIN,
        ]
        .concat(),
    );
    list()
        .page_size(50)
        .page_after("xyz")
        .send()
        .await
        .expect("200");
    wire.has_sent(
        &["GET https://acme.zendesk.com/api/v2/organization_memberships?page%5Bsize%5D=50&page%5Bafter%5D=xyz\n", PLAIN].concat(),
    );
    list().page_before("xyz").send().await.expect("200");
    wire.has_sent(
        &[
            "GET https://acme.zendesk.com/api/v2/organization_memberships?page%5Bbefore%5D=xyz\n",
            PLAIN,
        ]
        .concat(),
    );
}

#[tokio::test]
async fn a_cursor_of_any_characters() {
    let wire = Recorder::json(200, "{}");
    for (cursor, sent) in [
        ("a&b=c", "a%26b%3Dc"),
        ("1+2 3", "1%2B2%203"),
        ("/a/../?#", "%2Fa%2F..%2F%3F%23"),
        ("100%", "100%25"),
        ("%26", "%2526"),
        ("ü→🦀", "%C3%BC%E2%86%92%F0%9F%A6%80"),
        ("\r\n\0", "%0D%0A%00"),
        ("a,b;c[d]", "a%2Cb%3Bc%5Bd%5D"),
        ("", ""),
        ("A-z_0.~", "A-z_0.~"),
    ] {
        let list = wire.client().list_organization_memberships();
        list.page_after(cursor).send().await.expect("200");
        wire.has_sent(&format!(
            "GET https://acme.zendesk.com/api/v2/organization_memberships?page%5Bafter%5D={sent}\n{PLAIN}"
        ));
    }
}

#[tokio::test]
async fn create_tells_absent_from_null() {
    let wire = Recorder::json(201, "{}");
    for (default, property) in [
        (None, ""),
        (Some(None), ",\"default\":null"),
        (Some(Some(true)), ",\"default\":true"),
        (Some(Some(false)), ",\"default\":false"),
    ] {
        let membership = OrganizationMembershipCreate {
            default,
            ..new(72, 88)
        };
        wire.client()
            .create_organization_membership()
            .organization_membership(membership)
            .send()
            .await
            .expect("201");
        wire.has_sent(&format!(
            "POST https://acme.zendesk.com/api/v2/organization_memberships\n\
             content-type: application/json\n{PLAIN}\
             {{\"organization_membership\":{{\"user_id\":72,\"organization_id\":88{property}}}}}"
        ));
    }
}

#[tokio::test]
async fn show_delete_and_set_as_default() {
    let wire = Recorder::json(200, "{}");
    wire.client()
        .show_organization_membership_by_id()
        .organization_membership_id(BEYOND_32_BITS)
        .send()
        .await
        .expect("200");
    wire.has_sent(
        &[
            "GET https://acme.zendesk.com/api/v2/organization_memberships/9007199254740993\n",
            PLAIN,
        ]
        .concat(),
    );
    wire.client()
        .set_organization_membership_as_default()
        .user_id(i64::MAX)
        .organization_membership_id(i64::MIN)
        .send()
        .await
        .expect("200");
    wire.has_sent(
        &["PUT https://acme.zendesk.com/api/v2/users/9223372036854775807/organization_memberships/-9223372036854775808/make_default\n", PLAIN].concat(),
    );

    let wire = Recorder::new(204, &[], "");
    wire.client()
        .delete_organization_membership()
        .organization_membership_id(BEYOND_32_BITS)
        .send()
        .await
        .expect("204");
    wire.has_sent(
        &[
            "DELETE https://acme.zendesk.com/api/v2/organization_memberships/9007199254740993\n",
            PLAIN,
        ]
        .concat(),
    );
}

#[tokio::test]
async fn bulk() {
    let wire = Recorder::json(200, "{}");
    let client = wire.client();
    let memberships = vec![new(72, 88), new(BEYOND_32_BITS, 1)];
    client
        .create_many_organization_memberships()
        .body(OrganizationMembershipCreateManyRequest {
            organization_memberships: memberships,
        })
        .send()
        .await
        .expect("200");
    wire.has_sent(
        "POST https://acme.zendesk.com/api/v2/organization_memberships/create_many\n\
         content-type: application/json\naccept: application/json\n\n\
         {\"organization_memberships\":[{\"user_id\":72,\"organization_id\":88},{\"user_id\":9007199254740993,\"organization_id\":1}]}",
    );
    for (ids, sent) in [
        (vec![1, 2, 3], "1,2,3"),
        (vec![BEYOND_32_BITS], "9007199254740993"),
    ] {
        let delete = client.delete_many_organization_memberships().ids(ids);
        delete.send().await.expect("200");
        wire.has_sent(&format!(
            "DELETE https://acme.zendesk.com/api/v2/organization_memberships/destroy_many?ids={sent}\n{PLAIN}"
        ));
    }
    client
        .show_job_status()
        .job_status_id("../a/b?c#d%")
        .send()
        .await
        .expect("200");
    wire.has_sent(
        &[
            "GET https://acme.zendesk.com/api/v2/job_statuses/..%2Fa%2Fb%3Fc%23d%25\n",
            PLAIN,
        ]
        .concat(),
    );
}

#[tokio::test]
async fn the_plain_request_sends_the_same() {
    let wire = Recorder::json(200, "{}");
    let fluent = wire
        .client()
        .delete_many_organization_memberships()
        .ids(vec![1, 2]);
    let plain = DeleteManyOrganizationMembershipsRequest { ids: vec![1, 2] };
    assert_eq!(fluent.clone().request(), plain);
    fluent.send().await.expect("200");
    wire.client().execute(plain).await.expect("200");
    let sent = wire.sent();
    assert_eq!(sent[0], sent[1]);
}

#[tokio::test]
async fn credentials() {
    let wire = Recorder::json(200, "{}");
    let show = async |client: Client| {
        client
            .show_job_status()
            .job_status_id("1")
            .send()
            .await
            .expect("200");
    };
    let expect = |authorization: &str| {
        wire.has_sent(&format!(
            "GET https://acme.zendesk.com/api/v2/job_statuses/1\nauthorization: {authorization}\n{PLAIN}"
        ));
    };
    let basic = wire
        .builder()
        .basic_auth("ada@example.com/token", "pässword:");
    show(basic.build().expect("a client")).await;
    expect("Basic YWRhQGV4YW1wbGUuY29tL3Rva2VuOnDDpHNzd29yZDo=");
    show(
        wire.builder()
            .bearer_auth("t0ken")
            .build()
            .expect("a client"),
    )
    .await;
    expect("Bearer t0ken");
    // Of the alternatives, the first whose schemes all have a credential.
    let both = wire.builder().bearer_auth("t0ken").basic_auth("u", "p");
    show(both.build().expect("a client")).await;
    expect("Basic dTpw");
    let extra = wire.builder().header("x-request-id", "7");
    show(extra.build().expect("a client")).await;
    wire.has_sent(
        &[
            "GET https://acme.zendesk.com/api/v2/job_statuses/1\nx-request-id: 7\n",
            PLAIN,
        ]
        .concat(),
    );
}

/// What could mean something else on the way is not sent at all.
#[tokio::test]
async fn refused_before_sending() {
    let wire = Recorder::json(200, "{}");
    for id in ["", ".", ".."] {
        let refusal = wire
            .client()
            .show_job_status()
            .job_status_id(id)
            .send()
            .await;
        let error = refusal.expect_err("refused");
        assert!(
            matches!(error, SendError::Call(Error::Encode(_))),
            "{id}: {error}"
        );
    }
    for token in ["a\r\nx: y", "a\0"] {
        let client = wire.builder().bearer_auth(token).build().expect("a client");
        let refusal = client.show_job_status().job_status_id("1").send().await;
        let error = refusal.expect_err("refused");
        assert!(
            matches!(error, SendError::Call(Error::Encode(_))),
            "{token:?}: {error}"
        );
    }
    assert_eq!(wire.sent(), [""; 0]);
}

/// The same through the default transport, down to the bytes of HTTP.
#[tokio::test]
async fn over_a_socket() {
    let answer = "HTTP/1.1 201 Created\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
    let (address, heard) = peer::saying(answer).await;
    peer::client(address)
        .create_organization_membership()
        .organization_membership(new(72, 88))
        .send()
        .await
        .expect("201");
    let body = "{\"organization_membership\":{\"user_id\":72,\"organization_id\":88}}";
    assert_eq!(
        heard.all(),
        [format!(
            "POST /api/v2/organization_memberships HTTP/1.1\r\n\
             content-type: application/json\r\n\
             authorization: Bearer t0ken-canary\r\n\
             accept: application/json\r\n\
             host: {address}\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        )]
    );

    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
    let (address, heard) = peer::saying(answer).await;
    let client = peer::client(address);
    client
        .list_organization_memberships()
        .page_size(5)
        .page_after("a b+[ü]")
        .send()
        .await
        .expect("200");
    client
        .delete_many_organization_memberships()
        .ids(vec![1, 2, 3])
        .send()
        .await
        .expect("200");
    let lines: Vec<_> = heard
        .all()
        .iter()
        .map(|request| request.lines().next().map(str::to_owned))
        .collect();
    assert_eq!(
        lines,
        [
            Some("GET /api/v2/organization_memberships?page%5Bsize%5D=5&page%5Bafter%5D=a%20b%2B%5B%C3%BC%5D HTTP/1.1".to_owned()),
            Some("DELETE /api/v2/organization_memberships/destroy_many?ids=1,2,3 HTTP/1.1".to_owned()),
        ]
    );
}
