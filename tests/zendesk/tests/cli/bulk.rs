//! `create-many` and `delete-many`, in a pipe.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::json;

use super::common::Server;
use super::program::{run, run_with, zendesk};
use super::stand_in::{Answer, StandIn};

/// A line for each of the users and the organization.
fn lines(users: impl Iterator<Item = i64>, organization: i64) -> String {
    let line = |user| format!("{{\"user_id\": {user}, \"organization_id\": {organization}}}\n");
    users.map(line).collect::<Vec<_>>().concat()
}

#[test]
fn three_jobs_are_followed_and_each_failure_names_its_line() {
    let server = Server::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.jsonl");
    // Of the users 1 to 40, those from 13 on are nowhere a member yet. So 28 of the first 250 lines can be done; 13 comes twice.
    let text = lines((1..=249).chain([13]), 1);
    fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap();
    let before = run(&server.address, &["list", "--json"]).json();
    let made = run(&server.address, &["create-many", file]);
    made.ends_with(1);

    let rows = made.rows();
    assert_eq!(rows.len(), 250);
    for (index, row) in rows.iter().enumerate() {
        assert_eq!(row[0], format!("{file}:{}", index + 1));
        assert_eq!(row[2], "1");
    }
    let members: Vec<_> = before
        .iter()
        .filter(|row| row["organization_id"] == 1)
        .map(|row| row["user_id"].as_i64().unwrap())
        .collect();
    for (user, row) in (1..=249).zip(&rows) {
        let (result, reason) = (row[3], row[4]);
        if user > 40 {
            assert_eq!(
                (result, reason),
                ("failed", "User is invalid (InvalidValue)")
            );
        } else if members.contains(&user) {
            let reason_wanted = "User is already a member of this organization (DuplicateValue)";
            assert_eq!((result, reason), ("failed", reason_wanted));
        } else {
            assert!(result.starts_with("created 50000000"), "{row:?}");
        }
    }
    assert_eq!(
        rows[249][3..],
        [
            "failed",
            "User is already a member of this organization (DuplicateValue)"
        ]
    );
    let created = 40 - members.len();
    assert_eq!(
        made.stderr,
        format!(
            "250 rows in 3 jobs: {created} created, {} failed\n",
            250 - created
        )
    );
    let after = run(&server.address, &["list", "--json"]).json();
    assert_eq!(after.len(), before.len() + created);
}

#[test]
fn stdin_is_read_and_json_is_written() {
    let server = Server::start(&[]);
    let text = "{\"user_id\": 20, \"organization_id\": 1}\n\n\
                {\"user_id\": 20, \"organization_id\": 2, \"default\": true}\n\
                {\"user_id\": 99, \"organization_id\": 2, \"default\": null}\n";
    let made = run_with(
        &server.address,
        &["create-many", "-", "--json", "--quiet"],
        text,
    );
    made.ends_with(1);
    assert_eq!(made.stderr, "");
    let rows = made.json();
    let ids: Vec<_> = rows[..2].iter().map(|row| &row["membership_id"]).collect();
    assert_eq!(
        rows,
        [
            json!({ "line": "stdin:1", "user_id": 20, "organization_id": 1, "result": "created", "membership_id": ids[0] }),
            json!({ "line": "stdin:3", "user_id": 20, "organization_id": 2, "default": true, "result": "created", "membership_id": ids[1] }),
            json!({ "line": "stdin:4", "user_id": 99, "organization_id": 2, "result": "failed", "reason": "User is invalid (InvalidValue)" }),
        ]
    );
    let shown = run(&server.address, &["show", &ids[1].to_string(), "--json"]);
    assert_eq!(shown.json()[0]["default"], true);
}

#[test]
fn many_are_deleted_by_argument_or_from_stdin() {
    let server = Server::start(&[]);
    let deleted = run(
        &server.address,
        &["delete-many", "5000000001", "5", "5000000002"],
    );
    deleted.ends_with(1);
    assert_eq!(
        deleted.stdout,
        "LINE\tMEMBERSHIP\tRESULT\tREASON\n\
         argument 1\t5000000001\tdeleted\t\n\
         argument 2\t5\tfailed\tThere is no such membership (NotFound)\n\
         argument 3\t5000000002\tdeleted\t\n"
    );
    assert_eq!(deleted.stderr, "3 rows in 1 job: 2 deleted, 1 failed\n");

    let listed = run(&server.address, &["list", "--json"]).json();
    let ids: Vec<_> = listed.iter().map(|row| row["id"].to_string()).collect();
    let deleted = run_with(&server.address, &["delete-many", "-"], &ids.join("\n"));
    deleted.ends_with(0);
    assert_eq!(deleted.rows().len(), 14);
    assert_eq!(run(&server.address, &["list", "--json"]).stdout, "");

    let wrong = run_with(&server.address, &["delete-many", "-"], "7\nseven\n");
    wrong.ends_with(2);
    assert_eq!(
        wrong.stderr,
        "error: a line is wrong; nothing was sent\n  stdin:2: `seven` is not an id\n"
    );
}

