//! `list`, in a pipe.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use super::common::Server;
use super::program::{run, zendesk};
use super::stand_in::{Answer, StandIn, membership};

#[test]
fn a_pipe_gets_tab_separated_values_below_one_heading() {
    let server = Server::start(&[]);
    let listed = run(&server.address, &["list", "--page-size", "5"]);
    listed.ends_with(0);
    assert_eq!(
        listed.stdout.lines().next(),
        Some("ID\tUSER\tORGANIZATION\tDEFAULT\tCREATED\tNAME OF THE ORGANIZATION")
    );
    assert_eq!(listed.stderr, "");
    let rows = listed.rows();
    assert_eq!(rows.len(), 16);
    assert_eq!(rows[0][..4], ["5000000001", "1", "2", "yes"]);
    assert_eq!(rows[0][5], "Library");
    assert_eq!(rows[3][..4], ["5000000004", "3", "1", ""]);
}

#[test]
fn json_is_an_object_a_line_and_a_limit_asks_for_no_more() {
    let server = Server::start(&[]);
    let all = run(&server.address, &["list", "--json"]).json();
    assert_eq!(all.len(), 16);
    let some = run(
        &server.address,
        &["list", "--json", "--limit", "7", "--page-size", "3"],
    );
    assert_eq!(some.json(), all[..7]);

    let stand_in = StandIn::start(|_, _| Answer::page(&[membership(1), membership(2)], Some("x")));
    let two = run(&stand_in.url, &["list", "--json", "--limit", "2"]);
    assert_eq!(two.json().len(), 2);
    assert_eq!(
        stand_in.seen(),
        ["GET /api/v2/organization_memberships?page%5Bsize%5D=2"]
    );
    assert_eq!(
        run(&stand_in.url, &["list", "--limit", "0"]).rows().len(),
        0
    );
    assert_eq!(stand_in.seen().len(), 1);
}

#[test]
fn rows_are_printed_before_the_next_page_is_there() {
    let stand_in = StandIn::start(|before, _| match before {
        0 => Answer::page(&[membership(1), membership(2)], Some("x")),
        // Longer than the test waits: it never comes.
        _ => Answer::page(&[], None).after(std::time::Duration::from_hours(1)),
    });
    let mut child = zendesk(&stand_in.url, &["list", "--json"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for id in [1, 2] {
        let line = lines.next().unwrap().unwrap();
        assert!(line.starts_with(&format!("{{\"id\":{id},")), "{line}");
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_reader_that_has_seen_enough_ends_it_quietly() {
    // There is no end to the pages, so only the closed pipe can be what ends the program.
    let stand_in = StandIn::start(|before, _| {
        let rows: Vec<_> = (0..100).map(membership).collect();
        Answer::page(&rows, Some(&before.to_string()))
    });
    for form in [&["list", "--json"] as &[&str], &["list"]] {
        let mut child = zendesk(&stand_in.url, form)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        assert!(!line.is_empty());
        drop(stdout);
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(0));
        assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    }
}

#[test]
fn pages_that_go_round_in_a_circle_are_noticed() {
    let stand_in = StandIn::start(|_, _| Answer::page(&[membership(1)], Some("same")));
    let listed = run(&stand_in.url, &["list"]);
    listed.ends_with(1);
    assert!(
        listed
            .stderr
            .starts_with("error: the page names a cursor as the next one that was there before"),
        "{}",
        listed.stderr
    );
}

#[test]
fn no_memberships_are_a_heading_alone() {
    let stand_in = StandIn::start(|_, _| Answer::page(&[], None));
    let listed = run(&stand_in.url, &["list"]);
    listed.ends_with(0);
    assert_eq!(listed.stdout.lines().count(), 1);
    assert_eq!(run(&stand_in.url, &["list", "--json"]).stdout, "");
}

#[test]
fn a_name_cannot_break_out_of_its_cell() {
    let stand_in = StandIn::start(|_, _| {
        let mut row = membership(1);
        row["organization_name"] = "a\tb\n\u{1b}[2Jc".into();
        Answer::page(&[row], None)
    });
    let listed = run(&stand_in.url, &["list"]);
    assert_eq!(listed.rows()[0][5], "a b  [2Jc");
    let listed = run(&stand_in.url, &["list", "--json"]);
    assert_eq!(listed.json()[0]["organization_name"], "a\tb\n\u{1b}[2Jc");
}
