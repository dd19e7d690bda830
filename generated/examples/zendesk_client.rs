//! The generated client against a server, such as the example `zendesk_server`:
//!
//! ```text
//! ZENDESK_URL=http://127.0.0.1:8080 cargo run -p generated --example zendesk_client
//! ```

use std::error::Error;
use std::time::Duration;

use generated::zendesk_organization_memberships::client::Client;
use generated::zendesk_organization_memberships::models::{
    JobStatusObjectStatus, OrganizationMembershipCreate,
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
        let membership = membership?;
        println!(
            "user {} is in {}",
            membership.user_id,
            membership.organization_name.unwrap_or_default()
        );
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
    println!("created {:?}", shown.organization_membership);
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
        println!(
            "{:?} of {:?} done",
            job.progress.flatten(),
            job.total.flatten()
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
        job = client
            .show_job_status()
            .job_status_id(&id)
            .send()
            .await?
            .job_status
            .ok_or("no job")?;
    }
    println!("results: {:?}", job.results.flatten());
    Ok(())
}

fn variable(name: &str, otherwise: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| otherwise.to_owned())
}
