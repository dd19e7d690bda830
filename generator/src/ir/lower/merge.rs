//! The keywords of a conjunction's schemas made one set: [`Facts`].

use std::collections::HashSet;

use indexmap::IndexMap;

use super::conjunction::{Conjunction, Part};
use super::draft::Draft;
use super::facts::{Extra, Facts};
use super::report::{contradiction, spell};
use super::{gather, limits, literals};
use crate::diagnostics::Diagnostics;
use crate::ir::{Literal, TextFormat};
use crate::source::Location;
use crate::spec::{JsonType, JsonTypes, Limits, Schema, SchemaId};

/// Merges what the parts say. Of a contradiction, which is reported, the weaker side is taken.
pub(super) fn facts<'s>(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'s>,
    parts: &[Part],
) -> Facts<'s> {
    let at = match parts {
        [.., last] => draft.spec.schemas[last.schema].at.clone(),
        [] => draft.spec.at.clone(),
    };
    facts_at(diagnostics, draft, parts, at)
}

/// [`facts`] of schemas that meet at a place of their own.
pub(super) fn facts_at<'s>(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'s>,
    parts: &[Part],
    at: Location,
) -> Facts<'s> {
    let gathered = gather::gather(diagnostics, draft, parts);
    let spec = draft.spec;
    let leaves: Vec<&Schema> = gathered
        .leaves
        .iter()
        .map(|id| &spec.schemas[*id])
        .collect();
    let mut facts = Facts {
        never: leaves.iter().any(|leaf| leaf.boolean == Some(false)),
        contradictory: false,
        null: false,
        kinds: None,
        format: merged_format(&leaves),
        encoding: leaves.iter().find_map(|leaf| encoding(leaf)),
        values: None,
        constant: leaves.iter().any(|leaf| leaf.constant.is_some()),
        limits: limits::merge(&leaves),
        properties: properties(&leaves),
        required: leaves
            .iter()
            .flat_map(|leaf| &leaf.required)
            .map(String::as_str)
            .collect(),
        additional: additional(draft, &leaves),
        asserts: leaves.iter().any(|leaf| leaf.assertions.is_some()),
        items: extra(draft, leaves.iter().filter_map(|leaf| leaf.items)),
        prefix: prefix(&leaves),
        groups: gathered.groups,
        discriminator: leaves
            .iter()
            .rev()
            .find_map(|leaf| leaf.discriminator.as_deref()),
        leaves: gathered.leaves,
        at,
    };
    merge_types(diagnostics, draft, parts, &leaves, &mut facts);
    merge_values(diagnostics, &leaves, &mut facts);
    facts
}

/// Null is allowed as soon as the schema itself says so in `type`, whatever it refers to: that is what `nullable` beside a reference
/// is written for, though the letter of JSON Schema has it admit nothing new. Otherwise all that name types must name it.
fn merge_types(
    diagnostics: &mut Diagnostics,
    draft: &Draft<'_>,
    parts: &[Part],
    leaves: &[&Schema],
    facts: &mut Facts<'_>,
) {
    let typed: Vec<&Schema> = leaves
        .iter()
        .copied()
        .filter(|leaf| !leaf.types.is_empty())
        .collect();
    let says_null = |leaf: &&Schema| leaf.types.contains(JsonType::Null);
    let itself = match parts {
        [part] => says_null(&&draft.spec.schemas[part.schema]),
        _ => false,
    };
    facts.null = itself || (!typed.is_empty() && typed.iter().all(says_null));
    // `type: null` beside other words is a mark, not a type.
    let is_mark = |leaf: &&&Schema| leaf.types.iter().all(|ty| ty == JsonType::Null);
    if typed.iter().all(|leaf| is_mark(&leaf)) {
        let alone = !typed.is_empty() && facts.is_free_but_types() && !has_values(leaves);
        facts.kinds = alone.then(JsonTypes::default);
        return;
    }
    let mut kinds: Option<JsonTypes> = None;
    for leaf in typed.iter().filter(|leaf| !is_mark(leaf)) {
        let mut own = leaf.types.clone();
        own.remove(JsonType::Null);
        let both = kinds
            .as_ref()
            .map_or_else(|| own.clone(), |kinds| intersection(kinds, &own));
        if both.is_empty() && kinds.is_some() {
            let message = format!(
                "`type: {}` and `type: {}` cannot both hold; any value is accepted",
                spell(kinds.as_ref()),
                spell(Some(&own))
            );
            let found = contradiction(&facts.at, message)
                .label(leaf.at.clone(), "the second type")
                .help("let both name a type in common, or take one of them out");
            diagnostics.push(found);
            forget_type(facts);
            return;
        }
        kinds = Some(both);
    }
    facts.kinds = kinds;
}

/// Any value will do: what was said for one type only goes with it.
fn forget_type(facts: &mut Facts<'_>) {
    facts.contradictory = true;
    facts.kinds = None;
    facts.format = None;
    facts.limits = Limits::default();
    facts.properties.clear();
    facts.required.clear();
    facts.additional = Extra::Unsaid;
    facts.items = Extra::Unsaid;
    facts.prefix.clear();
    facts.groups.clear();
}

fn has_values(leaves: &[&Schema]) -> bool {
    leaves
        .iter()
        .any(|leaf| leaf.values.is_some() || leaf.constant.is_some())
}

