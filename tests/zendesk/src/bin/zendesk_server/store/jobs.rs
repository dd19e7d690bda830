//! Jobs and their tasks.
//!
//! A task and the note that it is done are one transaction: after a kill at any moment a task is either done and noted, or
//! neither, and whoever goes on takes the next one.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::memberships::{self, Invalid, NewMembership, NotFound};
use super::{Error, Store, now};

/// How many jobs may be unfinished at once: Zendesk's own limit.
const UNFINISHED: i64 = 30;

/// How long a finished job is kept: a day.
const KEPT: i64 = 24 * 60 * 60;

/// What a job is to do, task by task.
#[derive(Clone, Debug)]
pub(crate) enum Work {
    Create(Vec<NewMembership>),
    Delete(Vec<i64>),
}

/// What a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Create,
    Delete,
}

/// A job, and what became of the tasks that are done.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) progress: i64,
    pub(crate) total: i64,
    /// The membership that was made, deleted or not found, where there is one.
    pub(crate) outcomes: Vec<(Option<i64>, Outcome)>,
}

/// What became of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    Invalid(Invalid),
    NotFound,
}

/// Whether a job has tasks left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    More,
    Finished,
}

/// As many jobs are unfinished as may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TooManyJobs;

impl Store {
    /// Keeps a job, none of whose tasks is done yet.
    pub(crate) async fn accept(&self, work: Work) -> Result<Result<Job, TooManyJobs>, Error> {
        self.write(move |database| accept(database, &work)).await
    }

    pub(crate) async fn find_job(&self, id: String) -> Result<Result<Job, NotFound>, Error> {
        self.read(move |database| Ok(find(database, &id)?.ok_or(NotFound)))
            .await
    }

    /// The ids of the jobs that have tasks left, in the order in which they came.
    pub(crate) async fn unfinished(&self) -> Result<Vec<String>, Error> {
        self.read(|database| {
            let sql = "SELECT id FROM jobs WHERE finished_at IS NULL ORDER BY created_at, rowid";
            let mut jobs = database.prepare(sql)?;
            let ids = jobs.query_map([], |row| row.get(0))?;
            ids.collect()
        })
        .await
    }

    /// Carries out the job's next task.
    pub(crate) async fn step(&self, id: String) -> Result<Step, Error> {
        self.write(move |database| step(database, &id)).await
    }
}

fn accept(database: &Connection, work: &Work) -> rusqlite::Result<Result<Job, TooManyJobs>> {
    let now = now();
    database.execute("DELETE FROM jobs WHERE finished_at < ?1", [now - KEPT])?;
    let unfinished: i64 = database.query_row(
        "SELECT count(*) FROM jobs WHERE finished_at IS NULL",
        [],
        |row| row.get(0),
    )?;
    if unfinished >= UNFINISHED {
        return Ok(Err(TooManyJobs));
    }
    // Random as SQLite's generator is, which the operating system seeds: nobody guesses another one's.
    let id: String =
        database.query_row("SELECT lower(hex(randomblob(16)))", [], |row| row.get(0))?;
    let total = match work {
        Work::Create(tasks) => tasks.len(),
        Work::Delete(tasks) => tasks.len(),
    };
    database.execute(
        "INSERT INTO jobs (id, kind, total, created_at, finished_at) \
         VALUES (?1, ?2, ?3, ?4, iif(?3 = 0, ?4, NULL))",
        params![id, work.kind(), total, now],
    )?;
    insert_tasks(database, &id, work)?;
    let job = find(database, &id)?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    Ok(Ok(job))
}

fn insert_tasks(database: &Connection, id: &str, work: &Work) -> rusqlite::Result<()> {
    match work {
        Work::Create(tasks) => {
            let mut insert = database.prepare_cached(
                "INSERT INTO tasks (job_id, position, user_id, organization_id, wants_default) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            for (position, task) in tasks.iter().enumerate() {
                insert.execute(params![
                    id,
                    position,
                    task.user_id,
                    task.organization_id,
                    task.wants_default
                ])?;
            }
        }
        Work::Delete(tasks) => {
            let mut insert = database.prepare_cached(
                "INSERT INTO tasks (job_id, position, membership_id) VALUES (?1, ?2, ?3)",
            )?;
            for (position, membership_id) in tasks.iter().enumerate() {
                insert.execute(params![id, position, membership_id])?;
            }
        }
    }
    Ok(())
}

