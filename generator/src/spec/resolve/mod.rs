//! References: from a `$ref`'s text to the node that it means.
//!
//! A reference that leads nowhere costs its own place only. All uses of one missing target are one finding, told when the whole
//! document has been read and the first use is known.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use indexmap::IndexMap;

use super::dialect::Dialect;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::document::{Document, Node};
use crate::source::Location;

mod dynamic;
mod missing;

pub(super) use self::dynamic::ScopeId;
use self::dynamic::{Scopes, Use};
use self::missing::Missing;
use crate::document::index::{Found, Index, Instead, Reason};
pub(super) use crate::document::{Identity, ObjectKind as Kind};

/// The identity of a node's tree.
pub(super) fn identity(node: &Node<'_>) -> Identity {
    Identity::of(node)
}

/// Resolves the references of one document and remembers those that lead nowhere.
#[derive(Debug)]
pub(super) struct References<'d> {
    index: Index<'d>,
    dialect: Dialect,
    found: HashMap<(usize, &'d str), Found<'d>>,
    scopes: Scopes<'d>,
    followed: HashMap<(Identity, Kind), Result<Followed<'d>, Lost>>,
    missing: IndexMap<String, Missing<'d>>,
    misplaced: IndexMap<Identity, Location>,
    visited: HashSet<Identity>,
    circles: HashSet<Identity>,
}

/// The links of a chain, each with what is said beside it.
type Passed = IndexMap<Identity, (Location, Option<String>), foldhash::fast::RandomState>;

/// What a chain of references ends at.
#[derive(Clone, Debug)]
pub(super) struct Followed<'d> {
    /// The object itself.
    pub(super) node: Node<'d>,
    /// The outermost `description` beside a `$ref`, which wins over the object's own.
    pub(super) description: Option<String>,
}

/// A chain of references that ends at nothing; told already, or when the document has been read.
#[derive(Clone, Debug)]
pub(super) struct Lost {
    missing: Option<String>,
}

impl<'d> References<'d> {
    /// Nothing resolved yet.
    pub(super) fn new(document: &'d Document, dialect: Dialect) -> Self {
        Self {
            index: Index::of(document),
            dialect,
            found: HashMap::new(),
            scopes: Scopes::default(),
            followed: HashMap::new(),
            missing: IndexMap::new(),
            misplaced: IndexMap::new(),
            visited: HashSet::new(),
            circles: HashSet::new(),
        }
    }

