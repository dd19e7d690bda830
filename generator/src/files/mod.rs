//! Generated text on its way to a disk: paths, ownership, comparison, writing.
//!
//! In: texts by their path below a crate's root. Out: the same texts with a header that says whose they are ([`Files::seal`]),
//! a comparison with what stands on a disk ([`Plan`]), and a write that is all or nothing ([`Files::write`]). Must not know:
//! documents, diagnostics, Rust. Open `header` first: what it says decides what may be replaced or removed.

#![expect(clippy::disallowed_methods, reason = "it is the layer that writes")]

mod disk;
mod error;
mod header;
mod lock;
mod manifest;
mod one;
mod path;
mod plan;
mod write;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

pub use self::error::WriteError;
pub use self::one::write_one;
pub use self::path::BadPath;
pub use self::plan::{Entry, Plan, Reason, State};
pub use self::write::{Policy, Written};

/// The file that is shared with the user: merged instead of replaced, and without our header.
const MANIFEST: &str = "Cargo.toml";

/// The folder in which a write prepares everything.
pub(crate) const STAGING: &str = ".oasmith.tmp";

/// Generated files by their path relative to the crate's root, sorted, `/` between the parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    texts: BTreeMap<String, String>,
    made_from: Vec<(String, String)>,
}

impl Files {
    /// Adds a file.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.texts.insert(path.into(), text.into());
    }

    /// Says which document the files below `prefix` come from (everything where it is empty); their headers name it.
    ///
    /// Only the file's name, never its folder: the output is the same on every machine.
    pub fn made_from(&mut self, prefix: impl Into<String>, document: &str) {
        let name = document.rsplit(['/', '\\']).next().unwrap_or(document);
        self.made_from.push((prefix.into(), name.to_owned()));
    }

    /// A file's text.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// Every file, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Puts the header on every file but the manifest: generator, document, and the fingerprints of text and settings.
    ///
    /// A header depends on its own file's text and on `config` alone, so an edit elsewhere in a document leaves it as it is.
    #[must_use]
    pub fn seal(mut self, config: &str) -> Self {
        for (path, text) in &mut self.texts {
            if path == MANIFEST {
                continue;
            }
            let documents: Vec<&str> = self
                .made_from
                .iter()
                .filter(|(prefix, _)| path.starts_with(prefix.as_str()))
                .map(|(_, document)| document.as_str())
                .collect();
            *text = header::seal(path, text, config, &documents);
        }
        self
    }
}

/// Sixteen hexadecimal digits that stand for a text, the same for both kinds of line ending.
pub(crate) fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(unix_lines(text).as_bytes());
    let start = digest.iter().take(8);
    start.fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// A checkout may have turned `\n` into `\r\n`; that is no edit.
fn unix_lines(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('\r') {
        text.replace("\r\n", "\n").into()
    } else {
        text.into()
    }
}
