//! The server as a process of its own, for the tests of this package.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

use generated::zendesk_organization_memberships::client::{Client, ClientBuilder};
use generated::zendesk_organization_memberships::models::OrganizationMembershipCreate;
use tempfile::TempDir;

/// What a test ends with.
pub(crate) type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The name and the password that a server takes where nothing else is set; the token is the other way in.
pub(crate) const AGENT: (&str, &str) = ("agent@example.com/token", "demo-api-token");
pub(crate) const ACCESS_TOKEN: &str = "demo-access-token";

/// A server that listens; its process ends with this value.
pub(crate) struct Server {
    pub(crate) address: String,
    pub(crate) process: Child,
    output: BufReader<ChildStdout>,
    /// The folder of a database that is nobody else's.
    folder: Option<TempDir>,
}

impl Server {
    /// A server with the seed in a database of its own, and these arguments besides.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the database");
        let database = folder.path().join("zendesk.sqlite3");
        let arguments = [&["--seed"], arguments].concat();
        let mut server = Self::at(&database, &arguments);
        server.folder = Some(folder);
        server
    }

    /// A server with this database.
    pub(crate) fn at(database: &Path, arguments: &[&str]) -> Self {
        Self::spawn(&mut command(database, arguments))
    }

    /// A server that logs to a file.
    pub(crate) fn logging(database: &Path, log: &Path, arguments: &[&str]) -> Self {
        let log = File::create(log).expect("a file for the log");
        Self::spawn(command(database, arguments).stderr(log))
    }

    /// A server that [`command`] starts, when it listens.
    pub(crate) fn spawn(command: &mut Command) -> Self {
        let mut process = command
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut output = BufReader::new(process.stdout.take().expect("it is piped"));
        let mut line = String::new();
        output.read_line(&mut line).expect("its first line");
        let address = line.trim_end().strip_prefix("listening on ");
        let address = address.expect("the first line is the address").to_owned();
        Self {
            address,
            process,
            output,
            folder: None,
        }
    }

    /// A client of it, without credentials.
    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder().base_url(&self.address)
    }

    /// A client of it, as the agent.
    pub(crate) fn client(&self) -> Client {
        let builder = self.builder().basic_auth(AGENT.0, AGENT.1);
        builder.build().expect("the address is good")
    }

    /// Ends it as a power failure would, at once.
    pub(crate) fn kill(mut self) {
        self.process.kill().expect("it runs");
        self.process.wait().expect("it has ended");
    }

    /// Asks it to end: `TERM` or `INT`.
    #[cfg(unix)]
    pub(crate) fn signal(&self, name: &str) {
        let id = self.process.id().to_string();
        let status = Command::new("kill").args(["-s", name, &id]).status();
        assert!(status.expect("there is a `kill`").success());
    }

    /// Waits until it has ended: how, and what it has written since its first line.
    pub(crate) fn end(&mut self) -> (ExitStatus, String) {
        let mut rest = String::new();
        self.output
            .read_to_string(&mut rest)
            .expect("what is left of its output");
        (self.process.wait().expect("it ends"), rest)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The server's program on a free port, with quick jobs and without a variable of whoever runs the tests.
pub(crate) fn command(database: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zendesk_server"));
    command.args(["--port", "0", "--database"]).arg(database);
    command.args([
        "--job-step",
        "1",
        "--rate-limit",
        "1000000",
        "--log",
        "error",
    ]);
    command.args(arguments);
    for name in [
        "ZENDESK_EMAIL",
        "ZENDESK_API_TOKEN",
        "ZENDESK_ACCESS_TOKEN",
        "RUST_LOG",
    ] {
        command.env_remove(name);
    }
    command
}

/// A folder that goes with the test, and a database file in it.
pub(crate) fn database() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder for the database");
    let path = folder.path().join("zendesk.sqlite3");
    (folder, path)
}

/// A membership to be made.
pub(crate) fn new(user_id: i64, organization_id: i64) -> OrganizationMembershipCreate {
    OrganizationMembershipCreate {
        user_id,
        organization_id,
        default: None,
    }
}
