//! The API over a map, with some ids that make trouble.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use generated::models::{
    ErrorResponse, JobStatusObject, JobStatusObjectResults, JobStatusObjectStatus,
    JobStatusResponse, JobStatusResultObject, OrganizationMembershipCreate,
    OrganizationMembershipObject, OrganizationMembershipResponse, OrganizationMembershipsResponse,
    PaginationMeta, UpdateResourceResult,
};
use generated::operations::*;
use generated::runtime::http::{Body, Undeclared};
use generated::runtime::server::{Basic, Bearer, Context, Denied, Failure, Refusal, Rejection};
use generated::server::{Api, Authenticate, JobStatuses, OrganizationMemberships};
use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::sync::{Barrier, Notify};

pub(crate) const PASSWORD: &str = "s3cret-canary";
pub(crate) const TOKEN: &str = "t0ken-canary";

/// Answers 429.
pub(crate) const BUSY: i64 = 429;
/// Answers with a status that no document declares.
pub(crate) const TEAPOT: i64 = 418;
/// Fails.
pub(crate) const FAILS: i64 = 500;
/// Panics.
pub(crate) const PANICS: i64 = 501;
/// Answers as soon as two requests for it are there.
pub(crate) const PAIR: i64 = 2;
/// Never answers; [`Memory::entered`] and [`Memory::dropped`] tell of it.
pub(crate) const NEVER: i64 = 408;

#[derive(Clone)]
pub(crate) struct Memory {
    store: Arc<Mutex<Store>>,
    pair: Arc<Barrier>,
    /// A request for [`NEVER`] has reached its handler.
    pub(crate) entered: Arc<Notify>,
    /// That handler is gone.
    pub(crate) dropped: Arc<Notify>,
    own_words: bool,
    rests: Option<StatusCode>,
}

#[derive(Default)]
pub(crate) struct Store {
    pub(crate) memberships: BTreeMap<i64, OrganizationMembershipObject>,
    pub(crate) jobs: BTreeMap<String, JobStatusResponse>,
    /// The lists that were asked for.
    pub(crate) lists: Vec<ListOrganizationMembershipsRequest>,
    /// What went wrong behind a 500.
    pub(crate) failures: Vec<String>,
}

impl Memory {
    /// Holds memberships with the ids 1 to `count`.
    pub(crate) fn of(count: i64) -> Self {
        let store = Store {
            memberships: (1..=count).map(|id| (id, membership(id))).collect(),
            ..Store::default()
        };
        Self {
            store: Arc::new(Mutex::new(store)),
            pair: Arc::new(Barrier::new(2)),
            entered: Arc::default(),
            dropped: Arc::default(),
            own_words: false,
            rests: None,
        }
    }

    /// Says what it likes where the runtime would say something itself.
    pub(crate) fn in_own_words(self) -> Self {
        let own_words = true;
        Self { own_words, ..self }
    }

    /// Lets nobody pass but who asks for a job.
    pub(crate) fn at_rest(self, status: StatusCode) -> Self {
        let rests = Some(status);
        Self { rests, ..self }
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.store
            .lock()
            .expect("no handler panics with the store in hand")
    }

    fn job(&self, results: Vec<JobStatusResultObject>) -> JobStatusResponse {
        let mut store = self.store();
        // A slash, so that the id is a path segment only where it is percent-encoded.
        let id = format!("job/{}", store.jobs.len() + 1);
        let job = JobStatusResponse {
            job_status: Some(JobStatusObject {
                id: Some(id.clone()),
                status: Some(JobStatusObjectStatus::Completed),
                results: Some(Some(JobStatusObjectResults::Array(results))),
                ..JobStatusObject::default()
            }),
        };
        store.jobs.insert(id, job.clone());
        job
    }

    fn add(&self, new: &OrganizationMembershipCreate) -> Option<OrganizationMembershipObject> {
        let mut store = self.store();
        let taken = store.memberships.values().any(|known| {
            (known.user_id, known.organization_id) == (new.user_id, new.organization_id)
        });
        let id = store.memberships.keys().max().map_or(1, |last| last + 1);
        let made = OrganizationMembershipObject {
            id: Some(id),
            user_id: new.user_id,
            organization_id: new.organization_id,
            default: new.default.flatten(),
            ..OrganizationMembershipObject::default()
        };
        (!taken).then(|| {
            store.memberships.insert(id, made.clone());
            made
        })
    }
}

pub(crate) fn membership(id: i64) -> OrganizationMembershipObject {
    OrganizationMembershipObject {
        id: Some(id),
        user_id: 100 + id,
        organization_id: 12,
        ..OrganizationMembershipObject::default()
    }
}

