//! What a build script says to cargo.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostics, Severity};
use crate::files::{STAGING, Written};
use crate::project::{Input, lines};

/// Lines that cargo reads from a build script's standard output.
#[derive(Default)]
pub(super) struct Cargo {
    watched: Vec<PathBuf>,
}

impl Cargo {
    pub(super) fn rerun(&mut self, path: &Path) {
        if !self.watched.iter().any(|watched| watched == path) {
            self.watched.push(path.to_owned());
            self.line(&format!("cargo::rerun-if-changed={}", path.display()));
        }
    }

    pub(super) fn rerun_for(&mut self, input: &Input) {
        input.paths().for_each(|path| self.rerun(path));
    }

    /// What a person should know about what has just been generated.
    pub(super) fn report(&self, written: &Written, diagnostics: &Diagnostics) {
        if !written.hand_edited.is_empty() {
            // Cargo repeats the lines of a script until it runs again. Of an edit that is mended there is nothing to say next time:
            // what cargo does not find, it takes for changed, and this folder is gone when the script has ended.
            self.line(&format!("cargo::rerun-if-changed={STAGING}"));
        }
        for path in &written.hand_edited {
            self.line(&format!(
                "cargo::warning=`{path}` had been edited by hand or merged, and was generated again"
            ));
        }
        let warnings = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Warning);
        for line in lines(warnings) {
            self.line(&format!("cargo::warning={line}"));
        }
    }

    #[expect(clippy::unused_self, reason = "whoever speaks to cargo holds this")]
    pub(super) fn line(&self, line: &str) {
        // Cargo takes a line for one instruction. When it has stopped listening there is nobody to tell.
        let _ = writeln!(io::stdout(), "{}", line.replace(['\n', '\r'], " "));
    }
}
