//! What the command line says.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use tracing_subscriber::EnvFilter;

/// Serves Zendesk's organization memberships from a database in a file.
#[derive(Parser)]
#[command(
    name = "zendesk_server",
    // Given twice, an argument's last value counts.
    args_override_self = true,
    after_help = "ZENDESK_EMAIL and ZENDESK_API_TOKEN (basic), ZENDESK_ACCESS_TOKEN (bearer) set the credentials; where none is set, there are some to try it with."
)]
pub(crate) struct Arguments {
    /// The address to listen at
    #[arg(long, default_value = "127.0.0.1")]
    pub(crate) host: IpAddr,

    /// The port to listen on; 0 picks a free one
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,

    /// The database; it is made where it is not there
    #[arg(long, value_name = "FILE", default_value = "zendesk.sqlite3")]
    pub(crate) database: PathBuf,

    /// Put users, organizations and memberships in to try it with, where they are not in yet
    #[arg(long)]
    pub(crate) seed: bool,

    /// Calls that each caller may make in a minute
    #[arg(long, value_name = "N", default_value_t = 700)]
    pub(crate) rate_limit: u32,

    /// How long a background job waits before each of its tasks
    #[arg(long, value_name = "MILLISECONDS", default_value = "200", value_parser = milliseconds)]
    pub(crate) job_step: Duration,

    /// How long the head of a request may take, and how long its body may stand still
    #[arg(long, value_name = "MILLISECONDS", default_value = "10000", value_parser = milliseconds)]
    pub(crate) read_timeout: Duration,

    /// What is logged, such as `debug` or `zendesk_server=trace`; without it `RUST_LOG`, or else `info`
    #[arg(long, value_name = "FILTER", value_parser = filter)]
    pub(crate) log: Option<String>,
}

fn milliseconds(text: &str) -> Result<Duration, String> {
    text.parse()
        .map(Duration::from_millis)
        .map_err(|error: std::num::ParseIntError| error.to_string())
}

/// Refuses what is no filter, and keeps its text: a filter itself cannot be cloned.
fn filter(text: &str) -> Result<String, String> {
    EnvFilter::try_new(text)
        .map(|_| text.to_owned())
        .map_err(|error| error.to_string())
}
