//! What of the other files is referred to, and where it is to stand.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

use indexmap::IndexMap;

use super::address::Addresses;
use super::files;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::document::grammar::Part;
use crate::document::index::{Found, Index, bare};
use crate::document::{Document, Identity, Kind, Node, ObjectKind, Version};
use crate::source::{Key, Location, Pointer};

/// Where a value of another file is to stand.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// Among the components, or 2.0's collections: the way there.
    Component(Vec<String>),
    /// In place of the object that refers to it.
    Instead(Identity),
}

/// A value of another file that is referred to.
#[derive(Clone, Debug)]
pub(super) struct Wanted<'d> {
    pub(super) node: Node<'d>,
    pub(super) part: Part,
    /// Its first use.
    at: Location,
}

/// A reference that leads somewhere.
#[derive(Clone, Debug)]
pub(super) struct Link<'d> {
    pub(super) site: Node<'d>,
    pub(super) end: Node<'d>,
    pub(super) part: Part,
}

/// All that there is to know before anything is written.
pub(super) struct Survey<'d> {
    pub(super) document: &'d Document,
    pub(super) index: Index<'d>,
    /// That of the entry.
    pub(super) version: Version,
    /// The latest of all files, which the one file is in.
    pub(super) latest: Version,
    addresses: Addresses,
    /// What is put where.
    pub(super) places: HashMap<Identity, Place>,
    /// In the order of first uses.
    pub(super) wanted: IndexMap<Identity, Wanted<'d>>,
    /// What references lead to in the entry, where no field of the standard does.
    pub(super) hidden: HashMap<Identity, Part>,
    /// The components that are nothing but references to other files.
    named: HashSet<Identity>,
    /// Every reference.
    pub(super) links: Vec<Link<'d>>,
    /// The servers that other files name.
    servers: Vec<Node<'d>>,
    seen: HashSet<Identity>,
    open: VecDeque<(Node<'d>, Part)>,
}

impl<'d> Survey<'d> {
    /// Follows every reference from the entry on.
    pub(super) fn of(diagnostics: &mut Diagnostics, document: &'d Document) -> Self {
        let version = document.version(&mut Diagnostics::default());
        let version = version.unwrap_or(Version::V3_0);
        let mut survey = Self {
            document,
            index: Index::of(document),
            version,
            latest: files::latest(diagnostics, document, version),
            addresses: Addresses::of(document),
            places: HashMap::new(),
            wanted: IndexMap::new(),
            hidden: HashMap::new(),
            named: HashSet::new(),
            links: Vec::new(),
            servers: Vec::new(),
            seen: HashSet::new(),
            open: VecDeque::new(),
        };
        survey.components();
        survey.open.push_front((document.root(), Part::Root));
        while let Some((node, part)) = survey.open.pop_front() {
            survey.walk(&node, part);
        }
        files::other_dialects(diagnostics, document);
        files::other_bases(
            diagnostics,
            &survey.index,
            &document.root(),
            &survey.servers,
        );
        survey.leave_parts();
        survey.name(diagnostics);
        survey
    }

    /// What comes along with something that it stands in is left there, unless a component gives it its name.
    fn leave_parts(&mut self) {
        let is_part = |id: &Identity, place: &Place| {
            let mut above = self.addresses.upwards(*id).skip(1);
            let is_named = matches!(place, Place::Instead(site) if self.named.contains(site));
            !is_named && above.any(|above| self.wanted.contains_key(&above))
        };
        let parts = self.places.iter().filter(|(id, place)| is_part(id, place));
        let parts: Vec<Identity> = parts.map(|(id, _)| *id).collect();
        for id in parts {
            self.places.remove(&id);
        }
    }

    /// The version of the file that a value stands in.
    pub(super) fn version_of(&self, node: &Node<'_>) -> Version {
        self.index.version_of(node).unwrap_or(self.version)
    }