pub(crate) fn new(user_id: i64, organization_id: i64) -> OrganizationMembershipCreate {
    OrganizationMembershipCreate {
        user_id,
        organization_id,
        default: None,
    }
}

pub(crate) fn done(action: &str, id: i64, status: &str) -> JobStatusResultObject {
    JobStatusResultObject::UpdateResourceResult(UpdateResourceResult {
        action: action.to_owned(),
        id,
        status: status.to_owned(),
        success: true,
        ..UpdateResourceResult::default()
    })
}

fn lacking() -> ErrorResponse {
    ErrorResponse {
        description: Some("There is no such record.".to_owned()),
        ..ErrorResponse::default()
    }
}

impl Authenticate for Memory {
    type Principal = String;

    async fn basic_auth(
        &self,
        credentials: Basic,
        _: &'static [&'static str],
    ) -> Result<String, Denied> {
        match (credentials.user.as_str(), credentials.password.expose()) {
            (user, PASSWORD) => Ok(user.to_owned()),
            ("panic", _) => panic!("hook-canary"),
            ("broken", _) => Err(std::io::Error::other("directory-canary is down").into()),
            _ => Err(Denied::Unauthorized),
        }
    }

    async fn bearer_auth(
        &self,
        credentials: Bearer,
        _: &'static [&'static str],
    ) -> Result<String, Denied> {
        match credentials.token.expose() {
            TOKEN => Ok("token".to_owned()),
            "guest" => Err(Denied::Forbidden),
            _ => Err(Denied::Unauthorized),
        }
    }
}

impl OrganizationMemberships for Memory {
    async fn list_organization_memberships(
        &self,
        context: Context<String>,
        request: ListOrganizationMembershipsRequest,
    ) -> Result<ListOrganizationMembershipsResponse, Failure> {
        assert_eq!(context.template(), "/api/v2/organization_memberships");
        assert!(context.principal().is_some(), "nobody comes in unknown");
        let mut store = self.store();
        store.lists.push(request.clone());
        let after = request
            .page_after
            .as_deref()
            .and_then(|after| after.parse().ok());
        let mut rest = store
            .memberships
            .range(after.unwrap_or(0) + 1..)
            .map(|(_, membership)| membership.clone());
        let Some(size) = request.page_size else {
            let body = OrganizationMembershipsResponse {
                organization_memberships: Some(rest.collect()),
                ..OrganizationMembershipsResponse::default()
            };
            return Ok(ListOrganizationMembershipsResponse::Ok { body });
        };
        let page: Vec<_> = rest.by_ref().take(usize::try_from(size)?).collect();
        let last = page.last().and_then(|last| last.id);
        let meta = PaginationMeta {
            has_more: rest.next().is_some(),
            after_cursor: Some(last.map(|id| id.to_string())),
            before_cursor: None,
        };
        let body = OrganizationMembershipsResponse {
            organization_memberships: Some(page),
            meta: Some(meta),
            links: None,
        };
        Ok(ListOrganizationMembershipsResponse::Ok { body })
    }

    async fn create_organization_membership(
        &self,
        _: Context<String>,
        request: CreateOrganizationMembershipRequest,
    ) -> Result<CreateOrganizationMembershipResponse, Failure> {
        Ok(match self.add(&request.body.organization_membership) {
            Some(made) => CreateOrganizationMembershipResponse::Created {
                body: OrganizationMembershipResponse {
                    organization_membership: Some(made),
                },
            },
            None => CreateOrganizationMembershipResponse::UnprocessableContent {
                body: ErrorResponse {
                    description: Some("The user is already a member.".to_owned()),
                    ..ErrorResponse::default()
                },
            },
        })
    }

    async fn show_organization_membership_by_id(
        &self,
        _: Context<String>,
        request: ShowOrganizationMembershipByIdRequest,
    ) -> Result<ShowOrganizationMembershipByIdResponse, Failure> {
        let id = request.organization_membership_id;
        match id {
            BUSY => {
                return Ok(ShowOrganizationMembershipByIdResponse::TooManyRequests {
                    retry_after: Some(7),
                    body: ErrorResponse::default(),
                });
            }
            TEAPOT => return Ok(ShowOrganizationMembershipByIdResponse::Undeclared(teapot())),
            FAILS => return Err(Failure::new("database-canary is down")),
            PANICS => panic!("panic-canary"),
            PAIR => {
                self.pair.wait().await;
            }
            NEVER => self.never().await,
            _ => {}
        }
        Ok(match self.store().memberships.get(&id) {
            Some(membership) => ShowOrganizationMembershipByIdResponse::Ok {
                body: OrganizationMembershipResponse {
                    organization_membership: Some(membership.clone()),
                },
            },
            None => ShowOrganizationMembershipByIdResponse::NotFound { body: lacking() },
        })
    }

