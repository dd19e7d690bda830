//! What the server says to requests that it cannot take, and when it fails itself.

use bytes::Bytes;
use http::StatusCode;
use serde_json::json;

use crate::ask::{BASIC, FULL, JSON, LIST, MANY, ask, ask_with, create, get};
use crate::memory::{FAILS, Memory, PANICS};

#[tokio::test]
async fn invalid_parameters_400() {
    const ID: &str = "/organization_membership_id";
    const SIZE: &str = "/page[size]";
    for (rest, pointer, keyword) in [
        ("/abc", ID, "type"),
        ("/%ff", ID, "type"),
        ("/%00", ID, "type"),
        ("/1.5", ID, "type"),
        ("/99999999999999999999", ID, "type"),
        ("?page%5Bsize%5D=canary", SIZE, "type"),
        ("?page%5Bsize%5D=0", SIZE, "minimum"),
        ("?page%5Bsize%5D=101", SIZE, "maximum"),
        ("?page[size]=101", SIZE, "maximum"),
        ("?page[size]=1&page[size]=2", SIZE, "type"),
        ("?page[size]=1&page%5Bsize%5D=1", SIZE, "type"),
        ("?page[size]=", SIZE, "type"),
        ("?page[size]", SIZE, "type"),
        ("?page[after]=%ff", "/page[after]", "type"),
    ] {
        let answer = get(&format!("{LIST}{rest}")).await;
        answer.is_problem(400, "invalid_parameter");
        let errors = &answer.json()["errors"];
        assert_eq!(errors[0]["pointer"], pointer, "{rest}: {errors}");
        assert_eq!(errors[0]["keyword"], keyword, "{rest}: {errors}");
        assert!(!answer.text.contains("canary"), "{}", answer.text);
    }
}

#[tokio::test]
async fn invalid_lists_400() {
    let delete =
        async |query: &str| ask("DELETE", &format!("{LIST}/destroy_many{query}"), &[], "").await;
    let many = format!("?ids={}", vec!["1"; 101].join(","));
    // A percent-encoded comma is part of an item (RFC 6570).
    for query in [
        "",
        "?ids=1,x",
        "?ids=",
        "?ids=1,,2",
        "?ids=1%2C2",
        "?ids=1&ids=2",
        "?ID=1",
        &many,
    ] {
        delete(query).await.is_problem(400, "invalid_parameter");
    }
    assert_eq!(delete("?ids=1,2,3").await.status, 200);
}

#[tokio::test]
async fn what_no_parameter_is_named_after_is_let_be() {
    for query in ["?x=1", "?", "?&&", "?=", "?page=1", "?PAGE[SIZE]=x"] {
        let answer = get(&format!("{LIST}{query}")).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.text);
    }
}

#[tokio::test]
async fn malformed_json_400() {
    create(&[JSON], "").await.is_problem(400, "missing_body");
    for broken in [
        "{",
        "canary",
        "{} {}",
        "\u{feff}{}",
        "\"\\ud800\"",
        &"[".repeat(9_000),
    ] {
        let answer = create(&[JSON], broken.to_owned()).await;
        answer.is_problem(400, "malformed_body");
        assert!(!answer.text.contains("canary"), "{}", answer.text);
    }
    let answer = create(&[JSON], Bytes::from_static(b"{\"a\": \"\xff\"}")).await;
    answer.is_problem(400, "malformed_body");
}

