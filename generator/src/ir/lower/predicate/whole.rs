use super::{Extent, Pending};
use crate::ir::lower::{limits, words};
use crate::ir::{Clause, PredicateId};
use crate::spec::{Assertions, Limits, Schema, SchemaId, Spec};

/// Everything that a schema says.
pub(super) fn clauses(
    pending: &mut Pending,
    spec: &Spec,
    id: SchemaId,
    extent: Extent,
) -> Vec<Clause> {
    let schema = &spec.schemas[id];
    // Where a schema is only asked what it looks at, its type tells the rest.
    let mut clauses = match extent {
        Extent::Whole => plain(spec, schema),
        Extent::Looks | Extent::Beside => Vec::new(),
    };
    let mut walk = Walk {
        pending,
        spec,
        schema,
        extent,
    };
    walk.object(&mut clauses);
    walk.array(&mut clauses);
    walk.choices(&mut clauses);
    if let Some(assertions) = schema.assertions.as_deref() {
        walk.assertions(assertions, &mut clauses);
        if extent != Extent::Beside {
            clauses.extend(walk.unevaluated(assertions));
        }
    }
    clauses
}

/// What it says about the value alone.
fn plain(spec: &Spec, schema: &Schema) -> Vec<Clause> {
    let mut clauses = Vec::new();
    if schema.boolean == Some(false) {
        clauses.push(Clause::Never);
    }
    if !schema.types.is_empty() {
        clauses.push(Clause::Types(schema.types.clone()));
    }
    if let Some(values) = &schema.values {
        clauses.push(Clause::Values(values.clone()));
    }
    if let Some(constant) = &schema.constant {
        clauses.push(Clause::Values(vec![constant.as_ref().clone()]));
    }
    if *schema.limits() != Limits::default() {
        clauses.push(Clause::Bounds(limits::all(schema.limits())));
    }
    let required = required(spec, schema);
    if !required.is_empty() {
        clauses.push(Clause::Required(required));
    }
    clauses
}

/// What has to be there whoever sends the value: one predicate counts for both sides.
fn required(spec: &Spec, schema: &Schema) -> Vec<String> {
    let schemas = &spec.schemas;
    let is_marked = |name: &String| {
        let chain = schema
            .properties
            .get(name)
            .map(|id| words::chain(schemas, *id));
        let mut chain = chain.into_iter().flatten().map(|id| &schemas[id]);
        chain.any(|schema| schema.read_only || schema.write_only)
    };
    let required = schema.required.iter();
    required.filter(|name| !is_marked(name)).cloned().collect()
}

/// A schema while its keywords are walked.
pub(super) struct Walk<'w, 's> {
    pub(super) pending: &'w mut Pending,
    pub(super) spec: &'s Spec,
    pub(super) schema: &'s Schema,
    pub(super) extent: Extent,
}

