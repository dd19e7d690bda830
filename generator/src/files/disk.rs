//! What stands below a folder, looked at without following a link out of it.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{STAGING, WriteError, header, lock};

/// Long enough for the lines that a header is searched in.
const BEGINNING: u64 = 4096;

/// What stands at a path.
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// A text file.
    Text(String),
    /// A file that is no UTF-8 text.
    Bytes,
}

/// Reads `path` below `root`; a link anywhere below `root`, a folder at the end or a file before it is an error.
pub(super) fn read(root: &Path, path: &str) -> Result<Found, WriteError> {
    let mut at = root.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        at.push(part);
        let Some(metadata) = metadata(&at)? else {
            return Ok(Found::Nothing);
        };
        let must_be_folder = parts.peek().is_some();
        if let Some(what) = obstacle(&metadata, must_be_folder) {
            return Err(WriteError::InTheWay { path: at, what });
        }
    }
    let bytes = fs::read(&at).map_err(WriteError::io("read", &at))?;
    Ok(String::from_utf8(bytes).map_or(Found::Bytes, Found::Text))
}

fn obstacle(metadata: &fs::Metadata, must_be_folder: bool) -> Option<&'static str> {
    if metadata.is_symlink() {
        Some("a symbolic link stands there, and links are not followed out of the folder")
    } else if must_be_folder && !metadata.is_dir() {
        Some("a file stands where a folder must be")
    } else if !must_be_folder && !metadata.is_file() {
        Some("it is not a file")
    } else {
        None
    }
}

fn metadata(path: &Path) -> Result<Option<fs::Metadata>, WriteError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(WriteError::io("read", path)(error)),
    }
}

/// Every file below `root` that carries our header, by its path with `/` between the parts, sorted.
pub(super) fn ours(root: &Path) -> Result<Vec<String>, WriteError> {
    let mut found = Vec::new();
    let mut folders = vec![(root.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for (name, kind) in children(&folder)? {
            let path = folder.join(&name);
            let relative = format!("{prefix}{name}");
            if kind.is_dir() && is_part_of_crate(&path, &name) {
                folders.push((path, format!("{relative}/")));
            } else if kind.is_file() && starts_with_mark(&path, &relative)? {
                found.push(relative);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Whether nothing of the user's and nothing of ours is there.
pub(super) fn is_empty(root: &Path) -> Result<bool, WriteError> {
    Ok(children(root)?
        .iter()
        .all(|(name, _)| matches!(name.as_str(), lock::NAME | STAGING)))
}

/// Names that are no UTF-8 cannot be ours.
fn children(folder: &Path) -> Result<Vec<(String, fs::FileType)>, WriteError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(WriteError::io("read", folder)(error)),
    };
    let mut children = Vec::new();
    for entry in entries {
        let entry = entry.map_err(WriteError::io("read", folder))?;
        let kind = entry.file_type().map_err(WriteError::io("read", folder))?;
        if let Ok(name) = entry.file_name().into_string() {
            children.push((name, kind));
        }
    }
    Ok(children)
}

/// Build output, hidden folders and other packages hold copies that are not this crate's.
fn is_part_of_crate(path: &Path, name: &str) -> bool {
    !name.starts_with('.')
        && name != "target"
        && name != "node_modules"
        && !path.join("Cargo.toml").exists()
}

fn starts_with_mark(path: &Path, relative: &str) -> Result<bool, WriteError> {
    let mut beginning = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(BEGINNING).read_to_end(&mut beginning))
        .map_err(WriteError::io("read", path))?;
    Ok(header::is_ours(
        relative,
        &String::from_utf8_lossy(&beginning),
    ))
}

/// Removes the folders above `path` that have become empty, `root` excepted.
pub(super) fn prune(root: &Path, path: &str) {
    let mut at: PathBuf = root.join(path);
    while at.pop() && at != root && fs::remove_dir(&at).is_ok() {}
}
