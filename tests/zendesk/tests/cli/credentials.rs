//! Who calls, and that nobody else learns of it.

use super::common::Server;
use super::program::{Run, bare, run};
use super::stand_in::{Answer, StandIn};

const NOWHERE: &str = "http://127.0.0.1:1";

fn with(url: &str, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
    let mut command = bare(url, arguments);
    command.envs(variables.iter().copied());
    command.output().unwrap().into()
}

#[test]
fn either_kind_of_credentials_opens_the_door() {
    let server = Server::start(&[]);
    for variables in [
        &[("ZENDESK_ACCESS_TOKEN", "demo-access-token")] as &[(&str, &str)],
        &[
            ("ZENDESK_EMAIL", "agent@example.com"),
            ("ZENDESK_API_TOKEN", "demo-api-token"),
        ],
        // Where all are set, the access token is used.
        &[
            ("ZENDESK_EMAIL", "agent@example.com"),
            ("ZENDESK_API_TOKEN", "wrong"),
            ("ZENDESK_ACCESS_TOKEN", "demo-access-token"),
        ],
    ] {
        with(&server.address, variables, &["show", "5000000001"]).ends_with(0);
    }
}

#[test]
fn wrong_credentials_are_refused_with_a_hint() {
    let server = Server::start(&[]);
    let wrong = [("ZENDESK_ACCESS_TOKEN", "s3cr3t")];
    for arguments in [
        &["list"] as &[&str],
        &["delete", "1", "2"],
        &["delete-many", "1"],
    ] {
        let refused = with(&server.address, &wrong, arguments);
        refused.ends_with(1);
        let errors: Vec<_> = refused
            .stderr
            .lines()
            .filter(|line| line.starts_with("error: "))
            .collect();
        assert_eq!(
            errors,
            [
                "error: the service answered 401 Unauthorized: The credentials are missing or wrong. (unauthorized); \
                 check ZENDESK_EMAIL and ZENDESK_API_TOKEN, or ZENDESK_ACCESS_TOKEN"
            ]
        );
    }
}

#[test]
fn what_is_missing_is_named() {
    for (variables, message) in [
        (
            &[] as &[(&str, &str)],
            "error: no credentials: set ZENDESK_EMAIL and ZENDESK_API_TOKEN, or ZENDESK_ACCESS_TOKEN\n",
        ),
        (
            &[
                ("ZENDESK_EMAIL", "agent@example.com"),
                ("ZENDESK_API_TOKEN", ""),
            ],
            "error: ZENDESK_EMAIL is set, but not ZENDESK_API_TOKEN\n",
        ),
        (
            &[("ZENDESK_API_TOKEN", "s3cr3t")],
            "error: ZENDESK_API_TOKEN is set, but not ZENDESK_EMAIL\n",
        ),
        (
            &[("ZENDESK_URL", ""), ("ZENDESK_ACCESS_TOKEN", "s3cr3t")],
            "error: which account? Set ZENDESK_SUBDOMAIN (or `--subdomain`), \
             or ZENDESK_URL (or `--url`) for another address\n",
        ),
        (
            &[
                ("ZENDESK_URL", "http://s3cr3t@localhost"),
                ("ZENDESK_ACCESS_TOKEN", "s3cr3t"),
            ],
            "error: the base URL cannot be used: it holds a user name; credentials have setters of their own\n",
        ),
    ] {
        let run = with(NOWHERE, variables, &["list"]);
        run.ends_with(2);
        assert_eq!(run.stderr, message);
    }
}

#[test]
fn a_service_that_is_not_there_is_a_code_of_its_own() {
    let run = run(NOWHERE, &["list"]);
    run.ends_with(3);
    assert!(
        run.stderr
            .starts_with("error: the service cannot be reached: cannot connect: "),
        "{}",
        run.stderr
    );
}

#[test]
fn no_secret_is_ever_printed() {
    let server = Server::start(&[]);
    let broken = StandIn::start(|_, _| Answer::text(500, "text/plain", "broken"));
    let too_many = StandIn::start(|_, _| Answer::too_many_requests(9999));
    // A line break is allowed in no header, so this one cannot even be sent.
    for secret in ["s3cr3t", "s3cr3t\nx"] {
        for url in [&server.address, &broken.url, &too_many.url, NOWHERE] {
            for variables in [
                [("ZENDESK_ACCESS_TOKEN", secret), ("RUST_LOG", "trace")].as_slice(),
                &[
                    ("ZENDESK_EMAIL", "agent@example.com"),
                    ("ZENDESK_API_TOKEN", secret),
                    ("RUST_LOG", "trace"),
                    ("RUST_BACKTRACE", "1"),
                ],
            ] {
                let run = with(url, variables, &["list"]);
                assert_ne!(run.code, Some(0));
                let all = format!("{}{}", run.stdout, run.stderr);
                // Base64 of `agent@example.com/token:s3cr3t` has this in it, at whatever end.
                for trace in ["s3cr3t", "czNjcjN0", "L3Rva2VuOnM"] {
                    assert!(!all.contains(trace), "{all}");
                }
                assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
            }
        }
    }
}
