use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::WriteError;

/// Makes a file that the user named hold a text, whole or not at all: it is written beside its place first, then renamed. A link is
/// followed. Nothing is touched where the file holds the text already.
pub fn write_one(path: &Path, text: &str) -> Result<(), WriteError> {
    let path = match fs::canonicalize(path) {
        Ok(path) => path,
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(WriteError::io("write", path)(error)),
    };
    if path.exists() && !path.is_file() {
        let what = "it is not a file";
        return Err(WriteError::InTheWay { path, what });
    }
    if fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
        return Ok(());
    }
    let beside = beside(&path);
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&beside)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .and_then(|()| fs::rename(&beside, &path));
    written.map_err(|error| {
        // What could not be written may not even be there.
        let _ = fs::remove_file(&beside);
        WriteError::io("write", &path)(error)
    })
}

/// In the same folder, so that a rename puts it in place; two runs at once do not share it.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.oasmith", std::process::id()))
}