    /// Follows references from `node` until something else comes. A node that is no reference is its own end.
    pub(super) fn follow(
        &mut self,
        diagnostics: &mut Diagnostics,
        node: &Node<'d>,
        kind: Kind,
    ) -> Result<Followed<'d>, Lost> {
        let mut end = Followed {
            node: node.clone(),
            description: None,
        };
        let mut passed = Passed::default();
        let result = loop {
            let Some(reference) = end.node.get("$ref") else {
                break Ok(end);
            };
            let id = identity(&end.node);
            if let Some(known) = self.followed.get(&(id, kind)) {
                break known.clone();
            }
            if let Some(start) = passed.get_index_of(&id) {
                self.report_circle(diagnostics, &passed, start);
                break Err(Lost { missing: None });
            }
            // A path item's own fields count beside its reference, in every version.
            let description = if kind == Kind::PathItem {
                None
            } else {
                self.beside(diagnostics, &end.node)
            };
            passed.insert(id, (end.node.at().clone(), description));
            match self.resolve(diagnostics, &reference, kind) {
                Ok(node) => end.node = node,
                Err(lost) => break Err(lost),
            }
        };
        self.remember(passed, kind, result)
    }

    /// Keeps where each link of a chain leads, so that chains are walked once. The outermost description wins.
    fn remember(
        &mut self,
        passed: Passed,
        kind: Kind,
        mut result: Result<Followed<'d>, Lost>,
    ) -> Result<Followed<'d>, Lost> {
        for (id, (_, description)) in passed.into_iter().rev() {
            if let (Ok(end), Some(_)) = (&mut result, &description) {
                end.description = description;
            }
            self.followed.insert((id, kind), result.clone());
        }
        result
    }

    /// One step: the node that a `$ref`'s value means.
    pub(super) fn resolve(
        &mut self,
        diagnostics: &mut Diagnostics,
        reference: &Node<'d>,
        kind: Kind,
    ) -> Result<Node<'d>, Lost> {
        let Some(text) = reference.as_str() else {
            if self.visited.insert(identity(reference)) {
                let words = format!("`$ref` must be a string, found {}", reference.kind_name());
                let at = reference.at().clone();
                // `$ref: #/components/…`
                let help = "put it in quotes: to YAML, ` #` begins a comment";
                diagnostics.push(Diagnostic::new(Code::WRONG_TYPE, at, words).help(help));
            }
            return Err(Lost { missing: None });
        };
        match self.find(reference, text.trim()) {
            Ok(found) => self.checked(diagnostics, reference, found, kind),
            Err(reason) => Err(self.lose(reference, text.trim(), reason, kind)),
        }
    }

    /// The object at `node`, or the one that a `$ref` there leads to although the standard has none at this place; none where it
    /// leads nowhere.
    pub(super) fn misplaced(
        &mut self,
        diagnostics: &mut Diagnostics,
        node: &Node<'d>,
    ) -> Option<Node<'d>> {
        let is_reference =
            |node: &Node<'d>| node.get("$ref").is_some_and(|to| to.as_str().is_some());
        if !is_reference(node) {
            return Some(node.clone());
        }
        let at = node.at().key("$ref");
        self.misplaced.entry(identity(node)).or_insert(at);
        let end = self.follow(diagnostics, node, Kind::Any).ok()?;
        Some(end.node)
    }

    /// What an `externalValue` leads to, where it is YAML or JSON that was read.
    pub(super) fn example(&mut self, reference: &Node<'d>) -> Option<Node<'d>> {
        let text = reference.as_str()?.trim();
        self.find(reference, text).ok().map(|found| found.node)
    }

    /// Goes through objects of other files that hold a `$ref` and nothing else.
    pub(super) fn through(&self, node: &Node<'d>) -> Node<'d> {
        self.index.through(node)
    }

    /// What the file is written in that a value stands in.
    pub(super) fn dialect_of(&self, node: &Node<'_>) -> Dialect {
        let own = self.index.version_of(node);
        own.map_or(self.dialect, Dialect::of)
    }

    /// The roots of the other files.
    pub(super) fn other_roots(&self) -> Vec<Node<'d>> {
        self.index.roots().split_off(1)
    }

    /// The root of the file that a value stands in.
    pub(super) fn root_of(&self, node: &Node<'d>) -> Node<'d> {
        self.index.root_of(node)
    }

    /// What the file is called that a value stands in.
    pub(super) fn file_name(&self, node: &Node<'_>) -> Option<String> {
        self.index.file_name(node)
    }

    /// Whether a value stands in another file than the entry.
    pub(super) fn is_external(&self, node: &Node<'_>) -> bool {
        self.index.is_external(node)
    }

    /// Whether a schema may mean several, each in its own scope.
    pub(super) fn has_dynamics(&self) -> bool {
        self.index.has_dynamics()
    }

    /// What a `$dynamicRef` means in a scope.
    pub(super) fn resolve_dynamic(
        &mut self,
        diagnostics: &mut Diagnostics,
        reference: &Node<'d>,
        scope: ScopeId,
    ) -> Result<Node<'d>, Lost> {
        let node = self.resolve(diagnostics, reference, Kind::Schema)?;
        let text = reference.as_str().unwrap_or_default().trim();
        let base = self.index.base_of(identity(reference));
        let initial = Found {
            node,
            stated: None,
            instead: None,
        };
        let at = Use { base, scope };
        Ok(self.scopes.bound(&self.index, at, text, &initial))
    }

    /// The scope in which what a reference leads to is read.
    pub(super) fn enter(
        &mut self,
        diagnostics: &mut Diagnostics,
        reference: &Node<'d>,
        scope: ScopeId,
        target: &Node<'d>,
    ) -> ScopeId {
        let base = self.index.base_of(identity(reference));
        let scope = self.scopes.enter(&self.index, Use { base, scope }, target);
        scope.unwrap_or_else(|| {
            let words = "`$dynamicRef`s are filled in more ways than are told apart: from here on each means what it leads to by itself";
            let at = reference.at().clone();
            let help = "let fewer schemas fill in the same `$dynamicAnchor`, or refer with `$ref`";
            diagnostics.push(Diagnostic::new(Code::IGNORED_KEYWORD, at, words).help(help));
            0
        })
    }

    /// Remembers that a path's parameters were taken to be strings because of what was lost.
    pub(super) fn inferred_for(&mut self, lost: &Lost, names: &[String]) {
        let missing = lost.missing.as_ref();
        if let Some(missing) = missing.and_then(|text| self.missing.get_mut(text)) {
            missing.infer(names);
        }
    }

    /// Tells of every missing target once, at its first use in document order.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        let roots = self.index.roots();
        for clash in self.index.clashes {
            diagnostics.push(clash);
        }
        if let Some(found) = misplaced(&self.misplaced) {
            diagnostics.push(found);
        }
        missing::report(diagnostics, &roots, self.missing);
    }

    fn lose(&mut self, reference: &Node<'d>, text: &str, reason: Reason<'d>, kind: Kind) -> Lost {
        let first = self.visited.insert(identity(reference));
        if matches!(reason, Reason::Broken) {
            return Lost { missing: None };
        }
        let address = self
            .index
            .address(self.index.base_of(identity(reference)), text);
        let missing = self
            .missing
            .entry(address.clone())
            .or_insert_with(|| Missing::new(text, reason, kind));
        if first {
            missing.used(reference);
        }
        Lost {
            missing: Some(address),
        }
    }

    fn find(&mut self, reference: &Node<'d>, text: &'d str) -> Result<Found<'d>, Reason<'d>> {
        let base = self.index.base_of(identity(reference));
        if let Some(found) = self.found.get(&(base, text)) {
            return Ok(found.clone());
        }
        let found = self.index.find(base, text)?;
        self.found.insert((base, text), found.clone());
        Ok(found)
    }

    fn checked(
        &mut self,
        diagnostics: &mut Diagnostics,
        reference: &Node<'d>,
        target: Found<'d>,
        kind: Kind,
    ) -> Result<Node<'d>, Lost> {
        let Found {
            node,
            stated,
            instead,
        } = target;
        let found = match stated {
            Some(_) if kind == Kind::Any => None,
            Some(Ok(stated)) if stated == kind => None,
            Some(Ok(stated)) => Some(stated.noun()),
            Some(Err(container)) => Some(container),
            None => None,
        };
        let fits = node.is_object() || (kind == Kind::Schema && node.as_bool().is_some());
        let found = found.or((!fits).then(|| node.kind_name()));
        if found.is_none() && instead.is_none() {
            return Ok(node);
        }
        let text = reference.as_str().unwrap_or_default().trim();
        let first = self.visited.insert(identity(reference));
        let Some(found) = found else {
            if let (true, Some(instead)) = (first, instead) {
                diagnostics.push(by_another_base(reference, text, &node, instead));
            }
            return Ok(node);
        };
        if first {
            let words = format!("`{text}` is {found}, where {} is asked for", kind.noun());
            let at = reference.at().clone();
            let mut finding = Diagnostic::new(Code::REFERENCE_TO_WRONG_KIND, at, words)
                .label(node.at().clone(), format!("this is {found}"));
            let has_content = matches!(kind, Kind::Response | Kind::RequestBody);
            if has_content && found == Kind::Schema.noun() {
                finding = finding.help(format!(
                    "a schema stands within it: `content: {{application/json: {{schema: {{$ref: '{text}'}}}}}}`"
                ));
            }
            diagnostics.push(finding);
        }
        Err(Lost { missing: None })
    }

    /// What stands beside a `$ref` that is no schema: a description counts from 3.1 on, nothing else does.
    fn beside(&mut self, diagnostics: &mut Diagnostics, node: &Node<'d>) -> Option<String> {
        let first = self.visited.insert(identity(node));
        let reads = self.dialect_of(node).reads_siblings();
        let mut description = None;
        for (key, value) in node.members() {
            if key == "$ref" || key.starts_with("x-") {
                continue;
            }
            if reads && key == "description" && value.as_str().is_some() {
                description = value.as_str().map(ToOwned::to_owned);
            } else if first && !(reads && matches!(key, "summary" | "description")) {
                diagnostics.push(ignored_sibling(key, &value));
            }
        }
        description
    }

    /// Tells of a circle of references once, whichever of its members it was entered by.
    fn report_circle(&mut self, diagnostics: &mut Diagnostics, passed: &Passed, start: usize) {
        let circle = &passed.as_slice()[start..];
        if circle.keys().any(|member| self.circles.contains(member)) {
            return;
        }
        self.circles.extend(circle.keys().copied());
        let places: Vec<&Location> = circle.values().map(|(at, _)| at).collect();
        diagnostics.push(circle_of(&places));
    }
}

