//! The program `oasmith`: the command line of the library of the same name.
//!
//! It hands over its arguments and ends with the code it gets back: 0 done, 1 findings, 2 wrong usage, 3 could not complete. A
//! reader that stops early (`oasmith dump … | head`) changes none of them.

#![expect(clippy::disallowed_methods, reason = "it is a front door")]

use std::process::ExitCode;

fn main() -> ExitCode {
    oasmith::cli::main(std::env::args_os())
}
