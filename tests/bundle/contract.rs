//! Whether two documents say the same: their contracts, places and the order of schemas aside.

use std::collections::HashMap;

use libtest_mimic::Failed;
use oasmith::spec::{
    Encodings, JsonType, JsonTypes, MediaType, Operation, Schema, SchemaId, Spec, dump::dump,
    read::read,
};
use oasmith::{Diagnostics, Document};

/// Fails with the first lines that differ.
pub(crate) fn same(before: &Document, after: &Document) -> Result<(), Failed> {
    let (before, after) = (spec(before), spec(after));
    compare(before, after)
}

/// The same for contracts that were read.
pub(crate) fn compare(before: Spec, after: Spec) -> Result<(), Failed> {
    let components: Vec<String> = before.components.schemas.keys().cloned().collect();
    let (before, after) = (direct(before), direct(after));
    let names = (names(&before, &components), names(&after, &components));
    let (before, after) = (
        canonical(before, &components),
        canonical(after, &components),
    );
    if before != after {
        return Err(first_difference(&before, &after).into());
    }
    let renamed = names.0.iter().zip(&names.1);
    let renamed: Vec<String> = renamed
        .filter(|(before, after)| before.is_some() && before != after)
        .map(|(before, after)| format!("{before:?} is called {after:?}"))
        .collect();
    if renamed.is_empty() {
        Ok(())
    } else {
        Err(renamed.join("\n").into())
    }
}

/// Says in one way what versions say in two: a missing description or an empty one, what stands beside a reference or in `allOf`,
/// one value as `const` or `enum`, several types or alternatives of one each.
pub(crate) fn settle(before: &mut Spec, after: &mut Spec) {
    for spec in [before, after] {
        let ids: Vec<SchemaId> = spec.schemas.iter().map(|(id, _)| id).collect();
        for id in ids {
            settle_schema(spec, id);
        }
        let responses = spec.operations.iter_mut();
        for response in responses.flat_map(|operation| &mut operation.responses) {
            response.description.get_or_insert_default();
        }
    }
}

fn settle_schema(spec: &mut Spec, id: SchemaId) {
    let one = Schema::any(spec.schemas[id].at.clone());
    let is_bare = is_bare(&spec.schemas[id]);
    if let Some(to) = spec.schemas[id].reference.take_if(|_| !is_bare) {
        let mut part = one.clone();
        part.reference = Some(to);
        let part = spec.schemas.push(part);
        spec.schemas[id].all_of.insert(0, part);
    }
    // A part that says nothing, as a reference that leads nowhere, asks for nothing.
    let mut all_of = spec.schemas[id].all_of.clone();
    all_of.retain(|part| !is_like(&spec.schemas[*part], None));
    spec.schemas[id].all_of = all_of;
    let schema = &mut spec.schemas[id];
    if let (Some(value), None) = (&schema.constant, &schema.values) {
        schema.values = Some(vec![value.as_ref().clone()]);
        schema.constant = None;
    }
    let mut types: Vec<JsonType> = schema.types.iter().collect();
    types.sort_by_key(|ty| *ty == JsonType::Null);
    schema.types = JsonTypes::default();
    let is_choice = types.iter().filter(|ty| **ty != JsonType::Null).count() > 1;
    if is_choice && schema.any_of.is_empty() {
        for ty in types {
            let mut part = one.clone();
            part.types.insert(ty);
            let part = spec.schemas.push(part);
            spec.schemas[id].any_of.push(part);
        }
    } else {
        for ty in types {
            schema.types.insert(ty);
        }
    }
    let schema = &mut spec.schemas[id];
    if schema.types.iter().eq([JsonType::Null]) && schema.values.is_none() {
        schema.types = JsonTypes::default();
        schema.values = Some(vec![serde_json::Value::Null]);
    }
    // Where null stands among alternatives decides nothing.
    let only_null = Some(vec![serde_json::Value::Null]);
    let is_null = |id: &SchemaId| {
        let schema = &spec.schemas[*id];
        schema.types.iter().eq([JsonType::Null]) || schema.values == only_null
    };
    let mut any_of = spec.schemas[id].any_of.clone();
    let mut one_of = spec.schemas[id].one_of.clone();
    any_of.sort_by_key(is_null);
    one_of.sort_by_key(is_null);
    spec.schemas[id].any_of = any_of;
    spec.schemas[id].one_of = one_of;
}

pub(crate) fn spec(document: &Document) -> Spec {
    read(&mut Diagnostics::default(), document)
}

/// Whether a schema is a reference and says nothing else.
fn is_bare(schema: &Schema) -> bool {
    is_like(schema, schema.reference)
}

/// Whether a schema says nothing else than this reference, or nothing at all.
fn is_like(schema: &Schema, reference: Option<SchemaId>) -> bool {
    let mut like = Schema::any(schema.at.clone());
    like.name.clone_from(&schema.name);
    like.definition.clone_from(&schema.definition);
    like.reference = reference;
    format!("{like:?}") == format!("{schema:?}")
}

