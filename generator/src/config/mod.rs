//! What a user may ask for. The front door fills it in and hands each layer its own part.

mod choices;
mod file;

use crate::document::{Filter, Selection};
use crate::rust::Choices;
use crate::rust::name::NameLock;

pub use self::file::{ConfigError, Specs, read};

/// The settings of one run: few, plain, the same from `oasmith.toml`, the command line and a build script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The name of the generated package, where a whole crate is made.
    pub package: String,
    /// Keep the properties that an open object does not declare in every record, not only where a union needs it.
    pub preserve_unknown: bool,
    /// Where the runtime comes from.
    pub runtime: Runtime,
    /// More folders that references may lead into, relative to the file that says so.
    pub ref_roots: Vec<String>,
    /// Which operations are wanted.
    pub filter: Filter,
    /// Names and types that are not made from the document alone.
    pub choices: Choices,
    /// Who had which name before: what the crate's `oasmith.lock` says.
    pub lock: NameLock,
}

/// Where the support code of generated crates comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// Its text is copied into the crate, which then depends on well-known crates alone.
    Copy,
    /// The crate depends on `oasmith-runtime`: for people with many generated clients.
    Crate,
}

impl Config {
    /// The settings that hold where nobody said otherwise.
    pub fn new(package: impl Into<String>) -> Self {
        Self {
            package: package.into(),
            preserve_unknown: false,
            runtime: Runtime::Copy,
            ref_roots: Vec::new(),
            filter: Filter::default(),
            choices: Choices::default(),
            lock: NameLock::default(),
        }
    }

    /// Stands for everything here that shapes the text of files: their headers carry it, so that a drift can be explained.
    pub fn fingerprint(&self) -> String {
        let Self {
            package,
            preserve_unknown,
            runtime,
            // What is read through them is part of the document.
            ref_roots: _,
            filter,
            choices,
            // It stands beside the files, and tells of itself where it differs.
            lock: _,
        } = self;
        let runtime = match runtime {
            Runtime::Copy => "copy",
            Runtime::Crate => "crate",
        };
        let mut text = format!("{package}\n{preserve_unknown}\n{runtime}\n");
        if !filter.is_empty() {
            text += &[words(&filter.include), words(&filter.exclude)].join("\nnot\n");
        }
        if *choices != Choices::default() {
            text.extend(["\n", &format!("{choices:?}")]);
        }
        crate::files::fingerprint(&text)
    }
}

fn words(selection: &Selection) -> String {
    let Selection {
        tags,
        operations,
        paths,
        methods,
    } = selection;
    let paths: Vec<String> = paths.iter().map(ToString::to_string).collect();
    [tags, operations, &paths, methods]
        .map(|words| words.join("\n"))
        .join("\n\n")
}
