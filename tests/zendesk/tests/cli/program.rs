//! A run of the program, in a pipe.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use super::common::ACCESS_TOKEN;

/// What the program must not take from whoever runs the tests.
pub(crate) const VARIABLES: &[&str] = &[
    "ZENDESK_ACCESS_TOKEN",
    "ZENDESK_API_TOKEN",
    "ZENDESK_EMAIL",
    "ZENDESK_SUBDOMAIN",
    "ZENDESK_URL",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "NO_COLOR",
];

/// What a run left behind.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The program without credentials.
pub(crate) fn bare(url: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zendesk"));
    for variable in VARIABLES {
        command.env_remove(variable);
    }
    command
        .args(arguments)
        .env("ZENDESK_URL", url)
        .stdin(Stdio::null());
    command
}

/// The program with credentials that are right.
pub(crate) fn zendesk(url: &str, arguments: &[&str]) -> Command {
    let mut command = bare(url, arguments);
    command.env("ZENDESK_ACCESS_TOKEN", ACCESS_TOKEN);
    command
}

/// Runs it to its end.
pub(crate) fn run(url: &str, arguments: &[&str]) -> Run {
    zendesk(url, arguments).output().unwrap().into()
}

/// Runs it to its end with a text on stdin.
pub(crate) fn run_with(url: &str, arguments: &[&str], stdin: &str) -> Run {
    let mut command = zendesk(url, arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(stdin.as_bytes()).unwrap();
    drop(pipe);
    child.wait_with_output().unwrap().into()
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let run = Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        // Nothing of a terminal's in a pipe, whatever the program did.
        for text in [&run.stdout, &run.stderr] {
            assert!(!text.contains(['\x1b', '\r', '█', '─']), "{text:?}");
        }
        run
    }
}

impl Run {
    /// The rows below the heading, in their cells.
    pub(crate) fn rows(&self) -> Vec<Vec<&str>> {
        let lines = self.stdout.lines().skip(1);
        lines.map(|line| line.split('\t').collect()).collect()
    }

    /// Each line as JSON.
    pub(crate) fn json(&self) -> Vec<Value> {
        let lines = self.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Checks the exit code, and shows everything where it is another.
    #[track_caller]
    pub(crate) fn ends_with(&self, code: i32) {
        assert_eq!(
            self.code,
            Some(code),
            "\nstdout:\n{}\nstderr:\n{}",
            self.stdout,
            self.stderr
        );
    }
}
