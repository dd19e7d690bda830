//! One run of the pipeline over documents on a disk.

use std::path::PathBuf;

use super::{Failure, Input, Project};
use crate::config::Config;
use crate::diagnostics::{Diagnostics, Stop};
use crate::document::Document;
use crate::files::Files;
use crate::rust::Symbol;
use crate::{Made, Trace};

/// What came of it.
pub(crate) struct Run {
    /// Sealed, where the diagnostics hold no error.
    pub(crate) files: Result<Files, Halt>,
    pub(crate) diagnostics: Diagnostics,
    /// What became of each part of the documents, where that was asked for and there are files.
    #[cfg_attr(
        not(feature = "cli"),
        expect(dead_code, reason = "the command line alone tells of it")
    )]
    pub(crate) symbols: Option<Vec<Symbol>>,
    /// Every file that it hangs on, those among them that were looked for and are not there.
    pub(crate) sources: Vec<PathBuf>,
}

/// What is wanted of a run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ask {
    /// Whether every warning is an error.
    pub(crate) strict: bool,
    /// Whether what became of each part is told.
    pub(crate) trace: Trace,
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
    pub(crate) fn one(input: &Input, config: &Config, ask: Ask) -> Result<Self, Failure> {
        Self::one_as(input, config, ask, |files| files)
    }

    /// The same, arranged in another way before it is sealed.
    pub(crate) fn one_as(
        input: &Input,
        config: &Config,
        ask: Ask,
        arrange: impl FnOnce(Files) -> Files,
    ) -> Result<Self, Failure> {
        let mut diagnostics = Diagnostics::default();
        let document = input.load(&mut diagnostics)?;
        Ok(match document {
            Err(Stop) => Self::broken(diagnostics),
            Ok(document) => {
                let mut made = crate::generate_traced(&document, config, ask.trace);
                made.files = arrange(made.files);
                let run = Self::finish(made, diagnostics, config, ask);
                run.hangs_on([&document])
            }
        })
    }

    /// The crate of a project. Every document is read before any is given up on: one error does not hide another.
    pub(crate) fn all(project: &Project, ask: Ask) -> Result<Self, Failure> {
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
        let made = crate::generate_modules_traced(&documents, &project.config, ask.trace);
        let run = Self::finish(made, diagnostics, &project.config, ask);
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
            symbols: None,
            sources: Vec::new(),
        }
    }

    fn finish(made: Made, mut diagnostics: Diagnostics, config: &Config, ask: Ask) -> Self {
        diagnostics.extend(made.diagnostics);
        if ask.strict {
            diagnostics.deny_warnings();
        }
        Self {
            files: match diagnostics.propagate() {
                Ok(()) => Ok(made.files.seal(&config.fingerprint())),
                Err(Stop) => Err(Halt::Errors),
            },
            diagnostics,
            symbols: made.symbols,
            sources: Vec::new(),
        }
    }
}
