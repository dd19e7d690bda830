//! Zendesk's organization memberships, served from a database in a file: the generated traits, implemented.
//!
//! ```text
//! cargo run --bin zendesk_server -- --seed
//! ```
//!
//! | file | what |
//! |---|---|
//! | `main.rs` | puts it together |
//! | `handlers.rs` | the eight operations: the file to open first |
//! | `answers.rs`, `pages.rs` | rows as the document describes them; cursors and links |
//! | `auth.rs` | who calls |
//! | `limit.rs` | how often |
//! | `jobs.rs` | what happens in the background |
//! | `store/` | the database, which knows nothing of HTTP |
//! | `server.rs`, `stop.rs` | connections, time limits, and the end |
//! | `arguments.rs`, `logging.rs` | the command line; the log |

#![expect(clippy::print_stderr, reason = "a program prints")]

mod answers;
mod arguments;
mod auth;
mod handlers;
mod jobs;
mod limit;
mod logging;
mod pages;
mod server;
mod stop;
mod store;

use std::error::Error;
use std::io::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;
use generated::runtime::server::router;
use generated::zendesk_organization_memberships::server::service;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tracing::warn;

use arguments::Arguments;
use auth::Accounts;
use handlers::Memberships;
use jobs::Jobs;
use limit::Limit;
use store::Store;

/// The largest body that is read: a hundred memberships fit many times.
const BODY_LIMIT: usize = 64 << 10;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    logging::start(arguments.log.as_deref());
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let accounts = Accounts::from_env()?;
    let store = Store::open(&arguments.database)
        .map_err(|error| format!("{}: {error}", arguments.database.display()))?;
    Runtime::new()?.block_on(serve(arguments, accounts, store))
}

async fn serve(
    arguments: &Arguments,
    accounts: Accounts,
    store: Store,
) -> Result<(), Box<dyn Error>> {
    if arguments.seed {
        store.seed().await?;
    }
    let is_empty = store.is_empty().await?;
    let store = Arc::new(store);
    let listener = TcpListener::bind((arguments.host, arguments.port)).await?;
    let address = format!("http://{}", listener.local_addr()?);
    // Whoever reads the address below may end the program at once.
    let asked_to_stop = stop::asked()?;
    say(&format!("listening on {address}"));
    say(&accounts.hint());
    if is_empty {
        say("the database is empty: `--seed` puts something in to try it with");
    }
    if accounts.are_demo() && !arguments.host.is_loopback() {
        warn!("others can reach this server, and everybody knows its credentials");
    }

    let jobs = Jobs::new(Arc::clone(&store), arguments.job_step);
    jobs.resume().await?;
    let api = Memberships {
        store,
        jobs: jobs.clone(),
        accounts,
        limit: Limit::per_minute(arguments.rate_limit),
        address,
    };
    // `server::router(api)` is the short form; the body limit is set on the service in between.
    let router = router(service(api).body_limit(BODY_LIMIT));
    server::serve(listener, router, arguments.read_timeout, asked_to_stop).await;
    jobs.stop().await;
    say("stopped");
    Ok(())
}

/// A line on standard output. Whoever started the program may have stopped reading.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}
