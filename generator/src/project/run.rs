//! One run of the pipeline over documents on a disk.

use std::path::PathBuf;

use super::{Failure, Input, Project};
use crate::config::Config;
use crate::diagnostics::{Diagnostics, Stop};
use crate::document::Document;
use crate::files::Files;

/// What came of it.
pub(crate) struct Run {
    /// Sealed, where the diagnostics hold no error.
    pub(crate) files: Result<Files, Halt>,
    pub(crate) diagnostics: Diagnostics,
    /// Every file that it hangs on, those among them that were looked for and are not there.
    pub(crate) sources: Vec<PathBuf>,
}

/// Why there are no files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Halt {
    /// A document could not even be taken apart.
    Broken,
    /// The documents have errors.
    Errors,
}

impl Run {
    /// A whole crate for one document.
    pub(crate) fn one(input: &Input, config: &Config, is_strict: bool) -> Result<Self, Failure> {
        Self::one_as(input, config, is_strict, |files| files)
    }

    /// The same, arranged in another way before it is sealed.
    pub(crate) fn one_as(
        input: &Input,
        config: &Config,
        is_strict: bool,
        arrange: impl FnOnce(Files) -> Files,
    ) -> Result<Self, Failure> {
        let mut diagnostics = Diagnostics::default();
        let document = input.load(&mut diagnostics)?;
        Ok(match document {
            Err(Stop) => Self::broken(diagnostics),
            Ok(document) => {
                let (files, found) = crate::generate(&document, config);
                let run = Self::finish(arrange(files), diagnostics, found, config, is_strict);
                run.hangs_on([&document])
            }
        })
    }

    /// The crate of a project. Every document is read before any is given up on: one error does not hide another.
    pub(crate) fn all(project: &Project, is_strict: bool) -> Result<Self, Failure> {
        let mut diagnostics = Diagnostics::default();
        let mut documents: Vec<(String, Document)> = Vec::new();
        let mut is_broken = false;
        for input in &project.inputs {
            match input.load(&mut diagnostics)? {
                Ok(document) => documents.push((input.name.clone(), document)),
                Err(Stop) => is_broken = true,
            }
        }
        if is_broken {
            return Ok(Self::broken(diagnostics));
        }
        let (files, found) = crate::generate_modules(&documents, &project.config);
        let run = Self::finish(files, diagnostics, found, &project.config, is_strict);
        Ok(run.hangs_on(documents.iter().map(|(_, document)| document)))
    }

    fn hangs_on<'d>(mut self, documents: impl IntoIterator<Item = &'d Document>) -> Self {
        for document in documents {
            let read = document.sources.iter().map(|source| source.name.clone());
            let mut missing: Vec<String> = document.externals.missing().collect();
            missing.sort();
            self.sources.extend(read.chain(missing).map(PathBuf::from));
        }
        self
    }

    fn broken(diagnostics: Diagnostics) -> Self {
        Self {
            files: Err(Halt::Broken),
            diagnostics,
            sources: Vec::new(),
        }
    }

    fn finish(
        files: Files,
        mut diagnostics: Diagnostics,
        found: Diagnostics,
        config: &Config,
        is_strict: bool,
    ) -> Self {
        for diagnostic in found.into_vec() {
            diagnostics.push(diagnostic);
        }
        if is_strict {
            diagnostics.deny_warnings();
        }
        Self {
            files: match diagnostics.propagate() {
                Ok(()) => Ok(files.seal(&config.fingerprint())),
                Err(Stop) => Err(Halt::Errors),
            },
            diagnostics,
            sources: Vec::new(),
        }
    }
}
