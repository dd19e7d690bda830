//! Every operation with the generated client.

use std::error::Error;
use std::time::Duration;

use generated::zendesk_organization_memberships::client::Client;
use generated::zendesk_organization_memberships::models::{
    ErrorResponse, ErrorResponseError, FailedResult, JobStatusObject, JobStatusObjectResults,
    JobStatusObjectStatus, JobStatusResultObject, OrganizationMembershipCreate,
    OrganizationMembershipObject,
};
use generated::zendesk_organization_memberships::operations::{
    CreateOrganizationMembershipResponse, DeleteOrganizationMembershipResponse,
    ListOrganizationMembershipsResponse, SetOrganizationMembershipAsDefaultResponse,
    ShowJobStatusResponse, ShowOrganizationMembershipByIdResponse,
};

use super::common::{Outcome, Server, new};

/// A user of the seed who is a member of two organizations, and one who is a member of none.
const BUSY: i64 = 3;
pub(crate) const IDLE: i64 = 30;

pub(crate) async fn create(
    client: &Client,
    membership: OrganizationMembershipCreate,
) -> Result<OrganizationMembershipObject, Box<dyn Error>> {
    let call = client.create_organization_membership();
    let answer = call.organization_membership(membership).send().await?;
    Ok(answer.organization_membership.ok_or("no membership")?)
}

pub(crate) async fn of_user(
    client: &Client,
    user: i64,
) -> Result<Vec<OrganizationMembershipObject>, Box<dyn Error>> {
    let mut all = client
        .list_organization_memberships()
        .stream()
        .collect()
        .await?;
    all.retain(|membership| membership.user_id == user);
    Ok(all)
}

pub(crate) fn code(body: &ErrorResponse) -> &str {
    match &body.error {
        Some(ErrorResponseError::String(code)) => code,
        other => panic!("no code: {other:?}"),
    }
}

pub(crate) fn ids(rows: &[OrganizationMembershipObject]) -> Vec<i64> {
    rows.iter().filter_map(|row| row.id).collect()
}

