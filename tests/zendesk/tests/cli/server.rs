//! The example server, on a port of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use tempfile::TempDir;

/// Ends with the test.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
    /// Kept open: the server has more to say.
    _stdout: BufReader<ChildStdout>,
    /// Where its database is.
    _folder: TempDir,
}

impl Server {
    /// Starts it; every task of a job takes so many milliseconds.
    pub(crate) fn start(job_step: u32) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_zendesk_server"));
        for variable in super::program::VARIABLES {
            command.env_remove(variable);
        }
        let folder = tempfile::tempdir().unwrap();
        let mut child = command
            .arg("--database")
            .arg(folder.path().join("zendesk.sqlite3"))
            .args(["--seed", "--log", "error"])
            .args(["--port", "0", "--job-step", &job_step.to_string()])
            .args(["--rate-limit", "100000"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap();
        Self {
            url: url.to_owned(),
            child,
            _stdout: stdout,
            _folder: folder,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
