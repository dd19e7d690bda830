//! A workspace for generated crates: all of them share one target folder, so that what they depend on is built once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use oasmith::Files;
use oasmith::files::Policy;
use serde_json::Value;

/// Only one at a time works with cargo in the shared target folder.
static BUSY: Mutex<()> = Mutex::new(());

/// A folder with a workspace of generated crates.
pub(crate) struct Room {
    folder: PathBuf,
    members: Vec<String>,
    _turn: MutexGuard<'static, ()>,
}

/// What cargo said of a crate: errors and warnings, each as a listing.
pub(crate) type Said = BTreeMap<String, Vec<String>>;

impl Room {
    /// An empty one. Waits until the one before is left.
    pub(crate) fn enter(name: &str) -> Self {
        let turn = BUSY.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).expect("a folder can be made");
        Self {
            folder,
            members: Vec::new(),
            _turn: turn,
        }
    }

    /// Writes a crate; one that is written again unchanged is not built again.
    pub(crate) fn add(&mut self, name: &str, files: Files) -> PathBuf {
        let root = self.folder.join(name);
        let _ = files
            .seal("")
            .write(&root, Policy::Force)
            .expect("the crate can be written");
        self.members.push(name.to_owned());
        root
    }

    /// A cargo command in the workspace of all that was added.
    pub(crate) fn cargo(&self, command: &str) -> Command {
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {:?}\n\n[profile.dev]\ndebug = false\nincremental = false\n",
            self.members
        );
        write(&self.folder.join("Cargo.toml"), &manifest);
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
        fs::copy(lock, self.folder.join("Cargo.lock")).expect("the lock file can be copied");
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args([command, "--offline", "--quiet"])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env_remove("RUSTFLAGS");
        cargo
    }

    /// Runs a command that compiles, to its end whatever fails; what was said of each crate of the workspace.
    pub(crate) fn compile(&self, command: &str, arguments: &[&str]) -> Said {
        let output = self
            .cargo(command)
            .args(["--workspace", "--keep-going", "--message-format", "json"])
            .args(arguments)
            .output()
            .expect("cargo starts");
        let mut said: Said = BTreeMap::new();
        let text = String::from_utf8_lossy(&output.stdout);
        for message in text
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        {
            let Some(listing) = message["message"]["rendered"].as_str() else {
                continue;
            };
            let package = message["package_id"].as_str().unwrap_or_default();
            let found = self.members.iter().find(|member| {
                package.contains(&format!("/{member}#")) || package.contains(&format!("#{member}@"))
            });
            let found = found.cloned().unwrap_or_else(|| package.to_owned());
            said.entry(found).or_default().push(listing.to_owned());
        }
        if !output.status.success() && said.is_empty() {
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            said.insert("cargo".to_owned(), vec![text]);
        }
        said
    }
}

/// Writes a file, unless it is what it should be: cargo looks at times.
pub(crate) fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return;
    }
    let folder = path.parent().expect("a file is in a folder");
    fs::create_dir_all(folder).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}
