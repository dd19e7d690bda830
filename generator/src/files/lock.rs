//! One writer at a time: an editor's build and a terminal's must not mix their output.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::WriteError;

pub(super) const NAME: &str = ".oasmith.lock";

/// Held while a folder is being written. The system lets go of it when the process ends, however it ends.
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Waits for its turn. A writer holds it for the comparison and the renames alone, so the wait is short.
    pub(super) fn take(root: &Path) -> Result<Self, WriteError> {
        let path = root.join(NAME);
        loop {
            let file = open(&path)?;
            match file.lock() {
                Ok(()) => {}
                // Some network file systems have no locks; renames alone still never tear a file.
                Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(error) => return Err(WriteError::io("lock", &path)(error)),
            }
            // Whoever held it has removed it meanwhile: this lock is on a file that nobody else will find.
            if is_still_there(&path, &file) {
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Left behind at worst: an empty file that the next run takes.
        let _ = fs::remove_file(&self.path);
    }
}

fn open(path: &Path) -> Result<File, WriteError> {
    if fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()) {
        return Err(WriteError::InTheWay {
            path: path.to_owned(),
            what: "a symbolic link stands there",
        });
    }
    File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(WriteError::io("write", path))
}

#[cfg(unix)]
fn is_still_there(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Ok(held) = file.metadata() else {
        return false;
    };
    fs::symlink_metadata(path)
        .is_ok_and(|found| found.ino() == held.ino() && found.dev() == held.dev())
}

#[cfg(not(unix))]
fn is_still_there(path: &Path, _file: &File) -> bool {
    path.exists()
}