impl<'s> Walk<'_, 's> {
    /// A schema whose word on the same value counts.
    fn whole(&mut self, id: SchemaId) -> PredicateId {
        self.pending.of(self.spec, id, Extent::Whole)
    }

    /// A schema that holds for the same value.
    fn same(&mut self, id: SchemaId) -> PredicateId {
        let extent = match self.extent {
            Extent::Whole => Extent::Whole,
            Extent::Looks | Extent::Beside => Extent::Looks,
        };
        self.pending.of(self.spec, id, extent)
    }

    /// A schema of a part of the value, which matters only where all of it does.
    fn part(&mut self, id: SchemaId) -> PredicateId {
        match self.extent {
            Extent::Whole => self.whole(id),
            Extent::Looks | Extent::Beside if self.spec.schemas[id].boolean == Some(false) => {
                self.whole(id)
            }
            Extent::Looks | Extent::Beside => self.pending.nothing(&self.schema.at),
        }
    }

    fn named<N: AsRef<str> + 's>(
        &mut self,
        all: impl IntoIterator<Item = (&'s N, &'s SchemaId)>,
        of: fn(&mut Self, SchemaId) -> PredicateId,
    ) -> Vec<(String, PredicateId)> {
        let all = all.into_iter();
        all.map(|(name, id)| (name.as_ref().to_owned(), of(self, *id)))
            .collect()
    }

    /// `properties`, `patternProperties`, `additionalProperties`: the three know of each other.
    pub(super) fn object(&mut self, clauses: &mut Vec<Clause>) {
        let schema = self.schema;
        if !schema.properties.is_empty() {
            let all = self.named(&schema.properties, Self::part);
            clauses.push(Clause::Properties(all));
        }
        let patterns = schema.assertions.iter();
        let patterns = patterns.flat_map(|assertions| &assertions.pattern_properties);
        let patterns = self.named(patterns, Self::part);
        if !patterns.is_empty() {
            clauses.push(Clause::Patterns(patterns));
        }
        if let Some(id) = schema.additional_properties {
            clauses.push(Clause::Additional(self.part(id)));
        }
    }

    /// `prefixItems` and `items`.
    pub(super) fn array(&mut self, clauses: &mut Vec<Clause>) {
        let schema = self.schema;
        if !schema.prefix_items.is_empty() {
            let parts = schema.prefix_items.iter();
            clauses.push(Clause::Parts(parts.map(|id| self.part(*id)).collect()));
        }
        if let Some(id) = schema.items {
            clauses.push(Clause::Items(self.part(id)));
        }
    }

    fn choices(&mut self, clauses: &mut Vec<Clause>) {
        let schema = self.schema;
        let all = schema.reference.iter().chain(&schema.all_of);
        let all: Vec<PredicateId> = all.map(|id| self.same(*id)).collect();
        if !all.is_empty() {
            clauses.push(Clause::All(all));
        }
        if !schema.any_of.is_empty() {
            clauses.push(Clause::Any(self.each(&schema.any_of)));
        }
        if !schema.one_of.is_empty() {
            clauses.push(Clause::One(self.each(&schema.one_of)));
        }
    }

    /// Schemas of which it matters whether they hold.
    pub(super) fn each(&mut self, ids: &[SchemaId]) -> Vec<PredicateId> {
        ids.iter().map(|id| self.whole(*id)).collect()
    }

    /// The keywords that no type shows, but for those that ask what others look at.
    pub(super) fn assertions(&mut self, assertions: &'s Assertions, clauses: &mut Vec<Clause>) {
        if let Some(id) = assertions.not {
            clauses.push(Clause::Not(self.whole(id)));
        }
        if let Some(id) = assertions.condition {
            clauses.push(Clause::If {
                condition: self.whole(id),
                then: assertions.then.map(|id| self.whole(id)),
                otherwise: assertions.otherwise.map(|id| self.whole(id)),
            });
        }
        if let Some(id) = assertions.property_names {
            clauses.push(Clause::Names(self.whole(id)));
        }
        if !assertions.dependent_required.is_empty() {
            let all = assertions.dependent_required.iter();
            let all = all.map(|(name, others)| (name.clone(), others.clone()));
            clauses.push(Clause::DependentRequired(all.collect()));
        }
        if !assertions.dependent_schemas.is_empty() {
            let all = self.named(&assertions.dependent_schemas, Self::whole);
            clauses.push(Clause::Dependent(all));
        }
        if let Some(id) = assertions.contains {
            clauses.push(Clause::Contains {
                predicate: self.whole(id),
                least: assertions.min_contains,
                most: assertions.max_contains,
            });
        }
    }

    pub(super) fn unevaluated(&mut self, assertions: &Assertions) -> Vec<Clause> {
        let properties = assertions.unevaluated_properties;
        let properties = properties.map(|id| Clause::UnevaluatedProperties(self.part(id)));
        let items = assertions.unevaluated_items;
        let items = items.map(|id| Clause::UnevaluatedItems(self.part(id)));
        properties.into_iter().chain(items).collect()
    }
}
