//! All memberships.

use futures_util::StreamExt;
use generated::runtime::time::DateTime;
use generated::zendesk_organization_memberships::client::Client;
use generated::zendesk_organization_memberships::models::OrganizationMembershipObject;

use super::arguments::List;
use super::failure::Failure;
use super::progress::Progress;
use super::table::{Row, Table};

/// Prints each page as it arrives.
pub(crate) async fn list(
    client: &Client,
    options: &List,
    json: bool,
    progress: &Progress,
) -> Result<(), Failure> {
    let limit = options.limit.unwrap_or(u64::MAX);
    let mut table = Table::new(json, progress);
    let mut left = usize::try_from(limit).unwrap_or(usize::MAX);
    if left == 0 {
        return table.print(&[]);
    }
    // No more is asked for than will be shown.
    let page_size = i64::try_from(limit).map_or(options.page_size, |n| n.min(options.page_size));
    let items = client
        .list_organization_memberships()
        .page_size(page_size)
        .stream();
    let capacity = usize::try_from(page_size).unwrap_or(usize::MAX);
    // What is here already: a page, or what is left of it.
    let mut pages = items.take(left).ready_chunks(capacity);
    let mut is_empty = true;
    while let Some(page) = pages.next().await {
        is_empty = false;
        let mut rows = Vec::new();
        let mut failure = None;
        for item in page {
            match item {
                Ok(membership) => rows.push(membership),
                Err(error) => failure = Some(Failure::from(error)),
            }
        }
        left = left.saturating_sub(rows.len());
        if !rows.is_empty() {
            table.print(&rows)?;
        }
        if let Some(failure) = failure {
            return Err(failure);
        }
    }
    if is_empty {
        table.print(&[])?;
    }
    Ok(())
}

impl Row for OrganizationMembershipObject {
    fn headings() -> Vec<&'static str> {
        vec![
            "ID",
            "USER",
            "ORGANIZATION",
            "DEFAULT",
            "CREATED",
            "NAME OF THE ORGANIZATION",
        ]
    }

    fn cells(&self) -> Vec<String> {
        let created = self.created_at.as_ref().and_then(DateTime::date);
        vec![
            self.id.map(|id| id.to_string()).unwrap_or_default(),
            self.user_id.to_string(),
            self.organization_id.to_string(),
            if self.default == Some(true) {
                "yes"
            } else {
                ""
            }
            .to_owned(),
            created
                .map(|date| date.as_str().to_owned())
                .unwrap_or_default(),
            self.organization_name.clone().unwrap_or_default(),
        ]
    }
}
