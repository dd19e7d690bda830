//! Whether two documents say the same: their contracts, places and the order of schemas aside.

use std::collections::HashMap;

use libtest_mimic::Failed;
use oasmith::spec::{Encodings, MediaType, Operation, SchemaId, Spec, dump::dump, read::read};
use oasmith::{Diagnostics, Document};

/// Fails with the first lines that differ.
pub(crate) fn same(before: &Document, after: &Document) -> Result<(), Failed> {
    let (before, after) = (spec(before), spec(after));
    compare(before, after)
}

/// The same for contracts that were read.
pub(crate) fn compare(before: Spec, after: Spec) -> Result<(), Failed> {
    let components: Vec<String> = before.components.schemas.keys().cloned().collect();
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

/// Takes out what versions demand and others do not: empty descriptions.
pub(crate) fn settle(before: &mut Spec, after: &mut Spec) {
    for spec in [before, after] {
        let responses = spec.operations.iter_mut();
        for response in responses.flat_map(|operation| &mut operation.responses) {
            response.description.get_or_insert_default();
        }
    }
}

pub(crate) fn spec(document: &Document) -> Spec {
    read(&mut Diagnostics::default(), document)
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
    spec.components
        .schemas
        .retain(|name, _| components.contains(name));
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