/// The document declares a form for the 422 of this operation.
#[tokio::test]
async fn invalid_body_422_in_the_declared_form() {
    for (body, problem) in [
        ("[]", "`` is not an object"),
        ("{}", "`` `organization_membership` is missing"),
        (
            r#"{"organization_membership": {"organization_id": 88}}"#,
            "`/organization_membership` `user_id` is missing",
        ),
        (
            r#"{"organization_membership": {"user_id": "canary", "organization_id": 88}}"#,
            "`/organization_membership/user_id` is not an integer of the declared size",
        ),
        (
            r#"{"organization_membership": {"user_id": null, "organization_id": 88}}"#,
            "`/organization_membership/user_id` is not an integer of the declared size",
        ),
        (
            r#"{"organization_membership": {"user_id": 1, "organization_id": 88, "default": "no"}}"#,
            "`/organization_membership/default` is not a boolean",
        ),
    ] {
        let description = format!("The body is not as demanded: {problem}.");
        let answer = create(&[JSON], body).await;
        answer.is_error_response(422, "invalid_body", &description);
    }
    let answer = create(&[JSON], r#"{"organization_membership": {"user_id": 1}}"#).await;
    assert_eq!(
        answer.json()["details"],
        json!([{
            "pointer": "/organization_membership",
            "keyword": "required",
            "message": "`organization_id` is missing"
        }])
    );
    let twice =
        r#"{"organization_membership": {"user_id": 1, "user_id": 1, "organization_id": 2}}"#;
    let answer = create(&[JSON], twice).await;
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert_eq!(create(&[JSON], FULL).await.status, 201);
}

/// And none for the 422 of that one.
#[tokio::test]
async fn invalid_body_422_as_a_problem() {
    let many = async |count: usize| {
        let one = r#"{"user_id": 1, "organization_id": 2}"#;
        let body = format!(
            r#"{{"organization_memberships": [{}]}}"#,
            vec![one; count].join(",")
        );
        ask("POST", MANY, &[JSON], body).await
    };
    for (count, keyword) in [(101, "maxItems"), (0, "minItems")] {
        let answer = many(count).await;
        answer.is_problem(422, "invalid_body");
        let errors = &answer.json()["errors"];
        assert_eq!(
            errors[0]["pointer"], "/organization_memberships",
            "{errors}"
        );
        assert_eq!(errors[0]["keyword"], keyword, "{errors}");
    }
    assert_eq!(many(100).await.status, 200);
    let answer = ask(
        "POST",
        MANY,
        &[JSON],
        r#"{"organization_memberships": [{}]}"#,
    )
    .await;
    answer.is_problem(422, "invalid_body");
    let errors = &answer.json()["errors"];
    assert_eq!(
        errors[0]["pointer"], "/organization_memberships/0",
        "{errors}"
    );
    assert_eq!(errors[0]["keyword"], "required", "{errors}");
}

#[tokio::test]
async fn failures_500_say_nothing() {
    for (id, cause) in [
        (FAILS, "database-canary is down"),
        (PANICS, "panicked: panic-canary"),
    ] {
        let memory = Memory::of(3);
        let answer = ask_with(memory.clone(), "GET", &format!("{LIST}/{id}"), &[BASIC], "").await;
        answer.is_problem(500, "internal_error");
        assert!(!answer.text.contains("canary"), "{}", answer.text);
        assert_eq!(memory.store().failures, [cause]);
    }
}

#[tokio::test]
async fn an_implementation_may_say_it_in_its_own_words() {
    for (uri, headers, status, words) in [
        ("/nothing", &[BASIC][..], 404, "not_found in my own words"),
        (LIST, &[], 401, "unauthorized in my own words"),
        (
            &format!("{LIST}/abc"),
            &[BASIC],
            400,
            "invalid_parameter in my own words",
        ),
        (
            &format!("{LIST}/{FAILS}"),
            &[BASIC],
            500,
            "internal_error in my own words",
        ),
    ] {
        let memory = Memory::of(0).in_own_words();
        let answer = ask_with(memory, "GET", uri, headers, "").await;
        assert_eq!((answer.status, answer.text.as_str()), (status, words));
    }
}

#[tokio::test]
async fn an_implementation_may_refuse_before_anything_is_read() {
    let refuse = async |status, method, uri: &str, headers: &[(&str, &str)], body: String| {
        let memory = Memory::of(3).at_rest(status);
        ask_with(memory, method, uri, headers, body).await
    };
    let busy = StatusCode::TOO_MANY_REQUESTS;
    // In the form that the document declares for the status, with the principal known. The body, too large to be read, is not.
    let large = "x".repeat(20_000);
    let answer = refuse(busy, "POST", LIST, &[JSON, BASIC], large.clone()).await;
    answer.is_error_response(429, "at_rest", "Not now, u.");
    assert_eq!(answer.header("retry-after"), "7");
    // Who calls is found out before.
    let answer = refuse(busy, "POST", LIST, &[JSON], large).await;
    answer.is_error_response(401, "unauthorized", "The credentials are missing or wrong.");
    // Where the document declares no form.
    let gone = refuse(StatusCode::GONE, "GET", LIST, &[BASIC], String::new()).await;
    gone.is_problem(410, "at_rest");
    let error = StatusCode::INTERNAL_SERVER_ERROR;
    let failed = refuse(error, "GET", LIST, &[BASIC], String::new()).await;
    failed.is_problem(500, "internal_error");
    assert!(!failed.text.contains("cannot tell"), "{}", failed.text);
    let job = "/api/v2/job_statuses/1";
    let passed = refuse(busy, "GET", job, &[BASIC], String::new()).await;
    assert_eq!(passed.status, 404, "{}", passed.text);
}
