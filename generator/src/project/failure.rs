use std::fmt;
use std::io;
use std::path::Path;

use crate::config::ConfigError;
use crate::files::WriteError;

/// Why a run ended without doing what it was asked to. What is wrong *in* a document is no failure but a diagnostic.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The settings are wrong.
    Config(ConfigError),
    /// What was asked for makes no sense; the text says why.
    Usage(String),
    /// An input cannot be read.
    Unreadable {
        /// Which one, as the user named it.
        name: String,
        /// What the system said.
        reason: String,
    },
    /// Nothing was written.
    Write(WriteError),
}

impl Failure {
    /// For `map_err`: which input could not be read.
    pub(crate) fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let name = path.display().to_string();
        move |error| Self::Unreadable {
            name,
            reason: error.to_string(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(error) => error.fmt(f),
            Self::Usage(message) => f.write_str(message),
            Self::Unreadable { name, reason } => write!(f, "cannot read `{name}`: {reason}"),
            Self::Write(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}
