//! Where documents come from, and what else may be read for their sake.
//!
//! The same rules hold on every way in: other files only from the folder of the document or below it, and from folders that the
//! user names; only YAML and JSON; links that lead out are refused; nothing is opened before it is allowed. URLs only from origins
//! that the user names, and never for a build script.

mod disk;
#[cfg(feature = "cli")]
mod git;
#[cfg(feature = "cli")]
mod web;

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use self::disk::Disk;
use super::Failure;
use crate::document::Limits;
use crate::source::{LoadError, Loaded, Loader, Uri};

/// How the names of YAML and JSON files end.
pub(super) const EXTENSIONS: [&str; 3] = ["yaml", "yml", "json"];

/// What the user allows beyond the rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Access {
    /// More folders that references may lead into.
    pub(crate) ref_roots: Vec<PathBuf>,
    /// Origins such as `https://example.com` that may be asked.
    #[cfg(feature = "cli")]
    pub(crate) urls: Vec<String>,
}

/// The kinds of place that a document comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The standard input. It has no folder: only folders that the user names are read for it.
    Stdin,
    /// A path.
    File,
    /// A file of a revision that `git` knows: `REV:path`.
    #[cfg(feature = "cli")]
    Revision { revision: String, path: String },
    /// A URL.
    #[cfg(feature = "cli")]
    Url(Uri),
}

impl Place {
    /// What the user's words name. A file that is there is never taken for anything else.
    pub(super) fn of(path: &Path) -> Self {
        if path.as_os_str() == "-" {
            return Self::Stdin;
        }
        #[cfg(feature = "cli")]
        if let Some(text) = path.to_str() {
            if let Some(uri) = url(text) {
                return Self::Url(uri);
            }
            // A single letter is a drive.
            if let Some((revision, path)) = text.split_once(':')
                && revision.len() > 1
                && !path.is_empty()
                && !Path::new(text).exists()
            {
                let (revision, path) = (revision.to_owned(), path.to_owned());
                return Self::Revision { revision, path };
            }
        }
        Self::File
    }
}

#[cfg(feature = "cli")]
fn url(text: &str) -> Option<Uri> {
    let uri = Uri::parse(text)?;
    (matches!(uri.scheme(), "http" | "https") && text.contains("://")).then_some(uri)
}

/// An entry with its loader.
pub(super) struct Opened {
    pub(super) entry: Loaded,
    pub(super) others: Box<dyn Loader>,
}

/// Reads an entry, which the user named: the rules are for what the entry names in turn.
pub(super) fn open(path: &Path, access: &Access) -> Result<Opened, Failure> {
    match Place::of(path) {
        Place::Stdin => stdin(access),
        Place::File => file(path, access),
        #[cfg(feature = "cli")]
        Place::Revision { revision, path } => revision_file(&revision, &path, access),
        #[cfg(feature = "cli")]
        Place::Url(uri) => from_web(&uri, access),
    }
}

/// Reads a file alone: an overlay.
pub(super) fn read(path: &Path, access: &Access) -> Result<Loaded, Failure> {
    Ok(open(path, access)?.entry)
}

/// Whether there is such a file beside a document.
pub(super) fn exists(path: &Path) -> bool {
    match Place::of(path) {
        Place::Stdin => false,
        Place::File => path.is_file(),
        #[cfg(feature = "cli")]
        Place::Revision { revision, path } => git::exists(&revision, &path),
        #[cfg(feature = "cli")]
        Place::Url(_) => false,
    }
}

fn stdin(access: &Access) -> Result<Opened, Failure> {
    const NAME: &str = "<stdin>";
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(limit())
        .read_to_end(&mut bytes)
        .map_err(Failure::unreadable(Path::new(NAME)))?;
    let here = std::env::current_dir().ok();
    let uri = here.and_then(|here| Uri::of_path(&here.join(NAME)));
    let uri = uri.unwrap_or_else(|| Uri::of_name(NAME));
    Ok(Opened {
        entry: Loaded {
            base: uri.clone(),
            uri,
            name: NAME.to_owned(),
            bytes,
        },
        others: Box::new(Sources::new(Disk::of(access)?, access)),
    })
}

fn file(path: &Path, access: &Access) -> Result<Opened, Failure> {
    let mut disk = Disk::of(access)?;
    let entry = disk.entry(path)?;
    Ok(Opened {
        entry,
        others: Box::new(Sources::new(disk, access)),
    })
}

#[cfg(feature = "cli")]
fn revision_file(revision: &str, path: &str, access: &Access) -> Result<Opened, Failure> {
    let (tree, entry) = git::Revision::open(revision, path, access)?;
    Ok(Opened {
        entry,
        others: Box::new(Sources::new(tree, access)),
    })
}

#[cfg(feature = "cli")]
fn from_web(uri: &Uri, access: &Access) -> Result<Opened, Failure> {
    let others = Sources::new(Disk::of(access)?, access);
    let entry = others.load(uri).map_err(|error| match error {
        LoadError::Refused { reason, help } => {
            let help = help.map_or_else(String::new, |help| format!("\nhelp: {help}"));
            Failure::Usage(format!("`{uri}` is not read: {reason}{help}"))
        }
        LoadError::NotFound { .. } | LoadError::Unreadable(_) => Failure::Unreadable {
            name: uri.to_string(),
            reason: error.to_string(),
        },
    })?;
    Ok(Opened {
        entry,
        others: Box::new(others),
    })
}

/// As many bytes of one file as are ever wanted, and one more to see that there are more.
fn limit() -> u64 {
    u64::try_from(Limits::default().bytes).map_or(u64::MAX, |bytes| bytes + 1)
}

/// Chooses by the scheme.
struct Sources {
    files: Box<dyn Loader>,
    #[cfg(feature = "cli")]
    urls: Vec<String>,
}

impl Loader for Sources {
    fn load(&self, uri: &Uri) -> Result<Loaded, LoadError> {
        match uri.scheme() {
            "file" => self.files.load(uri),
            "http" | "https" => self.fetch(uri),
            other => Err(LoadError::refused(format!(
                "only files and `https:` are read, not `{other}:`"
            ))),
        }
    }
}

impl Sources {
    #[cfg_attr(
        not(feature = "cli"),
        expect(
            unused_variables,
            reason = "without the command line there are no origins"
        )
    )]
    fn new(files: impl Loader + 'static, access: &Access) -> Self {
        Self {
            files: Box::new(files),
            #[cfg(feature = "cli")]
            urls: access.urls.clone(),
        }
    }

    #[cfg(feature = "cli")]
    fn fetch(&self, uri: &Uri) -> Result<Loaded, LoadError> {
        web::fetch(uri, &self.urls)
    }

    #[cfg(not(feature = "cli"))]
    #[expect(
        clippy::unused_self,
        reason = "with the command line there are origins to look at"
    )]
    fn fetch(&self, _uri: &Uri) -> Result<Loaded, LoadError> {
        Err(LoadError::Refused {
            reason: "a build script never uses the network".to_owned(),
            help: Some("save it beside the document, and refer to the copy".to_owned()),
        })
    }
}

/// Whether a name ends as YAML and JSON files do.
fn is_readable(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension))
}

fn not_readable() -> LoadError {
    LoadError::refused("only files that end in `.yaml`, `.yml` or `.json` are")
}

fn outside() -> LoadError {
    LoadError::Refused {
        reason: "it is not in the document's folder".to_owned(),
        help: Some(
            "allow its folder with `--allow-ref-root DIR`, or with `ref-roots` in `oasmith.toml`"
                .to_owned(),
        ),
    }
}
