//! Cursors and links, as they go over the wire.

use generated::runtime::base64::Base64;
use generated::zendesk_organization_memberships::models::{PaginationLinks, PaginationMeta};

use super::store::{Cursor, Page};

/// Reads what the parameters say; `None` where that is no cursor of ours.
pub(crate) fn cursor(after: Option<&str>, before: Option<&str>) -> Option<Cursor> {
    match (after, before) {
        (None, None) => Some(Cursor::Start),
        (Some(after), None) => Some(Cursor::After(id(after)?)),
        (None, Some(before)) => Some(Cursor::Before(id(before)?)),
        (Some(_), Some(_)) => None,
    }
}

/// What a page says of the ones around it.
pub(crate) fn meta(page: &Page, cursor: Cursor) -> PaginationMeta {
    PaginationMeta {
        // More of them in the direction that the caller goes.
        has_more: match cursor {
            Cursor::Start | Cursor::After(_) => page.has_later,
            Cursor::Before(_) => page.has_earlier,
        },
        after_cursor: Some(page.rows.last().map(|row| text(row.id))),
        before_cursor: Some(page.rows.first().map(|row| text(row.id))),
    }
}

/// The addresses of the pages around it: `address` is where the list is.
pub(crate) fn links(page: &Page, address: &str, size: usize) -> PaginationLinks {
    let link = |parameter: &str, id: i64| {
        // The cursors are base64, whose `+`, `/` and `=` have other meanings in a query.
        let cursor = text(id)
            .replace('+', "%2B")
            .replace('/', "%2F")
            .replace('=', "%3D");
        format!("{address}?page%5B{parameter}%5D={cursor}&page%5Bsize%5D={size}")
    };
    let last = page.rows.last().filter(|_| page.has_later);
    let first = page.rows.first().filter(|_| page.has_earlier);
    PaginationLinks {
        next: Some(last.map(|row| link("after", row.id))),
        prev: Some(first.map(|row| link("before", row.id))),
    }
}

/// A cursor as it goes over the wire: nothing that a caller should take apart.
fn text(id: i64) -> String {
    Base64::from_bytes(format!("id:{id}").as_bytes())
        .as_str()
        .to_owned()
}

fn id(cursor: &str) -> Option<i64> {
    let bytes = Base64::from_text(cursor).decode().ok()?;
    let id = std::str::from_utf8(&bytes)
        .ok()?
        .strip_prefix("id:")?
        .parse()
        .ok()?;
    // What was not written by `text`, such as `id:+5`, is none of ours.
    (text(id) == cursor).then_some(id)
}
