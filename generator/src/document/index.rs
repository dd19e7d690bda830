//! Where everything is that a reference can lead to: files, resources with an `$id`, anchors.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::object::ObjectKind;
use super::references::{self, Base, Here, Visitor};
use super::{Document, Identity, Node, Tree, Unavailable, Version};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{LoadError, Pointer, PointerError, Uri, UriError, decode};

/// The files of one document, by their addresses, and what has an address within them.
#[derive(Debug)]
pub(crate) struct Index<'d> {
    document: &'d Document,
    bases: Vec<Base>,
    /// The base of each file, by the file's number.
    own: Vec<usize>,
    /// The base of each object that is not in the entry's own resource.
    base_of: HashMap<Identity, usize>,
    resources: HashMap<Uri, Resource<'d>>,
    anchors: HashMap<(usize, &'d str), Anchor<'d>>,
    /// Names that are given twice.
    pub(crate) clashes: Vec<Diagnostic>,
}

#[derive(Clone, Debug)]
struct Resource<'d> {
    node: Node<'d>,
    base: usize,
}

/// A schema that has a name within its resource.
#[derive(Clone, Debug)]
pub(crate) struct Anchor<'d> {
    pub(crate) node: Node<'d>,
    pub(crate) is_dynamic: bool,
}

/// What one reference leads to.
#[derive(Clone, Debug)]
pub(crate) struct Found<'d> {
    pub(crate) node: Node<'d>,
    /// The kind that its address states: `Err` names what can never be referred to.
    pub(crate) stated: Option<Result<ObjectKind, &'static str>>,
    /// Whose address it was found by, where that of the resource that it stands in leads nowhere.
    pub(crate) instead: Option<Instead>,
}

/// What a reference is taken to be relative to, against the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Instead {
    /// The file, not the `$id` above the reference.
    File,
    /// The entry, not the file that the reference stands in.
    Entry,
}

