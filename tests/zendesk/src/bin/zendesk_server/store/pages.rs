//! Memberships, page by page, in the order of their ids.
//!
//! A cursor names a row and not a distance from the beginning. So no row is skipped and none comes twice, whatever is inserted
//! or deleted between two pages; the row itself may be gone.

use rusqlite::{Connection, params};

use super::memberships::{ROWS, read};
use super::{Error, Membership, Store};

/// Which page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cursor {
    /// The first.
    Start,
    /// The one that begins behind this id.
    After(i64),
    /// The one that ends before this id.
    Before(i64),
}

/// A page, and whether there are rows on either side of it.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) rows: Vec<Membership>,
    pub(crate) has_earlier: bool,
    pub(crate) has_later: bool,
}

impl Store {
    /// At most `size` rows.
    pub(crate) async fn page(&self, cursor: Cursor, size: usize) -> Result<Page, Error> {
        self.read(move |database| page(database, cursor, size))
            .await
    }

    /// Whether nobody could be a member of anything.
    pub(crate) async fn is_empty(&self) -> Result<bool, Error> {
        self.read(|database| exists(database, "users", "id > ?1", i64::MIN).map(|any| !any))
            .await
    }
}

fn page(database: &Connection, cursor: Cursor, size: usize) -> rusqlite::Result<Page> {
    // One row more than asked for tells whether there are more.
    let (mut rows, has_more) = match cursor {
        Cursor::Start => rows(database, "m.id >= ?1 ORDER BY m.id", i64::MIN, size)?,
        Cursor::After(id) => rows(database, "m.id > ?1 ORDER BY m.id", id, size)?,
        Cursor::Before(id) => rows(database, "m.id < ?1 ORDER BY m.id DESC", id, size)?,
    };
    let other_side = |condition, id| exists(database, "memberships", condition, id);
    let (has_earlier, has_later) = match cursor {
        Cursor::Start => (false, has_more),
        Cursor::After(id) => (other_side("id <= ?1", id)?, has_more),
        Cursor::Before(id) => {
            rows.reverse();
            (has_more, other_side("id >= ?1", id)?)
        }
    };
    Ok(Page {
        rows,
        has_earlier,
        has_later,
    })
}

fn rows(
    database: &Connection,
    which: &str,
    id: i64,
    size: usize,
) -> rusqlite::Result<(Vec<Membership>, bool)> {
    let limit = i64::try_from(size).unwrap_or(i64::MAX).saturating_add(1);
    let mut rows = database
        .prepare_cached(&format!("{ROWS} WHERE {which} LIMIT ?2"))?
        .query_map(params![id, limit], read)?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let has_more = rows.len() > size;
    rows.truncate(size);
    Ok((rows, has_more))
}

fn exists(database: &Connection, table: &str, condition: &str, id: i64) -> rusqlite::Result<bool> {
    database
        .prepare_cached(&format!(
            "SELECT EXISTS (SELECT 1 FROM {table} WHERE {condition})"
        ))?
        .query_row([id], |row| row.get(0))
}
