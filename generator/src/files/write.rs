//! All or nothing, as far as a file system allows: everything is staged first, then renamed into place, and undone where a
//! rename fails. A process that is killed between two renames leaves every file wholly old or wholly new.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::lock::Lock;
use super::plan::{Entry, Plan, State};
use super::{Files, MANIFEST, STAGING, WriteError, disk};

/// How far a write may go. Files that are not ours are never touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Refuse to write over edits, and into a folder that holds files none of which is ours.
    Careful,
    /// Write over edits of our files ([`Written::hand_edited`] names them): in a build, version control is the backup.
    Regenerate,
    /// Go ahead in either case: the user said so.
    Force,
}

/// What a write did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Written {
    /// Files that were not there.
    pub created: usize,
    /// Files whose text was another.
    pub changed: usize,
    /// Files of ours that are no longer generated.
    pub removed: usize,
    /// Files that were as they should be, and were not touched.
    pub unchanged: usize,
    /// Files that had been edited, and are as generated now.
    pub hand_edited: Vec<String>,
    /// Whether the manifest is another: a build that is under way has read the old one.
    pub manifest: bool,
}

impl Written {
    /// Whether a disk was touched.
    pub fn is_anything(&self) -> bool {
        self.created + self.changed + self.removed > 0
    }
}

impl Files {
    /// Makes the folder `root` hold exactly these files, beside the user's own. Touches nothing that is as it should be.
    pub fn write(&self, root: &Path, policy: Policy) -> Result<Written, WriteError> {
        // Without the lock another run may change the folder under our eyes: only that nothing is to be done is believed here.
        let is_clear = |name: &str| fs::symlink_metadata(root.join(name)).is_err();
        if let Ok(plan) = Plan::new(self, root) {
            // What a killed run has left is cleared away with a lock of our own.
            if plan.is_current() && is_clear(STAGING) && is_clear(super::lock::NAME) {
                return Ok(written(&plan));
            }
        }
        fs::create_dir_all(root).map_err(WriteError::io("create", root))?;
        let _lock = Lock::take(root)?;
        // Another run may have been here while this one waited.
        let plan = Plan::new(self, root)?;
        allow(&plan, root, policy)?;
        let staging = Staging::fill(root, &plan)?;
        staging.commit(&plan)?;
        Ok(written(&plan))
    }
}

fn allow(plan: &Plan, root: &Path, policy: Policy) -> Result<(), WriteError> {
    let foreign = plan.foreign();
    let hand_edited = plan.hand_edited();
    if !foreign.is_empty() {
        Err(WriteError::Foreign(foreign))
    } else if plan.is_elsewhere && policy != Policy::Force {
        Err(WriteError::NotOurs(root.to_owned()))
    } else if !hand_edited.is_empty() && policy == Policy::Careful {
        Err(WriteError::HandEdited(hand_edited))
    } else {
        Ok(())
    }
}

fn written(plan: &Plan) -> Written {
    Written {
        created: plan.count(|state| state == State::Missing),
        changed: plan.count(|state| matches!(state, State::Changed(_))),
        removed: plan.count(|state| matches!(state, State::Orphan(_))),
        unchanged: plan.unchanged,
        hand_edited: plan.hand_edited(),
        manifest: plan.entries.iter().any(|entry| entry.path == MANIFEST),
    }
}

/// New texts beside the old ones, in a folder of their own on the same file system, so that a rename puts them in place.
struct Staging<'a> {
    root: &'a Path,
    folder: PathBuf,
}

/// How to take one step back.
enum Undo {
    Remove(PathBuf),
    RemoveFolder(PathBuf),
    Restore { saved: PathBuf, target: PathBuf },
}

