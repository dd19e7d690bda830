//! What a place is in XML: what its schemas say, and the schemas that they stand for.

use super::conjunction::Part;
use super::draft::Draft;
use super::words;
use crate::spec::{SchemaId, Xml};

/// Of several schemas that hold at a place the last has the first word, and each before what it stands for.
pub(super) fn of_parts(draft: &Draft<'_>, parts: &[Part]) -> Option<Box<Xml>> {
    let schemas = parts.iter().rev().map(|part| part.schema);
    merged(draft, schemas)
}

/// The same for a single schema.
pub(super) fn of_schema(draft: &Draft<'_>, schema: SchemaId) -> Option<Box<Xml>> {
    merged(draft, std::iter::once(schema))
}

fn merged(draft: &Draft<'_>, schemas: impl Iterator<Item = SchemaId>) -> Option<Box<Xml>> {
    let all = &draft.spec.schemas;
    let chain = schemas.flat_map(|schema| words::chain(all, schema));
    let mut said = chain.flat_map(|schema| own(draft, schema));
    let first = said.next()?.clone();
    Some(Box::new(said.fold(first, |xml, other| xml.or(Some(other)))))
}

/// What a schema says itself, or in parts of its `allOf` that have no name.
fn own<'d>(draft: &'d Draft<'_>, schema: SchemaId) -> impl Iterator<Item = &'d Xml> {
    let schemas = &draft.spec.schemas;
    let inline = schemas[schema].all_of.iter().map(|part| &schemas[*part]);
    let inline = inline.filter(|part| part.name.is_none());
    let all = std::iter::once(&schemas[schema]).chain(inline);
    all.filter_map(|schema| schema.xml.as_deref())
}
