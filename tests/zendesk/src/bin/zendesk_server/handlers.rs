//! The eight operations. Each method has the request as the document describes it, read and checked, and answers with one of
//! the answers that the document lists: another one does not compile.

use std::sync::Arc;

use generated::runtime::http::Undeclared;
use generated::runtime::server::{Context, Failure, Refusal, Rejection};
use generated::zendesk_organization_memberships::models::{
    ErrorResponse, JobStatusResponse, OrganizationMembershipCreate, OrganizationMembershipObject,
    OrganizationMembershipResponse, OrganizationMembershipsResponse,
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
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};

use super::auth::{Accounts, Caller};
use super::jobs::Jobs;
use super::limit::Limit;
use super::store::{Cursor, Job, Membership, NewMembership, NotFound, Store, TooManyJobs, Work};
use super::{answers, logging, pages};

const PATH: &str = "/api/v2/organization_memberships";

/// What a page holds where the caller does not say, and at most.
const PAGE: usize = 100;

/// When to ask again where too many jobs are unfinished, in seconds.
const JOBS_RETRY: i64 = 5;

/// The whole server.
pub(crate) struct Memberships {
    pub(crate) store: Arc<Store>,
    pub(crate) jobs: Jobs,
    pub(crate) accounts: Accounts,
    pub(crate) limit: Limit,
    /// Where this server is, for the addresses in its answers.
    pub(crate) address: String,
}

impl Api for Memberships {
    async fn admit(&self, context: &Context<Caller>) -> Result<(), Refusal> {
        let caller = context.principal();
        logging::found(context.template(), caller.map(|caller| caller.name()));
        let Some(caller) = caller else { return Ok(()) };
        self.limit.count(*caller).map_err(|seconds| {
            let status = StatusCode::TOO_MANY_REQUESTS;
            Rejection::new(status, "TooManyRequests", "The rate limit is reached")
                .with_header(RETRY_AFTER, &seconds.to_string())
                .into()
        })
    }

    fn failed(&self, failure: &Failure) {
        tracing::error!(%failure, "an answer could not be made");
    }
}

impl OrganizationMemberships for Memberships {
    async fn list_organization_memberships(
        &self,
        _: Context<Caller>,
        request: ListOrganizationMembershipsRequest,
    ) -> Result<ListOrganizationMembershipsResponse, Failure> {
        use ListOrganizationMembershipsResponse as Answer;
        let (after, before) = (
            request.page_after.as_deref(),
            request.page_before.as_deref(),
        );
        let Some(cursor) = pages::cursor(after, before) else {
            // The document lists no 400 here, so it has to be spelt out.
            return Ok(Answer::Undeclared(invalid_cursor()?));
        };
        // Asked for without a size, Zendesk answers with the first rows and without cursors.
        let is_paged = request.page_size.is_some() || cursor != Cursor::Start;
        let size = request
            .page_size
            .and_then(|size| usize::try_from(size).ok());
        let size = size.unwrap_or(PAGE);
        let page = self.store.page(cursor, size).await?;
        let address = format!("{}{PATH}", self.address);
        Ok(Answer::Ok {
            body: OrganizationMembershipsResponse {
                meta: is_paged.then(|| pages::meta(&page, cursor)),
                links: is_paged.then(|| pages::links(&page, &address, size)),
                organization_memberships: Some(self.all_shown(page.rows)),
            },
        })
    }

    async fn create_organization_membership(
        &self,
        _: Context<Caller>,
        request: CreateOrganizationMembershipRequest,
    ) -> Result<CreateOrganizationMembershipResponse, Failure> {
        use CreateOrganizationMembershipResponse as Answer;
        let new = new(&request.body.organization_membership);
        Ok(match self.store.create(new).await? {
            Ok(row) => Answer::Created {
                body: self.response(row),
            },
            Err(invalid) => Answer::UnprocessableContent {
                body: answers::unprocessable(invalid),
            },
        })
    }

    async fn show_organization_membership_by_id(
        &self,
        _: Context<Caller>,
        request: ShowOrganizationMembershipByIdRequest,
    ) -> Result<ShowOrganizationMembershipByIdResponse, Failure> {
        use ShowOrganizationMembershipByIdResponse as Answer;
        let found = self.store.find(request.organization_membership_id).await?;
        Ok(match found {
            Ok(row) => Answer::Ok {
                body: self.response(row),
            },
            Err(NotFound) => Answer::NotFound {
                body: answers::not_found(),
            },
        })
    }

