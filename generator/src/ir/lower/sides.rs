//! Properties that one side only sends: what `readOnly` and `writeOnly` come to once it is known which types go which way.
//!
//! Where such a property is required, it is so "on the response only", or "on the request only" (OpenAPI 3.0.3, Schema Object).

use std::collections::HashSet;

use indexmap::IndexMap;

use super::{report, views};
use crate::diagnostics::Diagnostics;
use crate::ir::usage::usage;
use crate::ir::{Api, Choice, Property, Record, Shape, TypeId, Types};

/// Takes marks back where they cannot count, has two types where one will not do, then lets nobody wait for what is not sent.
pub(super) fn settle(diagnostics: &mut Diagnostics, api: &mut Api) {
    sort_out(diagnostics, &mut api.types);
    keep_tags(diagnostics, &mut api.types);
    views::split(api);
    let usage = usage(api);
    let ids = api.types.ids();
    for id in ids {
        let usage = usage[id];
        for property in properties(&mut api.types, id) {
            let is_absent =
                property.read_only && usage.input || property.write_only && usage.output;
            property.required &= !is_absent;
        }
    }
}

/// "Properties MUST NOT be marked as both" (OpenAPI 3.0.3, Schema Object).
fn sort_out(diagnostics: &mut Diagnostics, types: &mut Types) {
    for id in types.ids() {
        for property in properties(types, id) {
            if property.read_only && property.write_only {
                let message = format!(
                    "`{}` is both `readOnly` and `writeOnly`, so that nobody could send it; both sides do",
                    property.name
                );
                let help = "keep the one that is meant";
                diagnostics.push(report::contradiction(&property.at, message).help(help));
                unmark(property);
            }
        }
    }
}

/// Without its tag nobody could tell which branch of a choice a value is of.
fn keep_tags(diagnostics: &mut Diagnostics, types: &mut Types) {
    for (tag, choices) in choices_by_tag(types) {
        for record in records(types, choices) {
            let marked = properties(types, record).iter_mut();
            let mut marked = marked.filter(|property| property.read_only || property.write_only);
            let Some(property) = marked.find(|property| property.name == tag) else {
                continue;
            };
            let message = format!(
                "`{tag}` tells the branches of a union apart, so that both sides have to send it"
            );
            let help = "take `readOnly` or `writeOnly` out of the discriminator's property";
            diagnostics.push(report::contradiction(&property.at, message).help(help));
            unmark(property);
        }
    }
}

fn choices_by_tag(types: &Types) -> IndexMap<String, Vec<TypeId>> {
    let mut found: IndexMap<String, Vec<TypeId>> = IndexMap::new();
    for (id, def) in types.iter() {
        if let Shape::Choice(Choice {
            discriminator: Some(tag),
            ..
        }) = &def.shape
        {
            found.entry(tag.property.clone()).or_default().push(id);
        }
    }
    found
}

fn unmark(property: &mut Property) {
    property.read_only = false;
    property.write_only = false;
}

/// The records that choices come down to, through the choices inside them.
fn records(types: &Types, choices: Vec<TypeId>) -> Vec<TypeId> {
    let mut found = Vec::new();
    let mut seen: HashSet<TypeId> = choices.iter().copied().collect();
    let mut stack = choices;
    while let Some(id) = stack.pop() {
        let targets = match &types[id].shape {
            Shape::Record(_) => {
                found.push(id);
                continue;
            }
            Shape::Choice(choice) => choice.branches.iter().map(|branch| branch.ty).collect(),
            Shape::Alias(target) | Shape::Nullable(target) => vec![*target],
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Bool
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::Text(_)
            | Shape::List(_)
            | Shape::Tuple(_)
            | Shape::Map(_)
            | Shape::Literals(_) => Vec::new(),
        };
        stack.extend(targets.into_iter().filter(|target| seen.insert(*target)));
    }
    found
}

fn properties(types: &mut Types, id: TypeId) -> &mut [Property] {
    if let Shape::Record(Record { properties, .. }) = &mut types[id].shape {
        properties
    } else {
        &mut []
    }
}
