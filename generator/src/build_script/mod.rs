//! The door for build scripts: generate where a document changed, say so, and stay silent otherwise.
//!
//! ```no_run
//! // build.rs of a crate that an `oasmith.toml` stands beside
//! fn main() -> Result<(), oasmith::build_script::Error> {
//!     oasmith::build_script::Builder::from_config().generate()
//! }
//! ```
//!
//! It reads the documents and writes the package's own folder, or cargo's `OUT_DIR`; never the network. Files that were edited by hand are
//! generated again, with a warning: version control has the edits.

#![expect(clippy::disallowed_methods, reason = "it is a front door")]

mod cargo;
mod out_dir;

use std::fmt;
use std::path::{Path, PathBuf};

use self::cargo::Cargo;
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::files::{Policy, Written};
use crate::project::{
    Ask, CONFIG, Colour, Failure, Input, Project, Run, listings, lock_of, package_of,
};

/// Enough for a document that is being edited meanwhile.
const ATTEMPTS: usize = 3;

/// What to generate. Cargo runs build scripts in the package's folder, and that is where paths start.
#[derive(Debug)]
#[must_use = "nothing is generated before `generate`"]
pub struct Builder {
    from: Origin,
}

#[derive(Debug)]
enum Origin {
    Document(PathBuf),
    Config,
    /// One document, and the output goes to `OUT_DIR`.
    Included(PathBuf),
}

/// Why the build cannot go on. Shown whole by `fn main() -> Result<(), Error>`.
pub struct Error(Cause);

enum Cause {
    Failure(Failure),
    Document(Diagnostics),
    Manifest,
    /// What the user's manifest has to say besides.
    Needs(String),
}

impl Builder {
    /// The package is the crate that is made for one document (`oasmith generate openapi.yaml --out DIR` made it first).
    pub fn new(document: impl Into<PathBuf>) -> Self {
        Self {
            from: Origin::Document(document.into()),
        }
    }

    /// The package is made from the documents that the `oasmith.toml` beside its manifest names.
    pub fn from_config() -> Self {
        Self {
            from: Origin::Config,
        }
    }

    /// The package includes what is made for a document; nothing is written into it.
    ///
    /// The output goes to a folder of cargo's `OUT_DIR` that is called after the document:
    ///
    /// ```text
    /// pub mod api {
    ///     include!(concat!(env!("OUT_DIR"), "/openapi/mod.rs"));
    /// }
    /// ```
    ///
    /// `client`, `server` and the like are features of the package then, and it has the dependencies that a generated crate has:
    /// a build names those that are missing.
    pub fn out_dir(document: impl Into<PathBuf>) -> Self {
        Self {
            from: Origin::Included(document.into()),
        }
    }

    /// Generates what is not current. In the package itself: nothing where the documents are not there or the package is an
    /// installed copy.
    pub fn generate(self) -> Result<(), Error> {
        let mut cargo = Cargo::default();
        // Without any such line cargo would run the script whenever anything in the package changes.
        cargo.rerun(Path::new("build.rs"));
        match self.from {
            Origin::Included(document) => out_dir::generate(&mut cargo, document),
            Origin::Document(_) | Origin::Config if is_installed() => Ok(()),
            Origin::Document(document) => in_tree(&mut cargo, &|cargo| one(cargo, &document)),
            Origin::Config => in_tree(&mut cargo, &all),
        }
    }
}

type Attempt<'a> = dyn Fn(&mut Cargo) -> Result<Option<Run>, Failure> + 'a;

/// Writes until there is nothing to write. Another build may have read a document that has changed since, and whoever writes
/// last looks again: so what stands there in the end is what the documents say.
fn in_tree(cargo: &mut Cargo, attempt: &Attempt<'_>) -> Result<(), Error> {
    let mut is_manifest_changed = false;
    for _ in 0..ATTEMPTS {
        let Some(run) = attempt(cargo)? else { break };
        let written = write(cargo, run, Path::new("."))?;
        is_manifest_changed |= written.manifest;
        if !written.is_anything() {
            break;
        }
    }
    // This build has read the old manifest already.
    if is_manifest_changed {
        Err(Error(Cause::Manifest))
    } else {
        Ok(())
    }
}

fn write(cargo: &mut Cargo, run: Run, root: &Path) -> Result<Written, Error> {
    run.sources.iter().for_each(|path| cargo.rerun(path));
    let Ok(files) = &run.files else {
        return Err(Error(Cause::Document(run.diagnostics)));
    };
    let written = files
        .write(root, Policy::Regenerate)
        .map_err(Failure::Write)?;
    if written.is_anything() {
        cargo.report(&written, &run.diagnostics);
    }
    Ok(written)
}

fn one(cargo: &mut Cargo, document: &Path) -> Result<Option<Run>, Failure> {
    let input = Input::with_overlays(document.to_owned())?;
    if !input.path.exists() {
        return Ok(None);
    }
    cargo.rerun_for(&input);
    let mut config = Config::new(package_of(Path::new(".")));
    config.lock = lock_of(Path::new("."));
    Run::one(&input, &config, Ask::default()).map(Some)
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
    Run::all(&project, Ask::default()).map(Some)
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
            Cause::Needs(lines) => write!(f, "the generated code needs what `Cargo.toml` does not say yet; let it say\n\n{lines}"),
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
