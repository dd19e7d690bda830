//! The program that `cargo oasmith` runs.

#![expect(clippy::disallowed_methods, reason = "it is a front door")]

use std::process::ExitCode;

fn main() -> ExitCode {
    // Cargo repeats the subcommand's name as the first argument.
    let mut arguments: Vec<_> = std::env::args_os().collect();
    if arguments
        .get(1)
        .is_some_and(|argument| argument == "oasmith")
    {
        arguments.remove(1);
    }
    oasmith::cli::main(arguments)
}
