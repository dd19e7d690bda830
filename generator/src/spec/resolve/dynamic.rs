//! `$dynamicRef`: a reference whose meaning hangs on where the schema that holds it is used (JSON Schema 2020-12 section 8.2.3.2).
//!
//! ```yaml
//! list: {$id: list, items: {$dynamicRef: '#item'}, $defs: {any: {$dynamicAnchor: item}}}
//! pets: {$id: pets, $ref: list, $defs: {pet: {$dynamicAnchor: item, $ref: pet}}}   # a list of pets
//! ```
//!
//! Which resources are entered before which is written in the document, so a template is read once for each way of filling it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{Identity, identity};
use crate::document::index::{Found, Index};
use crate::document::{Kind as Json, Node, Tree};
use crate::source::decode;

/// More ways of filling templates than anybody has.
const SCOPES: usize = 1000;

/// What dynamic anchors stand for at a use, by number. 0 is what they stand for where a schema is used by itself.
pub(in crate::spec) type ScopeId = usize;

/// The schema that an outer resource has put in place of each name.
type Bindings<'d> = BTreeMap<&'d str, Bound<'d>>;

#[derive(Clone, Debug)]
struct Bound<'d>(Node<'d>);

impl PartialEq for Bound<'_> {
    fn eq(&self, other: &Self) -> bool {
        identity(&self.0) == identity(&other.0)
    }
}

/// All scopes that a document asks for.
#[derive(Debug, Default)]
pub(super) struct Scopes<'d> {
    /// From number 1 on.
    list: Vec<Bindings<'d>>,
    asked: HashMap<Identity, BTreeSet<String>>,
}

/// Where a reference stands.
#[derive(Clone, Copy, Debug)]
pub(in crate::spec) struct Use {
    pub(super) base: usize,
    pub(super) scope: ScopeId,
}

impl<'d> Scopes<'d> {
    /// What a `$dynamicRef` means: the outermost binding of its name, if what it leads to by itself has the name dynamically.
    pub(super) fn bound(
        &self,
        index: &Index<'d>,
        at: Use,
        text: &str,
        initial: &Found<'d>,
    ) -> Node<'d> {
        let fragment = text.split_once('#').map_or("", |(_, fragment)| fragment);
        let name = decode(fragment).unwrap_or_default();
        let target = index.base_of(identity(&initial.node));
        if index.dynamic(target, &name).is_none() {
            return initial.node.clone();
        }
        let outer = match at.scope.checked_sub(1) {
            Some(scope) => self.list[scope]
                .get(name.as_str())
                .map(|bound| bound.0.clone()),
            None => None,
        };
        outer
            .or_else(|| index.dynamic(at.base, &name))
            .unwrap_or_else(|| initial.node.clone())
    }

    /// The scope of a target that is entered from `at`; none where there are too many.
    pub(super) fn enter(
        &mut self,
        index: &Index<'d>,
        at: Use,
        target: &Node<'d>,
    ) -> Option<ScopeId> {
        if !index.has_dynamics() {
            return Some(0);
        }
        let asked = self.asked(index, target);
        if asked.is_empty() {
            return Some(0);
        }
        let by_itself = bindings(index, index.base_of(identity(target)));
        let mut bindings = match at.scope.checked_sub(1) {
            Some(scope) => self.list[scope].clone(),
            None => bindings(index, at.base),
        };
        for (name, bound) in &by_itself {
            bindings.entry(name).or_insert_with(|| bound.clone());
        }
        let is_asked = |bindings: Bindings<'d>| -> Bindings<'d> {
            bindings
                .into_iter()
                .filter(|(name, _)| asked.contains(*name))
                .collect()
        };
        let bindings = is_asked(bindings);
        if bindings == is_asked(by_itself) {
            return Some(0);
        }
        if let Some(known) = self.list.iter().position(|known| *known == bindings) {
            return Some(known + 1);
        }
        if self.list.len() == SCOPES {
            return None;
        }
        self.list.push(bindings);
        Some(self.list.len())
    }

    /// The names that `$dynamicRef`s ask for in a schema and in all that it leads to.
    fn asked(&mut self, index: &Index<'d>, target: &Node<'d>) -> BTreeSet<String> {
        if let Some(known) = self.asked.get(&identity(target)) {
            return known.clone();
        }
        let mut names = BTreeSet::new();
        let mut seen: HashSet<Identity> = HashSet::new();
        let mut stack: Vec<&'d Tree> = vec![target.tree()];
        while let Some(tree) = stack.pop() {
            if !seen.insert(Identity::of_tree(tree)) {
                continue;
            }
            match &tree.kind {
                Json::Array(items) => stack.extend(items),
                Json::Object(members) => {
                    let base = index.base_of(Identity::of_tree(tree));
                    for (key, value) in members.iter() {
                        stack.push(value);
                        let Json::String(text) = &value.kind else {
                            continue;
                        };
                        if let "$ref" | "$dynamicRef" = key.as_str()
                            && let Ok(found) = index.find(base, text.trim())
                        {
                            stack.push(found.node.tree());
                        }
                        if key == "$dynamicRef" {
                            let name = text.split_once('#').map_or("", |(_, name)| name);
                            stack.extend(index.all_dynamic(name));
                            names.insert(name.to_owned());
                        }
                    }
                }
                Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
            }
        }
        self.asked.insert(identity(target), names.clone());
        names
    }
}

/// What a resource itself puts in place of names.
fn bindings<'d>(index: &Index<'d>, base: usize) -> Bindings<'d> {
    let anchors = index.dynamics(base).into_iter();
    anchors.map(|(name, node)| (name, Bound(node))).collect()
}
