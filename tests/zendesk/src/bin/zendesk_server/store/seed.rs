//! Something to try it with: users 1 to 40 and four organizations; the first twelve users are members of one or two.

use rusqlite::Connection;

use super::memberships::{NewMembership, create};
use super::{Error, Store};

const ORGANIZATIONS: [(i64, &str); 4] =
    [(1, "Bakery"), (2, "Library"), (3, "Museum"), (4, "Theatre")];
const USERS: std::ops::RangeInclusive<i64> = 1..=40;
const MEMBERS: std::ops::RangeInclusive<i64> = 1..=12;

impl Store {
    /// Puts in what is not there yet. A user who is there already keeps the memberships that are left.
    pub(crate) async fn seed(&self) -> Result<(), Error> {
        self.write(|database| {
            for (id, name) in ORGANIZATIONS {
                add(database, "organizations", id, name)?;
            }
            for id in USERS {
                let is_new = add(database, "users", id, &format!("User {id}"))?;
                if is_new && MEMBERS.contains(&id) {
                    join(database, id, id % 4 + 1)?;
                    if id % 3 == 0 {
                        join(database, id, (id + 1) % 4 + 1)?;
                    }
                }
            }
            Ok(())
        })
        .await
    }
}

/// Whether it was not there.
fn add(database: &Connection, table: &str, id: i64, name: &str) -> rusqlite::Result<bool> {
    let added = database
        .prepare_cached(&format!(
            "INSERT INTO {table} (id, name) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING"
        ))?
        .execute(rusqlite::params![id, name])?;
    Ok(added == 1)
}

fn join(database: &Connection, user_id: i64, organization_id: i64) -> rusqlite::Result<()> {
    let new = NewMembership {
        user_id,
        organization_id,
        wants_default: false,
    };
    // A new user is a member of nothing, and both sides have just been seen to: it cannot be invalid.
    create(database, new).map(drop)
}
