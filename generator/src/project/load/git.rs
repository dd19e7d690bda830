//! Files of a revision. `git` is asked for objects that it has, never to fetch any.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Access, is_readable, not_readable, outside};
use crate::document::Limits;
use crate::project::{Failure, paths};
use crate::source::{LoadError, Loaded, Loader, Uri};

/// A revision, and the folders of it that may be read. Its files have the addresses that they would have when checked out.
pub(super) struct Revision {
    /// As the user named it.
    name: String,
    commit: String,
    top: PathBuf,
    roots: Vec<PathBuf>,
}

impl Revision {
    /// Reads `path` of a revision; like for `git`, it starts at the top of the repository unless it starts with `.`.
    pub(super) fn open(
        revision: &str,
        path: &str,
        access: &Access,
    ) -> Result<(Self, Loaded), Failure> {
        let spelled = format!("{revision}:{path}");
        let unreadable = |reason: String| Failure::Unreadable {
            name: spelled.clone(),
            reason,
        };
        let mut tree = Self::of(revision, access).map_err(unreadable)?;
        let full = tree.absolute(path).map_err(unreadable)?;
        let (name, bytes) = tree
            .read(&full)
            .map_err(|error| unreadable(error.to_string()))?;
        tree.roots
            .insert(0, full.parent().unwrap_or(&tree.top).to_owned());
        let uri = Uri::of_path(&full).unwrap_or_else(|| Uri::of_name(&name));
        let entry = Loaded {
            base: uri.clone(),
            uri,
            name,
            bytes,
        };
        Ok((tree, entry))
    }

    fn of(revision: &str, access: &Access) -> Result<Self, String> {
        let commit = format!("{revision}^{{commit}}");
        let verify = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ];
        let commit = ask(Path::new("."), &verify).ok_or_else(|| {
            format!("there is no file of this name, and no revision `{revision}`")
        })?;
        let top = ask(Path::new("."), &["rev-parse", "--show-toplevel"])
            .ok_or("the repository has no folder")?;
        let real = |folder: &PathBuf| fs::canonicalize(folder).map_err(|error| error.to_string());
        Ok(Self {
            name: revision.to_owned(),
            commit: text(&commit),
            top: real(&PathBuf::from(text(&top)))?,
            roots: access
                .ref_roots
                .iter()
                .map(real)
                .collect::<Result<_, _>>()?,
        })
    }

    fn absolute(&self, path: &str) -> Result<PathBuf, String> {
        let here = std::env::current_dir().and_then(fs::canonicalize);
        let from = if path.starts_with('.') {
            here.map_err(|error| error.to_string())?
        } else {
            self.top.clone()
        };
        let full = paths::join(&from, path);
        if full.starts_with(&self.top) {
            Ok(full)
        } else {
            Err("it is outside of the repository".to_owned())
        }
    }

    /// What a path of the revision holds, with its name.
    fn read(&self, path: &Path) -> Result<(String, Vec<u8>), LoadError> {
        let inside = path.strip_prefix(&self.top).map_err(|_| outside())?;
        let inside: Vec<&str> = inside.iter().filter_map(|part| part.to_str()).collect();
        let inside = inside.join("/");
        let name = format!("{}:{inside}", self.name);
        let literal = format!(":(literal){inside}");
        let entry = ask(
            &self.top,
            &["ls-tree", "--long", "-z", &self.commit, "--", &literal],
        );
        let entry = text(&entry.unwrap_or_default());
        let mut words = entry.split_whitespace();
        let (mode, object, size) = (words.next(), words.nth(1), words.next());
        match mode {
            Some("100644" | "100755") => {}
            Some("120000") => return Err(LoadError::refused("it is a link")),
            Some(_) => return Err(LoadError::Unreadable("it is no file".to_owned())),
            None => {
                return Err(LoadError::NotFound {
                    name,
                    similar: None,
                });
            }
        }
        let size = size.and_then(|size| size.parse::<usize>().ok());
        if size.is_none_or(|size| size > Limits::default().bytes) {
            return Err(LoadError::Unreadable("it is too large".to_owned()));
        }
        let bytes = ask(&self.top, &["cat-file", "blob", object.unwrap_or_default()]);
        let bytes = bytes.ok_or_else(|| LoadError::Unreadable("`git` has lost it".to_owned()))?;
        Ok((name, bytes))
    }
}

impl Loader for Revision {
    fn load(&self, uri: &Uri) -> Result<Loaded, LoadError> {
        let unusable = || LoadError::refused("it names no file of this machine");
        let path = uri.to_path().ok_or_else(unusable)?;
        if !self.roots.iter().any(|root| path.starts_with(root)) {
            return Err(outside());
        }
        if !is_readable(&path) {
            return Err(not_readable());
        }
        let (name, bytes) = self.read(&path)?;
        Ok(Loaded {
            uri: uri.clone(),
            base: uri.clone(),
            name,
            bytes,
        })
    }
}

/// Whether a revision has such a file.
pub(super) fn exists(revision: &str, path: &str) -> bool {
    Revision::open(revision, path, &Access::default()).is_ok()
}

/// What `git` prints; none where it fails, or is not there.
fn ask(folder: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output.status.success().then_some(output.stdout)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}