    /// What a component is nothing but a reference to has the component's name.
    fn components(&mut self) {
        let root = self.document.root();
        let sections: Vec<(Node<'d>, Part)> = if self.version == Version::V2_0 {
            vec![(root, Part::Root)]
        } else {
            let components = root.get("components");
            components
                .map(|node| (node, Part::Components))
                .into_iter()
                .collect()
        };
        for (node, part) in sections {
            for (key, section) in node.members() {
                let Part::Map(part) = part.under(key, section.tree()) else {
                    continue;
                };
                for (_, component) in section.members() {
                    if bare(&component).is_none() {
                        continue;
                    }
                    let end = self.index.through(&component);
                    if self.is_external(&end) {
                        self.named.insert(Identity::of(&component));
                        self.put_instead(&component, &end, *part);
                    }
                }
            }
        }
    }

    /// Puts a value in place of the first that refers to it.
    fn put_instead(&mut self, site: &Node<'d>, end: &Node<'d>, part: Part) {
        let id = Identity::of(end);
        if let Entry::Vacant(place) = self.places.entry(id) {
            place.insert(Place::Instead(Identity::of(site)));
            self.open.push_back((end.clone(), part));
        }
    }

    fn walk(&mut self, node: &Node<'d>, part: Part) {
        if part == Part::Data || !self.seen.insert(Identity::of(node)) {
            return;
        }
        if let Some(end) = self.target(node, part) {
            self.refer(node, &end, part);
        }
        if part == Part::Discriminator {
            self.mapping(node);
        }
        if part == Part::Server && self.is_external(node) {
            self.servers.push(node.clone());
        }
        if part == Part::Schema
            && let Some(reference) = node.get("$dynamicRef")
            && let Some(end) = self.resolve(&reference, ObjectKind::Schema)
        {
            self.want(node, &end, part);
        }
        for (key, value) in node.members() {
            self.walk(&value, part.under(key, value.tree()));
        }
        for item in node.items() {
            self.walk(&item, part.element());
        }
    }

    fn mapping(&mut self, node: &Node<'d>) {
        for value in mapped(node) {
            if let Some(end) = self.resolve_mapped(&value) {
                self.want(&value, &end, Part::Schema);
            }
        }
    }

    fn refer(&mut self, site: &Node<'d>, end: &Node<'d>, part: Part) {
        if self.stays_in_place(part) && self.is_external(end) {
            self.put_instead(site, end, part);
        } else {
            self.want(site, end, part);
        }
    }

    /// Whether the version has no component of this kind, so that it stands where it is referred to first.
    fn stays_in_place(&self, part: Part) -> bool {
        part == Part::PathItem
            || part.is_collection()
            || (part == Part::MediaType && self.version < Version::V3_2)
            || self.section(part).is_none()
    }

    fn want(&mut self, site: &Node<'d>, end: &Node<'d>, part: Part) {
        let id = Identity::of(end);
        self.links.push(Link {
            site: site.clone(),
            end: end.clone(),
            part,
        });
        if !self.is_external(end) {
            // What a field of the standard leads to is walked anyway.
            if !self.seen.contains(&id) {
                self.hidden.entry(id).or_insert(part);
                self.open.push_back((end.clone(), part));
            }
            return;
        }
        if !self.places.contains_key(&id) && !self.wanted.contains_key(&id) {
            let wanted = Wanted {
                node: end.clone(),
                part,
                at: site.at().clone(),
            };
            self.wanted.insert(id, wanted);
            self.open.push_back((end.clone(), part));
        }
    }

    /// Whether a value stands in another file than the entry.
    pub(super) fn is_external(&self, node: &Node<'_>) -> bool {
        let file = self.addresses.upwards(Identity::of(node)).last();
        file != Some(Identity::of_tree(&self.document.root))
    }

