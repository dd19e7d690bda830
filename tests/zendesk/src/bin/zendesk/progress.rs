//! What goes to stderr: notes, a progress bar, errors. The bar is drawn in a terminal only.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::arguments::Show;
use super::failure::Failure;
use super::screen;

/// Clones share the bar.
#[derive(Clone)]
pub(crate) struct Progress {
    bars: MultiProgress,
    is_quiet: bool,
    now: Arc<Mutex<Now>>,
}

/// What is under way.
#[derive(Default)]
struct Now {
    bar: Option<ProgressBar>,
    /// The job that the service works on.
    job: Option<String>,
}

impl Progress {
    pub(crate) fn new(show: &Show) -> Self {
        let target = if show.quiet || show.no_progress {
            ProgressDrawTarget::hidden()
        } else {
            screen::target()
        };
        Self {
            bars: MultiProgress::with_draw_target(target),
            is_quiet: show.quiet,
            now: Arc::default(),
        }
    }

    /// A bar for so many rows.
    pub(crate) fn bar(&self, rows: usize) -> ProgressBar {
        let style = ProgressStyle::with_template("{bar:30} {pos} of {len} rows  {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::new(u64::try_from(rows).unwrap_or(u64::MAX)).with_style(style);
        let bar = self.bars.add(bar);
        bar.enable_steady_tick(Duration::from_millis(200));
        self.now().bar = Some(bar.clone());
        bar
    }

    /// Says something that is neither a result nor an error.
    pub(crate) fn note(&self, text: &str) {
        if !self.is_quiet {
            self.say(text);
        }
    }

    /// Does `work`, which writes to the terminal, while the bar is out of the way.
    pub(crate) fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        self.bars.suspend(work)
    }

    /// Remembers which job is under way.
    pub(crate) fn set_job(&self, id: Option<&str>) {
        self.now().job = id.map(str::to_owned);
    }

    /// Says that something failed after which the program goes on.
    pub(crate) fn error(&self, text: &str) {
        self.say(&format!("error: {text}"));
    }

    /// Says what failed, and with which code to end.
    pub(crate) fn failed(&self, failure: &Failure) -> ExitCode {
        self.clear();
        if let Some(sentence) = failure.sentence() {
            self.error(&sentence);
        }
        ExitCode::from(failure.exit_code())
    }

    /// Says that the program ends early, and what does not end with it.
    pub(crate) fn interrupted(&self) {
        let job = self.now().job.take();
        self.clear();
        match job {
            Some(id) => self.say(&format!(
                "interrupted; the service goes on with the job {id}"
            )),
            None => self.say("interrupted"),
        }
    }

    /// Takes the bar away for good.
    pub(crate) fn clear(&self) {
        if let Some(bar) = self.now().bar.take() {
            bar.finish_and_clear();
        }
        self.bars.set_draw_target(ProgressDrawTarget::hidden());
    }

    fn say(&self, text: &str) {
        self.aside(|| {
            let _ = writeln!(io::stderr(), "{text}");
        });
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
