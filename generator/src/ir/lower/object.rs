//! Objects and arrays: what stands inside values.

use super::conjunction::{Conjunction, Part};
use super::draft::{Draft, PendingDefault};
use super::facts::{Extra, Facts};
use super::{report, words, xml};
use crate::diagnostics::Diagnostics;
use crate::ir::{
    Additional, Docs, List, Map, Origin, Property, Record, Shape, Step, Tuple, TypeId,
};
use crate::spec::{Extensions, Schema, SchemaId};

/// A list, or a tuple where items are listed one by one.
pub(super) fn array(draft: &mut Draft<'_>, id: TypeId, facts: &Facts<'_>) -> Shape {
    if facts.prefix.is_empty() && facts.items != Extra::Nothing {
        let item = extra(draft, id, facts, &facts.items, Step::Item);
        let xml = match &facts.items {
            Extra::Values(parts) => xml::of_parts(draft, parts),
            Extra::Unsaid | Extra::Nothing => None,
        };
        return Shape::List(List { item, xml });
    }
    let parts = facts
        .prefix
        .iter()
        .enumerate()
        .map(|(index, parts)| child(draft, id, parts, Step::Part(index)))
        .collect();
    let rest = match &facts.items {
        Extra::Nothing => None,
        Extra::Unsaid | Extra::Values(_) => Some(extra(draft, id, facts, &facts.items, Step::Item)),
    };
    let said = facts.prefix.iter();
    let xml = said.map(|parts| xml::of_parts(draft, parts)).collect();
    Shape::Tuple(Tuple { parts, rest, xml })
}

/// A record where properties are known, a map where none is.
pub(super) fn object(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'_>,
    id: TypeId,
    facts: &Facts<'_>,
) -> Shape {
    let is_map = facts.properties.is_empty() && facts.required.is_empty();
    if is_map && facts.additional != Extra::Nothing {
        let value = extra(draft, id, facts, &facts.additional, Step::Value);
        return Shape::Map(Map { value });
    }
    let additional = match &facts.additional {
        Extra::Unsaid => Additional::Open,
        Extra::Nothing => Additional::Closed,
        Extra::Values(parts) => Additional::Typed(child(draft, id, parts, Step::Value)),
    };
    let mut properties: Vec<Property> = Vec::new();
    for (name, parts) in &facts.properties {
        let property = property(draft, id, name, parts, facts.required.contains(name));
        remember_default(draft, id, properties.len(), parts);
        properties.push(property);
    }
    for name in facts
        .required
        .iter()
        .filter(|name| !facts.properties.contains_key(*name))
    {
        properties.extend(undeclared(diagnostics, draft, id, facts, additional, name));
    }
    Shape::Record(Record {
        properties,
        additional,
        others: Vec::new(),
        tag: tag(draft, facts),
    })
}

/// The property of the schema's own `discriminator`; a child does not inherit what its parent is told by.
fn tag(draft: &Draft<'_>, facts: &Facts<'_>) -> Option<String> {
    let own = &draft.spec.schemas[*facts.leaves.last()?];
    let discriminator = own.discriminator.as_ref()?;
    Some(discriminator.property.clone())
}

fn property(
    draft: &mut Draft<'_>,
    owner: TypeId,
    name: &str,
    parts: &[Part],
    required: bool,
) -> Property {
    let xml = xml::of_parts(draft, parts);
    let parts = speaking(draft, parts);
    let ty = child(draft, owner, &parts, Step::Property(name.to_owned()));
    let schemas = &draft.spec.schemas;
    let own = || parts.iter().rev().map(|part| &schemas[part.schema]);
    let chain: Vec<&Schema> = chain(draft, &parts).map(|id| &schemas[id]).collect();
    Property {
        at: own()
            .next()
            .map_or_else(|| draft.types[owner].at.clone(), |schema| schema.at.clone()),
        name: name.to_owned(),
        ty,
        required,
        read_only: chain.iter().any(|schema| schema.read_only),
        write_only: chain.iter().any(|schema| schema.write_only),
        default: chain
            .iter()
            .find_map(|schema| schema.default.as_deref())
            .map(|(_, value)| value.clone()),
        xml,
        docs: Docs {
            title: own().find_map(|schema| schema.title.clone()),
            description: own().find_map(|schema| schema.description.clone()),
            more: own().find_map(|schema| schema.external_docs.as_deref().cloned()),
            deprecated: own().any(|schema| schema.deprecated),
        },
        extensions: own().flat_map(|schema| schema.extensions.clone()).collect(),
    }
}

/// The schemas of a property and what they stand for: the last in the document's order has the first word.
fn chain<'d>(draft: &'d Draft<'_>, parts: &'d [Part]) -> impl Iterator<Item = SchemaId> + 'd {
    parts
        .iter()
        .rev()
        .flat_map(|part| words::chain(&draft.spec.schemas, part.schema))
}

/// The parts that say anything, where one of several does.
fn speaking(draft: &Draft<'_>, parts: &[Part]) -> Conjunction {
    let schemas = &draft.spec.schemas;
    let says = |part: &&Part| {
        let schema = &schemas[part.schema];
        !words::is_silent(schema) || words::only_target(schemas, schema).is_some()
    };
    let speaking: Conjunction = parts.iter().filter(says).copied().collect();
    if speaking.is_empty() {
        parts.to_vec()
    } else {
        speaking
    }
}

fn remember_default(draft: &mut Draft<'_>, record: TypeId, property: usize, parts: &[Part]) {
    let schemas = &draft.spec.schemas;
    let default = chain(draft, parts).find_map(|id| schemas[id].default.as_deref());
    if let Some((at, _)) = default {
        let at = at.clone();
        draft.defaults.push(PendingDefault {
            record,
            property,
            at,
        });
    }
}

/// `required` may name what `properties` does not: it has to be there, and may be anything that additional properties may be.
fn undeclared(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'_>,
    owner: TypeId,
    facts: &Facts<'_>,
    additional: Additional,
    name: &str,
) -> Option<Property> {
    let ty = match additional {
        Additional::Typed(ty) => ty,
        Additional::Open => {
            let step = Step::Property(name.to_owned());
            draft.push_shape(facts.at.clone(), Origin::Inline { owner, step }, Shape::Any)
        }
        Additional::Closed => {
            let message = format!(
                "`{name}` is required, but `additionalProperties: false` forbids it; it is left out"
            );
            diagnostics.push(
                report::contradiction(&facts.at, message)
                    .help(format!("declare `{name}` under `properties`")),
            );
            return None;
        }
    };
    Some(Property {
        at: facts.at.clone(),
        name: name.to_owned(),
        ty,
        required: true,
        read_only: false,
        write_only: false,
        default: None,
        xml: None,
        extensions: Extensions::default(),
        docs: Docs::default(),
    })
}

/// The type of what is not listed; anything where nothing was said.
fn extra(
    draft: &mut Draft<'_>,
    owner: TypeId,
    facts: &Facts<'_>,
    extra: &Extra,
    step: Step,
) -> TypeId {
    match extra {
        Extra::Values(parts) => child(draft, owner, parts, step),
        Extra::Unsaid => {
            draft.push_shape(facts.at.clone(), Origin::Inline { owner, step }, Shape::Any)
        }
        Extra::Nothing => draft.push_shape(
            facts.at.clone(),
            Origin::Inline { owner, step },
            Shape::Never,
        ),
    }
}

fn child(draft: &mut Draft<'_>, owner: TypeId, parts: &[Part], step: Step) -> TypeId {
    draft.type_of_all(parts.to_vec(), Origin::Inline { owner, step })
}