/// Why a reference leads nowhere.
#[derive(Debug)]
pub(crate) enum Reason<'d> {
    /// Nothing stands there in this resource.
    Undefined(Pointer, Node<'d>),
    /// No JSON Pointer.
    Pointer(PointerError),
    /// Percent-encoding that does not decode to UTF-8.
    Percent,
    /// No schema of this name in the resource.
    Anchor(String),
    /// No address.
    Uri(UriError),
    /// A file that could not be had.
    Unavailable(&'d LoadError),
    /// A file with faults, which were told where it was read.
    Broken,
    /// Another file, where no other file was asked for.
    Unread,
}

impl<'d> Index<'d> {
    /// Walks the document and the files that were read for it.
    pub(crate) fn of(document: &'d Document) -> Self {
        let mut index = Self {
            document,
            bases: Vec::new(),
            own: Vec::new(),
            base_of: HashMap::new(),
            resources: HashMap::new(),
            anchors: HashMap::new(),
            clashes: Vec::new(),
        };
        let reads_ids = document.reads_ids();
        index.add(&document.root(), &document.uris, reads_ids);
        for file in &document.externals.files {
            index.add(&file.root(), &file.uris, file.reads_ids(reads_ids));
        }
        index
    }

    fn add(&mut self, root: &Node<'d>, uris: &[Uri], reads_ids: bool) {
        let file = self.own.len();
        let base = self.bases.len();
        let uri = uris[0].clone();
        self.bases.push(Base { uri, file });
        self.own.push(base);
        let mut bases = std::mem::take(&mut self.bases);
        for uri in uris {
            let node = root.clone();
            self.resources
                .entry(uri.clone())
                .or_insert(Resource { node, base });
        }
        let mut filling = Filling {
            index: self,
            named: Vec::new(),
        };
        references::walk(root, &mut bases, base, reads_ids, &mut filling);
        for (node, base) in filling.named {
            if Identity::of(&node) == Identity::of(root) {
                // By whichever address the file is found, the names in it are those of the resource that it says it is.
                for uri in uris {
                    if let Some(file) = self.resources.get_mut(uri) {
                        file.base = base;
                    }
                }
            }
            self.name(node, base, &bases[base].uri);
        }
        self.bases = bases;
    }

    fn name(&mut self, node: Node<'d>, base: usize, uri: &Uri) {
        if let Some(first) = self.resources.get(uri) {
            if Identity::of(&first.node) != Identity::of(&node) {
                let words =
                    format!("`{uri}` is the `$id` of another schema: references mean that one");
                let at = node.at().key("$id");
                let clash = Diagnostic::new(Code::WRONG_TYPE, at, words);
                let first = first.node.at().clone();
                let clash = clash.help("give each schema an `$id` of its own");
                self.clashes.push(clash.label(first, "the first one"));
            }
        } else {
            self.resources.insert(uri.clone(), Resource { node, base });
        }
    }

    /// The roots of all files, the entry's first.
    pub(crate) fn roots(&self) -> Vec<Node<'d>> {
        let others = self.document.externals.files.iter();
        std::iter::once(self.document.root())
            .chain(others.map(super::External::root))
            .collect()
    }

    /// The number of the base that holds where a value stands.
    pub(crate) fn base_of(&self, of: Identity) -> usize {
        self.base_of.get(&of).copied().unwrap_or(0)
    }

    /// Whether a value stands in another file than the entry.
    pub(crate) fn is_external(&self, node: &Node<'_>) -> bool {
        self.bases[self.base_of(Identity::of(node))].file != 0
    }

    /// The root of the file that a value stands in.
    pub(crate) fn root_of(&self, node: &Node<'_>) -> Node<'d> {
        let file = self.bases[self.base_of(Identity::of(node))].file;
        match file.checked_sub(1) {
            Some(other) => self.document.externals.files[other].root(),
            None => self.document.root(),
        }
    }

    /// The version that another file than the entry says it is in, where a value stands in one that does.
    pub(crate) fn version_of(&self, node: &Node<'_>) -> Option<Version> {
        let file = self.bases[self.base_of(Identity::of(node))].file;
        self.document.externals.files[file.checked_sub(1)?].version()
    }

    /// What the file is called that a value stands in.
    pub(crate) fn file_name(&self, node: &Node<'_>) -> Option<String> {
        let own = self.own[self.bases[self.base_of(Identity::of(node))].file];
        self.bases[own].uri.file_name()
    }

    /// Whether something above a value, `$id` or `$self`, gives it another base than its file's address.
    pub(crate) fn has_own_base(&self, node: &Node<'_>) -> bool {
        let base = self.base_of(Identity::of(node));
        self.own[self.bases[base].file] != base
    }

    /// The base that holds where a value stands.
    pub(crate) fn uri_of(&self, node: &Node<'_>) -> &Uri {
        &self.bases[self.base_of(Identity::of(node))].uri
    }

    /// The dynamic anchor of a name in a resource.
    pub(crate) fn dynamic(&self, base: usize, name: &str) -> Option<Node<'d>> {
        let anchor = self.anchors.get(&(base, name))?;
        anchor.is_dynamic.then(|| anchor.node.clone())
    }

    /// Every dynamic anchor of a resource.
    pub(crate) fn dynamics(&self, base: usize) -> Vec<(&'d str, Node<'d>)> {
        let anchors = self.anchors.iter();
        let mut all: Vec<(&'d str, Node<'d>)> = anchors
            .filter(|((of, _), anchor)| *of == base && anchor.is_dynamic)
            .map(|((_, name), anchor)| (*name, anchor.node.clone()))
            .collect();
        all.sort_by_key(|(name, _)| *name);
        all
    }

    /// The schemas that have a dynamic anchor of this name, in any resource.
    pub(crate) fn all_dynamic(&self, name: &str) -> Vec<&'d Tree> {
        let anchors = self.anchors.iter();
        anchors
            .filter(|((_, other), anchor)| *other == name && anchor.is_dynamic)
            .map(|(_, anchor)| anchor.node.tree())
            .collect()
    }

    /// The roots of the resources that have dynamic anchors, in the order in which they were met.
    pub(crate) fn dynamic_roots(&self) -> Vec<Node<'d>> {
        let anchors = self.anchors.iter();
        let mut bases: Vec<usize> = anchors
            .filter(|(_, anchor)| anchor.is_dynamic)
            .map(|((base, _), _)| *base)
            .collect();
        bases.sort_unstable();
        bases.dedup();
        let root = |base: &usize| {
            let resource = self.resources.get(&self.bases[*base].uri)?;
            Some(resource.node.clone())
        };
        bases.iter().filter_map(root).collect()
    }

    /// Whether any schema has a dynamic anchor.
    pub(crate) fn has_dynamics(&self) -> bool {
        self.anchors.values().any(|anchor| anchor.is_dynamic)
    }

    /// The address that a reference means, in full, as far as it is one.
    pub(crate) fn address(&self, base: usize, text: &str) -> String {
        match self.bases[base].uri.resolve(text) {
            Ok((uri, fragment)) => format!("{uri}#{fragment}"),
            Err(_) => text.to_owned(),
        }
    }

    /// What `text` means where `base` holds. Documents carry `$id`s that nobody meant as a base, and parts that were cut out of
    /// a whole: what is not found by the letter is looked for from the file's own address, then in the entry.
    pub(crate) fn find(&self, base: usize, text: &str) -> Result<Found<'d>, Reason<'d>> {
        let first = self.find_from(base, text);
        if first.is_ok() {
            return first;
        }
        let own = self.own[self.bases[base].file];
        let entry = text.starts_with("#/components/").then_some(0);
        for (other, instead) in [(Some(own), Instead::File), (entry, Instead::Entry)] {
            if let Some(other) = other.filter(|other| *other != base)
                && let Ok(found) = self.find_from(other, text)
            {
                let instead = Some(instead);
                return Ok(Found { instead, ..found });
            }
        }
        first
    }

    /// Goes through objects of other files that hold a `$ref` and nothing else, as far as nothing is wrong with them: whoever
    /// refers to such a place means what it refers to.
    pub(crate) fn through(&self, node: &Node<'d>) -> Node<'d> {
        let mut passed = HashSet::new();
        let mut end = node.clone();
        while let Some(reference) = bare(&end) {
            let text = reference.as_str().unwrap_or_default().trim();
            let leads = |found: &Found<'d>| self.is_external(&end) || self.is_external(&found.node);
            let next = match self.find(self.base_of(Identity::of(&reference)), text) {
                Ok(found) if leads(&found) && found.instead.is_none() => found.node,
                Ok(_) => return end,
                Err(_) => return node.clone(),
            };
            if !passed.insert(Identity::of(&end)) {
                return node.clone();
            }
            end = next;
        }
        end
    }

    fn find_from(&self, base: usize, text: &str) -> Result<Found<'d>, Reason<'d>> {
        let (uri, fragment) = self.bases[base].uri.resolve(text).map_err(Reason::Uri)?;
        let Some(resource) = self.resources.get(&uri) else {
            return Err(match self.document.externals.unavailable.get(&uri) {
                Some(Unavailable::Broken) => Reason::Broken,
                Some(Unavailable::Error(error)) => Reason::Unavailable(error),
                None => Reason::Unread,
            });
        };
        let fragment = decode(fragment).ok_or(Reason::Percent)?;
        if fragment.is_empty() || fragment.starts_with('/') {
            at_pointer(resource, &fragment)
        } else {
            let anchor = self.anchors.get(&(resource.base, fragment.as_str()));
            let anchor = anchor.ok_or(Reason::Anchor(fragment.clone()))?;
            Ok(Found {
                node: anchor.node.clone(),
                stated: Some(Ok(ObjectKind::Schema)),
                instead: None,
            })
        }
    }
}