/// A key beside a `$ref` that does not count there.
pub(super) fn ignored_sibling(key: &str, value: &Node<'_>) -> Diagnostic {
    let words = format!("`{key}` beside `$ref` is ignored");
    let mut note = Diagnostic::new(Code::IGNORED_KEYWORD, value.at().clone(), words)
        .on_key()
        .help(
            "take it out; what is to count in a schema of 3.0 stands beside `allOf: [{$ref: …}]`",
        );
    note.severity = Severity::Note;
    note
}

fn by_another_base(
    reference: &Node<'_>,
    text: &str,
    target: &Node<'_>,
    instead: Instead,
) -> Diagnostic {
    let (from, to, help) = match instead {
        Instead::File => (
            "the `$id` above it",
            "the file's own address",
            "remove the `$id`, or write the reference relative to it",
        ),
        Instead::Entry => (
            "the file that it stands in",
            "the document that refers to this file",
            "write that document's name before the `#`",
        ),
    };
    let words = format!("`{text}` leads nowhere from {from}, and is taken from {to}");
    let at = reference.at().clone();
    Diagnostic::new(Code::REFERENCE_BY_ANOTHER_BASE, at, words)
        .label(target.at().clone(), "what it is taken to mean")
        .help(help)
}

/// One finding for all references that the standard does not have.
fn misplaced(places: &IndexMap<Identity, Location>) -> Option<Diagnostic> {
    const SHOWN: usize = 3;
    let mut others = places.values();
    let first = others.next()?;
    let mut words = "the standard has no `$ref` here; it is followed all the same".to_owned();
    if places.len() > 1 {
        words = format!("{words}, as in {} other places", places.len() - 1);
    }
    let mut found = Diagnostic::new(Code::REFERENCE_NOT_ALLOWED, first.clone(), words).on_key();
    for at in others.take(SHOWN) {
        found = found.label(at.clone(), "also here");
    }
    Some(found.help("other tools may see an empty object: write the object itself here, or bundle the files into one"))
}