    async fn delete_organization_membership(
        &self,
        _: Context<String>,
        request: DeleteOrganizationMembershipRequest,
    ) -> Result<DeleteOrganizationMembershipResponse, Failure> {
        let id = request.organization_membership_id;
        Ok(match self.store().memberships.remove(&id) {
            Some(_) => DeleteOrganizationMembershipResponse::NoContent,
            None => DeleteOrganizationMembershipResponse::NotFound { body: lacking() },
        })
    }

    async fn create_many_organization_memberships(
        &self,
        _: Context<String>,
        request: CreateManyOrganizationMembershipsRequest,
    ) -> Result<CreateManyOrganizationMembershipsResponse, Failure> {
        let made = request.body.organization_memberships.into_iter();
        let results = made
            .filter_map(|new| self.add(&new)?.id)
            .map(|id| done("create", id, "Created"))
            .collect();
        let body = self.job(results);
        Ok(CreateManyOrganizationMembershipsResponse::Ok { body })
    }

    async fn delete_many_organization_memberships(
        &self,
        _: Context<String>,
        request: DeleteManyOrganizationMembershipsRequest,
    ) -> Result<DeleteManyOrganizationMembershipsResponse, Failure> {
        let mut results = Vec::new();
        for id in request.ids {
            if self.store().memberships.remove(&id).is_some() {
                results.push(done("delete", id, "Deleted"));
            }
        }
        let body = self.job(results);
        Ok(DeleteManyOrganizationMembershipsResponse::Ok { body })
    }

    async fn set_organization_membership_as_default(
        &self,
        _: Context<String>,
        request: SetOrganizationMembershipAsDefaultRequest,
    ) -> Result<SetOrganizationMembershipAsDefaultResponse, Failure> {
        let mut store = self.store();
        let chosen = store
            .memberships
            .get_mut(&request.organization_membership_id);
        let Some(chosen) = chosen.filter(|chosen| chosen.user_id == request.user_id) else {
            let body = lacking();
            return Ok(SetOrganizationMembershipAsDefaultResponse::NotFound { body });
        };
        chosen.default = Some(true);
        let body = OrganizationMembershipsResponse {
            organization_memberships: Some(vec![chosen.clone()]),
            ..OrganizationMembershipsResponse::default()
        };
        Ok(SetOrganizationMembershipAsDefaultResponse::Ok { body })
    }
}

impl JobStatuses for Memory {
    async fn show_job_status(
        &self,
        _: Context<String>,
        request: ShowJobStatusRequest,
    ) -> Result<ShowJobStatusResponse, Failure> {
        Ok(match self.store().jobs.get(&request.job_status_id) {
            Some(job) => ShowJobStatusResponse::Ok { body: job.clone() },
            None => ShowJobStatusResponse::NotFound { body: lacking() },
        })
    }
}

impl Api for Memory {
    async fn admit(&self, context: &Context<String>) -> Result<(), Refusal> {
        match self.rests {
            None => Ok(()),
            Some(_) if context.template().contains("job_statuses") => Ok(()),
            Some(StatusCode::INTERNAL_SERVER_ERROR) => Err(Failure::new("cannot tell").into()),
            Some(status) => {
                let caller = context.principal().map_or("nobody", String::as_str);
                let rejection = Rejection::new(status, "at_rest", format!("Not now, {caller}."));
                Err(rejection.with_header(RETRY_AFTER, "7").into())
            }
        }
    }

    fn rejection(&self, rejection: &Rejection) -> Option<http::Response<Body>> {
        self.own_words.then(|| {
            let text = format!("{} in my own words", rejection.code());
            let mut response = http::Response::new(Body::from(text));
            *response.status_mut() = rejection.status();
            response
        })
    }

    fn failed(&self, failure: &Failure) {
        self.store().failures.push(failure.to_string());
    }
}

impl Memory {
    async fn never(&self) {
        let _gone = Gone(self.dropped.clone());
        self.entered.notify_one();
        std::future::pending::<()>().await;
    }
}

struct Gone(Arc<Notify>);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

fn teapot() -> Undeclared {
    let tea = HeaderValue::from_static("earl grey");
    Undeclared {
        headers: HeaderMap::from_iter([(http::HeaderName::from_static("x-tea"), tea)]),
        ..Undeclared::new(StatusCode::IM_A_TEAPOT, "short and stout")
    }
}