/// A `$ref` that stands alone.
pub(crate) fn bare<'d>(node: &Node<'d>) -> Option<Node<'d>> {
    let reference = node.get("$ref").filter(|value| value.as_str().is_some())?;
    (node.members().count() == 1).then_some(reference)
}

fn at_pointer<'d>(resource: &Resource<'d>, fragment: &str) -> Result<Found<'d>, Reason<'d>> {
    let pointer = Pointer::parse(fragment).map_err(Reason::Pointer)?;
    let Some(node) = resource.node.find(&pointer) else {
        return Err(Reason::Undefined(pointer, resource.node.clone()));
    };
    let is_file = resource.node.at().is_root();
    let is_description =
        resource.node.get("openapi").is_some() || resource.node.get("swagger").is_some();
    let stated = match ObjectKind::at(&pointer) {
        // A file may hold one schema, or whatever else is referred to, and nothing besides.
        Some(Err(_)) if fragment.is_empty() && !is_description => None,
        stated if is_file => stated,
        Some(_) | None => None,
    };
    Ok(Found {
        node,
        stated,
        instead: None,
    })
}

/// Takes down what a walk meets.
struct Filling<'i, 'd> {
    index: &'i mut Index<'d>,
    named: Vec<(Node<'d>, usize)>,
}

impl<'d> Visitor<'d> for Filling<'_, 'd> {
    fn object(&mut self, tree: &'d Tree, base: usize) {
        self.index.base_of.insert(Identity::of_tree(tree), base);
    }

    fn resource(&mut self, node: Node<'d>, base: usize) {
        self.named.push((node, base));
    }

    fn anchor(&mut self, name: &'d str, is_dynamic: bool, node: Node<'d>, base: usize) {
        if let Some(first) = self.index.anchors.get(&(base, name)) {
            let words = format!("anchor `{name}` is there already: references mean the first one");
            let first = first.node.at().clone();
            let clash = Diagnostic::new(Code::WRONG_TYPE, node.at().clone(), words);
            let clash = clash.help("give each schema an anchor of its own");
            self.index.clashes.push(clash.label(first, "the first one"));
            return;
        }
        let anchor = Anchor { node, is_dynamic };
        self.index.anchors.insert((base, name), anchor);
    }

    fn reference(&mut self, _text: &'d str, here: &Here<'_, 'd>, base: usize) {
        if base != 0 {
            let tree = Identity::of_tree(here.tree);
            self.index.base_of.insert(tree, base);
        }
    }
}
