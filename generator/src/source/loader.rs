use std::collections::BTreeMap;
use std::fmt;

use super::Uri;

/// Fetches the bytes of an input. The core asks; only implementations in the front doors touch a disk.
pub trait Loader {
    /// The file at `uri`.
    fn load(&self, uri: &Uri) -> Result<Loaded, LoadError>;
}

/// What a loader found.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What the file really is: the same for every spelling that leads to it.
    pub uri: Uri,
    /// What the references in it are relative to: where it was found in the end.
    pub base: Uri,
    /// What diagnostics call it.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Why an input could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// There is nothing of that name.
    NotFound {
        /// What was looked for, as diagnostics call it.
        name: String,
        /// What is there instead and may have been meant: a name in the same folder.
        similar: Option<String>,
    },
    /// It is there and cannot be read; the text says why.
    Unreadable(String),
    /// It may not be read.
    Refused {
        /// Why, as what follows `it is not read: `.
        reason: String,
        /// What allows it, where anything does.
        help: Option<String>,
    },
}

impl LoadError {
    /// A refusal that nothing lifts.
    pub fn refused(reason: impl Into<String>) -> Self {
        Self::Refused {
            reason: reason.into(),
            help: None,
        }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { name, .. } => write!(f, "there is no file `{name}`"),
            Self::Unreadable(reason) => write!(f, "it cannot be read: {reason}"),
            Self::Refused { reason, .. } => f.write_str(reason),
        }
    }
}

impl std::error::Error for LoadError {}

/// Inputs held in memory: for tests, editors and documents that were never files.
#[derive(Debug, Default)]
pub struct Memory(BTreeMap<String, (String, Vec<u8>)>);

impl Memory {
    /// Adds an input. References find it beside others of this kind: `sub/a.yaml` says `../b.yaml` and means `b.yaml`.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let name = name.into();
        let uri = Uri::of_name(&name).as_str().to_owned();
        self.0.insert(uri, (name, bytes.into()));
        self
    }

    /// Adds an input that has an address of its own.
    #[must_use]
    pub fn with_uri(mut self, uri: &Uri, bytes: impl Into<Vec<u8>>) -> Self {
        let uri = uri.as_str().to_owned();
        self.0.insert(uri.clone(), (uri, bytes.into()));
        self
    }
}

impl Loader for Memory {
    fn load(&self, uri: &Uri) -> Result<Loaded, LoadError> {
        let (name, bytes) = self
            .0
            .get(uri.as_str())
            .ok_or_else(|| LoadError::NotFound {
                name: uri.as_str().trim_start_matches("document:///").to_owned(),
                similar: None,
            })?;
        Ok(Loaded {
            uri: uri.clone(),
            base: uri.clone(),
            name: name.clone(),
            bytes: bytes.clone(),
        })
    }
}