fn find(database: &Connection, id: &str) -> rusqlite::Result<Option<Job>> {
    let job = database
        .prepare_cached("SELECT id, kind, progress, total FROM jobs WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(Job {
                id: row.get(0)?,
                kind: row.get(1)?,
                progress: row.get(2)?,
                total: row.get(3)?,
                outcomes: Vec::new(),
            })
        })
        .optional()?;
    let Some(mut job) = job else { return Ok(None) };
    let mut outcomes = database.prepare_cached(
        "SELECT membership_id, outcome FROM tasks WHERE job_id = ?1 AND outcome IS NOT NULL ORDER BY position",
    )?;
    let outcomes = outcomes.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    job.outcomes = outcomes.collect::<rusqlite::Result<_>>()?;
    Ok(Some(job))
}

fn step(database: &Connection, id: &str) -> rusqlite::Result<Step> {
    let next = database
        .prepare_cached(
            "SELECT t.position, j.kind, t.membership_id, t.user_id, t.organization_id, t.wants_default \
             FROM tasks AS t JOIN jobs AS j ON j.id = t.job_id \
             WHERE t.job_id = ?1 AND t.outcome IS NULL ORDER BY t.position LIMIT 1",
        )?
        .query_row([id], |row| Ok((row.get::<_, i64>(0)?, task(row)?)))
        .optional()?;
    // Another process may have taken the last one.
    let Some((position, task)) = next else {
        return Ok(Step::Finished);
    };
    let (membership, outcome) = carry_out(database, &task)?;
    database
        .prepare_cached(
            "UPDATE tasks SET membership_id = ?3, outcome = ?4 WHERE job_id = ?1 AND position = ?2",
        )?
        .execute(params![id, position, membership, outcome])?;
    database
        .prepare_cached(
            "UPDATE jobs SET progress = progress + 1, finished_at = iif(progress + 1 = total, ?2, NULL) WHERE id = ?1",
        )?
        .execute(params![id, now()])?;
    let has_more: bool = database
        .prepare_cached("SELECT finished_at IS NULL FROM jobs WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?;
    Ok(if has_more { Step::More } else { Step::Finished })
}

/// A task alone.
enum Task {
    Create(NewMembership),
    Delete(i64),
}

/// Reads a row of [`step`]'s query.
fn task(row: &Row<'_>) -> rusqlite::Result<Task> {
    Ok(match row.get(1)? {
        Kind::Create => Task::Create(NewMembership {
            user_id: row.get(3)?,
            organization_id: row.get(4)?,
            wants_default: row.get(5)?,
        }),
        Kind::Delete => Task::Delete(row.get(2)?),
    })
}

fn carry_out(database: &Connection, task: &Task) -> rusqlite::Result<(Option<i64>, Outcome)> {
    Ok(match *task {
        Task::Create(new) => match memberships::create(database, new)? {
            Ok(made) => (Some(made.id), Outcome::Done),
            Err(invalid) => (None, Outcome::Invalid(invalid)),
        },
        Task::Delete(id) => match memberships::delete(database, id)? {
            Ok(()) => (Some(id), Outcome::Done),
            Err(NotFound) => (Some(id), Outcome::NotFound),
        },
    })
}

impl Work {
    fn kind(&self) -> Kind {
        match self {
            Self::Create(_) => Kind::Create,
            Self::Delete(_) => Kind::Delete,
        }
    }
}

const KINDS: &[(Kind, &str)] = &[(Kind::Create, "create"), (Kind::Delete, "delete")];

const OUTCOMES: &[(Outcome, &str)] = &[
    (Outcome::Done, "done"),
    (Outcome::Invalid(Invalid::UnknownUser), "unknown_user"),
    (
        Outcome::Invalid(Invalid::UnknownOrganization),
        "unknown_organization",
    ),
    (Outcome::Invalid(Invalid::AlreadyMember), "already_member"),
    (Outcome::NotFound, "not_found"),
];

/// How a value is written in its column.
fn written<T: PartialEq>(table: &'static [(T, &str)], value: &T) -> ToSqlOutput<'static> {
    let entry = table.iter().find(|(known, _)| known == value);
    let (_, text) = entry.expect("the table has every value");
    ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))
}

fn parsed<T: Copy>(table: &[(T, &str)], value: ValueRef<'_>) -> FromSqlResult<T> {
    let text = value.as_str()?;
    let entry = table.iter().find(|(_, known)| *known == text);
    entry
        .map(|(value, _)| *value)
        .ok_or(FromSqlError::InvalidType)
}

impl ToSql for Kind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(written(KINDS, self))
    }
}

impl FromSql for Kind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        parsed(KINDS, value)
    }
}

impl ToSql for Outcome {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(written(OUTCOMES, self))
    }
}

impl FromSql for Outcome {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        parsed(OUTCOMES, value)
    }
}
