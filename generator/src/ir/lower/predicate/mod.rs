//! What of a schema its type does not show: predicates over the value as it is on the wire.
//!
//! - `left_over` finds the keywords of a conjunction that neither its shape nor its constraints express.
//! - `whole` writes down all that a schema says: for what stands under `not`, `if` and their like, where no type helps.

mod left_over;
mod whole;

use std::collections::{HashMap, VecDeque};

pub(super) use self::left_over::left_over;
use crate::ir::{Clause, Predicate, PredicateId, Predicates};
use crate::source::Location;
use crate::spec::{SchemaId, Spec};

/// Predicates under construction. Nothing recurses over the document: what is met waits in a queue.
#[derive(Default)]
pub(super) struct Pending {
    pub(super) done: Predicates,
    /// Looked up, never walked.
    met: HashMap<(SchemaId, Extent), PredicateId>,
    queue: VecDeque<(PredicateId, SchemaId, Extent)>,
    nothing: Option<PredicateId>,
}

/// How much of a schema a predicate repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// What tells which properties and items it looks at. The values of those are their own types' business.
    Looks,
    /// The same without what it says of those that it does not look at.
    Beside,
}

impl Pending {
    fn push(&mut self, at: &Location, clauses: Vec<Clause>) -> PredicateId {
        let at = at.clone();
        self.done.push(Predicate { at, clauses })
    }

    /// The predicate that all satisfy.
    fn nothing(&mut self, at: &Location) -> PredicateId {
        if let Some(id) = self.nothing {
            return id;
        }
        let id = self.push(at, Vec::new());
        self.nothing = Some(id);
        id
    }

    /// The predicate of a schema.
    fn of(&mut self, spec: &Spec, schema: SchemaId, extent: Extent) -> PredicateId {
        if let Some(id) = self.met.get(&(schema, extent)) {
            return *id;
        }
        let id = self.push(&spec.schemas[schema].at, Vec::new());
        self.met.insert((schema, extent), id);
        self.queue.push_back((id, schema, extent));
        id
    }

    /// Fills in all that was met.
    pub(super) fn fill(&mut self, spec: &Spec) {
        while let Some((id, schema, extent)) = self.queue.pop_front() {
            let clauses = whole::clauses(self, spec, schema, extent);
            self.done[id].clauses = clauses;
        }
    }
}
