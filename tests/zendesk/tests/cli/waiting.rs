//! What happens where the service is too busy, or says nothing.

use std::time::{Duration, Instant};

use serde_json::json;

use super::program::{run, run_with};
use super::stand_in::{Answer, StandIn, membership};

const NOTE: &str = "the service asks to wait (429); trying again in 1 s\n";

#[test]
fn a_list_is_complete_though_its_second_page_had_to_be_waited_for() {
    let stand_in = StandIn::start(|before, _| match before {
        0 => Answer::page(&[membership(1)], Some("x")),
        1 => Answer::too_many_requests(1),
        _ => Answer::page(&[membership(2)], None),
    });
    let begin = Instant::now();
    let listed = run(&stand_in.url, &["list", "--json"]);
    listed.ends_with(0);
    assert!(begin.elapsed() >= Duration::from_secs(1));
    let ids: Vec<_> = listed.json().iter().map(|row| row["id"].clone()).collect();
    assert_eq!(ids, [1, 2]);
    assert_eq!(listed.stderr, NOTE);
    let seen = stand_in.seen();
    assert_eq!(seen.len(), 3);
    assert_eq!(seen[1], seen[2]);
}

#[test]
fn a_batch_and_the_questions_for_its_job_are_sent_again() {
    let stand_in = StandIn::start(|before, _| match before {
        0 | 2 => Answer::too_many_requests(1),
        1 => Answer::job("working", &json!(null)),
        _ => Answer::job("completed", &json!({ "success": true })),
    });
    let line = "{\"user_id\": 1, \"organization_id\": 1}";
    let made = run_with(&stand_in.url, &["create-many", "-"], line);
    made.ends_with(0);
    assert_eq!(
        made.stderr,
        format!("{NOTE}{NOTE}1 row in 1 job: 1 created\n")
    );
    let [post, get] = [
        "POST /api/v2/organization_memberships/create_many",
        "GET /api/v2/job_statuses/abc123",
    ];
    assert_eq!(stand_in.seen(), [post, post, get, get]);
}

#[test]
fn nobody_waits_for_hours_and_quiet_is_quiet() {
    let stand_in = StandIn::start(|_, _| Answer::too_many_requests(9999));
    let listed = run(&stand_in.url, &["list"]);
    listed.ends_with(1);
    assert_eq!(
        listed.stderr,
        "error: the service answered 429 Too Many Requests: TooManyRequests; it asks to wait 9999 s\n"
    );
    assert_eq!(stand_in.seen().len(), 1);

    let stand_in = StandIn::start(|before, _| match before {
        0 => Answer::too_many_requests(0),
        _ => Answer::page(&[membership(1)], None),
    });
    let listed = run(&stand_in.url, &["list", "-q"]);
    listed.ends_with(0);
    assert_eq!(listed.stderr, "");
    assert_eq!(stand_in.seen().len(), 2);
}

#[test]
fn an_answer_that_takes_too_long_is_a_service_out_of_reach() {
    let slow = || Answer::page(&[], None).after(Duration::from_hours(1));
    let stand_in = StandIn::start(move |_, _| slow());
    let listed = run(&stand_in.url, &["list", "--timeout", "1"]);
    listed.ends_with(3);
    assert_eq!(
        listed.stderr,
        "error: the service did not answer in time (`--timeout` sets how long to wait)\n"
    );
}

#[test]
fn a_job_outlives_a_question_that_gets_no_answer() {
    let stand_in = StandIn::start(|before, _| match before {
        0 => Answer::job("queued", &json!(null)),
        1 => Answer::job("working", &json!(null)).after(Duration::from_hours(1)),
        _ => Answer::job("completed", &json!({ "success": true })),
    });
    let line = "{\"user_id\": 1, \"organization_id\": 1}";
    let made = run_with(&stand_in.url, &["create-many", "-", "--timeout", "1"], line);
    made.ends_with(0);
    assert_eq!(stand_in.seen().len(), 3);
}
