//! Who extends whom: for each schema with a `discriminator` and without `oneOf` or `anyOf` the components whose `allOf` leads up to it.

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;

use super::words;
use crate::source::Location;
use crate::spec::{self, JsonType, Schema, SchemaId, Schemas, Spec};

/// How many pairs of a schema and a parent above it are looked at.
const PAIRS: usize = 200_000;

/// How far a chain of references is followed to what it stands for.
const CHAIN: usize = 64;

/// Who extends whom.
#[derive(Default)]
pub(super) struct Parents<'s> {
    /// For each parent the children right below it, in document order. Looked up, never walked.
    children: HashMap<SchemaId, Vec<Child<'s>>>,
    /// The schemas of all children.
    extending: HashSet<SchemaId>,
    /// How many tags may still be handed up to the parent of a parent.
    pub(super) tags_left: usize,
}

/// A component that extends a parent.
#[derive(Clone, Copy)]
pub(super) struct Child<'s> {
    /// Its name.
    pub(super) name: &'s str,
    /// The component.
    pub(super) schema: SchemaId,
    /// The schema that it consists of, which may be another where it is written elsewhere.
    pub(super) body: SchemaId,
}

impl<'s> Parents<'s> {
    /// Looks at all components. Where there are too many ways up, nobody is a parent, and the place is handed back.
    pub(super) fn of(spec: &'s Spec) -> (Self, Option<Location>) {
        let mut parents = Self::default();
        let schemas = &spec.schemas;
        if !schemas.iter().any(|(_, schema)| is_parent(schema)) {
            return (parents, None);
        }
        parents.tags_left = most_tags(schemas.len());
        let mut ancestry = Ancestry {
            schemas,
            found: HashMap::new(),
            left: PAIRS + 4 * schemas.len(),
        };
        for child in components(spec) {
            let Some(above) = ancestry.above(child.body) else {
                return (Self::default(), Some(schemas[child.body].at.clone()));
            };
            if above.is_empty() || is_another_spelling(schemas, child, &above) {
                continue;
            }
            parents.extending.insert(child.body);
            for parent in above {
                parents.children.entry(parent).or_default().push(child);
            }
        }
        (parents, None)
    }

    /// Whether the schema is a parent or a child, and so never but another spelling of a schema that it refers to.
    pub(super) fn has(&self, schema: SchemaId) -> bool {
        self.extending.contains(&schema) || self.children.contains_key(&schema)
    }

    /// The children right below a parent.
    pub(super) fn below(&self, parent: SchemaId) -> &[Child<'s>] {
        self.children.get(&parent).map_or(&[], Vec::as_slice)
    }
}

/// How many tags are handed up in all: in a chain of parents each has those of all below it.
pub(super) fn most_tags(things: usize) -> usize {
    10_000 + 4 * things
}

fn is_parent(schema: &Schema) -> bool {
    schema.discriminator.is_some() && schema.one_of.is_empty() && schema.any_of.is_empty()
}

/// Everything that has a name of its own, each body once.
fn components(spec: &Spec) -> Vec<Child<'_>> {
    let schemas = &spec.schemas;
    let named = spec.components.schemas.iter();
    let named = named.map(|(name, schema)| (name.as_str(), *schema));
    let others = schemas.iter();
    let others = others.filter_map(|(id, schema)| Some((schema.definition.as_deref()?, id)));
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (name, schema) in named.chain(others) {
        let body = body(schemas, schema);
        let is_another = |schema: &Schema| schema.name.is_some() || schema.definition.is_some();
        if (body == schema || !is_another(&schemas[body])) && seen.insert(body) {
            found.push(Child { name, schema, body });
        }
    }
    found
}

/// What stands at the end of references that say nothing else.
pub(super) fn body(schemas: &Schemas, id: SchemaId) -> SchemaId {
    let mut id = id;
    for _ in 0..CHAIN {
        let schema = &schemas[id];
        match schema.reference {
            Some(target) if schema.all_of.is_empty() && words::is_silent(schema) => id = target,
            Some(_) | None => break,
        }
    }
    id
}

/// `Pets: {nullable: true, allOf: [{$ref: Pet}]}` is a parent that may be null, and no child. Where there is a mapping, one that says
/// nothing and is not in it is but another name.
fn is_another_spelling(schemas: &Schemas, child: Child<'_>, above: &IndexSet<SchemaId>) -> bool {
    let schema = &schemas[child.body];
    if !words::is_silent_but_types(schema) || words::only_target(schemas, schema).is_none() {
        return false;
    }
    let is_mark = |ty: JsonType| ty == JsonType::Null;
    if !schema.types.is_empty() && schema.types.iter().all(is_mark) {
        return true;
    }
    let mut mappings = above
        .iter()
        .filter_map(|parent| schemas[*parent].discriminator.as_deref());
    let is_left_out = |written: &spec::Discriminator| {
        let mut targets = written.mapping.values();
        !written.mapping.is_empty() && !targets.any(|id| body(schemas, *id) == child.body)
    };
    schema.discriminator.is_none() && mappings.all(is_left_out)
}

/// The parents above schemas, each schema visited once.
struct Ancestry<'s> {
    schemas: &'s Schemas,
    /// Nothing while a schema is being visited: what leads back to it is left out.
    found: HashMap<SchemaId, Option<IndexSet<SchemaId>>>,
    left: usize,
}

impl Ancestry<'_> {
    /// The first parents on every way up from the schema; `None` where they are too many to look at.
    fn above(&mut self, root: SchemaId) -> Option<IndexSet<SchemaId>> {
        if let Some(known) = self.found.get(&root) {
            return known.clone();
        }
        let mut stack = Vec::new();
        self.open(&mut stack, root);
        while let Some((id, index, above)) = stack.last_mut() {
            let schema = &self.schemas[*id];
            let mut targets = schema.reference.iter().chain(&schema.all_of);
            let Some(target) = targets.nth(*index).copied() else {
                let (id, above) = (*id, std::mem::take(above));
                self.found.insert(id, Some(above));
                stack.pop();
                continue;
            };
            match self.found.get(&target) {
                None => {
                    self.open(&mut stack, target);
                    continue;
                }
                Some(Some(_)) if is_parent(&self.schemas[target]) => {
                    above.insert(target);
                }
                Some(Some(further)) => {
                    self.left = self.left.checked_sub(further.len())?;
                    above.extend(further);
                }
                Some(None) => {}
            }
            *index += 1;
        }
        self.found.get(&root).cloned().flatten()
    }

    fn open(&mut self, stack: &mut Vec<(SchemaId, usize, IndexSet<SchemaId>)>, id: SchemaId) {
        self.found.insert(id, None);
        stack.push((id, 0, IndexSet::new()));
    }
}