    /// What the `$ref` of an object leads to, where it leads anywhere.
    pub(super) fn target(&self, site: &Node<'d>, part: Part) -> Option<Node<'d>> {
        let kind = match part.kind() {
            Some(kind) => kind,
            None if part.is_collection() => ObjectKind::Any,
            None => return None,
        };
        self.resolve(&site.get("$ref")?, kind)
    }

    /// What a reference's text leads to, as the reader takes it.
    pub(super) fn resolve(&self, reference: &Node<'d>, kind: ObjectKind) -> Option<Node<'d>> {
        let text = reference.as_str()?.trim();
        let base = self.index.base_of(Identity::of(reference));
        let Found { node, stated, .. } = self.index.find(base, text).ok()?;
        let fits = node.is_object() || (kind == ObjectKind::Schema && node.as_bool().is_some());
        let stated = kind == ObjectKind::Any || stated.is_none_or(|stated| stated == Ok(kind));
        if !fits || !stated {
            return None;
        }
        let end = self.index.through(&node);
        Some(if self.is_external(&node) || self.is_put(&node, &end) {
            end
        } else {
            node
        })
    }

    /// Whether a value stands in place of the object at `site`.
    pub(super) fn is_put(&self, site: &Node<'_>, end: &Node<'_>) -> bool {
        let place = self.places.get(&Identity::of(end));
        matches!(place, Some(Place::Instead(at)) if *at == Identity::of(site))
    }

    /// What a tag stands for, where that is no component's name.
    pub(super) fn resolve_mapped(&self, value: &Node<'d>) -> Option<Node<'d>> {
        if self.is_name(value) {
            return None;
        }
        self.resolve(value, ObjectKind::Schema)
    }

    /// Whether a tag stands for a component's name, or for nothing.
    pub(super) fn is_name(&self, value: &Node<'_>) -> bool {
        let text = value.as_str().unwrap_or_default();
        let root = self.document.root();
        let schemas = root.get("components").and_then(|it| it.get("schemas"));
        let is_name = schemas.is_some_and(|schemas| schemas.get(text).is_some());
        is_name || !text.contains(['#', '/', '.'])
    }

    /// Where the components of a kind are kept.
    fn section(&self, part: Part) -> Option<Vec<&'static str>> {
        let kind = part.kind()?;
        if self.version > Version::V2_0 {
            return Some(vec!["components", kind.section()]);
        }
        let section = match kind.section() {
            "schemas" => "definitions",
            same @ ("parameters" | "responses") => same,
            "securitySchemes" => "securityDefinitions",
            _ => return None,
        };
        Some(vec![section])
    }

    /// Names what stands in nothing else that is taken over.
    fn name(&mut self, diagnostics: &mut Diagnostics) {
        let mut taken: HashSet<Vec<String>> = HashSet::new();
        let outermost: Vec<Wanted<'d>> = self
            .wanted
            .iter()
            .filter(|(id, wanted)| self.stands_alone(**id, wanted.part))
            .map(|(_, wanted)| wanted.clone())
            .collect();
        for wanted in outermost {
            let Some(section) = self.section(wanted.part) else {
                continue;
            };
            let word = self.word(&wanted.node);
            let mut name = word.clone();
            let mut number = 1;
            while self.is_taken(&way(&section, &name)) || taken.contains(&way(&section, &name)) {
                number += 1;
                name = format!("{word}{number}");
            }
            if name != word {
                diagnostics.push(renamed(&wanted, &section, &word, &name));
            }
            let way = way(&section, &name);
            taken.insert(way.clone());
            let id = Identity::of(&wanted.node);
            self.places.insert(id, Place::Component(way));
        }
    }

    /// Whether a value comes along with nothing that it stands in. 2.0's objects are taken apart when they are upgraded, but for
    /// schemas.
    fn stands_alone(&self, id: Identity, part: Part) -> bool {
        let holds = |above: Identity| {
            let other = self.wanted.get(&above).map(|wanted| wanted.part);
            let whole = self.version > Version::V2_0 || part != Part::Schema;
            match other {
                Some(other) => whole || other == Part::Schema,
                None => whole && self.places.contains_key(&above),
            }
        };
        !self.addresses.upwards(id).skip(1).any(holds)
    }

    fn is_taken(&self, way: &[String]) -> bool {
        let steps = way.iter().map(String::as_str);
        let found = steps
            .into_iter()
            .try_fold(self.document.root(), |node, key| node.get(key));
        found.is_some()
    }

    /// What a value is called where it stands: its key, or its file's stem. The reader names what it meets by the same rule.
    pub(super) fn word(&self, node: &Node<'d>) -> String {
        let named = node.at().keys().find_map(|key| match key {
            Key::Name(name) => Some(name.to_string()),
            Key::Index(_) => None,
        });
        let word = named.unwrap_or_else(|| {
            let file = self.index.file_name(node).unwrap_or_default();
            file.split('.').next().unwrap_or_default().to_owned()
        });
        // Components Object: the letters that a name may have.
        let letter = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let word: String = word
            .chars()
            .map(|c| if letter(c) { c } else { '_' })
            .collect();
        if word.is_empty() {
            "_".to_owned()
        } else {
            word
        }
    }

    /// Where a value stands in the one file; none where it does not come along.
    pub(super) fn pointer(&self, id: Identity) -> Option<Pointer> {
        let mut keys: Vec<Key> = Vec::new();
        let mut last = id;
        for at in self.out(id) {
            last = at;
            if let Some(Place::Component(way)) = self.places.get(&at) {
                let names = way.iter().rev();
                keys.extend(names.map(|name| Key::Name(name.as_str().into())));
                break;
            }
            let is_put = self.places.contains_key(&at);
            if let Some((_, key)) = self.addresses.above(at).filter(|_| !is_put) {
                keys.push(key.clone());
            }
        }
        let is_component = matches!(self.places.get(&last), Some(Place::Component(_)));
        if !is_component && last != Identity::of_tree(&self.document.root) {
            return None;
        }
        Some(keys.into_iter().rev().collect())
    }

    /// A value and all that it stands in in the one file, from the inside out, as far as what is placed: a component ends it.
    pub(super) fn out(&self, id: Identity) -> impl Iterator<Item = Identity> {
        std::iter::successors(Some(id), |id| match self.places.get(id) {
            Some(Place::Component(_)) => None,
            Some(Place::Instead(site)) => Some(*site),
            None => Some(self.addresses.above(*id)?.0),
        })
    }

    /// Whether a node is the root of the entry.
    pub(super) fn is_entry_root(&self, node: &Node<'_>) -> bool {
        Identity::of(node) == Identity::of_tree(&self.document.root)
    }

    /// Whether a value stands in another, in its own file.
    pub(super) fn stands_in(&self, id: Identity, other: Identity) -> bool {
        self.addresses.upwards(id).any(|above| above == other)
    }
}

/// The values of a discriminator that may be references.
pub(super) fn mapped<'d>(discriminator: &Node<'d>) -> Vec<Node<'d>> {
    let mapping = discriminator.get("mapping");
    let tags = mapping.iter().flat_map(Node::members);
    tags.map(|(_, value)| value)
        .chain(discriminator.get("defaultMapping"))
        .filter(|value| matches!(value.tree().kind, Kind::String(_)))
        .collect()
}

fn way(section: &[&str], name: &str) -> Vec<String> {
    let steps = section.iter().copied().chain([name]);
    steps.map(ToOwned::to_owned).collect()
}

fn renamed(wanted: &Wanted<'_>, section: &[&str], word: &str, name: &str) -> Diagnostic {
    let section = section.join(".");
    let words = format!(
        "`{word}` is taken in `{section}`: what is taken over from here is called `{name}`"
    );
    let at = wanted.node.at().clone();
    let mut finding = Diagnostic::new(Code::NAME_TAKEN, at, words)
        .label(wanted.at.clone(), "it is referred to here")
        .help("name it in the document itself: a component that is only a reference to it");
    finding.severity = Severity::Note;
    finding
}