    async fn delete_organization_membership(
        &self,
        _: Context<Caller>,
        request: DeleteOrganizationMembershipRequest,
    ) -> Result<DeleteOrganizationMembershipResponse, Failure> {
        use DeleteOrganizationMembershipResponse as Answer;
        let deleted = self
            .store
            .delete(request.organization_membership_id)
            .await?;
        Ok(match deleted {
            Ok(()) => Answer::NoContent,
            Err(NotFound) => Answer::NotFound {
                body: answers::not_found(),
            },
        })
    }

    async fn create_many_organization_memberships(
        &self,
        _: Context<Caller>,
        request: CreateManyOrganizationMembershipsRequest,
    ) -> Result<CreateManyOrganizationMembershipsResponse, Failure> {
        use CreateManyOrganizationMembershipsResponse as Answer;
        let tasks = request.body.organization_memberships;
        let work = Work::Create(tasks.iter().map(new).collect());
        Ok(match self.jobs.start(work).await? {
            Ok(job) => Answer::Ok {
                body: self.job(job),
            },
            Err(TooManyJobs) => Answer::TooManyRequests {
                retry_after: Some(JOBS_RETRY),
                body: too_many_jobs(),
            },
        })
    }

    async fn delete_many_organization_memberships(
        &self,
        _: Context<Caller>,
        request: DeleteManyOrganizationMembershipsRequest,
    ) -> Result<DeleteManyOrganizationMembershipsResponse, Failure> {
        use DeleteManyOrganizationMembershipsResponse as Answer;
        Ok(match self.jobs.start(Work::Delete(request.ids)).await? {
            Ok(job) => Answer::Ok {
                body: self.job(job),
            },
            Err(TooManyJobs) => Answer::TooManyRequests {
                retry_after: Some(JOBS_RETRY),
                body: too_many_jobs(),
            },
        })
    }

    async fn set_organization_membership_as_default(
        &self,
        _: Context<Caller>,
        request: SetOrganizationMembershipAsDefaultRequest,
    ) -> Result<SetOrganizationMembershipAsDefaultResponse, Failure> {
        use SetOrganizationMembershipAsDefaultResponse as Answer;
        let (user, id) = (request.user_id, request.organization_membership_id);
        Ok(match self.store.make_default(user, id).await? {
            Ok(rows) => Answer::Ok {
                body: OrganizationMembershipsResponse {
                    organization_memberships: Some(self.all_shown(rows)),
                    ..OrganizationMembershipsResponse::default()
                },
            },
            Err(NotFound) => Answer::NotFound {
                body: answers::not_found(),
            },
        })
    }
}

impl JobStatuses for Memberships {
    async fn show_job_status(
        &self,
        _: Context<Caller>,
        request: ShowJobStatusRequest,
    ) -> Result<ShowJobStatusResponse, Failure> {
        use ShowJobStatusResponse as Answer;
        Ok(match self.store.find_job(request.job_status_id).await? {
            Ok(job) => Answer::Ok {
                body: self.job(job),
            },
            Err(NotFound) => Answer::NotFound {
                body: answers::not_found(),
            },
        })
    }
}

impl Memberships {
    fn shown(&self, row: Membership) -> OrganizationMembershipObject {
        let url = format!("{}{PATH}/{}", self.address, row.id);
        answers::membership(row, url)
    }

    fn all_shown(&self, rows: Vec<Membership>) -> Vec<OrganizationMembershipObject> {
        rows.into_iter().map(|row| self.shown(row)).collect()
    }

    fn response(&self, row: Membership) -> OrganizationMembershipResponse {
        OrganizationMembershipResponse {
            organization_membership: Some(self.shown(row)),
        }
    }

    fn job(&self, job: Job) -> JobStatusResponse {
        let url = format!("{}/api/v2/job_statuses/{}", self.address, job.id);
        answers::job(job, url)
    }
}

fn new(wanted: &OrganizationMembershipCreate) -> NewMembership {
    NewMembership {
        user_id: wanted.user_id,
        organization_id: wanted.organization_id,
        wants_default: wanted.default.flatten() == Some(true),
    }
}

fn too_many_jobs() -> ErrorResponse {
    answers::error("TooManyJobs", "Too many jobs are queued or running")
}

fn invalid_cursor() -> Result<Undeclared, serde_json::Error> {
    let body = answers::error(
        "InvalidCursor",
        "The cursor is not one that this server made",
    );
    let mut answer = Undeclared::new(StatusCode::BAD_REQUEST, serde_json::to_vec(&body)?);
    let json = HeaderValue::from_static("application/json");
    answer.headers.insert(CONTENT_TYPE, json);
    Ok(answer)
}