/// The contract without references to what is nothing but a reference: it means what that leads to.
fn direct(mut spec: Spec) -> Spec {
    let said: HashMap<SchemaId, SchemaId> = spec
        .schemas
        .iter()
        .filter_map(|(id, schema)| {
            let to = schema.reference.filter(|_| is_bare(schema))?;
            Some((id, to))
        })
        .collect();
    let end = |mut id: SchemaId| {
        // The reader has broken every circle.
        while let Some(next) = said.get(&id) {
            id = *next;
        }
        id
    };
    let ids: Vec<SchemaId> = spec.schemas.iter().map(|(id, _)| id).collect();
    for id in ids {
        let schema = &mut spec.schemas[id];
        let lists = [
            &mut schema.prefix_items,
            &mut schema.all_of,
            &mut schema.one_of,
            &mut schema.any_of,
        ];
        let lists = lists.into_iter().flatten();
        let ones = schema.reference.iter_mut().chain(&mut schema.items);
        let ones = ones.chain(&mut schema.additional_properties);
        for id in ones.chain(schema.properties.values_mut()).chain(lists) {
            *id = end(*id);
        }
        if let Some(discriminator) = &mut schema.discriminator {
            let tags = discriminator.mapping.values_mut();
            let other = discriminator.default_mapping.iter_mut().map(|(_, id)| id);
            tags.chain(other).for_each(|id| *id = end(*id));
        }
    }
    for id in spec.components.schemas.values_mut() {
        *id = end(*id);
    }
    spec
}

/// What each schema is called, in the order in which operations and components lead to them. A number behind a name is one that it
/// got because the name was taken.
fn names(spec: &Spec, components: &[String]) -> Vec<Option<String>> {
    let name = |id: &SchemaId| {
        let schema = &spec.schemas[*id];
        let name = schema.name.clone().or_else(|| schema.definition.clone())?;
        let name: String = name
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || "._-".contains(c) {
                    c
                } else {
                    '_'
                }
            })
            .collect();
        Some(
            name.trim_end_matches(|c: char| c.is_ascii_digit())
                .to_owned(),
        )
    };
    order(spec, components).iter().map(name).collect()
}

/// The contract as text, each schema under a number that only the way to it decides.
fn canonical(mut spec: Spec, components: &[String]) -> String {
    let order = order(&spec, components);
    for (number, id) in order.iter().enumerate() {
        let schema = &mut spec.schemas[*id];
        schema.name = Some(format!("({number})"));
        schema.definition = None;
    }
    // All of them are written whole, also those that only references lead to.
    let numbered = order.iter().enumerate();
    let numbered = numbered.map(|(number, id)| (format!("({number})"), *id));
    spec.components.schemas = numbered.collect();
    let text = dump(&spec);
    // What only a pointer leads to stands in components that nothing uses, and is no part of the contract.
    let end = text.find("\nschema #").unwrap_or(text.len());
    text[..end].trim_end().to_owned()
}

/// Every schema that operations, webhooks and those components lead to, in the order in which they do.
fn order(spec: &Spec, components: &[String]) -> Vec<SchemaId> {
    let mut open: Vec<SchemaId> = Vec::new();
    let webhooks = spec.webhooks.iter().flat_map(|hook| &hook.operations);
    for operation in spec.operations.iter().chain(webhooks) {
        of_operation(&mut open, operation);
    }
    open.extend(
        components
            .iter()
            .filter_map(|name| spec.components.schemas.get(name)),
    );
    open.reverse();
    let mut seen: HashMap<SchemaId, usize> = HashMap::new();
    let mut order = Vec::new();
    while let Some(id) = open.pop() {
        if seen.insert(id, order.len()).is_some() {
            continue;
        }
        order.push(id);
        let schema = &spec.schemas[id];
        let mut below: Vec<SchemaId> = schema.reference.into_iter().collect();
        below.extend(schema.properties.values());
        below.extend(schema.additional_properties);
        below.extend(schema.items);
        let lists = [
            &schema.prefix_items,
            &schema.all_of,
            &schema.one_of,
            &schema.any_of,
        ];
        below.extend(lists.into_iter().flatten());
        if let Some(discriminator) = &schema.discriminator {
            below.extend(discriminator.mapping.values());
            below.extend(discriminator.default_mapping.iter().map(|(_, id)| id));
        }
        open.extend(below.into_iter().rev());
    }
    order
}

fn of_operation(ids: &mut Vec<SchemaId>, operation: &Operation) {
    for parameter in &operation.parameters {
        ids.extend(parameter.schema);
        ids.extend(parameter.content.iter().flat_map(of_media));
    }
    let body = operation.request_body.iter();
    ids.extend(body.flat_map(|body| &body.content).flat_map(of_media));
    for response in &operation.responses {
        ids.extend(response.content.iter().flat_map(of_media));
        for header in &response.headers {
            ids.extend(header.schema);
            ids.extend(header.content.iter().flat_map(of_media));
        }
    }
}

fn of_media(media: &MediaType) -> Vec<SchemaId> {
    let mut ids: Vec<SchemaId> = media.schema.into_iter().chain(media.item_schema).collect();
    of_encodings(&mut ids, &media.encodings);
    ids
}

fn of_encodings(ids: &mut Vec<SchemaId>, encodings: &Encodings) {
    let named = encodings.named.values();
    for encoding in named
        .chain(&encodings.prefix)
        .chain(encodings.item.as_deref())
    {
        for header in &encoding.headers {
            ids.extend(header.schema);
        }
        of_encodings(ids, &encoding.nested);
    }
}

fn first_difference(before: &str, after: &str) -> String {
    let diff = similar::TextDiff::from_lines(before, after);
    let text = diff.unified_diff().context_radius(3).to_string();
    text.lines().take(24).collect::<Vec<_>>().join("\n")
}
