//! What a write would do, and why: the answer of a drift check.

use std::path::Path;

use super::disk::{self, Found};
use super::header::{self, Header};
use super::{Files, MANIFEST, WriteError, manifest, path, unix_lines};

/// The differences between generated files and a folder.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Every path that differs, sorted.
    pub entries: Vec<Entry>,
    /// How many files are as they should be.
    pub unchanged: usize,
    /// Whether the folder holds files, but none that is ours.
    pub(super) is_elsewhere: bool,
}

/// One path that differs.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Relative to the folder, `/` between the parts.
    pub path: String,
    /// How it differs.
    pub state: State,
    /// The text on the disk, if there is one.
    pub old: Option<String>,
    /// The text that should be there, if any.
    pub new: Option<String>,
}

impl Entry {
    /// Whether it is only the header that differs: other settings or another generator, and the same text.
    pub fn is_header_only(&self) -> bool {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) if self.path != MANIFEST => {
                header::body(&self.path, &unix_lines(old)) == header::body(&self.path, new)
            }
            _ => false,
        }
    }
}

/// How a path differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Generated, and not on the disk.
    Missing,
    /// Ours, with another text.
    Changed(Reason),
    /// Ours, and no longer generated.
    Orphan(Reason),
    /// Generated, but what stands there is not ours.
    Foreign,
}

/// Why a file of ours is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Edited, or merged, since it was generated.
    HandEdit,
    /// Written by another version of the generator.
    Version,
    /// Written with other settings.
    Config,
    /// What is left: the document says something else now.
    Document,
}

impl Plan {
    /// Compares `files`, sealed, with what stands below `root`. Writes nothing.
    pub fn new(files: &Files, root: &Path) -> Result<Self, WriteError> {
        path::check(files.texts.keys().map(String::as_str)).map_err(WriteError::Path)?;
        let mut plan = Self::default();
        let config = sealed_config(files);
        for (path, text) in &files.texts {
            match entry(root, path, text)? {
                Some(entry) => plan.entries.push(entry),
                None => plan.unchanged += 1,
            }
        }
        let ours = disk::ours(root)?;
        for path in ours.iter().filter(|path| files.get(path).is_none()) {
            plan.entries.push(orphan(root, path, config.as_deref())?);
        }
        plan.entries.sort_by(|a, b| a.path.cmp(&b.path));
        plan.is_elsewhere =
            ours.is_empty() && !root.join("oasmith.toml").exists() && !disk::is_empty(root)?;
        Ok(plan)
    }

    /// Whether the folder is exactly as it should be.
    pub fn is_current(&self) -> bool {
        self.entries.is_empty()
    }

    /// Files of ours that somebody edited.
    pub fn hand_edited(&self) -> Vec<String> {
        self.paths(|state| {
            matches!(
                state,
                State::Changed(Reason::HandEdit) | State::Orphan(Reason::HandEdit)
            )
        })
    }

    /// Files in the way that are not ours.
    pub fn foreign(&self) -> Vec<String> {
        self.paths(|state| state == State::Foreign)
    }

    /// How many paths are in such a state.
    pub fn count(&self, is: impl Fn(State) -> bool) -> usize {
        self.entries.iter().filter(|entry| is(entry.state)).count()
    }

    fn paths(&self, is: impl Fn(State) -> bool) -> Vec<String> {
        let entries = self.entries.iter().filter(|entry| is(entry.state));
        entries.map(|entry| entry.path.clone()).collect()
    }
}

/// The settings that the files were sealed with: what an orphan's header is held against.
fn sealed_config(files: &Files) -> Option<String> {
    let mut headers = files
        .iter()
        .filter_map(|(path, text)| header::read(path, text));
    headers.next().map(|header| header.config)
}

fn entry(root: &Path, path: &str, text: &str) -> Result<Option<Entry>, WriteError> {
    let found = disk::read(root, path)?;
    let (state, old, new) = match found {
        Found::Bytes => (State::Foreign, None, text.to_owned()),
        Found::Nothing => (State::Missing, None, merged(root, path, None, text)?),
        Found::Text(old) => {
            let new = merged(root, path, Some(&old), text)?;
            if unix_lines(&old) == unix_lines(&new) {
                return Ok(None);
            }
            (state(path, &old, &new), Some(old), new)
        }
    };
    Ok(Some(Entry {
        path: path.to_owned(),
        state,
        old,
        new: Some(new),
    }))
}

fn merged(root: &Path, path: &str, old: Option<&str>, text: &str) -> Result<String, WriteError> {
    if path == MANIFEST {
        manifest::merge(old, text).map_err(|message| WriteError::Manifest {
            path: root.join(path),
            message,
        })
    } else {
        Ok(text.to_owned())
    }
}

fn state(path: &str, old: &str, new: &str) -> State {
    if path == MANIFEST {
        return State::Changed(Reason::Document);
    }
    let old = unix_lines(old);
    // Somebody wrote, or edited into being, the very text that is generated: nothing of theirs is lost by taking it over.
    let same_body = header::body(path, &old).trim_start() == header::body(path, new).trim_start();
    match header::read(path, &old) {
        None if same_body => State::Changed(Reason::Version),
        None => State::Foreign,
        Some(found) => {
            let config = header::read(path, new).map(|header| header.config);
            State::Changed(reason(&found, same_body, config.as_deref()))
        }
    }
}

fn reason(found: &Header, same_body: bool, config: Option<&str>) -> Reason {
    if found.edited && !same_body {
        Reason::HandEdit
    } else if found.version != env!("CARGO_PKG_VERSION") {
        Reason::Version
    } else if config.is_some_and(|config| config != found.config) {
        Reason::Config
    } else {
        Reason::Document
    }
}

fn orphan(root: &Path, path: &str, config: Option<&str>) -> Result<Entry, WriteError> {
    let old = match disk::read(root, path)? {
        Found::Text(old) => Some(old),
        Found::Nothing | Found::Bytes => None,
    };
    let header = old.as_deref().and_then(|old| header::read(path, old));
    let reason = header.map_or(Reason::HandEdit, |header| reason(&header, false, config));
    Ok(Entry {
        path: path.to_owned(),
        state: State::Orphan(reason),
        old,
        new: None,
    })
}