/// The types that both admit; an integer is a number.
fn intersection(left: &JsonTypes, right: &JsonTypes) -> JsonTypes {
    let mut both = JsonTypes::default();
    for ty in left.iter() {
        let other = match ty {
            JsonType::Integer if right.contains(JsonType::Number) => JsonType::Integer,
            JsonType::Number if !right.contains(JsonType::Number) => JsonType::Integer,
            JsonType::Null
            | JsonType::Boolean
            | JsonType::Integer
            | JsonType::Number
            | JsonType::String
            | JsonType::Array
            | JsonType::Object => ty,
        };
        let admitted =
            right.contains(other) || (ty == JsonType::Integer && right.contains(JsonType::Number));
        if admitted {
            both.insert(other);
        }
    }
    both
}

/// `enum` and `const` of all parts: what every one of them lists.
fn merge_values(diagnostics: &mut Diagnostics, leaves: &[&Schema], facts: &mut Facts<'_>) {
    if facts.contradictory {
        return;
    }
    let mut merged: Option<Vec<Literal>> = None;
    for leaf in leaves {
        for own in literals::lists(leaf) {
            merged = Some(match merged {
                None => own,
                Some(before) => common(diagnostics, leaf, facts, before, own),
            });
        }
    }
    let Some(mut values) = merged else { return };
    let before = values.len();
    values.retain(|literal| !literal.value.is_null());
    facts.null |= values.len() < before;
    let fitting = literals::fitting(diagnostics, facts, &values);
    // Where the type admits none of them, the type alone is taken.
    let none_fits = fitting.is_empty() && !values.is_empty();
    facts.contradictory |= none_fits;
    facts.values = (!none_fits).then_some(fitting);
}

/// The values in both lists; where there is none, those in either.
fn common(
    diagnostics: &mut Diagnostics,
    leaf: &Schema,
    facts: &mut Facts<'_>,
    before: Vec<Literal>,
    own: Vec<Literal>,
) -> Vec<Literal> {
    let listed: HashSet<String> = own
        .iter()
        .map(|literal| literal.value.to_string())
        .collect();
    let (common, others): (Vec<Literal>, Vec<Literal>) = before
        .into_iter()
        .partition(|literal| listed.contains(&literal.value.to_string()));
    if !common.is_empty() {
        return common;
    }
    facts.contradictory = true;
    let message = "no value is in all the lists of allowed values; each list is accepted";
    diagnostics.push(
        contradiction(&facts.at, message)
            .label(leaf.at.clone(), "one of the lists")
            .help("let the lists have a value in common, or keep one of them"),
    );
    [others, own].concat()
}

/// `contentEncoding`, or else a media type that is no text.
fn encoding(leaf: &Schema) -> Option<TextFormat> {
    match (
        leaf.content_encoding.as_deref(),
        leaf.content_media_type.as_deref(),
    ) {
        (Some("base64"), _) => Some(TextFormat::Byte),
        (Some("base64url"), _) => Some(TextFormat::Base64Url),
        (None, Some("application/octet-stream")) => Some(TextFormat::Binary),
        (Some(_) | None, _) => None,
    }
}

fn merged_format<'s>(leaves: &[&'s Schema]) -> Option<&'s str> {
    let mut formats = leaves.iter().filter_map(|leaf| leaf.format.as_deref());
    let first = formats.next()?;
    // Two formats of the same type: the wider one is the weaker claim.
    Some(formats.fold(first, |one, other| {
        if limits::width(other) > limits::width(one) {
            other
        } else {
            one
        }
    }))
}

fn properties<'s>(leaves: &[&'s Schema]) -> IndexMap<&'s str, Conjunction> {
    let mut merged: IndexMap<&str, Conjunction> = IndexMap::new();
    for leaf in leaves {
        for (name, schema) in &leaf.properties {
            merged.entry(name).or_default().push((*schema).into());
        }
    }
    merged
}

fn prefix(leaves: &[&Schema]) -> Vec<Conjunction> {
    let mut merged: Vec<Conjunction> = Vec::new();
    for leaf in leaves {
        for (index, schema) in leaf.prefix_items.iter().enumerate() {
            if merged.len() <= index {
                merged.push(Conjunction::new());
            }
            merged[index].push((*schema).into());
        }
    }
    merged
}

/// What may stand beside the declared properties, those with a name of a certain pattern included.
fn additional(draft: &Draft<'_>, leaves: &[&Schema]) -> Extra {
    let said = extra(
        draft,
        leaves.iter().filter_map(|leaf| leaf.additional_properties),
    );
    let assertions = leaves.iter().filter_map(|leaf| leaf.assertions.as_deref());
    let patterns: Vec<SchemaId> = assertions
        .flat_map(|assertions| assertions.pattern_properties.values().copied())
        .collect();
    match (patterns.as_slice(), said) {
        ([], said) => said,
        ([only], Extra::Nothing) => Extra::Values(vec![(*only).into()]),
        // What a value is depends on its name: the type is open, and the demands are checked by themselves.
        ([..], _) => Extra::Unsaid,
    }
}

fn extra(draft: &Draft<'_>, schemas: impl Iterator<Item = SchemaId>) -> Extra {
    let mut parts = Conjunction::new();
    for schema in schemas {
        if draft.spec.schemas[schema].boolean == Some(false) {
            return Extra::Nothing;
        }
        parts.push(schema.into());
    }
    if parts.is_empty() {
        Extra::Unsaid
    } else {
        Extra::Values(parts)
    }
}
