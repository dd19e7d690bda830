//! Rows as the document describes them.

use std::collections::BTreeMap;

use generated::runtime::time::DateTime;
use generated::zendesk_organization_memberships::models::{
    ErrorResponse, ErrorResponseError, FailedResult, JobStatusObject, JobStatusObjectResults,
    JobStatusObjectStatus, JobStatusResponse, JobStatusResultObject, OrganizationMembershipObject,
    UpdateResourceResult,
};

use super::store::{Invalid, Job, Kind, Membership, Outcome};

/// A membership; `url` is where it is.
pub(crate) fn membership(row: Membership, url: String) -> OrganizationMembershipObject {
    OrganizationMembershipObject {
        id: Some(row.id),
        url: Some(url),
        user_id: row.user_id,
        organization_id: row.organization_id,
        organization_name: Some(row.organization_name),
        // Null and not `false` where it is not.
        default: row.is_default.then_some(true),
        view_tickets: Some(true),
        created_at: DateTime::from_unix_timestamp(row.created_at),
        updated_at: DateTime::from_unix_timestamp(row.updated_at),
    }
}

/// A job; `url` is where to ask again. Its results are shown when it is completed.
pub(crate) fn job(job: Job, url: String) -> JobStatusResponse {
    let status = if job.progress == job.total {
        JobStatusObjectStatus::Completed
    } else if job.progress == 0 {
        JobStatusObjectStatus::Queued
    } else {
        JobStatusObjectStatus::Working
    };
    let (job_type, action) = match job.kind {
        Kind::Create => ("Bulk Create OrganizationMembership", "create"),
        Kind::Delete => ("Bulk Delete OrganizationMembership", "delete"),
    };
    let results = (status == JobStatusObjectStatus::Completed).then(|| {
        let outcomes = job.outcomes.into_iter().enumerate();
        JobStatusObjectResults::Array(
            outcomes
                .map(|(index, (id, outcome))| result(index, action, id.unwrap_or(0), outcome))
                .collect(),
        )
    });
    JobStatusResponse {
        job_status: Some(JobStatusObject {
            id: Some(job.id),
            url: Some(url),
            job_type: Some(job_type.to_owned()),
            status: Some(status),
            message: Some(None),
            progress: Some(Some(job.progress)),
            total: Some(Some(job.total)),
            results: Some(results),
        }),
    }
}

fn result(index: usize, action: &str, id: i64, outcome: Outcome) -> JobStatusResultObject {
    let (error, details) = match outcome {
        Outcome::Done => {
            let status = if action == "create" {
                "Created"
            } else {
                "Deleted"
            };
            return JobStatusResultObject::UpdateResourceResult(UpdateResourceResult {
                action: action.to_owned(),
                id,
                status: status.to_owned(),
                success: true,
                additional_properties: BTreeMap::new(),
            });
        }
        Outcome::Invalid(invalid) => {
            let (_, code, description) = reason(invalid);
            (code, description)
        }
        Outcome::NotFound => ("NotFound", "There is no such membership"),
    };
    JobStatusResultObject::FailedResult(Box::new(FailedResult {
        action: action.to_owned(),
        id,
        error: error.to_owned(),
        details: details.to_owned(),
        success: false,
        // The document does not declare it, and does not forbid it: which of the tasks it was.
        additional_properties: BTreeMap::from([("index".to_owned(), index.into())]),
    }))
}

/// The property that is wrong, a code, and a sentence.
fn reason(invalid: Invalid) -> (&'static str, &'static str, &'static str) {
    match invalid {
        Invalid::UnknownUser => ("user_id", "InvalidValue", "User is invalid"),
        Invalid::UnknownOrganization => {
            ("organization_id", "InvalidValue", "Organization is invalid")
        }
        Invalid::AlreadyMember => (
            "user_id",
            "DuplicateValue",
            "User is already a member of this organization",
        ),
    }
}

pub(crate) fn error(code: &str, description: &str) -> ErrorResponse {
    ErrorResponse {
        error: Some(ErrorResponseError::String(code.to_owned())),
        description: Some(description.to_owned()),
        details: None,
    }
}

pub(crate) fn unprocessable(invalid: Invalid) -> ErrorResponse {
    let (property, code, description) = reason(invalid);
    let details = serde_json::json!({ property: [{ "error": code, "description": description }] });
    ErrorResponse {
        details: Some(details),
        ..error("RecordInvalid", "Record validation errors")
    }
}

pub(crate) fn not_found() -> ErrorResponse {
    error("RecordNotFound", "Not found")
}
