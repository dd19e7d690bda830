//! The keywords that few schemas have: `not`, `if`, `contains`, `dependentRequired` and their like.

use indexmap::IndexMap;

use super::{Reader, field};
use crate::diagnostics::Diagnostics;
use crate::document::Node;
use crate::spec::dialect;
use crate::spec::{Assertions, Schema, SchemaId};

/// Reads the keyword if it is one of these.
pub(super) fn keyword<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    schema: &mut Schema,
    key: &str,
    value: &Node<'d>,
) -> bool {
    if key == "not" && dialect::forbids_everything(value) {
        schema.boolean = Some(false);
        return true;
    }
    if !KEYWORDS.contains(&key) {
        return false;
    }
    let read = schema.assertions.get_or_insert_default();
    if let Some(slot) = one(read, key) {
        *slot = Some(reader.claimed.claim(value));
    } else {
        several(diagnostics, reader, read, key, value);
    }
    true
}

const KEYWORDS: [&str; 14] = [
    "not",
    "if",
    "then",
    "else",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "unevaluatedProperties",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
];

/// Where the schema of a keyword that has one belongs.
fn one<'a>(read: &'a mut Assertions, key: &str) -> Option<&'a mut Option<SchemaId>> {
    Some(match key {
        "not" => &mut read.not,
        "if" => &mut read.condition,
        "then" => &mut read.then,
        "else" => &mut read.otherwise,
        "propertyNames" => &mut read.property_names,
        "unevaluatedProperties" => &mut read.unevaluated_properties,
        "contains" => &mut read.contains,
        "unevaluatedItems" => &mut read.unevaluated_items,
        _ => return None,
    })
}

/// Keywords with schemas or names by name, and counts.
fn several<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    read: &mut Assertions,
    key: &str,
    value: &Node<'d>,
) {
    match key {
        "minContains" => read.min_contains = field::count(diagnostics, value),
        "maxContains" => read.max_contains = field::count(diagnostics, value),
        "patternProperties" => read.pattern_properties = schemas(diagnostics, reader, value),
        "dependentSchemas" => {
            let found = schemas(diagnostics, reader, value);
            read.dependent_schemas.extend(found);
        }
        "dependentRequired" => {
            for (name, others) in field::members(diagnostics, value).collect::<Vec<_>>() {
                let others = field::texts(diagnostics, &others);
                read.dependent_required.insert(name.to_owned(), others);
            }
        }
        _ => dependencies(diagnostics, reader, read, value),
    }
}

/// Up to draft 7 one keyword was both `dependentRequired` and `dependentSchemas`.
fn dependencies<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    read: &mut Assertions,
    value: &Node<'d>,
) {
    for (name, part) in field::members(diagnostics, value).collect::<Vec<_>>() {
        if part.is_array() {
            let others = field::texts(diagnostics, &part);
            read.dependent_required.insert(name.to_owned(), others);
        } else {
            let id = reader.claimed.claim(&part);
            read.dependent_schemas.insert(name.to_owned(), id);
        }
    }
}

fn schemas<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    value: &Node<'d>,
) -> IndexMap<String, SchemaId> {
    field::members(diagnostics, value)
        .map(|(name, part)| (name.to_owned(), reader.claimed.claim(&part)))
        .collect()
}
