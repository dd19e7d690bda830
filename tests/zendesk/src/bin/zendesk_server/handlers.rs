//! The eight operations. Each method has the request as the document describes it, read and checked, and answers with one of
//! the answers that the document lists: another one does not compile.

use std::sync::Arc;
use std::time::Duration;

use generated::runtime::http::Undeclared;
use generated::runtime::server::{Context, Failure};
use generated::zendesk_organization_memberships::models::{
    ErrorResponse, ErrorResponseError, JobStatusObject, JobStatusResponse,
    OrganizationMembershipObject, OrganizationMembershipResponse, OrganizationMembershipsResponse,
    PaginationLinks,
};
use generated::zendesk_organization_memberships::operations::{
    CreateManyOrganizationMembershipsRequest, CreateManyOrganizationMembershipsResponse,
    CreateOrganizationMembershipRequest, CreateOrganizationMembershipResponse,
    DeleteManyOrganizationMembershipsRequest, DeleteManyOrganizationMembershipsResponse,
    DeleteOrganizationMembershipRequest, DeleteOrganizationMembershipResponse,
    ListOrganizationMembershipsRequest, ListOrganizationMembershipsResponse,
    SetOrganizationMembershipAsDefaultRequest, SetOrganizationMembershipAsDefaultResponse,
    ShowJobStatusRequest, ShowJobStatusResponse, ShowOrganizationMembershipByIdRequest,
    ShowOrganizationMembershipByIdResponse,
};
use generated::zendesk_organization_memberships::server::{
    Api, JobStatuses, OrganizationMemberships,
};
use http::{HeaderValue, StatusCode, header};

use super::auth::{Accounts, Caller};
use super::jobs::{Jobs, Outcome};
use super::limit::Limit;
use super::pages::{Cursor, Page, page};
use super::store::{Invalid, Membership, NotFound, Store};

const PATH: &str = "/api/v2/organization_memberships";

/// What a page holds where the caller does not say, and at most.
const PAGE: usize = 100;

/// The whole server.
pub(crate) struct Memberships {
    pub(crate) store: Arc<Store>,
    pub(crate) jobs: Jobs,
    pub(crate) accounts: Accounts,
    pub(crate) limit: Limit,
    /// Where this server is, for the addresses in its answers.
    pub(crate) address: String,
    pub(crate) job_step: Duration,
}

impl Api for Memberships {
    fn failed(&self, failure: &Failure) {
        eprintln!("error: {failure}");
    }
}

impl OrganizationMemberships for Memberships {
    async fn list_organization_memberships(
        &self,
        context: Context<Caller>,
        request: ListOrganizationMembershipsRequest,
    ) -> Result<ListOrganizationMembershipsResponse, Failure> {
        use ListOrganizationMembershipsResponse as Answer;
        if let Err(retry_after) = self.admit(&context) {
            return Ok(Answer::TooManyRequests {
                retry_after,
                body: too_many_requests(),
            });
        }
        let ListOrganizationMembershipsRequest {
            page_size,
            page_after,
            page_before,
        } = &request;
        let Some(cursor) = Cursor::read(page_after.as_deref(), page_before.as_deref()) else {
            // The document lists no 400 here, so it has to be spelt out.
            return Ok(Answer::Undeclared(invalid_cursor()?));
        };
        // Asked for without a size, Zendesk answers with the first rows and without cursors.
        let is_paged = page_size.is_some() || !matches!(cursor, Cursor::Start);
        let size = page_size.and_then(|size| usize::try_from(size).ok());
        let page = page(
            &self.store.all(),
            |row| row.id,
            cursor,
            size.unwrap_or(PAGE),
        );
        let links = is_paged.then(|| self.links(&page));
        let rows = page.rows.into_iter();
        Ok(Answer::Ok {
            body: OrganizationMembershipsResponse {
                organization_memberships: Some(rows.map(|row| self.shown(row)).collect()),
                meta: is_paged.then_some(page.meta),
                links,
            },
        })
    }

