//! Pages of rows that are in the order of their ids.
//!
//! A cursor names a row and not a distance from the beginning. So no row is skipped and none comes twice, whatever is inserted
//! or deleted between two pages.

use generated::runtime::base64::Base64;
use generated::zendesk_organization_memberships::models::PaginationMeta;

/// Which page is asked for.
#[derive(Clone, Copy)]
pub(crate) enum Cursor {
    /// The first.
    Start,
    /// The one that begins behind this id.
    After(i64),
    /// The one that ends before this id.
    Before(i64),
}

/// A page, and whether there are rows on either side of it.
pub(crate) struct Page<T> {
    pub(crate) rows: Vec<T>,
    pub(crate) size: usize,
    pub(crate) has_earlier: bool,
    pub(crate) has_later: bool,
    pub(crate) meta: PaginationMeta,
}

impl Cursor {
    /// Reads what the parameters say; `None` where that is no cursor of ours.
    pub(crate) fn read(after: Option<&str>, before: Option<&str>) -> Option<Self> {
        match (after, before) {
            (None, None) => Some(Self::Start),
            (Some(after), None) => Some(Self::After(id(after)?)),
            (None, Some(before)) => Some(Self::Before(id(before)?)),
            (Some(_), Some(_)) => None,
        }
    }
}

/// The page of `rows`, which are in the order of their ids, that begins or ends at the cursor.
pub(crate) fn page<T: Clone>(
    rows: &[T],
    id: impl Fn(&T) -> i64,
    cursor: Cursor,
    size: usize,
) -> Page<T> {
    let (start, end) = match cursor {
        Cursor::Start => (0, size),
        Cursor::After(after) => {
            let start = rows.partition_point(|row| id(row) <= after);
            (start, start.saturating_add(size))
        }
        Cursor::Before(before) => {
            let end = rows.partition_point(|row| id(row) < before);
            (end.saturating_sub(size), end)
        }
    };
    let end = end.min(rows.len());
    let page = rows[start..end].to_vec();
    let (has_earlier, has_later) = (start > 0, end < rows.len());
    let meta = PaginationMeta {
        // More of them in the direction that the caller goes.
        has_more: match cursor {
            Cursor::Start | Cursor::After(_) => has_later,
            Cursor::Before(_) => has_earlier,
        },
        after_cursor: Some(page.last().map(|row| text(id(row)))),
        before_cursor: Some(page.first().map(|row| text(id(row)))),
    };
    Page {
        rows: page,
        size,
        has_earlier,
        has_later,
        meta,
    }
}

/// A cursor as it goes over the wire: nothing that a caller should take apart.
fn text(id: i64) -> String {
    Base64::from_bytes(format!("id:{id}").as_bytes())
        .as_str()
        .to_owned()
}

fn id(text: &str) -> Option<i64> {
    let bytes = Base64::from_text(text).decode().ok()?;
    std::str::from_utf8(&bytes)
        .ok()?
        .strip_prefix("id:")?
        .parse()
        .ok()
}
