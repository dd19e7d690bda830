//! Zendesk's organization memberships on the command line, over the generated client.
//!
//! ```text
//! ZENDESK_SUBDOMAIN=acme ZENDESK_EMAIL=… ZENDESK_API_TOKEN=… cargo run --bin zendesk -- list
//! ```
//!
//! | file | what |
//! |---|---|
//! | `main.rs` | from the arguments to the exit code; the end on ctrl-c |
//! | `arguments.rs` | what can be said on the command line |
//! | `connect.rs` | the client, from the environment |
//! | `patience.rs` | waits where the service says "too many requests" |
//! | `list.rs`, `one.rs` | all memberships; one of them |
//! | `bulk.rs`, `job.rs`, `lines.rs` | many at once: batches, the jobs behind them, the lines they are read from |
//! | `table.rs` | what goes to stdout |
//! | `progress.rs`, `screen.rs` | what goes to stderr, and where the bar is drawn |
//! | `failure.rs` | what went wrong, as a sentence and an exit code |

mod arguments;
mod bulk;
mod connect;
mod failure;
mod job;
mod lines;
mod list;
mod one;
mod patience;
mod progress;
mod screen;
mod table;

use std::future::{Future, poll_fn};
use std::process::ExitCode;
use std::task::Poll;

use clap::Parser;

use arguments::{Arguments, Command};
use bulk::Bulk;
use failure::Failure;
use progress::Progress;

/// What a shell reports of a program that ctrl-c ended: 128 and the signal's number.
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let progress = Progress::new(&arguments.show);
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return progress.failed(&Failure::from(error)),
    };
    let code = runtime.block_on(async {
        // Polled once, it listens from here on.
        let mut interrupted = Box::pin(interrupted());
        let _ = poll_fn(|context| Poll::Ready(interrupted.as_mut().poll(context))).await;
        // A task of its own: a read or a write that blocks must not keep ctrl-c from being heard.
        let work = tokio::spawn(run(arguments, progress.clone()));
        tokio::select! {
            biased;
            () = interrupted => {
                progress.interrupted();
                ExitCode::from(INTERRUPTED)
            }
            done = work => match done {
                Ok(Ok(())) => ExitCode::SUCCESS,
                Ok(Err(failure)) => progress.failed(&failure),
                Err(error) => progress.failed(&Failure::from(std::io::Error::from(error))),
            },
        }
    });
    runtime.shutdown_background();
    code
}

async fn run(arguments: Arguments, progress: Progress) -> Result<(), Failure> {
    let Arguments {
        command,
        service,
        show,
    } = arguments;
    let client = connect::client(&service, &progress)?;
    let json = show.json;
    match command {
        Command::List(options) => list::list(&client, &options, json, &progress).await,
        Command::Show { id } => one::show(&client, id, json, &progress).await,
        Command::Create(new) => one::create(&client, new.into(), json, &progress).await,
        Command::Delete { ids } => one::delete(&client, &ids, json, &progress).await,
        Command::MakeDefault { user, id } => {
            one::make_default(&client, user, id, json, &progress).await
        }
        Command::CreateMany { file } => {
            let rows = lines::read(&file, lines::membership, &progress).await?;
            let job_limit = service.job_limit();
            let bulk = Bulk::new(&client, &progress, job_limit, json);
            bulk.run(rows).await
        }
        Command::DeleteMany { ids } => {
            let rows = lines::ids(&ids, &progress).await?;
            let job_limit = service.job_limit();
            let bulk = Bulk::new(&client, &progress, job_limit, json);
            bulk.run(rows).await
        }
    }
}

/// Ends on ctrl-c; where that cannot be heard, never.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
