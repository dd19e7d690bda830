//! What the front doors share: which documents a crate is made from, read from a disk, and one run of the pipeline over them.
//!
//! A front door like `cli/` and `build_script`, which alone use it: it may read a disk and knows the settings.
//!
//! In: paths. Out: sealed [`Files`] and [`Diagnostics`]. Must not know: what any document says. Open [`Project`] first.

#![expect(
    clippy::disallowed_methods,
    reason = "it is the part of the front doors that two of them share"
)]

mod failure;
#[cfg(feature = "cli")]
mod find;
mod input;
mod load;
mod paths;
mod run;
mod show;

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use self::failure::Failure;
#[cfg(feature = "cli")]
pub(crate) use self::find::find;
pub(crate) use self::input::Input;
#[cfg(feature = "cli")]
pub(crate) use self::load::Access;
use self::paths::join;
pub(crate) use self::paths::package_name;
#[cfg(feature = "cli")]
pub(crate) use self::run::Halt;
pub(crate) use self::run::{Ask, Run};
pub(crate) use self::show::{Colour, lines, listings};
#[cfg(feature = "cli")]
pub(crate) use self::show::{Places, annotations, concise, report, sarif};
use crate::config::{self, Config, Specs};
use crate::rust::name::NameLock;

pub(crate) const CONFIG: &str = "oasmith.toml";

/// A crate that an `oasmith.toml` stands beside, with one module for each of its documents.
#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) config: Config,
    /// The folder of the documents, where the settings name a folder: a new document there is noticed.
    pub(crate) folder: Option<PathBuf>,
    /// Sorted by name.
    pub(crate) inputs: Vec<Input>,
}

impl Project {
    /// Reads the settings in the folder `root` and lists what they name.
    pub(crate) fn open(root: &Path) -> Result<Self, Failure> {
        let path = join(root, CONFIG);
        let text = fs::read_to_string(&path).map_err(Failure::unreadable(&path))?;
        let mut config = Config::new(package_of(root));
        let specs = config::read(&path.display().to_string(), &text, &mut config)
            .map_err(Failure::Config)?;
        config.lock = lock_of(root);
        let (folder, inputs) = match specs {
            Specs::Folder(folder) => {
                let folder = join(root, &folder);
                let inputs = input::in_folder(&folder)?;
                (Some(folder), inputs)
            }
            Specs::Files(files) => {
                let inputs = files
                    .iter()
                    .map(|file| Input::with_overlays(join(root, file)));
                (None, inputs.collect::<Result<_, _>>()?)
            }
        };
        let mut inputs = inputs;
        input::check_names(&inputs)?;
        for input in &mut inputs {
            let roots = config.ref_roots.iter().map(|folder| join(root, folder));
            input.access.ref_roots = roots.collect();
        }
        Ok(Self {
            config,
            folder,
            inputs,
        })
    }

    /// Whether the documents are somewhere else: a published or vendored copy of a crate comes without them.
    pub(crate) fn is_without_documents(&self) -> bool {
        self.inputs.iter().all(|input| !input.path.exists())
    }
}

/// Who had which name in the crate of a folder, before it is generated again.
pub(crate) fn lock_of(root: &Path) -> NameLock {
    let text = fs::read_to_string(root.join("oasmith.lock"));
    text.map_or_else(|_| NameLock::default(), |text| NameLock::read(&text))
}

/// The name that the manifest in `root` gives, or the folder's.
pub(crate) fn package_of(root: &Path) -> String {
    let manifest = fs::read_to_string(root.join("Cargo.toml")).ok();
    let manifest = manifest.and_then(|text| text.parse::<toml::Table>().ok());
    let name = manifest
        .as_ref()
        .and_then(|table| table.get("package")?.get("name")?.as_str());
    name.map_or_else(|| package_name(root), str::to_owned)
}
