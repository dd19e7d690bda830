//! The door for build scripts: generate where a document changed, say so, and stay silent otherwise.
//!
//! ```no_run
//! // build.rs of a crate that an `oasmith.toml` stands beside
//! fn main() -> Result<(), oasmith::build_script::Error> {
//!     oasmith::build_script::Builder::from_config().generate()
//! }
//! ```
//!
//! It reads the documents and writes the package's own folder; never the network. Files that were edited by hand are
//! generated again, with a warning: version control has the edits.

#![expect(clippy::disallowed_methods, reason = "it is a front door")]

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::diagnostics::{Diagnostics, Severity};
use crate::files::{Policy, Written};
use crate::project::{CONFIG, Colour, Failure, Input, Project, Run, lines, listings, package_of};

/// What to generate. Cargo runs build scripts in the package's folder, and that is where paths start.
#[derive(Debug)]
#[must_use = "nothing is generated before `generate`"]
pub struct Builder {
    document: Option<PathBuf>,
}

/// Why the build cannot go on. Shown whole by `fn main() -> Result<(), Error>`.
pub struct Error(Cause);

enum Cause {
    Failure(Failure),
    Document(Diagnostics),
    Manifest,
}

impl Builder {
    /// The package is the crate that is made for one document (`oasmith generate openapi.yaml --out .` made it first).
    pub fn new(document: impl Into<PathBuf>) -> Self {
        Self {
            document: Some(document.into()),
        }
    }

    /// The package is made from the documents that the `oasmith.toml` beside its manifest names.
    pub fn from_config() -> Self {
        Self { document: None }
    }

    /// Generates what is not current, and nothing where the documents are not there or the package is an installed copy.
    pub fn generate(self) -> Result<(), Error> {
        let mut cargo = Cargo::default();
        // Without any such line cargo would run the script whenever anything in the package changes.
        cargo.rerun(Path::new("build.rs"));
        if is_installed() {
            return Ok(());
        }
        let run = match self.document {
            Some(document) => one(&mut cargo, document)?,
            None => all(&mut cargo)?,
        };
        let Some(run) = run else {
            return Ok(());
        };
        run.sources.iter().for_each(|path| cargo.rerun(path));
        let Ok(files) = &run.files else {
            return Err(Error(Cause::Document(run.diagnostics)));
        };
        let written = files
            .write(Path::new("."), Policy::Regenerate)
            .map_err(Failure::Write)?;
        if written.is_anything() {
            cargo.report(&written, &run.diagnostics);
        }
        // This build has read the old manifest already.
        if written.manifest {
            Err(Error(Cause::Manifest))
        } else {
            Ok(())
        }
    }
}

fn one(cargo: &mut Cargo, document: PathBuf) -> Result<Option<Run>, Failure> {
    let input = Input::with_overlays(document)?;
    if !input.path.exists() {
        return Ok(None);
    }
    cargo.rerun_for(&input);
    let config = Config::new(package_of(Path::new(".")));
    Run::one(&input, &config, false).map(Some)
}

fn all(cargo: &mut Cargo) -> Result<Option<Run>, Failure> {
    cargo.rerun(Path::new(CONFIG));
    let project = Project::open(Path::new("."))?;
    if project.is_without_documents() {
        return Ok(None);
    }
    if let Some(folder) = &project.folder {
        cargo.rerun(folder);
    }
    project
        .inputs
        .iter()
        .for_each(|input| cargo.rerun_for(input));
    Run::all(&project, false).map(Some)
}

/// Whether cargo or a user put the package here to build it, not to work on it: what such a copy holds is final.
fn is_installed() -> bool {
    let Ok(here) = std::env::current_dir() else {
        return true;
    };
    here.join(".cargo-checksum.json").exists()
        || here
            .ancestors()
            .any(|folder| folder.join(".cargo-ok").exists())
}

/// Lines that cargo reads from a build script's standard output.
#[derive(Default)]
struct Cargo {
    watched: Vec<PathBuf>,
}

impl Cargo {
    fn rerun(&mut self, path: &Path) {
        if !self.watched.iter().any(|watched| watched == path) {
            self.watched.push(path.to_owned());
            self.line(&format!("cargo::rerun-if-changed={}", path.display()));
        }
    }

    fn rerun_for(&mut self, input: &Input) {
        input.paths().for_each(|path| self.rerun(path));
    }

    /// What a person should know about what has just been generated.
    fn report(&self, written: &Written, diagnostics: &Diagnostics) {
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
    fn line(&self, line: &str) {
        // Cargo takes a line for one instruction. When it has stopped listening there is nobody to tell.
        let _ = writeln!(io::stdout(), "{}", line.replace(['\n', '\r'], " "));
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self(Cause::Failure(failure))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::Failure(failure) => failure.fmt(f),
            Cause::Document(diagnostics) => write!(f, "the documents have errors; nothing was generated\n\n{}", listings(diagnostics, Colour::Plain).trim_end()),
            Cause::Manifest => f.write_str("the generated crate's `Cargo.toml` has changed, and this build began with the old one: run `cargo build` again"),
        }
    }
}

/// As `Display`: it is what `main` prints.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
