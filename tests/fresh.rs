//! `generated/` is what the documents in `specs/` say.

mod program;

use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Failed, Trial};

fn main() -> ExitCode {
    program::main(|| vec![Trial::test("generated_is_current", generated_is_current)])
}

fn generated_is_current() -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = program::process("oasmith", &root)
        .args(["generate", "--check"])
        .output()?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(String::from_utf8_lossy(&said).into_owned().into())
}
