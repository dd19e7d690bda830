//! Work that goes on behind an answer: a bulk call answers with a job at once, and the job is asked for until it is completed.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use generated::zendesk_organization_memberships::models::{
    FailedResult, JobStatusObject, JobStatusObjectResults, JobStatusObjectStatus,
    JobStatusResultObject, UpdateResourceResult,
};

/// What becomes of a job's task.
#[derive(Clone, Copy)]
pub(crate) enum Outcome {
    /// The id and what happened to it, such as `Created`.
    Done(i64, &'static str),
    /// The id (0 where there is none), a code and a sentence.
    Failed(i64, &'static str, &'static str),
}

/// The jobs of this process. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Jobs {
    jobs: Arc<Mutex<HashMap<String, JobStatusObject>>>,
}

impl Jobs {
    pub(crate) fn find(&self, id: &str) -> Option<JobStatusObject> {
        self.lock().get(id).cloned()
    }

    /// Queues a job that does `work` for each of `tasks`, and answers before any of it is done.
    pub(crate) fn start<T: Send + 'static>(
        &self,
        (kind, action): (&str, &'static str),
        tasks: Vec<T>,
        step: Duration,
        work: impl Fn(T) -> Outcome + Send + 'static,
    ) -> JobStatusObject {
        let id = unguessable();
        let job = JobStatusObject {
            id: Some(id.clone()),
            job_type: Some(kind.to_owned()),
            status: Some(JobStatusObjectStatus::Queued),
            message: Some(None),
            progress: Some(Some(0)),
            total: Some(Some(count(tasks.len()))),
            results: Some(None),
            ..JobStatusObject::default()
        };
        self.lock().insert(id.clone(), job.clone());
        let jobs = self.clone();
        tokio::spawn(async move {
            let mut results = Vec::new();
            jobs.update(&id, |job| job.status = Some(JobStatusObjectStatus::Working));
            for (index, task) in tasks.into_iter().enumerate() {
                tokio::time::sleep(step).await;
                results.push(result(index, action, work(task)));
                jobs.update(&id, |job| job.progress = Some(Some(count(index + 1))));
            }
            jobs.update(&id, |job| {
                job.status = Some(JobStatusObjectStatus::Completed);
                job.results = Some(Some(JobStatusObjectResults::Array(results)));
            });
        });
        job
    }

    fn update(&self, id: &str, change: impl FnOnce(&mut JobStatusObject)) {
        if let Some(job) = self.lock().get_mut(id) {
            change(job);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, JobStatusObject>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn result(index: usize, action: &'static str, outcome: Outcome) -> JobStatusResultObject {
    match outcome {
        Outcome::Done(id, status) => {
            JobStatusResultObject::UpdateResourceResult(UpdateResourceResult {
                action: action.to_owned(),
                id,
                status: status.to_owned(),
                success: true,
                additional_properties: BTreeMap::new(),
            })
        }
        Outcome::Failed(id, error, details) => {
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
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// 32 hexadecimal digits that nobody can guess from the last ones: the keys of the standard library's hash maps are random.
fn unguessable() -> String {
    let half = || RandomState::new().hash_one(std::time::Instant::now());
    format!("{:016x}{:016x}", half(), half())
}
