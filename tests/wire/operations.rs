//! Every operation, through the whole client and the whole server.

use generated::client::Client;
use generated::models::{ErrorResponse, JobStatusObjectResults, JobStatusResponse};
use generated::operations::*;
use generated::runtime::client::{InProcess, SendError};

use crate::memory::{Memory, PASSWORD, TOKEN, done, membership, new};
use crate::peer;

#[tokio::test]
async fn over_loopback() {
    let address = peer::serve(Memory::of(3)).await;
    every_operation(&peer::client(address)).await;
}

#[tokio::test]
async fn in_process() {
    let client = Client::builder()
        .basic_auth("u", PASSWORD)
        .transport(InProcess::new(generated::server::service(Memory::of(3))));
    every_operation(&client.build().expect("a client")).await;
}

/// An axum router around the server, with a base path in front of it.
#[tokio::test]
async fn in_process_below_a_path() {
    let server = generated::server::router(Memory::of(3));
    let router = axum::Router::new().nest("/base", server);
    let client = Client::builder()
        .base_url("http://localhost/base/")
        .bearer_auth(TOKEN)
        .transport(InProcess::new(router));
    every_operation(&client.build().expect("a client")).await;
}

async fn every_operation(client: &Client) {
    reading(client).await;
    creating(client).await;
    bulk(client).await;
    changing(client).await;
}

async fn reading(client: &Client) {
    let all = client.list_organization_memberships().send().await;
    assert_eq!(
        all.expect("200").organization_memberships,
        Some((1..=3).map(membership).collect())
    );
    let one = client
        .show_organization_membership_by_id()
        .organization_membership_id(3)
        .send()
        .await;
    assert_eq!(
        one.expect("200").organization_membership,
        Some(membership(3))
    );
    let request = ShowOrganizationMembershipByIdRequest {
        organization_membership_id: 99,
    };
    let none = client.execute(request).await.expect("declared");
    assert!(
        matches!(
            none,
            ShowOrganizationMembershipByIdResponse::NotFound { .. }
        ),
        "{none:?}"
    );
}

async fn creating(client: &Client) {
    let create = || {
        client
            .create_organization_membership()
            .organization_membership(new(72, 88))
            .send()
    };
    let made = create().await.expect("201").organization_membership;
    let made = made.expect("a membership");
    assert_eq!(
        (made.id, made.user_id, made.organization_id, made.default),
        (Some(4), 72, 88, None)
    );
    let refused = create().await.expect_err("422");
    assert_eq!(
        refused.to_string(),
        "the server answered 422 Unprocessable Entity"
    );
    let SendError::Answer { answer, .. } = refused else {
        panic!("an answer: {refused:?}")
    };
    assert_eq!(
        *answer,
        CreateOrganizationMembershipResponse::UnprocessableContent {
            body: ErrorResponse {
                description: Some("The user is already a member.".to_owned()),
                ..ErrorResponse::default()
            }
        }
    );
}

async fn bulk(client: &Client) {
    let made = client
        .create_many_organization_memberships()
        .organization_memberships(vec![new(1, 1), new(1, 2)])
        .send()
        .await
        .expect("200");
    assert_eq!(
        results(&made),
        &[done("create", 5, "Created"), done("create", 6, "Created")]
    );
    let gone = client
        .delete_many_organization_memberships()
        .ids(vec![5, 6, 7])
        .send()
        .await
        .expect("200");
    assert_eq!(
        results(&gone),
        &[done("delete", 5, "Deleted"), done("delete", 6, "Deleted")]
    );
    // Its id holds a slash.
    let id = gone.job_status.as_ref().and_then(|job| job.id.clone());
    let job = client.show_job_status().job_status_id(id.expect("an id"));
    assert_eq!(job.send().await.expect("200"), gone);
}

fn results(job: &JobStatusResponse) -> &[generated::models::JobStatusResultObject] {
    let results = job.job_status.as_ref().and_then(|job| job.results.as_ref());
    let Some(Some(JobStatusObjectResults::Array(results))) = results else {
        panic!("results: {job:?}")
    };
    results
}

async fn changing(client: &Client) {
    let set = |user_id, id| {
        client
            .set_organization_membership_as_default()
            .organization_membership_id(id)
            .user_id(user_id)
            .send_full()
    };
    let SetOrganizationMembershipAsDefaultResponse::Ok { body } = set(102, 2).await.expect("200")
    else {
        panic!("a success")
    };
    let memberships = body.organization_memberships.expect("memberships");
    assert_eq!(memberships[0].default, Some(true), "{memberships:?}");
    let wrong = set(103, 2).await.expect("declared");
    assert!(
        matches!(
            wrong,
            SetOrganizationMembershipAsDefaultResponse::NotFound { .. }
        ),
        "{wrong:?}"
    );
    let delete = || {
        client
            .delete_organization_membership()
            .organization_membership_id(2)
    };
    delete().send().await.expect("204");
    let again = delete().send_full().await.expect("declared");
    assert!(
        matches!(again, DeleteOrganizationMembershipResponse::NotFound { .. }),
        "{again:?}"
    );
}
