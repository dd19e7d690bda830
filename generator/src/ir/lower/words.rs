//! What a schema says by itself, apart from what it refers to.

use crate::spec::{JsonType, Limits, Schema, SchemaId, Schemas};

/// How far a chain of references is followed where only a hint is wanted.
const CHAIN: usize = 64;

/// Whether the schema's own keywords admit every value; annotations and references say nothing.
pub(super) fn is_silent(schema: &Schema) -> bool {
    schema.types.is_empty() && is_silent_but_types(schema)
}

/// [`is_silent`], whatever `type` says.
pub(super) fn is_silent_but_types(schema: &Schema) -> bool {
    schema.boolean != Some(false)
        && schema.format.is_none()
        && schema.values.is_none()
        && schema.constant.is_none()
        && *schema.limits() == Limits::default()
        && schema.required.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.assertions.is_none()
        && !describes_objects(schema)
        && !describes_arrays(schema)
}

/// Whether it asks for nothing but properties that have to be there: what `anyOf: [{required: [a]}, …]` is made of.
pub(super) fn only_requires(schema: &Schema) -> bool {
    !schema.required.is_empty()
        && schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.boolean.is_none()
        && schema.values.is_none()
        && schema.constant.is_none()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.assertions.is_none()
        && !describes_objects(schema)
        && !describes_arrays(schema)
}

fn describes_objects(schema: &Schema) -> bool {
    !schema.properties.is_empty() || schema.additional_properties.is_some()
}

fn describes_arrays(schema: &Schema) -> bool {
    schema.items.is_some() || !schema.prefix_items.is_empty()
}

/// The only schema that it refers to by `$ref` or `allOf`. Parts of an `allOf` that only annotate do not count.
pub(super) fn only_target(schemas: &Schemas, schema: &Schema) -> Option<SchemaId> {
    let speaking = |id: &&SchemaId| {
        let part = &schemas[**id];
        !is_silent(part) || part.reference.is_some() || !part.all_of.is_empty()
    };
    let mut targets = schema
        .reference
        .iter()
        .chain(schema.all_of.iter().filter(speaking));
    let target = *targets.next()?;
    targets.next().is_none().then_some(target)
}

/// The schema that this one is but another spelling of: it refers to one and adds no word of its own.
pub(super) fn stands_for(schemas: &Schemas, id: SchemaId) -> Option<SchemaId> {
    let schema = &schemas[id];
    if is_silent(schema) {
        only_target(schemas, schema)
    } else {
        None
    }
}

/// Whether null is the only value of a schema.
pub(super) fn is_null(schemas: &Schemas, id: SchemaId) -> bool {
    let last = chain(schemas, id).last().map(|id| &schemas[id]);
    last.is_some_and(|schema| {
        let mut types = schema.types.iter().peekable();
        types.peek().is_some()
            && types.all(|ty| ty == JsonType::Null)
            && is_silent_but_types(schema)
            && schema.reference.is_none()
            && schema.all_of.is_empty()
    })
}

/// Whether two schemas stand for one.
pub(super) fn is_same(schemas: &Schemas, one: SchemaId, other: SchemaId) -> bool {
    chain(schemas, one).any(|one| chain(schemas, other).any(|other| one == other))
}

/// The schema and what it stands for, step by step, as far as a hint needs it.
pub(super) fn chain(schemas: &Schemas, id: SchemaId) -> impl Iterator<Item = SchemaId> {
    std::iter::successors(Some(id), |id| stands_for(schemas, *id)).take(CHAIN)
}
