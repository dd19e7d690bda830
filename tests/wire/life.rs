//! A server over time: several requests at once, callers that leave, handlers that fall over.

use generated::operations::ShowOrganizationMembershipByIdResponse;
use generated::runtime::client::{Error, SendError};
use http::StatusCode;

use crate::memory::{BUSY, FAILS, Memory, NEVER, PAIR, PANICS, TEAPOT, membership};
use crate::peer;

/// The handler answers neither of two requests before both are there.
#[tokio::test]
async fn two_requests_in_flight() {
    let client = peer::client(peer::serve(Memory::of(3)).await);
    let show = || {
        client
            .show_organization_membership_by_id()
            .organization_membership_id(PAIR)
            .send()
    };
    let (one, other) = tokio::join!(show(), show());
    for answer in [one, other] {
        let shown = answer.expect("200").organization_membership;
        assert_eq!(shown, Some(membership(PAIR)));
    }
}

/// Who stops waiting takes the handler along and nothing else.
#[tokio::test]
async fn a_caller_that_leaves() {
    let memory = Memory::of(3);
    let client = peer::client(peer::serve(memory.clone()).await);
    let show = |id| {
        client
            .show_organization_membership_by_id()
            .organization_membership_id(id)
            .send()
    };
    tokio::select! {
        answer = show(NEVER) => panic!("an answer: {answer:?}"),
        () = memory.entered.notified() => {}
    }
    memory.dropped.notified().await;
    let shown = show(1).await.expect("200").organization_membership;
    assert_eq!(shown, Some(membership(1)));
}

#[tokio::test]
async fn a_server_survives_its_handlers() {
    let client = peer::client(peer::serve(Memory::of(3)).await);
    let show = |id| {
        client
            .show_organization_membership_by_id()
            .organization_membership_id(id)
            .send()
    };
    for id in [PANICS, FAILS] {
        let error = show(id).await.expect_err("500");
        let SendError::Answer { status, answer, .. } = error else {
            panic!("an answer: {error:?}")
        };
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(
            matches!(
                *answer,
                ShowOrganizationMembershipByIdResponse::Undeclared(_)
            ),
            "{answer:?}"
        );
    }
    let shown = show(1).await.expect("200").organization_membership;
    assert_eq!(shown, Some(membership(1)));
}

/// What the handler says arrives, headers and all.
#[tokio::test]
async fn declared_and_undeclared_answers() -> Result<(), Error> {
    let client = peer::client(peer::serve(Memory::of(3)).await);
    let show = |id| {
        client
            .show_organization_membership_by_id()
            .organization_membership_id(id)
            .send_full()
    };
    let busy = show(BUSY).await?;
    assert!(
        matches!(
            busy,
            ShowOrganizationMembershipByIdResponse::TooManyRequests {
                retry_after: Some(7),
                ..
            }
        ),
        "{busy:?}"
    );
    let ShowOrganizationMembershipByIdResponse::Undeclared(teapot) = show(TEAPOT).await? else {
        panic!("undeclared")
    };
    assert_eq!(teapot.status, StatusCode::IM_A_TEAPOT);
    assert_eq!(teapot.headers["x-tea"], "earl grey");
    assert_eq!(teapot.body, "short and stout");
    Ok(())
}

/// Every cursor that the client sends is the cursor that the handler gets.
#[tokio::test]
async fn cursors_arrive_as_they_were() -> Result<(), Error> {
    let memory = Memory::of(3);
    let client = peer::client(peer::serve(memory.clone()).await);
    for cursor in ["a&b=c", "1+2 3", "/a/../?#", "%26", "ü→🦀", "\r\n\0", ""] {
        let list = client.list_organization_memberships().page_after(cursor);
        list.send_full().await?;
        let got = memory.store().lists.pop().and_then(|list| list.page_after);
        assert_eq!(got.as_deref(), Some(cursor));
    }
    Ok(())
}
