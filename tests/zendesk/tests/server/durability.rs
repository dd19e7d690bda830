//! What was answered is kept, however the process ends.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use generated::zendesk_organization_memberships::models::OrganizationMembershipCreate;
use rusqlite::Connection;
use tokio::sync::{Mutex, Notify};
use tokio::time::timeout;

use crate::common::{Outcome, Server, command, database, new};
use crate::operations::{completed, ids};

/// Users of the seed who are members of nothing, and its organizations.
const IDLE: std::ops::RangeInclusive<i64> = 13..=40;
const ORGANIZATIONS: std::ops::RangeInclusive<i64> = 1..=4;

/// How many memberships a round has to make: enough that every kill comes while calls are on their way.
const PART: usize = 28;

/// After how many answers the process is killed, round by round.
const KILLS: [usize; 4] = [1, 9, 16, 23];

/// No step of a test takes longer.
const LONG: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answered_write_survives_a_kill() -> Outcome {
    let (_folder, database) = database();
    let mut todo: Vec<OrganizationMembershipCreate> = IDLE
        .flat_map(|user| ORGANIZATIONS.map(move |organization| new(user, organization)))
        .collect();
    let mut kept = BTreeSet::new();
    for kill in KILLS {
        let server = Server::at(&database, &["--seed"]);
        let found = all(&server).await?;
        let lost: Vec<_> = kept.difference(&found).collect();
        assert!(lost.is_empty(), "answered and lost: {lost:?}");
        let round = todo.split_off(todo.len().saturating_sub(PART));
        kept.extend(killed(server, round, kill).await?);
        is_sound(&database)?;
    }
    let server = Server::at(&database, &[]);
    let found = all(&server).await?;
    assert!(found.is_superset(&kept) && kept.len() >= KILLS.iter().sum());
    Ok(())
}

/// Makes memberships by four callers at once and kills the server after so many answers: the ids that were answered.
async fn killed(
    server: Server,
    rows: Vec<OrganizationMembershipCreate>,
    kill: usize,
) -> Result<Vec<i64>, Box<dyn std::error::Error>> {
    let client = server.client();
    let rows = Arc::new(Mutex::new(rows));
    let answered = Arc::new(Mutex::new(Vec::new()));
    let (count, enough) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
    let callers = (0..4).map(|_| {
        let (client, rows, answered) = (client.clone(), rows.clone(), answered.clone());
        let (count, enough) = (count.clone(), enough.clone());
        tokio::spawn(async move {
            loop {
                let Some(row) = rows.lock().await.pop() else {
                    return;
                };
                let call = client.create_organization_membership();
                let call = call.organization_membership(row);
                // A call that the kill cuts off is answered to nobody.
                let Ok(answer) = call.send().await else {
                    return;
                };
                let made = answer.organization_membership.and_then(|made| made.id);
                answered.lock().await.extend(made);
                if count.fetch_add(1, Ordering::SeqCst) + 1 >= kill {
                    enough.notify_one();
                }
            }
        })
    });
    let callers: Vec<_> = callers.collect();
    timeout(LONG, enough.notified()).await?;
    server.kill();
    for caller in callers {
        caller.await?;
    }
    let answered = answered.lock().await.clone();
    assert!(answered.len() >= kill);
    Ok(answered)
}

async fn all(server: &Server) -> Result<BTreeSet<i64>, Box<dyn std::error::Error>> {
    let list = server.client().list_organization_memberships();
    let rows = list.page_size(100).stream().collect().await?;
    Ok(ids(&rows).into_iter().collect())
}

/// The file is whole, and every user who is a member of something has one default membership.
fn is_sound(database: &Path) -> Outcome {
    let database = Connection::open(database)?;
    let word: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    assert_eq!(word, "ok");
    let wrong: i64 = database.query_row(
        "SELECT count(*) FROM (SELECT 1 FROM memberships GROUP BY user_id HAVING sum(is_default) <> 1)",
        [],
        |row| row.get(0),
    )?;
    assert_eq!(wrong, 0, "users without exactly one default membership");
    Ok(())
}

