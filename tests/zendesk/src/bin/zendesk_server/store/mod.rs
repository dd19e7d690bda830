//! The database: users, organizations, who is a member of what, and the jobs of the bulk calls. Nothing here knows of HTTP.
//!
//! A call is one transaction on a thread for blocking work. What must be unique is unique by the tables' own constraints.
//!
//! | file | what |
//! |---|---|
//! | `mod.rs` | the file, its connections, and a transaction on a thread |
//! | `migrations.rs`, `1_memberships.sql`, `2_jobs.sql` | the tables, step by step |
//! | `memberships.rs` | one membership, and which one is a user's default |
//! | `pages.rs` | memberships, page by page |
//! | `jobs.rs` | jobs and their tasks |
//! | `seed.rs` | something to try it with |

mod jobs;
mod memberships;
mod migrations;
mod pages;
mod seed;

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};
use tokio::sync::Mutex;
use tokio::task::JoinError;

pub(crate) use self::jobs::{Job, Kind, Outcome, Step, TooManyJobs, Work};
pub(crate) use self::memberships::{Invalid, Membership, NewMembership, NotFound};
pub(crate) use self::pages::{Cursor, Page};

/// How long a transaction waits for one of another process.
const BUSY: Duration = Duration::from_secs(5);

/// A database file that is open. Writers take turns; readers do not wait for them.
pub(crate) struct Store {
    writer: Arc<Mutex<Connection>>,
    reader: Arc<Mutex<Connection>>,
}

/// Why a file cannot be opened.
#[derive(Debug)]
pub(crate) enum OpenError {
    /// A later version of this program has written it.
    Newer { found: usize, known: usize },
    /// Another program has.
    Foreign,
    /// The database's own word.
    Sqlite(rusqlite::Error),
}

/// Why a transaction was not carried out.
#[derive(Debug)]
pub(crate) enum Error {
    /// The database's own word; nothing of the transaction is kept.
    Sqlite(rusqlite::Error),
    /// It panicked, or the program ends.
    Lost(JoinError),
}

impl Store {
    /// Opens the file, makes it where it is not there, and brings its tables up.
    pub(crate) fn open(path: &Path) -> Result<Self, OpenError> {
        let mut writer = connect(path)?;
        migrations::run(&mut writer)?;
        let reader = connect(path)?;
        reader.pragma_update(None, "query_only", true)?;
        Ok(Self {
            writer: Arc::new(Mutex::new(writer)),
            reader: Arc::new(Mutex::new(reader)),
        })
    }

    /// Carries out `work`, which is kept whole or not at all. Where the caller stops waiting, it is carried out all the same.
    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let writer = Arc::clone(&self.writer);
        transact(writer, TransactionBehavior::Immediate, work).await
    }

    /// Carries out `work`, which sees the rows as they are at one moment.
    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Error> {
        let reader = Arc::clone(&self.reader);
        transact(reader, TransactionBehavior::Deferred, work).await
    }
}

async fn transact<T: Send + 'static>(
    connection: Arc<Mutex<Connection>>,
    behavior: TransactionBehavior,
    work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T> + Send + 'static,
) -> Result<T, Error> {
    // Waiting costs no thread, and the lock goes with the work: it is held across no `await`.
    let mut connection = connection.lock_owned().await;
    tracing::trace!("a transaction begins");
    let done = tokio::task::spawn_blocking(move || {
        let transaction = connection.transaction_with_behavior(behavior)?;
        let answer = work(&transaction)?;
        transaction.commit()?;
        Ok(answer)
    });
    done.await.map_err(Error::Lost)?.map_err(Error::Sqlite)
}

fn connect(path: &Path) -> Result<Connection, OpenError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    migrations::check(&connection)?;
    write_ahead(&connection)?;
    // What is committed is on the disk, also where the power fails; on Apple's systems that takes a call of its own.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

/// Readers beside a writer. The library does not wait for another process here, whatever its time limit says.
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let started = Instant::now();
    loop {
        let set = connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0));
        match set {
            Ok(_) => return Ok(()),
            Err(error) if is_busy(&error) && started.elapsed() < BUSY => {
                thread::sleep(Duration::from_millis(10));
            }
            Err(error) => return Err(error),
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
}

/// Seconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer { found, known } => write!(
                f,
                "it has version {found}, and this program knows versions up to {known}: use the program that wrote it, or another file"
            ),
            Self::Foreign => write!(f, "it is another program's database: use another file"),
            Self::Sqlite(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(error) => write!(f, "the database: {error}"),
            Self::Lost(error) => write!(f, "a transaction: {error}"),
        }
    }
}

impl std::error::Error for OpenError {}

impl std::error::Error for Error {}
