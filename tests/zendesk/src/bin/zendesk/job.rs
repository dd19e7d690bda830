//! The work that the service does behind an answer, followed to its end.

use std::time::{Duration, Instant};

use generated::zendesk_organization_memberships::client::Client;
use generated::zendesk_organization_memberships::models::{
    JobStatusObject, JobStatusObjectResults, JobStatusObjectStatus, JobStatusResponse,
    JobStatusResultObject,
};
use serde_json::Value;

use super::failure::Failure;

/// Between the first two questions; each further pause is half as long again, up to the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(3);

/// How often in a row the service may be out of reach: the job goes on meanwhile.
const MISSES: u32 = 3;

/// What became of a task.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// The membership's id, where the service names it.
    Done(Option<i64>),
    Failed(String),
    /// The service has the task, and has not said what became of it.
    Unknown(String),
    NotSent,
}

/// Asks how far the job has come until it is at its end. It is an error where it stands still for longer than `limit`.
pub(crate) async fn follow(
    client: &Client,
    answer: JobStatusResponse,
    limit: Duration,
    mut see: impl FnMut(&JobStatusObject),
) -> Result<JobStatusObject, Failure> {
    let mut job = job(answer)?;
    let id = job
        .id
        .clone()
        .ok_or_else(|| Failure::unusable("the service's answer names no job"))?;
    let mut pause = FIRST_PAUSE;
    let mut moved = Instant::now();
    let mut misses = 0;
    loop {
        see(&job);
        if is_over(&job) {
            return Ok(job);
        }
        if moved.elapsed() >= limit {
            return Err(Failure::unusable(format!(
                "the job {id} has stood still for {} s; the service may still go on with it",
                limit.as_secs()
            )));
        }
        tokio::time::sleep(pause.min(limit)).await;
        pause = (pause * 3 / 2).min(LONGEST_PAUSE);
        let answer = client.show_job_status().job_status_id(&id).send().await;
        let next = match answer.map_err(Failure::from) {
            Ok(answer) => self::job(answer)?,
            Err(Failure::Unreachable { .. }) if misses < MISSES => {
                misses += 1;
                // Nobody can say whether it stood still.
                moved = Instant::now();
                continue;
            }
            Err(failure) => return Err(failure),
        };
        misses = 0;
        if (&next.status, next.progress) != (&job.status, job.progress) {
            moved = Instant::now();
        }
        job = next;
    }
}

/// What became of each of so many tasks.
pub(crate) fn outcomes(job: JobStatusObject, tasks: usize) -> Vec<Outcome> {
    let ended = ending(&job);
    let mut outcomes = vec![ended; tasks];
    if let Some(JobStatusObjectResults::Array(results)) = job.results.flatten() {
        for (position, result) in results.into_iter().enumerate() {
            let (index, outcome) = read(result);
            // Where the service does not say which task it was, the results are in the order of the tasks.
            if let Some(place) = outcomes.get_mut(index.unwrap_or(position)) {
                *place = outcome;
            }
        }
    }
    outcomes
}

fn job(answer: JobStatusResponse) -> Result<JobStatusObject, Failure> {
    answer
        .job_status
        .ok_or_else(|| Failure::unusable("the service's answer has no `job_status`"))
}

/// A status that the document does not list may be one more on the way.
fn is_over(job: &JobStatusObject) -> bool {
    use JobStatusObjectStatus::{Completed, Failed, Killed};
    matches!(job.status, Some(Completed | Failed | Killed))
}

/// What holds for the tasks that have no result of their own.
fn ending(job: &JobStatusObject) -> Outcome {
    let message = job.message.clone().flatten();
    match (&job.status, &job.results) {
        (
            Some(JobStatusObjectStatus::Completed),
            Some(Some(JobStatusObjectResults::Object(whole))),
        ) if whole.success => Outcome::Done(None),
        (Some(JobStatusObjectStatus::Completed), _) => {
            Outcome::Unknown(message.unwrap_or_else(|| "the job says nothing of it".to_owned()))
        }
        (status, _) => {
            let status = status
                .as_ref()
                .map_or("unfinished", |status| status.as_str());
            let reason = message.map(|message| format!(": {message}"));
            Outcome::Failed(format!("the job is {status}{}", reason.unwrap_or_default()))
        }
    }
}

/// Which task, where that is said, and what became of it.
fn read(result: JobStatusResultObject) -> (Option<usize>, Outcome) {
    match result {
        JobStatusResultObject::CreateResourceResult(made) => (
            usize::try_from(made.index).ok(),
            match failure_in(&Value::from_iter(made.additional_properties)) {
                Some(failure) => Outcome::Failed(failure),
                None => Outcome::Done(Some(made.id)),
            },
        ),
        JobStatusResultObject::UpdateResourceResult(done) => (
            index(done.additional_properties.get("index")),
            if done.success {
                Outcome::Done(Some(done.id))
            } else {
                Outcome::Failed(done.status)
            },
        ),
        JobStatusResultObject::FailedResult(failed) => (
            index(failed.additional_properties.get("index")),
            Outcome::Failed(format!("{} ({})", failed.details, failed.error)),
        ),
        JobStatusResultObject::Unknown(value) => (
            index(value.get("index")),
            match failure_in(&value) {
                Some(failure) => Outcome::Failed(failure),
                None => Outcome::Unknown(value.to_string()),
            },
        ),
    }
}

fn index(value: Option<&Value>) -> Option<usize> {
    usize::try_from(value?.as_u64()?).ok()
}

/// A failure without an id, as the service reports it of a record that was never made, fits none of the documented forms.
fn failure_in(result: &Value) -> Option<String> {
    let text = |name| result.get(name).and_then(Value::as_str);
    match (text("details"), text("error")) {
        (Some(details), Some(error)) => Some(format!("{details} ({error})")),
        (Some(text), None) | (None, Some(text)) => Some(text.to_owned()),
        (None, None) => {
            let failed = result.get("success") == Some(&Value::Bool(false));
            failed.then(|| "the service does not say why".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_job(value: Value) -> JobStatusObject {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_result_belongs_to_the_task_that_it_names_or_else_to_the_one_at_its_place() {
        let job = read_job(serde_json::json!({ "status": "completed", "results": [
            { "action": "create", "id": 7, "status": "Created", "success": true },
            { "index": 3, "error": "DuplicateValue", "details": "is a member" },
            { "index": 2, "id": 9 },
        ]}));
        assert_eq!(
            outcomes(job, 5),
            [
                Outcome::Done(Some(7)),
                Outcome::Unknown("the job says nothing of it".to_owned()),
                Outcome::Done(Some(9)),
                Outcome::Failed("is a member (DuplicateValue)".to_owned()),
                Outcome::Unknown("the job says nothing of it".to_owned()),
            ]
        );
    }

    #[test]
    fn one_result_for_the_whole_job_holds_for_each_task() {
        let done = serde_json::json!({ "status": "completed", "results": { "success": true } });
        assert_eq!(outcomes(read_job(done), 2), vec![Outcome::Done(None); 2]);
        let killed = serde_json::json!({ "status": "killed", "message": "too late" });
        let failed = Outcome::Failed("the job is killed: too late".to_owned());
        assert_eq!(outcomes(read_job(killed), 2), vec![failed; 2]);
    }
}
