use std::collections::BTreeMap;
use std::fmt;

/// Fetches the bytes of a named input. The core asks; only implementations in the front doors touch a disk.
pub trait Loader {
    /// The bytes behind `name`, a path as the user gave it or as a reference resolved it.
    fn load(&self, name: &str) -> Result<Vec<u8>, LoadError>;
}

/// Why an input could not be had.
#[derive(Debug)]
pub enum LoadError {
    /// There is nothing of that name.
    NotFound,
    /// It is there, and may not or cannot be read; the text says why.
    Unreadable(String),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("no such file"),
            Self::Unreadable(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for LoadError {}

/// Inputs held in memory: for tests, editors and documents that were never files.
#[derive(Debug, Default)]
pub struct Memory(BTreeMap<String, Vec<u8>>);

impl Memory {
    /// Adds an input.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.insert(name.into(), bytes.into());
        self
    }
}

impl Loader for Memory {
    fn load(&self, name: &str) -> Result<Vec<u8>, LoadError> {
        self.0.get(name).cloned().ok_or(LoadError::NotFound)
    }
}
