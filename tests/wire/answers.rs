//! What the client makes of answers.

use generated::models::{
    ErrorResponse, ErrorResponseError, JobStatusObjectResults, JobStatusObjectStatus,
    JobStatusResponse, JobStatusResultObject,
};
use generated::operations::*;
use generated::runtime::client::{Error, ReadError, Undecoded};
use http::StatusCode;
use serde_json::{Value, json};

use crate::recorder::Recorder;

async fn show(wire: &Recorder) -> Result<ShowOrganizationMembershipByIdResponse, Error> {
    wire.client()
        .show_organization_membership_by_id()
        .organization_membership_id(4)
        .send_full()
        .await
}

async fn undecoded(wire: &Recorder) -> Undecoded {
    match show(wire).await {
        Err(Error::Decode(undecoded)) => *undecoded,
        other => panic!("no decode error: {other:?}"),
    }
}

async fn job(body: &Value) -> JobStatusResponse {
    let wire = Recorder::json(200, body.to_string());
    let call = wire.client().show_job_status().job_status_id("1");
    call.send().await.expect("200")
}

#[tokio::test]
async fn too_many_requests_says_when_to_come_back() {
    for (header, expected) in [(Some("7"), Some(7)), (None, None)] {
        let header = header.map(|seconds| ("retry-after", seconds));
        let headers = [&[("content-type", "application/json")], header.as_slice()].concat();
        let wire = Recorder::new(429, &headers, "{}");
        assert_eq!(
            show(&wire).await.expect("declared"),
            ShowOrganizationMembershipByIdResponse::TooManyRequests {
                retry_after: expected,
                body: ErrorResponse::default()
            }
        );
    }
    // RFC 9110 allows a date, the document does not: the answer is kept, not lost.
    let date = "Wed, 21 Oct 2015 07:28:00 GMT";
    let wire = Recorder::new(429, &[("retry-after", date)], "{}");
    let error = undecoded(&wire).await;
    assert_eq!(error.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(error.headers["retry-after"], date);
    assert!(matches!(error.error, ReadError::Header(_)), "{error}");
}

#[tokio::test]
async fn an_undeclared_status_is_a_value() {
    let wire = Recorder::new(418, &[("x-tea", "earl grey")], "short and stout");
    let answer = show(&wire).await.expect("an answer");
    let ShowOrganizationMembershipByIdResponse::Undeclared(answer) = answer else {
        panic!("undeclared: {answer:?}")
    };
    assert_eq!(answer.status, StatusCode::IM_A_TEAPOT);
    assert_eq!(answer.headers["x-tea"], "earl grey");
    assert_eq!(answer.body, "short and stout");
}

#[tokio::test]
async fn an_answer_of_another_shape_names_the_place() {
    let body =
        r#"{"organization_membership": {"user_id": 1, "organization_id": "x", "default": null}}"#;
    let error = undecoded(&Recorder::json(200, body)).await;
    assert_eq!(error.pointer, "/organization_membership/organization_id");
    assert_eq!(error.status, StatusCode::OK);
    assert_eq!(error.headers["content-type"], "application/json");
    assert_eq!(error.body, body);

    // However long the body, its beginning is what is kept.
    let long = format!("[{}]", "1,".repeat(5000));
    let error = undecoded(&Recorder::json(200, &*long)).await;
    assert_eq!(error.body, long[..1024]);

    let html = Recorder::new(200, &[("content-type", "text/html")], "<html>");
    assert_eq!(
        undecoded(&html).await.to_string(),
        "the answer (200 OK) is not what is declared: the body is `text/html` where JSON is declared"
    );
    for broken in ["", "{", "{} {}", "\u{feff}{}", "nul"] {
        let error = undecoded(&Recorder::json(200, broken)).await;
        assert!(
            matches!(&error.error, ReadError::Json(error) if !error.is_json),
            "{broken}: {error}"
        );
    }
}

#[tokio::test]
async fn a_required_property_may_be_null_and_not_absent() {
    let membership = |default: &str| {
        format!(r#"{{"organization_membership": {{"user_id": 1, "organization_id": 2{default}}}}}"#)
    };
    let answer = show(&Recorder::json(200, membership(r#", "default": null"#))).await;
    let Ok(ShowOrganizationMembershipByIdResponse::Ok { body }) = answer else {
        panic!("null is a value: {answer:?}")
    };
    let membership_read = body.organization_membership.expect("a membership");
    assert_eq!(membership_read.default, None);
    assert_eq!(
        serde_json::to_string(&membership_read).expect("JSON"),
        r#"{"user_id":1,"organization_id":2,"default":null}"#
    );
    let error = undecoded(&Recorder::json(200, membership(""))).await;
    assert_eq!(error.pointer, "/organization_membership");
    assert!(
        error.to_string().contains("missing field `default`"),
        "{error}"
    );
}

#[tokio::test]
async fn a_status_that_the_document_does_not_list_is_kept() {
    let body = json!({"job_status": {"id": "1", "status": "paused"}});
    let read = job(&body).await;
    let status = read.job_status.as_ref().and_then(|job| job.status.clone());
    let status = status.expect("a status");
    assert!(
        matches!(status, JobStatusObjectStatus::Unknown(_)),
        "{status:?}"
    );
    assert_eq!(status.as_str(), "paused");
    assert_eq!(serde_json::to_value(read).expect("JSON"), body);
}

#[tokio::test]
async fn results_are_a_list_or_nothing_or_an_object() {
    let results = async |results: Value| {
        let body = json!({"job_status": {"results": results}});
        let read = job(&body).await;
        assert_eq!(
            serde_json::to_value(&read).expect("JSON"),
            body,
            "sent as it came"
        );
        read.job_status.expect("a job").results
    };
    let list = json!([{"id": 1, "index": 0}, {"action": "create", "id": 380, "status": "Created", "success": true},
        {"action": "update", "details": "d", "error": "e", "id": 2, "success": false}]);
    let Some(Some(JobStatusObjectResults::Array(items))) = results(list).await else {
        panic!("a list")
    };
    assert!(
        matches!(
            &items[..],
            [
                JobStatusResultObject::CreateResourceResult(_),
                JobStatusResultObject::UpdateResourceResult(_),
                JobStatusResultObject::FailedResult(_)
            ]
        ),
        "{items:?}"
    );
    assert_eq!(results(Value::Null).await, Some(None));
    let object = results(json!({"success": true, "more": 1})).await;
    assert!(
        matches!(&object, Some(Some(JobStatusObjectResults::Object(object))) if object.success),
        "{object:?}"
    );
    let other = results(json!("later")).await;
    assert_eq!(
        other,
        Some(Some(JobStatusObjectResults::Unknown(json!("later"))))
    );
    let absent = job(&json!({"job_status": {}})).await.job_status;
    assert_eq!(absent.expect("a job").results, None);
}

#[tokio::test]
async fn a_result_with_the_fields_of_two_shapes_keeps_them_all() {
    let result = json!({"action": "create", "details": "d", "error": "e", "id": 1, "index": 3,
        "status": "Created", "success": true, "more": [null]});
    let body = json!({"job_status": {"results": [result]}});
    let read = job(&body).await;
    assert_eq!(serde_json::to_value(&read).expect("JSON"), body);
    let results = read.job_status.and_then(|job| job.results);
    let Some(Some(JobStatusObjectResults::Array(items))) = results else {
        panic!("a list: {results:?}")
    };
    // The shape that demands most of what is there.
    let [JobStatusResultObject::FailedResult(failed)] = &items[..] else {
        panic!("a failure: {items:?}")
    };
    assert_eq!(failed.additional_properties["index"], 3);
}

#[tokio::test]
async fn an_error_is_a_word_or_an_object() {
    let error = async |error: &str| {
        let wire = Recorder::json(404, format!(r#"{{"error": {error}, "description": "d"}}"#));
        match show(&wire).await {
            Ok(ShowOrganizationMembershipByIdResponse::NotFound { body }) => body.error,
            other => panic!("404: {other:?}"),
        }
    };
    assert_eq!(
        error(r#""RecordNotFound""#).await,
        Some(ErrorResponseError::String("RecordNotFound".to_owned()))
    );
    let object = error(r#"{"title": "t", "message": "m", "more": 1}"#).await;
    let Some(ErrorResponseError::Object(object)) = object else {
        panic!("an object: {object:?}")
    };
    assert_eq!(
        (object.title.as_deref(), object.message.as_deref()),
        (Some("t"), Some("m"))
    );
    assert_eq!(object.additional_properties["more"], 1);
}
