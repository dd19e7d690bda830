use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::BadPath;

/// Why nothing was written. The folder is as it was before.
#[derive(Debug)]
pub enum WriteError {
    /// The disk refused.
    Io {
        /// What was tried: `read`, `write`.
        action: &'static str,
        /// On which path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A link or a folder stands where a file must be, or a file where a folder must be.
    InTheWay {
        /// On which path.
        path: PathBuf,
        /// What stands there.
        what: &'static str,
    },
    /// These files of ours were edited.
    HandEdited(Vec<String>),
    /// These files are somebody else's.
    Foreign(Vec<String>),
    /// The folder holds files, none of which is ours.
    NotOurs(PathBuf),
    /// The manifest that stands there cannot be merged with ours.
    Manifest {
        /// Which one.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A path that must not be written.
    Path(BadPath),
}

impl WriteError {
    /// For `map_err`: what was tried, and on which path.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io {
            action,
            path,
            source,
        }
    }

    /// Whether the user can go ahead by saying so, in contrast to a disk that will not.
    pub fn is_refusal(&self) -> bool {
        match self {
            Self::HandEdited(_) | Self::Foreign(_) | Self::NotOurs(_) => true,
            Self::Io { .. } | Self::InTheWay { .. } | Self::Manifest { .. } | Self::Path(_) => {
                false
            }
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io {
                action,
                path,
                source,
            } => write!(f, "cannot {action} `{}`: {source}", path.display()),
            Self::InTheWay { path, what } => {
                write!(f, "cannot write `{}`: {what}", path.display())
            }
            Self::HandEdited(paths) => write!(
                f,
                "edited by hand since they were generated: {}",
                listed(paths)
            ),
            Self::Foreign(paths) => write!(
                f,
                "in the way, and not written by oasmith: {}; move or delete them",
                listed(paths)
            ),
            Self::NotOurs(path) => write!(
                f,
                "`{}` is not empty and nothing in it was written by oasmith",
                path.display()
            ),
            Self::Manifest { path, message } => {
                write!(f, "cannot merge into `{}`: {message}", path.display())
            }
            Self::Path(bad) => bad.fmt(f),
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let Self::Io { source, .. } = self {
            Some(source)
        } else {
            None
        }
    }
}

fn listed(paths: &[String]) -> String {
    let quoted: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
    quoted.join(", ")
}
