//! Zendesk's organization memberships, served from memory: the generated traits, implemented.
//!
//! ```text
//! cargo run --bin zendesk_server -- --port 8080
//! ```
//!
//! | file | what |
//! |---|---|
//! | `main.rs` | arguments, the socket, the end on ctrl-c |
//! | `handlers.rs` | the eight operations: the file to open first |
//! | `auth.rs` | who calls |
//! | `limit.rs` | how often |
//! | `store.rs`, `pages.rs`, `jobs.rs` | users, organizations, memberships; pages of them; what happens in the background |

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program prints"
)]

mod auth;
mod handlers;
mod jobs;
mod limit;
mod pages;
mod store;

use std::error::Error;
use std::future::{Future, poll_fn};
use std::process::ExitCode;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use generated::runtime::server::router;
use generated::zendesk_organization_memberships::server::service;
use tokio::net::TcpListener;

use auth::Accounts;
use handlers::Memberships;
use jobs::Jobs;
use limit::Limit;
use store::Store;

const USAGE: &str = "\
Serves Zendesk's organization memberships from memory.

Usage: zendesk_server [--port PORT] [--rate-limit N] [--job-step MILLISECONDS]

  --port PORT               the port to listen on; 0 picks a free one [default: 8080]
  --rate-limit N            calls that each caller may make in a minute [default: 700]
  --job-step MILLISECONDS   how long a background job takes for each of its tasks [default: 200]

ZENDESK_EMAIL and ZENDESK_API_TOKEN (basic), ZENDESK_ACCESS_TOKEN (bearer) set the credentials; there are some to try it with.";

/// The largest body that is read: a hundred memberships fit many times.
const BODY_LIMIT: usize = 64 << 10;

struct Options {
    port: u16,
    rate_limit: u32,
    job_step: Duration,
}

#[tokio::main]
async fn main() -> ExitCode {
    run(std::env::args().skip(1)).await
}

/// Serves until ctrl-c; the exit code is 2 where the arguments are wrong.
pub(crate) async fn run(arguments: impl Iterator<Item = String>) -> ExitCode {
    let options = match options(arguments) {
        Ok(Some(options)) => options,
        Ok(None) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("error: {error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match serve(&options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(options: &Options) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(("127.0.0.1", options.port)).await?;
    let address = format!("http://{}", listener.local_addr()?);
    let accounts = Accounts::from_env();
    // Polled once, it listens from here on: whoever reads the address below may interrupt at once.
    let mut interrupted = Box::pin(interrupted());
    let _ = poll_fn(|context| Poll::Ready(interrupted.as_mut().poll(context))).await;
    println!("listening on {address}");
    println!("{}", accounts.hint());

    let api = Memberships {
        store: Arc::new(Store::seeded()),
        jobs: Jobs::default(),
        accounts,
        limit: Limit::per_minute(options.rate_limit),
        address,
        job_step: options.job_step,
    };
    // `server::router(api)` is the short form; the body limit is set on the service in between.
    let app = router(service(api).body_limit(BODY_LIMIT));
    axum::serve(listener, app)
        .with_graceful_shutdown(interrupted)
        .await?;
    println!("stopped");
    Ok(())
}

/// Ends on ctrl-c; where that cannot be heard, never.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// `None` asks for the usage.
fn options(mut arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options {
        port: 8080,
        rate_limit: 700,
        job_step: Duration::from_millis(200),
    };
    while let Some(flag) = arguments.next() {
        let mut value = || {
            let value = arguments.next();
            value.ok_or_else(|| format!("`{flag}` needs a value"))
        };
        let wrong = |error| format!("`{flag}`: {error}");
        match flag.as_str() {
            "--port" => options.port = value()?.parse().map_err(wrong)?,
            "--rate-limit" => options.rate_limit = value()?.parse().map_err(wrong)?,
            "--job-step" => {
                options.job_step = Duration::from_millis(value()?.parse().map_err(wrong)?);
            }
            "--help" | "-h" => return Ok(None),
            _ => return Err(format!("there is no `{flag}`")),
        }
    }
    Ok(Some(options))
}
