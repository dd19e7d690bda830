//! What a person sees.

use std::fs;

use super::common::Server;
use super::stand_in::{Answer, StandIn, membership};
use super::tty::{COLUMNS, Seen, Tty};

fn see(url: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Seen {
    Tty::start(url, arguments, variables).finish()
}

#[test]
fn a_list_has_one_heading_and_straight_columns_over_all_its_pages() {
    let server = Server::start(&[]);
    let seen = see(&server.address, &["list", "--page-size", "5"], &[]);
    assert_eq!(seen.code, 0);
    assert!(seen.text.contains("\x1b[1mID "), "{:?}", seen.text);
    let lines: Vec<&str> = seen.screen.lines().collect();
    assert_eq!(lines.len(), 2 + 16);
    assert!(lines[0].starts_with("ID "));
    assert!(lines[1].starts_with("────") && lines[1].chars().count() <= COLUMNS.into());
    assert_eq!(seen.text.matches("ORGANIZATION ").count(), 1);
    let column = lines[0].find("NAME OF").unwrap();
    for line in &lines[2..] {
        assert!(line.starts_with("50000000"), "{}", seen.screen);
        assert!(line.is_char_boundary(column));
        assert!(!line[column..].starts_with(' '), "{}", seen.screen);
        assert!(line[..column].ends_with("  "), "{}", seen.screen);
    }
}

#[test]
fn no_colour_where_none_is_wanted() {
    let server = Server::start(&[]);
    for variables in [[("NO_COLOR", "1")], [("TERM", "dumb")]] {
        let seen = see(&server.address, &["list"], &variables);
        assert!(seen.screen.starts_with("ID "));
        assert!(!seen.text.contains('\x1b'), "{:?}", seen.text);
    }
}

#[test]
fn a_long_name_is_wrapped_inside_its_column() {
    let stand_in = StandIn::start(|_, _| {
        let mut row = membership(1);
        row["organization_name"] = "word ".repeat(30).into();
        Answer::page(&[row, membership(2)], None)
    });
    let seen = see(&stand_in.url, &["list"], &[("NO_COLOR", "1")]);
    let lines: Vec<&str> = seen.screen.lines().collect();
    assert!(lines.len() > 4, "{}", seen.screen);
    let column = lines[0].find("NAME OF").unwrap();
    assert!(lines[2][column..].starts_with("word"), "{}", seen.screen);
    assert_eq!(lines[3].find("word"), Some(column), "{}", seen.screen);
    assert!(seen.screen.ends_with("Library"), "{}", seen.screen);
}

/// A hundred and twenty lines, of which 12 can be done.
fn file(folder: &tempfile::TempDir) -> String {
    let path = folder.path().join("r.jsonl");
    let line = |user| format!("{{\"user_id\": {user}, \"organization_id\": 1}}\n");
    let lines: Vec<String> = (29..149).map(line).collect();
    fs::write(&path, lines.concat()).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_bar_moves_and_is_gone_at_the_end() {
    let server = Server::start(&["--job-step", "10"]);
    let folder = tempfile::tempdir().unwrap();
    let seen = see(&server.address, &["create-many", &file(&folder)], &[]);
    assert_eq!(seen.code, 1);
    let positions: Vec<u32> = seen
        .text
        .split(" of 120 rows")
        .filter_map(|before| before.rsplit(' ').next()?.parse().ok())
        .collect();
    let mut distinct = positions.clone();
    distinct.dedup();
    assert!(distinct.len() > 4, "{positions:?}");
    assert!(positions.is_sorted(), "{positions:?}");
    assert!(seen.text.contains("job 1 of 2") && seen.text.contains("job 2 of 2"));
    assert!(!seen.screen.contains('█'), "{}", seen.screen);
    assert!(!seen.screen.contains(" of 120 rows"), "{}", seen.screen);
    let last = seen.screen.lines().last();
    assert_eq!(last, Some("120 rows in 2 jobs: 12 created, 108 failed"));
}

#[test]
fn no_bar_where_none_is_wanted() {
    let server = Server::start(&[]);
    let folder = tempfile::tempdir().unwrap();
    for flag in ["--no-progress", "--quiet"] {
        let seen = see(&server.address, &["create-many", flag, &file(&folder)], &[]);
        assert!(!seen.text.contains(" of 120 rows"), "{:?}", seen.text);
        let summary = seen.screen.contains("120 rows in 2 jobs");
        assert_eq!(summary, flag == "--no-progress");
    }
}

#[test]
fn ctrl_c_ends_it_cleanly_and_names_the_job_that_goes_on() {
    let server = Server::start(&["--job-step", "1000"]);
    let folder = tempfile::tempdir().unwrap();
    let mut tty = Tty::start(&server.address, &["create-many", &file(&folder)], &[]);
    tty.wait_for(" 1 of 120 rows");
    tty.type_in(b"\x03");
    let seen = tty.finish();
    assert_eq!(seen.code, 130);
    // Also where the terminal has written its `^C` behind the bar.
    assert!(!seen.screen.contains(" of 120 rows"), "{:?}", seen.text);
    let said = "interrupted; the service goes on with the job ";
    let last = seen.screen.lines().last().unwrap();
    let (_, id) = last.split_once(said).expect(last);
    assert!(
        id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()),
        "{id}"
    );
}

#[test]
fn ctrl_c_is_heard_while_it_waits_for_stdin_or_for_an_answer() {
    let never =
        StandIn::start(|_, _| Answer::page(&[], None).after(std::time::Duration::from_hours(1)));
    let tty = Tty::start(&never.url, &["create-many", "-"], &[]);
    tty.wait_for("reading from the terminal, up to ctrl-d");
    interrupt(tty);
    let tty = Tty::start(&never.url, &["list"], &[]);
    while never.seen().is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    interrupt(tty);
}

#[track_caller]
fn interrupt(mut tty: Tty) {
    tty.type_in(b"\x03");
    let seen = tty.finish();
    assert_eq!(seen.code, 130, "{:?}", seen.text);
    assert!(seen.screen.ends_with("interrupted"), "{:?}", seen.text);
}
