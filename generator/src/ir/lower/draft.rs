//! The types under construction: who was met already, what is still to be filled in.

use std::collections::{HashMap, HashSet, VecDeque};

use super::conjunction::{Conjunction, Part};
use super::extends::Parents;
use super::predicate::Pending;
use super::words;
use crate::ir::{Constraints, Docs, Origin, Shape, TypeDef, TypeId, Types};
use crate::source::Location;
use crate::spec::{Extensions, SchemaId, Spec};

/// How long a chain of owners is followed to see that it ends. Documents nest 256 deep.
const OWNERS: usize = 1024;

/// A property's default that is still to be checked against the property's type.
pub(super) struct PendingDefault {
    pub(super) record: TypeId,
    pub(super) property: usize,
    pub(super) at: Location,
}

/// Types so far. A type is first made without a shape, then filled in from a queue: nothing here recurses.
pub(super) struct Draft<'s> {
    pub(super) spec: &'s Spec,
    pub(super) types: Types,
    pub(super) predicates: Pending,
    pub(super) named: Vec<TypeId>,
    pub(super) defaults: Vec<PendingDefault>,
    /// Aliases and choices that name types beside, null not among them.
    pub(super) without_null: HashSet<TypeId>,
    pub(super) parents: Parents<'s>,
    /// Looked up, never walked.
    met: HashMap<Conjunction, TypeId>,
    queue: VecDeque<(TypeId, Conjunction)>,
    reported: HashSet<SchemaId>,
    /// How many conjunctions of several schemas may still be made: documents can ask for exponentially many.
    merges_left: usize,
    /// How much may still be gathered, in keywords: each child repeats all that its parents say.
    work_left: usize,
    /// Where one of both ran out.
    pub(super) overflow: Option<Location>,
}

impl<'s> Draft<'s> {
    pub(super) fn new(spec: &'s Spec) -> Self {
        let (parents, overflow) = Parents::of(spec);
        Self {
            spec,
            types: Types::default(),
            predicates: Pending::default(),
            named: Vec::new(),
            defaults: Vec::new(),
            without_null: HashSet::new(),
            parents,
            met: HashMap::new(),
            queue: VecDeque::new(),
            reported: HashSet::new(),
            merges_left: 10_000 + 4 * spec.schemas.len(),
            work_left: 1_000_000 + 16 * spec.schemas.len(),
            overflow,
        }
    }

    /// A type without a shape yet.
    pub(super) fn push(&mut self, at: Location, origin: Origin) -> TypeId {
        self.types.push(TypeDef {
            at,
            origin,
            docs: Docs::default(),
            format: None,
            xml: None,
            extensions: Extensions::default(),
            shape: Shape::Any,
            constraints: Constraints::default(),
            predicate: None,
            default: None,
            examples: Vec::new(),
        })
    }

    /// A type whose shape is known.
    pub(super) fn push_shape(&mut self, at: Location, origin: Origin, shape: Shape) -> TypeId {
        let id = self.push(at, origin);
        self.types[id].shape = shape;
        id
    }

    /// Makes a type for a component, which uses of it will find.
    pub(super) fn name(&mut self, name: &str, schema: SchemaId) {
        let at = self.spec.schemas[schema].at.clone();
        let id = self.push(at, Origin::Named(name.to_owned()));
        self.named.push(id);
        let parts = vec![Part::from(schema)];
        // Two names for one schema: the first is the one that uses find, the second stands for it.
        if let Some(first) = self.met.get(&parts) {
            self.types[id].shape = Shape::Alias(*first);
        } else {
            self.met.insert(parts.clone(), id);
            self.queue.push_back((id, parts));
        }
    }

    /// The type of a schema that stands at `origin`.
    pub(super) fn type_of(&mut self, schema: SchemaId, origin: Origin) -> TypeId {
        self.type_of_all(vec![schema.into()], origin)
    }

    /// The type of a schema that has a name of its own, wherever it is first met.
    pub(super) fn type_of_component(&mut self, schema: SchemaId, origin: Origin) -> TypeId {
        let parts = vec![Part::from(schema)];
        match self.definition_name(&parts) {
            Some(name) if !self.met.contains_key(&parts) => {
                let id = self.push(self.spec.schemas[schema].at.clone(), Origin::Named(name));
                self.named.push(id);
                self.met.insert(parts.clone(), id);
                self.queue.push_back((id, parts));
                id
            }
            Some(_) | None => self.type_of_all(parts, origin),
        }
    }