/// The finding about references that only lead to each other.
pub(super) fn circle_of(places: &[&Location]) -> Diagnostic {
    /// As many as a reader takes in.
    const SHOWN: usize = 8;
    let Some((first, others)) = places.split_first() else {
        unreachable!("a circle has at least one member")
    };
    let one_file = others
        .iter()
        .all(|at| Arc::ptr_eq(at.source(), first.source()));
    let name = |at: &&Location| {
        if one_file {
            name_of(at)
        } else {
            format!("`{at}`")
        }
    };
    let mut names: Vec<String> = places.iter().take(SHOWN).map(name).collect();
    if places.len() > SHOWN {
        names.push(format!("… ({} more)", places.len() - SHOWN));
    }
    names.extend(names.first().cloned());
    let words = format!("references lead in a circle: {}", names.join(" -> "));
    let mut circle = Diagnostic::new(Code::REFERENCE_CYCLE, first.key("$ref"), words);
    for at in others.iter().take(SHOWN - 1) {
        circle = circle.label(at.key("$ref"), "which leads on from here");
    }
    circle.help("define one of them without a `$ref`")
}

/// A component's name, or the pointer of anything else.
fn name_of(at: &Location) -> String {
    match at.pointer().keys() {
        [components, _, name] if components.to_string() == "components" => format!("`{name}`"),
        _ => format!("`#{}`", at.pointer()),
    }
}

#[cfg(test)]
mod tests;
