//! Many memberships at once: a hundred to a call, which the service answers with a job.

use std::future::Future;
use std::time::Duration;

use generated::zendesk_organization_memberships::client::Client;
use generated::zendesk_organization_memberships::models::{
    JobStatusObject, JobStatusResponse, OrganizationMembershipCreate,
};
use indicatif::ProgressBar;
use serde::Serialize;

use super::failure::Failure;
use super::job::{self, Outcome};
use super::lines::{Deletion, Line};
use super::progress::Progress;
use super::table::{Row, Table};

/// What the service takes in one call.
const BATCH: usize = 100;

/// What a line asks for.
pub(crate) trait Task: Clone + Serialize + Send + Sync + 'static {
    const HEADINGS: &'static [&'static str];

    /// The past participle of it.
    const DONE: &'static str;

    /// Whether the membership gets its id only now.
    const MAKES_ID: bool;

    fn cells(&self) -> Vec<String>;

    fn start(
        client: &Client,
        tasks: Vec<Self>,
    ) -> impl Future<Output = Result<JobStatusResponse, Failure>> + Send;
}

/// A line, and what became of it.
#[derive(Serialize)]
struct Report<T: Task> {
    line: String,
    #[serde(flatten)]
    task: T,
    result: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    membership_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// How many rows ended how.
#[derive(Default)]
struct Count {
    jobs: usize,
    done: usize,
    failed: usize,
    unknown: usize,
    not_sent: usize,
}

/// How batches are worked off: one after the other, each to the end of its job.
pub(crate) struct Bulk<'a> {
    client: &'a Client,
    progress: &'a Progress,
    /// How long a job may stand still.
    job_limit: Duration,
    json: bool,
}

impl<'a> Bulk<'a> {
    pub(crate) fn new(
        client: &'a Client,
        progress: &'a Progress,
        job_limit: Duration,
        json: bool,
    ) -> Self {
        Self {
            client,
            progress,
            job_limit,
            json,
        }
    }

    /// Works off all lines, prints what became of each, and says how many there were of which kind. The first failure that is
    /// not a row's own is the last batch's: what comes after is not sent.
    pub(crate) async fn run<T: Task>(&self, lines: Vec<Line<T>>) -> Result<(), Failure> {
        let bar = self.progress.bar(lines.len());
        let mut output = Output {
            table: Some(Table::new(self.json, self.progress)),
        };
        let mut count = Count::default();
        let mut failure = None;
        let jobs = lines.len().div_ceil(BATCH);
        for (batch, lines) in lines.chunks(BATCH).enumerate() {
            let tasks = lines.iter().map(|line| line.task.clone()).collect();
            let outcomes = if failure.is_none() {
                let watch = Watch {
                    bar: &bar,
                    before: batch * BATCH,
                    text: format!("job {} of {jobs}", batch + 1),
                };
                let (outcomes, ended) = self.batch::<T>(tasks, &watch, &mut count).await;
                failure = ended;
                outcomes
            } else {
                vec![Outcome::NotSent; lines.len()]
            };
            bar.set_position(u64::try_from(batch * BATCH + lines.len()).unwrap_or(u64::MAX));
            failure = failure.or(output.print(lines, &outcomes, &mut count));
        }
        self.progress.clear();
        self.progress.note(&count.summary(T::DONE));
        match failure {
            Some(failure) => Err(failure),
            None if count.failed + count.unknown > 0 => Err(Failure::Rows),
            None => Ok(()),
        }
    }

    /// What became of each task, and what stands in the way of further batches, if anything.
    async fn batch<T: Task>(
        &self,
        tasks: Vec<T>,
        watch: &Watch<'_>,
        count: &mut Count,
    ) -> (Vec<Outcome>, Option<Failure>) {
        let size = tasks.len();
        watch.see(&JobStatusObject::default());
        let answer = match T::start(self.client, tasks).await {
            Ok(answer) => answer,
            Err(failure) => {
                let outcome = not_taken(&failure);
                return (vec![outcome; size], Some(failure));
            }
        };
        count.jobs += 1;
        let id = answer.job_status.as_ref().and_then(|job| job.id.as_deref());
        self.progress.set_job(id);
        let ended = job::follow(self.client, answer, self.job_limit, |job| watch.see(job)).await;
        self.progress.set_job(None);
        match ended {
            Ok(job) => (job::outcomes(job, size), None),
            Err(failure) => {
                let reason = "the job could not be followed to its end".to_owned();
                (vec![Outcome::Unknown(reason); size], Some(failure))
            }
        }
    }
}

