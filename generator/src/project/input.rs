//! A document on a disk with the overlays beside it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Failure;
use super::load::{self, Access, EXTENSIONS};
use crate::diagnostics::{Diagnostics, Stop};
use crate::document::Document;
use crate::source::Loaded;

/// A document and what completes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    /// What its module is called after: the file's name without its extension.
    pub(crate) name: String,
    /// Where it is: a path, `-` for the standard input, a URL, or `REV:path`.
    pub(crate) path: PathBuf,
    /// Applied in this order.
    pub(crate) overlays: Vec<PathBuf>,
    /// What else may be read for it.
    pub(crate) access: Access,
}

impl Input {
    /// The document alone. In a folder, it is the one that is called `openapi`, or the only one.
    pub(crate) fn new(path: PathBuf) -> Result<Self, Failure> {
        let path = if path.is_dir() {
            entry_in(&path)?
        } else {
            path
        };
        let name = if is_stdin(&path) {
            Some("stdin")
        } else {
            path.file_stem().and_then(|stem| stem.to_str())
        };
        let name =
            name.ok_or_else(|| Failure::Usage(format!("`{}` names no document", path.display())))?;
        Ok(Self {
            name: name.to_owned(),
            overlays: Vec::new(),
            access: Access::default(),
            path,
        })
    }

    /// The document with the overlays that are beside it and called after it: `foo.overlay.yaml` for `foo.yaml`.
    pub(crate) fn with_overlays(path: PathBuf) -> Result<Self, Failure> {
        let mut input = Self::new(path)?;
        if is_stdin(&input.path) {
            return Ok(input);
        }
        let beside = EXTENSIONS.map(|extension| {
            input
                .path
                .with_file_name(format!("{}.overlay.{extension}", input.name))
        });
        input.overlays = beside
            .into_iter()
            .filter(|path| load::exists(path))
            .collect();
        Ok(input)
    }

    /// Everything that is read for it, but for the files that it refers to.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        std::iter::once(&self.path)
            .chain(&self.overlays)
            .map(PathBuf::as_path)
    }

    /// Reads the document, applies its overlays and reads the files that it then refers to. An unreadable file is a failure, an
    /// unusable text a diagnostic.
    pub(crate) fn load(
        &self,
        diagnostics: &mut Diagnostics,
    ) -> Result<Result<Document, Stop>, Failure> {
        let opened = load::open(&self.path, &self.access)?;
        let Loaded {
            uri,
            base,
            name,
            bytes,
        } = opened.entry;
        let Ok(mut document) = Document::load(diagnostics, &name, bytes) else {
            return Ok(Err(Stop));
        };
        document.uris = vec![base];
        if !document.uris.contains(&uri) {
            document.uris.push(uri);
        }
        for path in &self.overlays {
            let overlay = load::read(path, &self.access)?;
            match Document::load(diagnostics, &overlay.name, overlay.bytes) {
                Ok(mut read) => {
                    read.uris = vec![overlay.base];
                    document.apply(diagnostics, &read);
                }
                Err(Stop) => return Ok(Err(Stop)),
            }
        }
        document.link(diagnostics, opened.others.as_ref());
        Ok(Ok(document))
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The document of a folder that holds one, maybe with the files that it refers to.
fn entry_in(folder: &Path) -> Result<PathBuf, Failure> {
    let names = ["openapi", "swagger"];
    let usual = names
        .iter()
        .flat_map(|name| EXTENSIONS.map(|extension| folder.join(format!("{name}.{extension}"))));
    let mut found: Vec<PathBuf> = usual.filter(|path| path.is_file()).collect();
    if found.is_empty() {
        found = in_folder(folder)?
            .into_iter()
            .map(|input| input.path)
            .collect();
    }
    if found.len() == 1 {
        return Ok(found.remove(0));
    }
    let how_many = if found.is_empty() {
        "no document"
    } else {
        "several documents"
    };
    Err(Failure::Usage(format!(
        "`{}` holds {how_many}\nhelp: name the document that is meant",
        folder.display()
    )))
}

/// The documents in a folder, sorted by name; a folder that is not there has none.
pub(super) fn in_folder(folder: &Path) -> Result<Vec<Input>, Failure> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Failure::unreadable(folder)(error)),
    };
    let mut inputs = Vec::new();
    for entry in entries {
        let path = entry.map_err(Failure::unreadable(folder))?.path();
        if is_document(&path) {
            inputs.push(Input::with_overlays(path)?);
        }
    }
    inputs.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    Ok(inputs)
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy())
        .unwrap_or_default();
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension))
        && !stem.starts_with('.')
        && !stem.ends_with(".overlay")
        && path.is_file()
}

/// A module for each document: two of one name would be one.
pub(super) fn check_names(inputs: &[Input]) -> Result<(), Failure> {
    let mut seen: BTreeMap<&str, &Path> = BTreeMap::new();
    for input in inputs {
        if let Some(other) = seen.insert(&input.name, &input.path) {
            return Err(Failure::Usage(format!(
                "`{}` and `{}` would be one module\nhelp: rename one of them",
                other.display(),
                input.path.display()
            )));
        }
    }
    Ok(())
}
