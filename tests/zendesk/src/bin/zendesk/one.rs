//! One membership: show, create, delete, make the default one.

use generated::zendesk_organization_memberships::client::Client;
use generated::zendesk_organization_memberships::models::{
    OrganizationMembershipCreate, OrganizationMembershipObject, OrganizationMembershipResponse,
};
use http::StatusCode;
use serde_json::json;

use super::failure::Failure;
use super::progress::Progress;
use super::table::{self, Table};

pub(crate) async fn show(
    client: &Client,
    id: i64,
    json: bool,
    progress: &Progress,
) -> Result<(), Failure> {
    let call = client.show_organization_membership_by_id();
    let answer = call.organization_membership_id(id).send().await?;
    print(membership(answer)?, json, progress)
}

pub(crate) async fn create(
    client: &Client,
    new: OrganizationMembershipCreate,
    json: bool,
    progress: &Progress,
) -> Result<(), Failure> {
    let call = client.create_organization_membership();
    let answer = call.organization_membership(new).send().await?;
    print(membership(answer)?, json, progress)
}

/// Goes on where one of them is not there; ends at any other failure, which the next one would meet as well.
pub(crate) async fn delete(
    client: &Client,
    ids: &[i64],
    json: bool,
    progress: &Progress,
) -> Result<(), Failure> {
    let mut is_complete = true;
    for &id in ids {
        let call = client.delete_organization_membership();
        let result = call.organization_membership_id(id).send().await;
        match result.map_err(Failure::from) {
            Ok(()) if json => table::json(&json!({ "id": id, "result": "deleted" }))?,
            Ok(()) => table::line(&format!("deleted {id}"))?,
            Err(Failure::Refused {
                status: Some(StatusCode::NOT_FOUND),
                sentence,
            }) => {
                is_complete = false;
                progress.error(&format!("{id}: {sentence}"));
            }
            Err(failure) => return Err(failure),
        }
    }
    if is_complete {
        Ok(())
    } else {
        Err(Failure::Rows)
    }
}

/// Prints all memberships of the user.
pub(crate) async fn make_default(
    client: &Client,
    user: i64,
    id: i64,
    json: bool,
    progress: &Progress,
) -> Result<(), Failure> {
    let call = client.set_organization_membership_as_default();
    let call = call.user_id(user).organization_membership_id(id);
    let all = call.send().await?.organization_memberships;
    Table::new(json, progress).print(&all.ok_or_else(|| lacks("organization_memberships"))?)
}

fn membership(
    answer: OrganizationMembershipResponse,
) -> Result<OrganizationMembershipObject, Failure> {
    answer
        .organization_membership
        .ok_or_else(|| lacks("organization_membership"))
}

fn lacks(property: &str) -> Failure {
    Failure::unusable(format!("the service's answer has no `{property}`"))
}

fn print(
    membership: OrganizationMembershipObject,
    json: bool,
    progress: &Progress,
) -> Result<(), Failure> {
    Table::new(json, progress).print(&[membership])
}