#[tokio::test]
async fn a_membership_is_made_shown_and_deleted() -> Outcome {
    let server = Server::start(&[]);
    let client = server.client();
    let show = |id| {
        client
            .show_organization_membership_by_id()
            .organization_membership_id(id)
    };
    let delete = |id| {
        client
            .delete_organization_membership()
            .organization_membership_id(id)
    };

    let created = create(&client, new(IDLE, 2)).await?;
    let id = created.id.ok_or("no id")?;
    assert!(id > i64::from(u32::MAX));
    assert_eq!(created.organization_name.as_deref(), Some("Library"));
    assert_eq!(
        created.url,
        Some(format!(
            "{}/api/v2/organization_memberships/{id}",
            server.address
        ))
    );
    assert_eq!(
        show(id).send().await?.organization_membership,
        Some(created)
    );

    delete(id).send().await?;
    let ShowOrganizationMembershipByIdResponse::NotFound { body } = show(id).send_full().await?
    else {
        return Err("it is still there".into());
    };
    assert_eq!(code(&body), "RecordNotFound");
    let answer = delete(id).send_full().await?;
    assert!(matches!(
        answer,
        DeleteOrganizationMembershipResponse::NotFound { .. }
    ));
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_saved_is_said() -> Outcome {
    let server = Server::start(&[]);
    let client = server.client();
    create(&client, new(IDLE, 1)).await?;
    for (membership, property, reason) in [
        (new(IDLE, 1), "user_id", "DuplicateValue"),
        (new(999, 1), "user_id", "InvalidValue"),
        (new(IDLE, 999), "organization_id", "InvalidValue"),
    ] {
        let call = client.create_organization_membership();
        let answer = call.organization_membership(membership).send_full().await?;
        let CreateOrganizationMembershipResponse::UnprocessableContent { body } = answer else {
            return Err(format!("{answer:?}").into());
        };
        assert_eq!(code(&body), "RecordInvalid");
        let details = body.details.ok_or("no details")?;
        assert_eq!(details[property][0]["error"], reason);
    }
    Ok(())
}

#[tokio::test]
async fn a_user_has_one_default_membership() -> Outcome {
    let server = Server::start(&[]);
    let client = server.client();
    let make_default = |user, id| {
        let call = client.set_organization_membership_as_default();
        call.user_id(user).organization_membership_id(id)
    };
    let defaults = |rows: Vec<OrganizationMembershipObject>| -> Vec<Option<bool>> {
        rows.into_iter().map(|row| row.default).collect()
    };

    let rows = of_user(&client, BUSY).await?;
    let [first, second] = ids(&rows)[..] else {
        return Err("the seed is another one".into());
    };
    assert_eq!(defaults(rows), [Some(true), None]);

    // The answer has the default one first.
    let answer = make_default(BUSY, second).send().await?;
    let rows = answer.organization_memberships.ok_or("no rows")?;
    assert_eq!(ids(&rows), [second, first]);
    assert_eq!(defaults(of_user(&client, BUSY).await?), [None, Some(true)]);

    let call = client.delete_organization_membership();
    call.organization_membership_id(second).send().await?;
    assert_eq!(defaults(of_user(&client, BUSY).await?), [Some(true)]);

    let wanted = OrganizationMembershipCreate {
        default: Some(Some(true)),
        ..new(BUSY, 2)
    };
    create(&client, wanted).await?;
    assert_eq!(defaults(of_user(&client, BUSY).await?), [None, Some(true)]);

    // Somebody else's membership.
    let answer = make_default(BUSY + 1, first).send_full().await?;
    assert!(matches!(
        answer,
        SetOrganizationMembershipAsDefaultResponse::NotFound { .. }
    ));
    Ok(())
}

#[tokio::test]
async fn bulk_calls_are_jobs() -> Outcome {
    let server = Server::start(&[]);
    let client = server.client();
    let rows = vec![new(IDLE, 1), new(IDLE, 2), new(IDLE, 1), new(999, 1)];
    let call = client.create_many_organization_memberships();
    let answer = call.organization_memberships(rows).send().await?;
    let job = answer.job_status.ok_or("no job")?;
    assert_eq!(job.status, Some(JobStatusObjectStatus::Queued));
    assert_eq!((job.progress, job.total), (Some(Some(0)), Some(Some(4))));
    assert_eq!(job.results, Some(None));

    let results = completed(&client, job).await?;
    let [
        JobStatusResultObject::UpdateResourceResult(first),
        JobStatusResultObject::UpdateResourceResult(second),
        JobStatusResultObject::FailedResult(twice),
        JobStatusResultObject::FailedResult(unknown),
    ] = &results[..]
    else {
        return Err(format!("{results:?}").into());
    };
    assert_eq!((first.status.as_str(), first.success), ("Created", true));
    assert_eq!((twice.error.as_str(), index(twice)), ("DuplicateValue", 2));
    assert_eq!(
        (unknown.error.as_str(), index(unknown)),
        ("InvalidValue", 3)
    );
    assert_eq!(ids(&of_user(&client, IDLE).await?), [first.id, second.id]);

    let call = client.delete_many_organization_memberships();
    let answer = call
        .ids(vec![second.id, second.id, first.id])
        .send()
        .await?;
    let results = completed(&client, answer.job_status.ok_or("no job")?).await?;
    let [
        JobStatusResultObject::UpdateResourceResult(deleted),
        JobStatusResultObject::FailedResult(gone),
        JobStatusResultObject::UpdateResourceResult(_),
    ] = &results[..]
    else {
        return Err(format!("{results:?}").into());
    };
    assert_eq!(
        (deleted.status.as_str(), deleted.id),
        ("Deleted", second.id)
    );
    assert_eq!((gone.error.as_str(), gone.id), ("NotFound", second.id));
    assert!(of_user(&client, IDLE).await?.is_empty());

    let answer = client
        .show_job_status()
        .job_status_id("none")
        .send_full()
        .await?;
    assert!(matches!(answer, ShowJobStatusResponse::NotFound { .. }));
    Ok(())
}

/// Asks for a job until it is completed.
pub(crate) async fn completed(
    client: &Client,
    job: JobStatusObject,
) -> Result<Vec<JobStatusResultObject>, Box<dyn Error>> {
    let id = job.id.ok_or("no id")?;
    loop {
        let answer = client.show_job_status().job_status_id(&id).send().await?;
        let job = answer.job_status.ok_or("no job")?;
        assert!(job.progress <= job.total);
        if job.status == Some(JobStatusObjectStatus::Completed) {
            assert_eq!(job.progress, job.total);
            let Some(JobStatusObjectResults::Array(results)) = job.results.flatten() else {
                return Err("no results".into());
            };
            return Ok(results);
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// It is not declared, and kept all the same.
fn index(result: &FailedResult) -> u64 {
    let index = result.additional_properties.get("index");
    index.and_then(serde_json::Value::as_u64).expect("an index")
}

#[tokio::test]
async fn nobody_passes_with_wrong_credentials() -> Outcome {
    let server = Server::start(&[]);
    let wrong = [
        server.builder(),
        server
            .builder()
            .basic_auth("agent@example.com/token", "wrong"),
        server
            .builder()
            .basic_auth("agent@example.com", "demo-api-token"),
        server.builder().bearer_auth("demo-api-token"),
    ];
    for builder in wrong {
        let answer = builder
            .build()?
            .list_organization_memberships()
            .send_full()
            .await?;
        assert!(matches!(
            answer,
            ListOrganizationMembershipsResponse::Unauthorized { .. }
        ));
    }
    let client = server.builder().bearer_auth("demo-access-token").build()?;
    client.list_organization_memberships().send().await?;
    Ok(())
}
