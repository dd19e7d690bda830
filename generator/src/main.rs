//! The program `oasmith`.

use std::process::ExitCode;

fn main() -> ExitCode {
    oasmith::cli::main(std::env::args_os())
}