    async fn create_organization_membership(
        &self,
        context: Context<Caller>,
        request: CreateOrganizationMembershipRequest,
    ) -> Result<CreateOrganizationMembershipResponse, Failure> {
        use CreateOrganizationMembershipResponse as Answer;
        if let Err(retry_after) = self.admit(&context) {
            return Ok(Answer::TooManyRequests {
                retry_after,
                body: too_many_requests(),
            });
        }
        Ok(
            match self.store.create(&request.body.organization_membership) {
                Ok(row) => Answer::Created {
                    body: self.response(row),
                },
                Err(invalid) => Answer::UnprocessableContent {
                    body: unprocessable(invalid),
                },
            },
        )
    }

    async fn show_organization_membership_by_id(
        &self,
        context: Context<Caller>,
        request: ShowOrganizationMembershipByIdRequest,
    ) -> Result<ShowOrganizationMembershipByIdResponse, Failure> {
        use ShowOrganizationMembershipByIdResponse as Answer;
        if let Err(retry_after) = self.admit(&context) {
            return Ok(Answer::TooManyRequests {
                retry_after,
                body: too_many_requests(),
            });
        }
        Ok(match self.store.find(request.organization_membership_id) {
            Ok(row) => Answer::Ok {
                body: self.response(row),
            },
            Err(NotFound) => Answer::NotFound { body: not_found() },
        })
    }

    async fn delete_organization_membership(
        &self,
        context: Context<Caller>,
        request: DeleteOrganizationMembershipRequest,
    ) -> Result<DeleteOrganizationMembershipResponse, Failure> {
        use DeleteOrganizationMembershipResponse as Answer;
        if let Err(retry_after) = self.admit(&context) {
            return Ok(Answer::TooManyRequests {
                retry_after,
                body: too_many_requests(),
            });
        }
        Ok(
            match self.store.delete(request.organization_membership_id) {
                Ok(()) => Answer::NoContent,
                Err(NotFound) => Answer::NotFound { body: not_found() },
            },
        )
    }

    async fn create_many_organization_memberships(
        &self,
        context: Context<Caller>,
        request: CreateManyOrganizationMembershipsRequest,
    ) -> Result<CreateManyOrganizationMembershipsResponse, Failure> {
        use CreateManyOrganizationMembershipsResponse as Answer;
        if let Err(retry_after) = self.admit(&context) {
            return Ok(Answer::TooManyRequests {
                retry_after,
                body: too_many_requests(),
            });
        }
        let store = Arc::clone(&self.store);
        let job = self.jobs.start(
            ("Bulk Create OrganizationMembership", "create"),
            request.body.organization_memberships,
            self.job_step,
            move |new| match store.create(&new) {
                Ok(row) => Outcome::Done(row.id, "Created"),
                Err(invalid) => Outcome::Failed(0, reason(invalid).1, reason(invalid).2),
            },
        );
        Ok(Answer::Ok {
            body: self.job(job),
        })
    }

    async fn delete_many_organization_memberships(
        &self,
        context: Context<Caller>,
        request: DeleteManyOrganizationMembershipsRequest,
    ) -> Result<DeleteManyOrganizationMembershipsResponse, Failure> {
        use DeleteManyOrganizationMembershipsResponse as Answer;
        if let Err(retry_after) = self.admit(&context) {
            return Ok(Answer::TooManyRequests {
                retry_after,
                body: too_many_requests(),
            });
        }
        let store = Arc::clone(&self.store);
        let job = self.jobs.start(
            ("Bulk Delete OrganizationMembership", "delete"),
            request.ids,
            self.job_step,
            move |id| match store.delete(id) {
                Ok(()) => Outcome::Done(id, "Deleted"),
                Err(NotFound) => Outcome::Failed(id, "NotFound", "There is no such membership"),
            },
        );
        Ok(Answer::Ok {
            body: self.job(job),
        })
    }

    async fn set_organization_membership_as_default(
        &self,
        context: Context<Caller>,
        request: SetOrganizationMembershipAsDefaultRequest,
    ) -> Result<SetOrganizationMembershipAsDefaultResponse, Failure> {
        use SetOrganizationMembershipAsDefaultResponse as Answer;
        if let Err(retry_after) = self.admit(&context) {
            return Ok(Answer::TooManyRequests {
                retry_after,
                body: too_many_requests(),
            });
        }
        let SetOrganizationMembershipAsDefaultRequest {
            user_id,
            organization_membership_id,
        } = request;
        Ok(
            match self.store.make_default(user_id, organization_membership_id) {
                Ok(rows) => Answer::Ok {
                    body: OrganizationMembershipsResponse {
                        organization_memberships: Some(
                            rows.into_iter().map(|row| self.shown(row)).collect(),
                        ),
                        ..OrganizationMembershipsResponse::default()
                    },
                },
                Err(NotFound) => Answer::NotFound { body: not_found() },
            },
        )
    }
}