impl<'a> Staging<'a> {
    /// Writes every new text. A full disk or a name that is too long shows here, where nothing has been touched yet.
    fn fill(root: &'a Path, plan: &Plan) -> Result<Self, WriteError> {
        let folder = root.join(STAGING);
        // What a killed run left behind; the lock says that nobody is using it.
        if fs::symlink_metadata(&folder).is_ok() {
            fs::remove_dir_all(&folder).map_err(WriteError::io("remove", &folder))?;
        }
        fs::create_dir(&folder).map_err(WriteError::io("create", &folder))?;
        let staging = Self { root, folder };
        let write = |entry: &Entry| {
            let Some(text) = &entry.new else {
                return Ok(());
            };
            let path = staging.staged(&entry.path);
            create_parent(&path)?;
            fs::write(&path, text).map_err(WriteError::io("write", &path))
        };
        plan.entries.par_iter().try_for_each(write)?;
        Ok(staging)
    }

    fn staged(&self, path: &str) -> PathBuf {
        self.folder.join("new").join(path)
    }

    fn saved(&self, path: &str) -> PathBuf {
        self.folder.join("old").join(path)
    }

    /// Files that are new come first and files that nobody needs any more go last, so that a build that looks in between
    /// finds what the old roots name.
    fn commit(&self, plan: &Plan) -> Result<(), WriteError> {
        let mut done = Vec::new();
        let mut entries: Vec<&Entry> = plan.entries.iter().collect();
        entries.sort_by_key(|entry| (entry.new.is_none(), entry.old.is_some()));
        for entry in entries {
            if let Err(error) = self.place(entry, &mut done) {
                undo(done);
                return Err(error);
            }
        }
        for entry in plan.entries.iter().filter(|entry| entry.new.is_none()) {
            disk::prune(self.root, &entry.path);
        }
        Ok(())
    }

    fn place(&self, entry: &Entry, done: &mut Vec<Undo>) -> Result<(), WriteError> {
        let target = self.root.join(&entry.path);
        if entry.state == State::Missing {
            make_folders(self.root, &target, done)?;
            done.push(Undo::Remove(target.clone()));
        } else {
            let saved = self.saved(&entry.path);
            save(&target, &saved)?;
            done.push(Undo::Restore {
                saved,
                target: target.clone(),
            });
        }
        if entry.new.is_some() {
            fs::rename(self.staged(&entry.path), &target).map_err(WriteError::io("write", &target))
        } else {
            fs::remove_file(&target).map_err(WriteError::io("remove", &target))
        }
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // The next run clears what could not be removed now.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Keeps the old file reachable without taking it away: a second name where the file system has those, a copy where not.
fn save(target: &Path, saved: &Path) -> Result<(), WriteError> {
    create_parent(saved)?;
    fs::hard_link(target, saved)
        .or_else(|_| fs::copy(target, saved).map(drop))
        .map_err(WriteError::io("save", target))
}

fn create_parent(path: &Path) -> Result<(), WriteError> {
    match path.parent() {
        Some(parent) => fs::create_dir_all(parent).map_err(WriteError::io("create", parent)),
        None => Ok(()),
    }
}

/// Creates the folders between `root` and `target`, remembering which were not there.
fn make_folders(root: &Path, target: &Path, done: &mut Vec<Undo>) -> Result<(), WriteError> {
    let between = |folder: &&Path| folder.starts_with(root) && *folder != root;
    let folders: Vec<&Path> = target.ancestors().skip(1).take_while(between).collect();
    for folder in folders.into_iter().rev() {
        if !folder.exists() {
            fs::create_dir(folder).map_err(WriteError::io("create", folder))?;
            done.push(Undo::RemoveFolder(folder.to_owned()));
        }
    }
    Ok(())
}

/// Steps back, the last step first. What fails here cannot be mended from here; the error that led here is reported.
fn undo(done: Vec<Undo>) {
    for step in done.into_iter().rev() {
        let _ = match step {
            Undo::Remove(path) => fs::remove_file(path),
            Undo::RemoveFolder(path) => fs::remove_dir(path),
            Undo::Restore { saved, target } => fs::rename(saved, target),
        };
    }
}
