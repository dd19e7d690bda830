//! `show`, `create`, `delete` and `make-default`, in a pipe.

use super::common::Server;
use super::program::{bare, run};
use super::stand_in::{Answer, StandIn};

#[test]
fn a_membership_is_created_shown_and_deleted() {
    let server = Server::start(&[]);
    let url = &server.address;
    let created = run(
        url,
        &["create", "--user", "20", "--organization", "2", "--json"],
    );
    created.ends_with(0);
    let created = &created.json()[0];
    assert_eq!(created["user_id"], 20);
    assert_eq!(created["default"], true);
    let id = created["id"].to_string();

    let shown = run(url, &["show", &id]);
    shown.ends_with(0);
    assert_eq!(shown.rows()[0][..3], [id.as_str(), "20", "2"]);

    let deleted = run(url, &["delete", &id]);
    deleted.ends_with(0);
    assert_eq!(deleted.stdout, format!("deleted {id}\n"));
    let gone = run(url, &["show", &id]);
    gone.ends_with(1);
    assert_eq!(
        gone.stderr,
        "error: the service answered 404 Not Found: Not found (RecordNotFound)\n"
    );
}

#[test]
fn the_default_one_is_another_afterwards() {
    let server = Server::start(&[]);
    let url = &server.address;
    let wished = ["create", "--user", "1", "--organization", "3", "--default"];
    run(url, &wished).ends_with(0);
    let made = run(url, &["make-default", "--user", "1", "5000000001"]);
    made.ends_with(0);
    let rows = made.rows();
    let shown: Vec<_> = rows.iter().map(|row| &row[1..4]).collect();
    assert_eq!(shown, [["1", "2", "yes"], ["1", "3", ""]]);

    let other = run(url, &["make-default", "--user", "2", "5000000001"]);
    other.ends_with(1);
}

#[test]
fn a_refusal_says_what_is_wrong_with_which_property() {
    let server = Server::start(&[]);
    let refused = run(
        &server.address,
        &["create", "--user", "1", "--organization", "2"],
    );
    refused.ends_with(1);
    assert_eq!(refused.stdout, "");
    assert_eq!(
        refused.stderr,
        "error: the service answered 422 Unprocessable Entity: Record validation errors (RecordInvalid); \
         user_id: User is already a member of this organization (DuplicateValue)\n"
    );
}

#[test]
fn of_several_those_that_are_there_are_deleted() {
    let server = Server::start(&[]);
    let deleted = run(
        &server.address,
        &["delete", "5000000001", "5", "5000000002"],
    );
    deleted.ends_with(1);
    assert_eq!(deleted.stdout, "deleted 5000000001\ndeleted 5000000002\n");
    assert_eq!(
        deleted.stderr,
        "error: 5: the service answered 404 Not Found: Not found (RecordNotFound)\n"
    );
    let json = run(&server.address, &["delete", "5000000003", "--json"]);
    assert_eq!(json.json()[0]["result"], "deleted");
}

#[test]
fn an_answer_that_nobody_foresaw_is_a_sentence_as_well() {
    for (answer, sentence) in [
        (
            (500, "text/html", "<h1>Oh no</h1>"),
            "error: the service answered 500 Internal Server Error\n",
        ),
        (
            (
                503,
                "application/json",
                r#"{"error": {"title": "Busy", "message": "Come back\u001b[2J"}}"#,
            ),
            "error: the service answered 503 Service Unavailable: Come back [2J (Busy)\n",
        ),
        (
            (
                410,
                "application/problem+json",
                r#"{"title": "Gone", "detail": "No such thing"}"#,
            ),
            "error: the service answered 410 Gone: No such thing\n",
        ),
        (
            (404, "text/html", "<h1>proxy</h1>"),
            "error: the service answered 404 Not Found, but not in the form that is documented: \
             the body is `text/html` where JSON is declared\n",
        ),
        (
            (200, "application/json", r#"{"organization_membership": 7}"#),
            "error: the service answered 200 OK, but not in the form that is documented: \
             invalid type: integer `7`, expected an object at /organization_membership (line 1, column 29)\n",
        ),
        (
            (200, "application/json", "{}"),
            "error: the service's answer has no `organization_membership`\n",
        ),
    ] {
        let stand_in = StandIn::start(move |_, _| Answer::text(answer.0, answer.1, answer.2));
        let shown = run(&stand_in.url, &["show", "1"]);
        shown.ends_with(1);
        assert_eq!(shown.stderr, sentence);
        assert_eq!(stand_in.seen(), ["GET /api/v2/organization_memberships/1"]);
    }
}

#[test]
fn help_and_wrong_usage() {
    let help = run("http://127.0.0.1:1", &["--help"]);
    help.ends_with(0);
    for part in [
        "Examples:",
        "ZENDESK_API_TOKEN",
        "Exit codes:",
        "make-default",
    ] {
        assert!(help.stdout.contains(part), "{}", help.stdout);
    }
    for wrong in [
        &["show"] as &[&str],
        &["show", "x"],
        &["list", "--page-size", "101"],
        &["list", "--timeout", "0"],
        &["delete"],
        &["create", "--user", "1"],
        &["list", "--token", "secret"],
    ] {
        run("http://127.0.0.1:1", wrong).ends_with(2);
    }
    let subdomain = bare("", &["list", "--subdomain", "acme/x"])
        .env("ZENDESK_ACCESS_TOKEN", "x")
        .output()
        .unwrap();
    assert_eq!(subdomain.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&subdomain.stderr),
        "error: the value of the server variable `subdomain` would change the address around it\n"
    );
}