/// What holds for a batch whose call brought no job.
fn not_taken(failure: &Failure) -> Outcome {
    match failure {
        Failure::Unreachable {
            may_have_arrived: true,
            ..
        } => Outcome::Unknown("the service did not say whether it takes the batch".to_owned()),
        Failure::Refused {
            status: Some(status),
            ..
        } if status.is_success() => {
            Outcome::Unknown("the service's answer cannot be read".to_owned())
        }
        Failure::Unreachable { .. }
        | Failure::Refused { .. }
        | Failure::Usage(_)
        | Failure::Rows
        | Failure::System(_)
        | Failure::Closed => Outcome::NotSent,
    }
}

/// Shows on the bar how far a job has come.
struct Watch<'a> {
    bar: &'a ProgressBar,
    /// The rows of the jobs before.
    before: usize,
    text: String,
}

impl Watch<'_> {
    fn see(&self, job: &JobStatusObject) {
        let done = job.progress.flatten().unwrap_or(0);
        let done = usize::try_from(done).unwrap_or(0).min(BATCH);
        self.bar
            .set_position(u64::try_from(self.before + done).unwrap_or(u64::MAX));
        self.bar.set_message(self.text.clone());
    }
}

/// Prints reports for as long as they can be written.
struct Output<T: Task> {
    table: Option<Table<Report<T>>>,
}

impl<T: Task> Output<T> {
    /// The failure is what stands in the way of further batches: results that nobody wants to read do not, results that are
    /// lost do.
    fn print(
        &mut self,
        lines: &[Line<T>],
        outcomes: &[Outcome],
        count: &mut Count,
    ) -> Option<Failure> {
        let reports: Vec<Report<T>> = lines
            .iter()
            .zip(outcomes)
            .map(|(line, outcome)| count.report(line, outcome))
            .collect();
        let failure = self.table.as_mut()?.print(&reports).err()?;
        self.table = None;
        (!matches!(failure, Failure::Closed)).then_some(failure)
    }
}

impl Count {
    fn report<T: Task>(&mut self, line: &Line<T>, outcome: &Outcome) -> Report<T> {
        let (counter, result, membership_id, reason) = match outcome {
            Outcome::Done(id) => (&mut self.done, T::DONE, id.filter(|_| T::MAKES_ID), None),
            Outcome::Failed(why) => (&mut self.failed, "failed", None, Some(why.clone())),
            Outcome::Unknown(why) => (&mut self.unknown, "unknown", None, Some(why.clone())),
            Outcome::NotSent => (&mut self.not_sent, "not sent", None, None),
        };
        *counter += 1;
        Report {
            line: line.place.clone(),
            task: line.task.clone(),
            result,
            membership_id,
            reason,
        }
    }

    fn summary(&self, done: &str) -> String {
        let Self {
            jobs,
            failed,
            unknown,
            not_sent,
            ..
        } = self;
        let rows = self.done + failed + unknown + not_sent;
        let mut text = format!(
            "{rows} {} in {jobs} {}: {} {done}",
            plural(rows, "row", "rows"),
            plural(*jobs, "job", "jobs"),
            self.done
        );
        for (number, what) in [
            (failed, "failed"),
            (unknown, "unknown"),
            (not_sent, "not sent"),
        ] {
            if *number > 0 {
                text = format!("{text}, {number} {what}");
            }
        }
        text
    }
}

fn plural<'a>(number: usize, one: &'a str, many: &'a str) -> &'a str {
    if number == 1 { one } else { many }
}

impl<T: Task> Row for Report<T> {
    fn headings() -> Vec<&'static str> {
        [&["LINE"], T::HEADINGS, &["RESULT", "REASON"]].concat()
    }

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.line.clone()];
        cells.extend(self.task.cells());
        cells.push(match self.membership_id {
            Some(id) => format!("{} {id}", self.result),
            None => self.result.to_owned(),
        });
        cells.push(self.reason.clone().unwrap_or_default());
        cells
    }
}

impl Task for OrganizationMembershipCreate {
    const HEADINGS: &'static [&'static str] = &["USER", "ORGANIZATION"];
    const DONE: &'static str = "created";
    const MAKES_ID: bool = true;

    fn cells(&self) -> Vec<String> {
        vec![self.user_id.to_string(), self.organization_id.to_string()]
    }

    async fn start(client: &Client, tasks: Vec<Self>) -> Result<JobStatusResponse, Failure> {
        let call = client.create_many_organization_memberships();
        Ok(call.organization_memberships(tasks).send().await?)
    }
}

impl Task for Deletion {
    const HEADINGS: &'static [&'static str] = &["MEMBERSHIP"];
    const DONE: &'static str = "deleted";
    const MAKES_ID: bool = false;

    fn cells(&self) -> Vec<String> {
        vec![self.id.to_string()]
    }

    async fn start(client: &Client, tasks: Vec<Self>) -> Result<JobStatusResponse, Failure> {
        let ids = tasks.into_iter().map(|task| task.id).collect();
        let call = client.delete_many_organization_memberships();
        Ok(call.ids(ids).send().await?)
    }
}
