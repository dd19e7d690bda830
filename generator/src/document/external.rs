//! Other files: reading all that references lead to, file by file, before anything is made of them.
//!
//! What cannot be had is remembered with its reason and told only where something really depends on it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::load::{Limits, load_tree};
use super::references::{self, Base, Here, Visitor};
use super::{Document, Node, Tree, Version};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{LoadError, Loaded, Loader, Location, Source, Uri};

/// More files than any description has.
const FILES: usize = 10_000;

/// A file that references lead to.
#[derive(Clone, Debug)]
pub struct External {
    /// Its addresses: the first is the base of the references in it, the others are what else leads to it.
    pub uris: Vec<Uri>,
    /// Its text.
    pub source: Arc<Source>,
    /// Its tree.
    pub root: Tree,
}

/// The files beside the entry.
#[derive(Clone, Debug, Default)]
pub struct Externals {
    /// Those that were read.
    pub files: Vec<External>,
    /// Those that could not be had, and why. A file with faults of its own, told already, is among them.
    pub unavailable: HashMap<Uri, Unavailable>,
}

/// Why there is no such file.
#[derive(Clone, Debug)]
pub enum Unavailable {
    /// It could not be had.
    Error(LoadError),
    /// Its text has faults, which were told.
    Broken,
}

impl Externals {
    /// The names of files that are not there; they would be read if they were.
    pub fn missing(&self) -> impl Iterator<Item = String> {
        self.unavailable.values().filter_map(|why| match why {
            Unavailable::Error(LoadError::NotFound { name, .. }) => Some(name.clone()),
            Unavailable::Error(LoadError::Unreadable(_) | LoadError::Refused { .. })
            | Unavailable::Broken => None,
        })
    }
}

impl External {
    /// The root, to step through.
    pub fn root(&self) -> Node<'_> {
        Node::new(&self.root, Location::root(&self.source))
    }

    /// The version of OpenAPI 3 that the file says it is in, where it is a description of its own.
    pub(crate) fn version(&self) -> Option<Version> {
        let root = self.root();
        let text = root.get("openapi")?;
        super::version::of_openapi(&text).ok()
    }

    /// Whether `$id` and `$anchor` mean something in it. A file that is no description is what the entry is.
    pub(crate) fn reads_ids(&self, entry: bool) -> bool {
        self.version()
            .map_or(entry, |version| version >= Version::V3_1)
    }
}

impl Document {
    /// Reads the files that the document's references lead to, and those that they lead to in turn. Nothing else is ever asked
    /// of the loader, and its policy alone decides what may be read.
    pub fn link(&mut self, diagnostics: &mut Diagnostics, loader: &dyn Loader) {
        let mut linker = Linker {
            files: Vec::new(),
            unavailable: HashMap::new(),
            known: self.uris.iter().map(|uri| (uri.clone(), 0)).collect(),
            spellings: Vec::new(),
            resources: HashSet::new(),
            left: Limits::default(),
            is_full: false,
        };
        let reads_ids = self.reads_ids();
        let mut gathered = gather(&self.root(), &self.uris[0], reads_ids);
        let mut next = 0;
        loop {
            linker.resources.extend(gathered.resources);
            for wanted in gathered.wanted {
                linker.want(diagnostics, loader, wanted);
            }
            let Some(file) = linker.files.get(next) else {
                break;
            };
            gathered = gather(&file.root(), &file.uris[0], file.reads_ids(reads_ids));
            next += 1;
        }
        let sources = linker.files.iter().map(|file| Arc::clone(&file.source));
        self.sources.extend(sources);
        self.uris.extend(linker.spellings);
        self.externals = Externals {
            files: linker.files,
            unavailable: linker.unavailable,
        };
    }

    /// Whether `$id` and `$anchor` mean something: from 3.1 on.
    pub(crate) fn reads_ids(&self) -> bool {
        let mut scratch = Diagnostics::default();
        self.version(&mut scratch)
            .is_ok_and(|version| version >= Version::V3_1)
    }
}

/// A place that a reference leads to, outside its own file.
struct Wanted {
    /// What the standard has it mean, and what it means where the file's own address is the base.
    uris: Vec<Uri>,
    at: Location,
}

