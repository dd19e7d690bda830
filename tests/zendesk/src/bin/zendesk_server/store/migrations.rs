//! Brings a database file to the tables that this program knows.
//!
//! The version of a file is its `user_version`. Each step is one transaction that looks at the version again, so that a kill
//! between two steps loses nothing and two programs that start at once do not both take a step.

use rusqlite::{Connection, TransactionBehavior};

use super::OpenError;

/// What makes version 1 of nothing, version 2 of version 1, and so on. A step that has been released is never changed.
const STEPS: &[&str] = &[
    include_str!("1_memberships.sql"),
    include_str!("2_jobs.sql"),
];

/// `zdsk`: says in the file's header whose it is.
const APPLICATION: i32 = 0x7a64_736b;

/// Fails where the file is of another program or of a newer version of this one. Nothing is written.
pub(super) fn check(database: &Connection) -> Result<(), OpenError> {
    let version = version(database)?;
    if version > STEPS.len() {
        return Err(OpenError::Newer {
            found: version,
            known: STEPS.len(),
        });
    }
    let tables: i64 =
        database.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let application: i32 = database.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if tables > 0 && application != APPLICATION {
        return Err(OpenError::Foreign);
    }
    Ok(())
}

/// Takes the steps that are left.
pub(super) fn run(database: &mut Connection) -> Result<(), OpenError> {
    loop {
        let transaction = database.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version = version(&transaction)?;
        let Some(step) = STEPS.get(version) else {
            return check(&transaction);
        };
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version + 1)?;
        transaction.commit()?;
        tracing::info!(version = version + 1, "the database was brought up");
    }
}

fn version(database: &Connection) -> rusqlite::Result<usize> {
    let version: i64 = database.pragma_query_value(None, "user_version", |row| row.get(0))?;
    // A negative one is nobody's: as good as one that is too new.
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}
