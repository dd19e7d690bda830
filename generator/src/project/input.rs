//! A document on a disk with the overlays beside it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::Failure;
use crate::diagnostics::{Diagnostics, Stop};
use crate::document::Document;

const EXTENSIONS: [&str; 3] = ["yaml", "yml", "json"];

/// A document and what completes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    /// What its module is called after: the file's name without its extension.
    pub(crate) name: String,
    /// Where it is; `-` is the standard input.
    pub(crate) path: PathBuf,
    /// Applied in this order.
    pub(crate) overlays: Vec<PathBuf>,
}

impl Input {
    /// The document alone.
    pub(crate) fn new(path: PathBuf) -> Result<Self, Failure> {
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
        input.overlays = beside.into_iter().filter(|path| path.is_file()).collect();
        Ok(input)
    }

    /// Everything that is read for it.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        std::iter::once(&self.path)
            .chain(&self.overlays)
            .map(PathBuf::as_path)
    }

    /// Reads the document and applies its overlays. An unreadable file is a failure, an unusable text a diagnostic.
    pub(crate) fn load(
        &self,
        diagnostics: &mut Diagnostics,
    ) -> Result<Result<Document, Stop>, Failure> {
        let Ok(mut document) = load(diagnostics, &self.path)? else {
            return Ok(Err(Stop));
        };
        for path in &self.overlays {
            match load(diagnostics, path)? {
                Ok(overlay) => document.apply(diagnostics, &overlay),
                Err(Stop) => return Ok(Err(Stop)),
            }
        }
        Ok(Ok(document))
    }
}

fn load(diagnostics: &mut Diagnostics, path: &Path) -> Result<Result<Document, Stop>, Failure> {
    if is_stdin(path) {
        let mut bytes = Vec::new();
        io::stdin()
            .read_to_end(&mut bytes)
            .map_err(Failure::unreadable(Path::new("<stdin>")))?;
        Ok(Document::load(diagnostics, "<stdin>", &bytes))
    } else {
        let bytes = fs::read(path).map_err(Failure::unreadable(path))?;
        Ok(Document::load(
            diagnostics,
            &path.display().to_string(),
            &bytes,
        ))
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
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
