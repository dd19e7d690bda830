//! Lists, page by page, while rows come and go.

use generated::runtime::client::{Error, PageError, SendError};
use generated::zendesk_organization_memberships::operations::ListOrganizationMembershipsResponse;

use super::common::{Outcome, Server, new};
use super::operations::{IDLE, code, create, ids, of_user};

#[tokio::test]
async fn pages_hold_every_row_once_while_rows_come_and_go() -> Outcome {
    let server = Server::start(&[]);
    let client = server.client();
    let list = || client.list_organization_memberships();

    let before = ids(&list().stream().collect().await?);
    let mut stream = list().page_size(4).stream();
    let mut seen = Vec::new();
    while let Some(row) = stream.next().await {
        seen.push(row?.id.ok_or("no id")?);
        if seen.len() == 2 {
            // One on a page that is read already goes, one comes.
            let call = client.delete_organization_membership();
            call.organization_membership_id(before[0]).send().await?;
            create(&client, new(IDLE, 1)).await?;
        }
    }
    let created = of_user(&client, IDLE).await?;
    assert_eq!(seen, [before, ids(&created)].concat());

    let all = list().page_size(4).stream().collect().await?;
    let second = list().page_size(4).send().await?.meta.ok_or("no meta")?;
    assert!(second.has_more);
    let after = second.after_cursor.flatten().ok_or("no cursor")?;
    let second = list().page_size(4).page_after(&after).send().await?;
    let rows = second.organization_memberships.ok_or("no rows")?;
    assert_eq!(ids(&rows), ids(&all[4..8]));
    let before = second.meta.and_then(|meta| meta.before_cursor.flatten());
    let first = list().page_size(4).page_before(before.ok_or("no cursor")?);
    let first = first.send().await?;
    let rows = first.organization_memberships.ok_or("no rows")?;
    assert_eq!(ids(&rows), ids(&all[..4]));
    assert!(!first.meta.ok_or("no meta")?.has_more);

    // What such a page says of more is meant backward, so nothing is followed from it.
    let mut backward = list().page_size(4).page_before(&after).stream();
    let refusal = backward.next().await.ok_or("nothing")?;
    assert!(
        matches!(
            refusal,
            Err(SendError::Call(Error::Page(PageError::Backward(
                "page[before]"
            ))))
        ),
        "{refusal:?}"
    );
    assert!(backward.next().await.is_none());

    // The row that a cursor names goes: the page behind it is the same.
    let call = client.delete_organization_membership();
    let named = all[3].id.ok_or("no id")?;
    call.organization_membership_id(named).send().await?;
    let second = list().page_size(4).page_after(&after).send().await?;
    let rows = second.organization_memberships.ok_or("no rows")?;
    assert_eq!(ids(&rows), ids(&all[4..8]));

    let answer = list().page_after("made up").send_full().await?;
    let ListOrganizationMembershipsResponse::BadRequest { body } = answer else {
        return Err(format!("{answer:?}").into());
    };
    assert_eq!(code(&body), "InvalidCursor");
    Ok(())
}

#[tokio::test]
async fn a_list_without_a_size_has_no_cursors() -> Outcome {
    let server = Server::start(&[]);
    let answer = server
        .client()
        .list_organization_memberships()
        .send()
        .await?;
    assert_eq!(
        answer.organization_memberships.map(|rows| rows.len()),
        Some(16)
    );
    assert_eq!((answer.meta, answer.links), (None, None));
    Ok(())
}