    /// The type of schemas that hold all at once. One type for one conjunction, wherever it stands.
    pub(super) fn type_of_all(&mut self, parts: Conjunction, origin: Origin) -> TypeId {
        let place = parts.clone();
        let parts = self.follow(parts);
        let written_here = place.len() == 1 && place == parts;
        if let Some(id) = self.met.get(&parts).copied() {
            if written_here {
                self.settle_origin(id, origin);
            }
            return id;
        }
        // What meets at a place is of that place; a reference alone is where it leads.
        let written = if parts.len() > 1 { &place } else { &parts };
        let at = match written.last() {
            Some(part) => self.spec.schemas[part.schema].at.clone(),
            None => self.spec.at.clone(),
        };
        if parts.len() > 1 && !self.may_merge(&at) {
            return self.push(at, origin);
        }
        let id = match self.definition_name(&parts) {
            Some(name) if !written_here => {
                let id = self.push(at, Origin::Named(name));
                self.named.push(id);
                id
            }
            Some(_) | None => self.push(at, origin),
        };
        self.met.insert(parts.clone(), id);
        self.queue.push_back((id, parts));
        id
    }

    /// The name of a schema that is no component of this document but kept where definitions are.
    fn definition_name(&self, parts: &[Part]) -> Option<String> {
        let [part] = parts else { return None };
        self.spec.schemas[part.schema].definition.clone()
    }

    fn may_merge(&mut self, at: &Location) -> bool {
        if self.merges_left == 0 {
            self.overflow.get_or_insert_with(|| at.clone());
            return false;
        }
        self.merges_left -= 1;
        true
    }

    /// Whether so much may still be gathered.
    pub(super) fn may_gather(&mut self, at: &Location, work: usize) -> bool {
        if self.work_left < work {
            self.work_left = 0;
            self.overflow.get_or_insert_with(|| at.clone());
            return false;
        }
        self.work_left -= work;
        true
    }

    /// The next type to fill in.
    pub(super) fn next(&mut self) -> Option<(TypeId, Conjunction)> {
        self.queue.pop_front()
    }

    /// Whether nothing was said about this schema yet.
    pub(super) fn first_report(&mut self, schema: SchemaId) -> bool {
        self.reported.insert(schema)
    }

    /// Goes through pure references up to a component; no schema twice.
    fn follow(&self, mut parts: Conjunction) -> Conjunction {
        let schemas = &self.spec.schemas;
        for part in &mut parts {
            let mut left = schemas.len();
            let is_free = |id: SchemaId| schemas[id].name.is_none() && !self.parents.has(id);
            while is_free(part.schema) && left > 0 {
                let Some(target) = words::stands_for(schemas, part.schema) else {
                    break;
                };
                *part = target.into();
                left -= 1;
            }
        }
        let mut seen = HashSet::new();
        parts.retain(|part| seen.insert(*part));
        parts
    }

    /// The place where a schema is written names it, not whoever refers to it first.
    fn settle_origin(&mut self, id: TypeId, origin: Origin) {
        let takes = match (&self.types[id].origin, &origin) {
            (Origin::Named(_), _) => false,
            (Origin::Inline { owner, .. }, _) if self.is_written_in(*owner, id) => false,
            (_, Origin::Inline { owner, .. }) => !self.is_inside(*owner, id),
            (_, Origin::Named(_) | Origin::Operation { .. } | Origin::Shared { .. }) => true,
        };
        if takes {
            self.types[id].origin = origin;
        }
    }

    /// Whether a type's schema stands inside another's in the document: others meet it through references or `allOf`.
    fn is_written_in(&self, outer: TypeId, inner: TypeId) -> bool {
        self.types[inner].at.is_within(&self.types[outer].at)
    }

    fn is_inside(&self, inner: TypeId, outer: TypeId) -> bool {
        let mut at = inner;
        for _ in 0..OWNERS {
            if at == outer {
                return true;
            }
            match &self.types[at].origin {
                Origin::Inline { owner, .. } => at = *owner,
                Origin::Named(_) | Origin::Operation { .. } | Origin::Shared { .. } => {
                    return false;
                }
            }
        }
        true
    }
}
