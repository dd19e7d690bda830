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

/// Lists, creates, shows and deletes; then creates many at once, as a job.
pub(crate) async fn run(url: &str) -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .base_url(url)
        .basic_auth(
            format!("{}/token", variable("ZENDESK_EMAIL", "agent@example.com")),
            variable("ZENDESK_API_TOKEN", "demo-api-token"),
        )
        .build()?;
    list(&client).await?;
    one(&client).await?;
    many(&client).await
}

/// All pages, one after the other, as they are needed.
async fn list(client: &Client) -> Result<(), Box<dyn Error>> {
    let mut all = client.list_organization_memberships().page_size(5).stream();
    while let Some(membership) = all.next().await {
        let OrganizationMembershipObject {
            user_id,
            organization_id,
            ..
        } = membership?;
        println!("user {user_id} is a member of organization {organization_id}");
    }
    Ok(())
}

async fn one(client: &Client) -> Result<(), Box<dyn Error>> {
    let call = client.create_organization_membership();
    let created = call.organization_membership(new(21)).send().await?;
    let created = created.organization_membership.ok_or("no membership")?;
    let id = created.id.ok_or("no id")?;

    let call = client.show_organization_membership_by_id();
    let shown = call.organization_membership_id(id).send().await?;
    let shown = shown.organization_membership.ok_or("no membership")?;
    let is_default = shown.default == Some(true);
    println!("membership {id} is the user's default one: {is_default}");

    let call = client.delete_organization_membership();
    call.organization_membership_id(id).send().await?;
    println!("membership {id} is deleted");
    Ok(())
}

/// The answer comes at once, with a job to ask for.
async fn many(client: &Client) -> Result<(), Box<dyn Error>> {
    let call = client.create_many_organization_memberships();
    let call = call.organization_memberships(vec![new(22), new(23), new(99)]);
    let mut job = call.send().await?.job_status.ok_or("no job")?;
    let id = job.id.take().ok_or("no id")?;
    while let Some(JobStatusObjectStatus::Queued | JobStatusObjectStatus::Working) = job.status {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let answer = client.show_job_status().job_status_id(&id).send().await?;
        job = answer.job_status.ok_or("no job")?;
        let [done, total] = [job.progress, job.total].map(|count| count.flatten().unwrap_or(0));
        println!("{done} of {total} done");
    }
    let Some(JobStatusObjectResults::Array(results)) = job.results.flatten() else {
        return Err("no results".into());
    };
    for result in results {
        match result {
            JobStatusResultObject::CreateResourceResult(made) => println!("made {}", made.id),
            JobStatusResultObject::UpdateResourceResult(done) => {
                println!("{} {}", done.status, done.id);
            }
            JobStatusResultObject::FailedResult(failed) => println!("failed: {}", failed.details),
            JobStatusResultObject::Unknown(other) => println!("{other}"),
        }
    }
    Ok(())
}

fn new(user_id: i64) -> OrganizationMembershipCreate {
    OrganizationMembershipCreate {
        user_id,
        organization_id: 1,
        default: None,
    }
}

fn variable(name: &str, otherwise: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| otherwise.to_owned())
}