/// What one file names and asks for.
#[derive(Default)]
struct Gathered<'d> {
    references: Vec<(&'d str, usize, Location)>,
    seen: HashSet<(&'d str, usize)>,
    resources: Vec<Uri>,
    wanted: Vec<Wanted>,
}

impl<'d> Visitor<'d> for Gathered<'d> {
    fn resource(&mut self, _node: Node<'d>, _base: usize) {}

    fn anchor(&mut self, _name: &'d str, _is_dynamic: bool, _node: Node<'d>, _base: usize) {}

    fn reference(&mut self, text: &'d str, here: &Here<'_, 'd>, base: usize) {
        let (target, _) = text.split_once('#').unwrap_or((text, ""));
        // A tag may stand for a component's name.
        if target.contains(['/', '.', ':']) && self.seen.insert((target, base)) {
            self.references
                .push((target, base, here.node().at().clone()));
        }
    }
}

/// Where the references of one file lead.
fn gather<'d>(root: &Node<'d>, uri: &Uri, reads_ids: bool) -> Gathered<'d> {
    let mut bases = vec![Base {
        uri: uri.clone(),
        file: 0,
    }];
    let mut gathered = Gathered::default();
    references::walk(root, &mut bases, 0, reads_ids, &mut gathered);
    let named = bases.iter().skip(1).map(|base| base.uri.clone());
    gathered.resources.extend(named);
    for (text, base, at) in std::mem::take(&mut gathered.references) {
        let mut uris: Vec<Uri> = Vec::new();
        for base in [base, 0] {
            if let Ok((uri, _)) = bases[base].uri.resolve(text)
                && !uris.contains(&uri)
            {
                uris.push(uri);
            }
        }
        gathered.wanted.push(Wanted { uris, at });
    }
    gathered
}

struct Linker {
    files: Vec<External>,
    unavailable: HashMap<Uri, Unavailable>,
    /// By address: the entry is 0.
    known: HashMap<Uri, usize>,
    /// More addresses of the entry.
    spellings: Vec<Uri>,
    /// What `$id` and `$self` name.
    resources: HashSet<Uri>,
    left: Limits,
    is_full: bool,
}

impl Linker {
    /// Reads the first of the addresses that there is.
    fn want(&mut self, diagnostics: &mut Diagnostics, loader: &dyn Loader, wanted: Wanted) {
        for uri in wanted.uris {
            if self.known.contains_key(&uri) || self.resources.contains(&uri) {
                return;
            }
            if self.unavailable.contains_key(&uri) {
                continue;
            }
            if self.is_full {
                let error =
                    LoadError::refused("too many files were read for this document already");
                self.unavailable.insert(uri, Unavailable::Error(error));
                continue;
            }
            match loader.load(&uri) {
                Ok(found) => {
                    if let Some(index) = self.known.get(&found.uri).copied() {
                        self.alias(uri, index);
                        return;
                    }
                    self.add(diagnostics, uri, found, &wanted.at);
                    return;
                }
                Err(error) => {
                    let why = Unavailable::Error(error);
                    self.unavailable.insert(uri, why);
                }
            }
        }
    }

    /// One more spelling of a file that is there already.
    fn alias(&mut self, uri: Uri, index: usize) {
        if let Some(file) = index.checked_sub(1) {
            self.files[file].uris.push(uri.clone());
        } else {
            self.spellings.push(uri.clone());
        }
        self.known.insert(uri, index);
    }

    fn add(&mut self, diagnostics: &mut Diagnostics, uri: Uri, loaded: Loaded, at: &Location) {
        if self.files.len() == FILES || loaded.bytes.len() > self.left.bytes {
            self.is_full = true;
            diagnostics.push(too_much(at));
            let error = LoadError::refused("it is one too many, or too large");
            self.unavailable.insert(uri, Unavailable::Error(error));
            return;
        }
        self.left.bytes -= loaded.bytes.len();
        let mut found = Diagnostics::default();
        let read = load_tree(&mut found, &loaded.name, loaded.bytes, &self.left);
        for finding in found.into_vec() {
            diagnostics.push(finding.label(at.clone(), "the file is referred to here"));
        }
        let Ok((source, root)) = read else {
            self.unavailable.insert(uri, Unavailable::Broken);
            return;
        };
        self.left.nodes = self.left.nodes.saturating_sub(root.size());
        let mut uris = vec![loaded.base];
        for uri in [uri, loaded.uri] {
            if !uris.contains(&uri) {
                uris.push(uri);
            }
        }
        self.files.push(External {
            uris: uris.clone(),
            source,
            root,
        });
        let index = self.files.len();
        self.known.extend(uris.into_iter().map(|uri| (uri, index)));
    }
}

fn too_much(at: &Location) -> Diagnostic {
    let message = format!(
        "the files that references lead to are too many or too large: {FILES} files and {} bytes in all are read",
        Limits::default().bytes
    );
    Diagnostic::new(Code::TOO_LARGE, at.clone(), message)
        .help("divide the description into several, or bring what is used into fewer files")
}
