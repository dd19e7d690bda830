//! The generated client against a server, such as the example `zendesk_server`:
//!
//! ```text
//! ZENDESK_URL=http://127.0.0.1:8080 cargo run -p generated --example zendesk_client
//! ```

use std::error::Error;
use std::time::Duration;

use generated::zendesk_organization_memberships::client::Client;
use generated::zendesk_organization_memberships::models::{
    JobStatusObjectResults, JobStatusObjectStatus, JobStatusResultObject,
    OrganizationMembershipCreate, OrganizationMembershipObject,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = variable("ZENDESK_URL", "http://127.0.0.1:8080");
    run(&url).await
}

/// Lists, creates, shows and deletes; then the same for many at once, as a job.
pub(crate) async fn run(url: &str) -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .base_url(url)
        .basic_auth(
            format!("{}/token", variable("ZENDESK_EMAIL", "agent@example.com")),
            variable("ZENDESK_API_TOKEN", "demo-api-token"),
        )
        .build()?;

    // All pages, one after the other, as they are needed.
    let mut memberships = client.list_organization_memberships().page_size(5).stream();
    while let Some(membership) = memberships.next().await {
        let OrganizationMembershipObject {
            user_id,
            organization_id,
            ..
        } = membership?;
        println!("user {user_id} is a member of organization {organization_id}");
    }

    let new = |user_id| OrganizationMembershipCreate {
        user_id,
        organization_id: 1,
        default: None,
    };
    let created = client
        .create_organization_membership()
        .organization_membership(new(21))
        .send()
        .await?;
    let id = created
        .organization_membership
        .and_then(|membership| membership.id)
        .ok_or("no id")?;
    let shown = client
        .show_organization_membership_by_id()
        .organization_membership_id(id)
        .send()
        .await?;
    let default = shown
        .organization_membership
        .and_then(|membership| membership.default);
    println!(
        "membership {id} is the default one: {}",
        default == Some(true)
    );
    client
        .delete_organization_membership()
        .organization_membership_id(id)
        .send()
        .await?;

    // A call for many answers at once, with a job to ask for.
    let news = vec![new(22), new(23), new(99)];
    let answer = client
        .create_many_organization_memberships()
        .organization_memberships(news)
        .send()
        .await?;
    let mut job = answer.job_status.ok_or("no job")?;
    let id = job.id.clone().ok_or("no id")?;
    while let Some(JobStatusObjectStatus::Queued | JobStatusObjectStatus::Working) = job.status {
        let [progress, total] =
            [job.progress, job.total].map(|number| number.flatten().unwrap_or(0));
        println!("{progress} of {total} done");
        tokio::time::sleep(Duration::from_millis(100)).await;
        job = client
            .show_job_status()
            .job_status_id(&id)
            .send()
            .await?
            .job_status
            .ok_or("no job")?;
    }
    if let Some(JobStatusObjectResults::Array(results)) = job.results.flatten() {
        for result in results {
            match result {
                JobStatusResultObject::CreateResourceResult(new) => println!("created {}", new.id),
                JobStatusResultObject::UpdateResourceResult(done) => {
                    println!("{} {}", done.status, done.id)
                }
                JobStatusResultObject::FailedResult(failed) => {
                    println!("failed: {}", failed.details)
                }
                JobStatusResultObject::Unknown(other) => println!("{other}"),
            }
        }
    }
    Ok(())
}

fn variable(name: &str, otherwise: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| otherwise.to_owned())
}