#[test]
fn a_wrong_line_keeps_everything_from_being_sent() {
    let stand_in = StandIn::start(|_, _| Answer::text(500, "text/plain", ""));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.jsonl");
    let wrong = "{\"user_id\": 1, \"organization_id\": \"2\"}\nnonsense\n";
    fs::write(&file, lines(1..=3, 1) + wrong).unwrap();
    let file = file.to_str().unwrap();
    let made = run(&stand_in.url, &["create-many", file]);
    made.ends_with(2);
    assert_eq!(
        made.stderr,
        format!(
            "error: 2 lines are wrong; nothing was sent\n  \
             {file}:4: column 37: invalid type: string \"2\", expected i64\n  \
             {file}:5: column 2: expected ident\n"
        )
    );
    assert_eq!(stand_in.seen(), Vec::<String>::new());

    let missing = folder.path().join("missing");
    for unreadable in [missing.as_path(), folder.path()] {
        let name = unreadable.to_str().unwrap();
        let made = run(&stand_in.url, &["create-many", name]);
        made.ends_with(2);
        assert!(
            made.stderr.starts_with(&format!("error: {name}: ")),
            "{}",
            made.stderr
        );
    }
}

#[test]
fn nothing_to_do_is_done() {
    let stand_in = StandIn::start(|_, _| Answer::text(500, "text/plain", ""));
    let made = run_with(&stand_in.url, &["create-many", "-"], "\n\n");
    made.ends_with(0);
    assert_eq!(made.stderr, "0 rows in 0 jobs: 0 created\n");
    assert_eq!(stand_in.seen(), Vec::<String>::new());
}

#[test]
fn a_failure_between_two_batches_says_what_was_not_sent() {
    let stand_in = StandIn::start(|before, _| match before {
        0 => Answer::job("completed", &json!({ "success": true })),
        _ => Answer::text(500, "text/plain", ""),
    });
    let made = run_with(&stand_in.url, &["create-many", "-"], &lines(1..=201, 1));
    made.ends_with(1);
    assert_eq!(
        made.stderr,
        "201 rows in 1 job: 100 created, 101 not sent\n\
         error: the service answered 500 Internal Server Error\n"
    );
    assert_eq!(stand_in.seen().len(), 2);
    let rows = made.rows();
    assert_eq!(
        [rows[99][3], rows[100][3], rows[200][3]],
        ["created", "not sent", "not sent"]
    );
}

#[test]
fn a_job_that_stands_still_is_left() {
    let stand_in = StandIn::start(|_, _| Answer::job("queued", &json!(null)));
    let begin = Instant::now();
    let made = run_with(
        &stand_in.url,
        &["create-many", "-", "--timeout", "1"],
        &lines(1..=2, 1),
    );
    assert!(begin.elapsed() >= Duration::from_secs(1));
    made.ends_with(1);
    assert_eq!(
        made.stderr,
        "2 rows in 1 job: 0 created, 2 unknown\n\
         error: the job abc123 has stood still for 1 s; the service may still go on with it\n"
    );
    let seen = stand_in.seen();
    assert_eq!(seen[0], "POST /api/v2/organization_memberships/create_many");
    assert_eq!(seen[1], "GET /api/v2/job_statuses/abc123");
    // Backed off: with the first pause throughout there would be ten.
    assert!((3..=6).contains(&seen.len()), "{seen:?}");
}

#[test]
fn what_may_have_arrived_is_not_called_unsent() {
    let stand_in =
        StandIn::start(|_, _| Answer::text(200, "text/plain", "").after(Duration::from_hours(1)));
    let made = run_with(
        &stand_in.url,
        &["create-many", "-", "--timeout", "1"],
        &lines(1..=101, 1),
    );
    made.ends_with(3);
    assert_eq!(
        made.stderr,
        "101 rows in 0 jobs: 0 created, 100 unknown, 1 not sent\n\
         error: the service did not answer in time (`--timeout` sets how long to wait)\n"
    );
    assert_eq!(stand_in.seen().len(), 1);
}

#[test]
fn work_that_was_begun_goes_on_where_nobody_reads_the_results() {
    let stand_in = StandIn::start(|_, _| Answer::job("completed", &json!({ "success": true })));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.jsonl");
    fs::write(&file, lines(1..=250, 1)).unwrap();
    let mut command = zendesk(&stand_in.url, &["create-many", file.to_str().unwrap()]);
    let (reader, writer) = std::io::pipe().unwrap();
    command.stdout(writer);
    drop(reader);
    let ended = command.output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(stand_in.seen().len(), 3);
}

#[test]
#[cfg(target_os = "linux")]
fn nothing_more_is_sent_where_the_results_would_be_lost() {
    let stand_in = StandIn::start(|_, _| Answer::job("completed", &json!({ "success": true })));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.jsonl");
    fs::write(&file, lines(1..=250, 1)).unwrap();
    let full = fs::File::create("/dev/full").unwrap();
    let mut command = zendesk(&stand_in.url, &["create-many", file.to_str().unwrap()]);
    let ended = command.stdout(full).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(
        String::from_utf8_lossy(&ended.stderr),
        "250 rows in 1 job: 100 created, 150 not sent\n\
         error: the output cannot be written: No space left on device (os error 28)\n"
    );
    assert_eq!(stand_in.seen().len(), 1);
}