#[tokio::test]
async fn a_job_goes_on_after_a_kill_and_does_nothing_twice() -> Outcome {
    let (_folder, database) = database();
    let rows: Vec<_> = IDLE.map(|user| new(user, 1)).collect();
    let count = rows.len();
    let server = Server::at(&database, &["--seed", "--job-step", "20"]);
    let client = server.client();
    let call = client.create_many_organization_memberships();
    let answer = call.organization_memberships(rows).send().await?;
    let job = answer.job_status.ok_or("no job")?;
    let id = job.id.clone().ok_or("no id")?;
    // Killed in the middle: some tasks are done, some are not.
    let progress = loop {
        let answer = client.show_job_status().job_status_id(&id).send().await?;
        let progress = answer.job_status.and_then(|job| job.progress.flatten());
        if let Some(progress @ 3..) = progress {
            break progress;
        }
    };
    assert!(progress < i64::try_from(count)?, "it was too quick");
    let before = all(&server).await?;
    server.kill();
    is_sound(&database)?;

    let server = Server::at(&database, &[]);
    let results = completed(&server.client(), job).await?;
    assert_eq!(results.len(), count);
    let text = format!("{results:?}");
    assert_eq!(text.matches("\"Created\"").count(), count, "{text}");
    let after = all(&server).await?;
    assert!(after.is_superset(&before));
    is_sound(&database)
}

#[cfg(unix)]
#[tokio::test]
async fn rows_outlive_an_orderly_end_and_the_seed_is_sown_once() -> Outcome {
    let (_folder, database) = database();
    let mut server = Server::at(&database, &["--seed"]);
    let call = server.client().create_organization_membership();
    let call = call.organization_membership(new(*IDLE.start(), 2));
    call.send().await?;
    let before = all(&server).await?;
    server.signal("TERM");
    assert!(server.end().0.success());

    let server = Server::at(&database, &["--seed"]);
    assert_eq!(all(&server).await?, before);
    Ok(())
}

#[tokio::test]
async fn two_processes_share_a_file() -> Outcome {
    let (_folder, database) = database();
    // Both make the file, its tables and the seed, at once.
    let start = || Server::at(&database, &["--seed"]);
    let (first, second) = thread::scope(|scope| {
        let second = scope.spawn(start);
        (start(), second.join().expect("it starts"))
    });
    let (mut made, mut refused) = (0, 0);
    let clients = [first.client(), second.client()];
    let calls = IDLE.flat_map(|user| {
        clients.each_ref().map(|client| {
            let call = client.create_organization_membership();
            call.organization_membership(new(user, 1)).send()
        })
    });
    for answer in futures_util::future::join_all(calls).await {
        match answer {
            Ok(_) => made += 1,
            Err(_) => refused += 1,
        }
    }
    assert_eq!((made, refused), (IDLE.count(), IDLE.count()));
    assert_eq!(all(&first).await?, all(&second).await?);
    is_sound(&database)
}

/// The tables as the first version made them, written out: what is in the program may not drift from it.
const VERSION_1: &str = "
PRAGMA application_id = 2053403499;
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE organizations (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE memberships (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES users,
  organization_id INTEGER NOT NULL REFERENCES organizations,
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (user_id, organization_id)
) STRICT;
CREATE UNIQUE INDEX one_default_for_each_user ON memberships (user_id) WHERE is_default = 1;
INSERT INTO sqlite_sequence (name, seq) VALUES ('memberships', 5000000000);";

#[tokio::test]
async fn an_older_file_is_brought_up_and_a_newer_one_refused() -> Outcome {
    let (_folder, path) = database();
    let old = Connection::open(&path)?;
    old.execute_batch(VERSION_1)?;
    old.execute_batch(
        "INSERT INTO users VALUES (1, 'Ann'); INSERT INTO organizations VALUES (1, 'Bakery');
         INSERT INTO memberships (user_id, organization_id, is_default, created_at, updated_at) VALUES (1, 1, 1, 0, 0);",
    )?;
    old.pragma_update(None, "user_version", 1)?;
    drop(old);
    let server = Server::at(&path, &[]);
    let old = all(&server).await?;
    assert_eq!(old.len(), 1);
    // What the second version has brought.
    let call = server.client().delete_many_organization_memberships();
    let answer = call.ids(old.into_iter().collect::<Vec<_>>()).send().await?;
    completed(&server.client(), answer.job_status.ok_or("no job")?).await?;
    assert!(all(&server).await?.is_empty());
    server.kill();

    let database = Connection::open(&path)?;
    let version: i64 = database.pragma_query_value(None, "user_version", |row| row.get(0))?;
    assert_eq!(version, 2);
    database.pragma_update(None, "user_version", 99)?;
    drop(database);
    let bytes = std::fs::read(&path)?;
    let output = command(&path, &[]).output()?;
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8(output.stderr)?;
    assert!(errors.contains("it has version 99"), "{errors}");
    assert_eq!(std::fs::read(&path)?, bytes);
    Ok(())
}