impl JobStatuses for Memberships {
    async fn show_job_status(
        &self,
        context: Context<Caller>,
        request: ShowJobStatusRequest,
    ) -> Result<ShowJobStatusResponse, Failure> {
        use ShowJobStatusResponse as Answer;
        if let Err(retry_after) = self.admit(&context) {
            return Ok(Answer::TooManyRequests {
                retry_after,
                body: too_many_requests(),
            });
        }
        Ok(match self.jobs.find(&request.job_status_id) {
            Some(job) => Answer::Ok {
                body: self.job(job),
            },
            None => Answer::NotFound { body: not_found() },
        })
    }
}

impl Memberships {
    /// The error is the value of `Retry-After`.
    fn admit(&self, context: &Context<Caller>) -> Result<(), Option<i64>> {
        match context.principal() {
            Some(caller) => self.limit.count(caller).map_err(Some),
            None => Ok(()),
        }
    }

    fn shown(&self, row: Membership) -> OrganizationMembershipObject {
        OrganizationMembershipObject {
            id: Some(row.id),
            url: Some(format!("{}{PATH}/{}", self.address, row.id)),
            user_id: row.user_id,
            organization_id: row.organization_id,
            organization_name: Some(row.organization_name),
            // Null and not `false` where it is not.
            default: row.is_default.then_some(true),
            view_tickets: Some(true),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }

    fn response(&self, row: Membership) -> OrganizationMembershipResponse {
        OrganizationMembershipResponse {
            organization_membership: Some(self.shown(row)),
        }
    }

    fn job(&self, mut job: JobStatusObject) -> JobStatusResponse {
        let address = &self.address;
        let id = job.id.as_deref().unwrap_or_default();
        job.url = Some(format!("{address}/api/v2/job_statuses/{id}"));
        JobStatusResponse {
            job_status: Some(job),
        }
    }

    fn links<T>(&self, page: &Page<T>) -> PaginationLinks {
        let size = page.size;
        let link = |there_is: bool, parameter: &str, cursor: &Option<Option<String>>| {
            let cursor = cursor.iter().flatten().next().filter(|_| there_is)?;
            // The cursors are base64, whose `+`, `/` and `=` have other meanings in a query.
            let cursor = cursor
                .replace('+', "%2B")
                .replace('/', "%2F")
                .replace('=', "%3D");
            Some(format!(
                "{}{PATH}?page%5B{parameter}%5D={cursor}&page%5Bsize%5D={size}",
                self.address
            ))
        };
        PaginationLinks {
            next: Some(link(page.has_later, "after", &page.meta.after_cursor)),
            prev: Some(link(page.has_earlier, "before", &page.meta.before_cursor)),
        }
    }
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

fn error(code: &str, description: &str) -> ErrorResponse {
    ErrorResponse {
        error: Some(ErrorResponseError::String(code.to_owned())),
        description: Some(description.to_owned()),
        details: None,
    }
}

fn unprocessable(invalid: Invalid) -> ErrorResponse {
    let (property, code, description) = reason(invalid);
    let details = serde_json::json!({ property: [{ "error": code, "description": description }] });
    ErrorResponse {
        details: Some(details),
        ..error("RecordInvalid", "Record validation errors")
    }
}

fn not_found() -> ErrorResponse {
    error("RecordNotFound", "Not found")
}

fn too_many_requests() -> ErrorResponse {
    error("TooManyRequests", "The rate limit is reached")
}

fn invalid_cursor() -> Result<Undeclared, serde_json::Error> {
    let body = error(
        "InvalidCursor",
        "The cursor is not one that this server made",
    );
    let mut answer = Undeclared::new(StatusCode::BAD_REQUEST, serde_json::to_vec(&body)?);
    let json = HeaderValue::from_static("application/json");
    answer.headers.insert(header::CONTENT_TYPE, json);
    Ok(answer)
}
