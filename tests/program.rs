//! Runs `oasmith` as a process of its own, and a build script that uses it.
//!
//! Cargo gives a test the path of its own package's programs alone, so the test's own binary plays the program when a variable
//! asks it to.

use std::path::Path;
use std::process::{Command, ExitCode};

use libtest_mimic::{Arguments, Trial};
use oasmith::build_script::Builder;

const ROLE: &str = "OASMITH_TEST_ROLE";

/// `main` of a test target: the program where this process was started as one, else the tests.
pub(crate) fn main(tests: impl FnOnce() -> Vec<Trial>) -> ExitCode {
    match std::env::var(ROLE).as_deref() {
        Ok("oasmith") => oasmith::cli::main(std::env::args_os()),
        Ok("build-script") => build_script(Builder::from_config()),
        Ok("build-script-out-dir") => build_script(Builder::out_dir("api.yaml")),
        _ => libtest_mimic::run(&Arguments::from_args(), tests()).exit_code(),
    }
}

/// `oasmith` as typed in `folder`, or the `build-script` of the package there.
pub(crate) fn process(role: &str, folder: &Path) -> Command {
    let binary = std::env::current_exe().expect("a running process has a file");
    let mut command = Command::new(binary);
    command.env(ROLE, role).current_dir(folder);
    command.env_remove("CLICOLOR_FORCE");
    command
}

/// What `fn main() -> Result<(), Error>` does.
#[expect(clippy::print_stderr, reason = "it is what a build script does")]
fn build_script(builder: Builder) -> ExitCode {
    match builder.generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Error: {error:?}");
            ExitCode::FAILURE
        }
    }
}
