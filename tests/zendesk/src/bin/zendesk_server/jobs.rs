//! Work that goes on behind an answer: a bulk call answers with a job at once, and the job is asked for until it is completed.
//!
//! What is to be done and what is done stands in the database. Here is only who does it: a task of the runtime for each job,
//! which stops between two of the job's tasks when the program ends.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{debug, error, info};

use super::store::{Error, Job, Step, Store, TooManyJobs, Work};

/// How long a job rests after an error of the database.
const REST: Duration = Duration::from_secs(5);

/// Carries out the jobs of a store. Clones share them.
#[derive(Clone)]
pub(crate) struct Jobs {
    store: Arc<Store>,
    /// How long a job waits before each of its tasks.
    step: Duration,
    running: TaskTracker,
    stopped: CancellationToken,
}

impl Jobs {
    pub(crate) fn new(store: Arc<Store>, step: Duration) -> Self {
        Self {
            store,
            step,
            running: TaskTracker::new(),
            stopped: CancellationToken::new(),
        }
    }

    /// Goes on with what an earlier run of the program has left.
    pub(crate) async fn resume(&self) -> Result<(), Error> {
        let unfinished = self.store.unfinished().await?;
        if !unfinished.is_empty() {
            info!(jobs = unfinished.len(), "unfinished jobs go on");
        }
        for id in unfinished {
            self.run(id);
        }
        Ok(())
    }

    /// Keeps a job and answers before any of it is done.
    pub(crate) async fn start(&self, work: Work) -> Result<Result<Job, TooManyJobs>, Error> {
        let jobs = self.clone();
        // On a task of its own: where the caller stops waiting, a job that has been kept is begun all the same.
        let accepted = self.running.spawn(async move {
            let accepted = jobs.store.accept(work).await?;
            if let Ok(job) = &accepted {
                jobs.run(job.id.clone());
            }
            Ok(accepted)
        });
        accepted.await.map_err(Error::Lost)?
    }

    /// Ends when no job is in the middle of a task, and none takes a next one.
    pub(crate) async fn stop(&self) {
        self.stopped.cancel();
        self.running.close();
        self.running.wait().await;
    }

    fn run(&self, id: String) {
        let jobs = self.clone();
        self.running.spawn(async move { jobs.work(id).await });
    }

    async fn work(&self, id: String) {
        let mut rest = self.step;
        while self.may_go_on(rest).await {
            rest = match self.store.step(id.clone()).await {
                Ok(Step::More) => self.step,
                Ok(Step::Finished) => {
                    debug!(job = id, "a job is finished");
                    return;
                }
                Err(error) => {
                    error!(job = id, %error, "a task has to be tried again");
                    REST
                }
            };
        }
    }

    async fn may_go_on(&self, rest: Duration) -> bool {
        let stopped = self.stopped.run_until_cancelled(tokio::time::sleep(rest));
        stopped.await.is_some()
    }
}
