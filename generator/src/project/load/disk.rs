use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{Access, is_readable, limit, not_readable, outside};
use crate::diagnostics::similar;
use crate::project::{Failure, paths};
use crate::source::{LoadError, Loaded, Loader, Uri};

/// Files below certain folders.
pub(super) struct Disk {
    roots: Vec<Root>,
    /// How many folders were looked through for a name that may have been meant.
    listed: Cell<usize>,
}

/// A folder that may be read.
struct Root {
    /// As the user named it: what diagnostics begin with.
    spelled: PathBuf,
    /// Without links.
    real: PathBuf,
}

impl Root {
    fn of(folder: &Path) -> io::Result<Self> {
        let here = Path::new(".");
        let folder = if folder.as_os_str().is_empty() {
            here
        } else {
            folder
        };
        Ok(Self {
            spelled: folder.strip_prefix(here).unwrap_or(folder).to_owned(),
            real: fs::canonicalize(folder)?,
        })
    }
}

impl Disk {
    /// The folders that the user names.
    pub(super) fn of(access: &Access) -> Result<Self, Failure> {
        let root = |folder: &PathBuf| Root::of(folder).map_err(Failure::unreadable(folder));
        Ok(Self {
            roots: access
                .ref_roots
                .iter()
                .map(root)
                .collect::<Result<_, _>>()?,
            listed: Cell::new(0),
        })
    }

    /// Reads the entry, and lets its folder be read.
    pub(super) fn entry(&mut self, path: &Path) -> Result<Loaded, Failure> {
        let bytes = read(path).map_err(Failure::unreadable(path))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let root = Root::of(folder).map_err(Failure::unreadable(path))?;
        let real = fs::canonicalize(path).map_err(Failure::unreadable(path))?;
        let name = path.display().to_string();
        let spelled = root.real.join(path.file_name().unwrap_or_default());
        let base = Uri::of_path(&spelled).unwrap_or_else(|| Uri::of_name(&name));
        self.roots.insert(0, root);
        Ok(Loaded {
            uri: Uri::of_path(&real).unwrap_or_else(|| base.clone()),
            base,
            name,
            bytes,
        })
    }

    fn root_of(&self, path: &Path) -> Option<&Root> {
        self.roots.iter().find(|root| path.starts_with(&root.real))
    }

    /// A file that may be read, beside one that is not there, and is called nearly the same.
    fn similar(&self, path: &Path) -> Option<String> {
        /// Beyond so many, looking helps nobody and takes time.
        const FOLDERS: usize = 100;
        const NAMES: usize = 10_000;
        self.listed.set(self.listed.get() + 1);
        let folder = fs::canonicalize(path.parent()?).ok()?;
        if self.listed.get() > FOLDERS || self.root_of(&folder).is_none() {
            return None;
        }
        let entries = fs::read_dir(folder)
            .ok()?
            .filter_map(Result::ok)
            .take(NAMES);
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| is_readable(Path::new(name))).collect();
        names.sort();
        let wanted = path.file_name()?.to_str()?;
        similar(wanted, names.iter().map(String::as_str)).map(str::to_owned)
    }
}

impl Loader for Disk {
    fn load(&self, uri: &Uri) -> Result<Loaded, LoadError> {
        let unusable = || LoadError::refused("it names no file of this machine");
        let path = uri.to_path().ok_or_else(unusable)?;
        let root = self.root_of(&path).ok_or_else(outside)?;
        if !is_readable(&path) {
            return Err(not_readable());
        }
        let inside = path.strip_prefix(&root.real).unwrap_or(&path);
        let name = paths::join(&root.spelled, &inside.to_string_lossy());
        let name = name.display().to_string();
        let real = match fs::canonicalize(&path) {
            Ok(real) => real,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let similar = self.similar(&path);
                return Err(LoadError::NotFound { name, similar });
            }
            Err(error) => return Err(LoadError::Unreadable(error.to_string())),
        };
        if self.root_of(&real).is_none() {
            return Err(LoadError::refused(
                "it is a link that leads out of the document's folder",
            ));
        }
        if !is_readable(&real) {
            return Err(not_readable());
        }
        // Opening a pipe would wait for whoever writes to it.
        if !real.is_file() {
            return Err(LoadError::Unreadable("it is no file".to_owned()));
        }
        let bytes = read(&real).map_err(|error| LoadError::Unreadable(error.to_string()))?;
        Ok(Loaded {
            uri: Uri::of_path(&real).unwrap_or_else(|| uri.clone()),
            base: uri.clone(),
            name,
            bytes,
        })
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limit()).read_to_end(&mut bytes)?;
    Ok(bytes)
}
