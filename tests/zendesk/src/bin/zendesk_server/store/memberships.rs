//! One membership, and which one is a user's default: a user who has memberships has exactly one.

use rusqlite::ffi::{SQLITE_CONSTRAINT_FOREIGNKEY, SQLITE_CONSTRAINT_UNIQUE};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Error, Store, now};

/// A membership as it is kept, and the organization's name. Times are seconds since 1970.
#[derive(Clone, Debug)]
pub(crate) struct Membership {
    pub(crate) id: i64,
    pub(crate) user_id: i64,
    pub(crate) organization_id: i64,
    pub(crate) organization_name: String,
    pub(crate) is_default: bool,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
}

/// A membership that is to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewMembership {
    pub(crate) user_id: i64,
    pub(crate) organization_id: i64,
    /// Whether it takes the place of the user's default one. A user's first is the default in any case.
    pub(crate) wants_default: bool,
}

/// Why a membership cannot be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Invalid {
    UnknownUser,
    UnknownOrganization,
    AlreadyMember,
}

/// There is no such row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NotFound;

/// The columns that [`read`] takes, in its order.
pub(super) const ROWS: &str = "SELECT m.id, m.user_id, m.organization_id, o.name, m.is_default, m.created_at, m.updated_at \
     FROM memberships AS m JOIN organizations AS o ON o.id = m.organization_id";

impl Store {
    pub(crate) async fn find(&self, id: i64) -> Result<Result<Membership, NotFound>, Error> {
        self.read(move |database| Ok(find(database, id)?.ok_or(NotFound)))
            .await
    }

    pub(crate) async fn create(
        &self,
        new: NewMembership,
    ) -> Result<Result<Membership, Invalid>, Error> {
        self.write(move |database| create(database, new)).await
    }

    pub(crate) async fn delete(&self, id: i64) -> Result<Result<(), NotFound>, Error> {
        self.write(move |database| delete(database, id)).await
    }

    /// All memberships of the user: the default one first, then by the organization's name.
    pub(crate) async fn make_default(
        &self,
        user_id: i64,
        id: i64,
    ) -> Result<Result<Vec<Membership>, NotFound>, Error> {
        self.write(move |database| {
            let is_theirs = find(database, id)?.is_some_and(|found| found.user_id == user_id);
            if !is_theirs {
                return Ok(Err(NotFound));
            }
            set_default(database, user_id, id)?;
            of_user(database, user_id).map(Ok)
        })
        .await
    }
}

/// Makes the row, or changes nothing.
pub(super) fn create(
    database: &Connection,
    new: NewMembership,
) -> rusqlite::Result<Result<Membership, Invalid>> {
    let inserted = database
        .prepare_cached(
            "INSERT INTO memberships (user_id, organization_id, is_default, created_at, updated_at) \
             VALUES (?1, ?2, 0, ?3, ?3)",
        )?
        .execute(params![new.user_id, new.organization_id, now()]);
    if let Err(error) = inserted {
        return invalid(database, new, error).map(Err);
    }
    let id = database.last_insert_rowid();
    let others: bool = database
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM memberships WHERE user_id = ?1 AND id <> ?2)",
        )?
        .query_row([new.user_id, id], |row| row.get(0))?;
    if new.wants_default || !others {
        set_default(database, new.user_id, id)?;
    }
    let made = find(database, id)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    Ok(Ok(made))
}

/// Deletes the row. Where it was the default one, the oldest that is left takes its place.
pub(super) fn delete(database: &Connection, id: i64) -> rusqlite::Result<Result<(), NotFound>> {
    let Some(row) = find(database, id)? else {
        return Ok(Err(NotFound));
    };
    database
        .prepare_cached("DELETE FROM memberships WHERE id = ?1")?
        .execute([id])?;
    if row.is_default {
        let oldest: Option<i64> = database
            .prepare_cached("SELECT min(id) FROM memberships WHERE user_id = ?1")?
            .query_row([row.user_id], |row| row.get(0))?;
        if let Some(oldest) = oldest {
            set_default(database, row.user_id, oldest)?;
        }
    }
    Ok(Ok(()))
}

/// What a refused row violates, by the tables' own constraints. An error that says something else stays one.
fn invalid(
    database: &Connection,
    new: NewMembership,
    error: rusqlite::Error,
) -> rusqlite::Result<Invalid> {
    let Some(found) = error.sqlite_error() else {
        return Err(error);
    };
    match found.extended_code {
        SQLITE_CONSTRAINT_UNIQUE => Ok(Invalid::AlreadyMember),
        SQLITE_CONSTRAINT_FOREIGNKEY => {
            let has_user: bool = database
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM users WHERE id = ?1)")?
                .query_row([new.user_id], |row| row.get(0))?;
            Ok(if has_user {
                Invalid::UnknownOrganization
            } else {
                Invalid::UnknownUser
            })
        }
        _ => Err(error),
    }
}

/// The flag leaves one row before the other gets it: the table holds no two at any time.
fn set_default(database: &Connection, user_id: i64, id: i64) -> rusqlite::Result<()> {
    let now = now();
    database
        .prepare_cached(
            "UPDATE memberships SET is_default = 0, updated_at = ?3 \
             WHERE user_id = ?1 AND is_default = 1 AND id <> ?2",
        )?
        .execute([user_id, id, now])?;
    database
        .prepare_cached(
            "UPDATE memberships SET is_default = 1, updated_at = ?3 \
             WHERE user_id = ?1 AND is_default = 0 AND id = ?2",
        )?
        .execute([user_id, id, now])?;
    Ok(())
}

fn find(database: &Connection, id: i64) -> rusqlite::Result<Option<Membership>> {
    database
        .prepare_cached(&format!("{ROWS} WHERE m.id = ?1"))?
        .query_row([id], read)
        .optional()
}

fn of_user(database: &Connection, user_id: i64) -> rusqlite::Result<Vec<Membership>> {
    database
        .prepare_cached(&format!(
            "{ROWS} WHERE m.user_id = ?1 ORDER BY m.is_default DESC, o.name, m.id"
        ))?
        .query_map([user_id], read)?
        .collect()
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Membership> {
    Ok(Membership {
        id: row.get(0)?,
        user_id: row.get(1)?,
        organization_id: row.get(2)?,
        organization_name: row.get(3)?,
        is_default: row.get(4)?,
        created_at: row.get(5)?,
        updated_at: row.get(6)?,
    })
}
