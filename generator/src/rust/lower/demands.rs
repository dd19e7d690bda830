//! Which types have something to validate. A record without demands of its own asks its properties for theirs; where none of them has
//! any, nothing needs to be called.

use super::check::{check, inside};
use super::spell::value_of;
use super::{Input, rules};
use crate::ir::analysis::Keeps;
use crate::ir::{Additional, Record, Shape, TypeId, TypeMap};

/// For every type whether `validate` finds anything to look at in its values. Records that hold each other and demand nothing else
/// demand nothing. Asked before it is known, `input` says that no type demands anything.
pub(super) fn of(input: &Input<'_>) -> TypeMap<bool> {
    let types = &input.api.types;
    let mut around = TypeMap::filled(types, Vec::new());
    let mut found = Vec::new();
    for id in types.ids() {
        for part in parts(&types[id].shape) {
            around[part].push(id);
        }
        if demands(input, id) {
            found.push(id);
        }
    }
    let mut table = TypeMap::filled(types, false);
    while let Some(id) = found.pop() {
        if !std::mem::replace(&mut table[id], true) {
            found.extend(&around[id]);
        }
    }
    table
}

/// Whether a type demands something by itself.
fn demands(input: &Input<'_>, id: TypeId) -> bool {
    match &input.api.types[id].shape {
        // Not every value is one of theirs.
        Shape::Choice(_) | Shape::Literals(_) => true,
        Shape::Record(record) => rules::asks(input, id) || of_record(input, id, record),
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
        | Shape::Nullable(_)
        | Shape::Alias(_) => input.newtypes[id] && !inside(input, id).is_empty(),
    }
}

fn of_record(input: &Input<'_>, id: TypeId, record: &Record) -> bool {
    let is_closed =
        record.additional == Additional::Closed && input.facts.keeps_unknown[id] != Keeps::Nothing;
    let properties = record.properties.iter().map(|property| property.ty);
    let mut values = properties.chain(others(record));
    is_closed || values.any(|ty| !check(input, value_of(input, ty).0).is_empty())
}

fn others(record: &Record) -> Option<TypeId> {
    if let Additional::Typed(ty) = record.additional {
        Some(ty)
    } else {
        None
    }
}

/// The types whose values stand in a type's, as far as `validate` follows.
fn parts(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Record(record) => {
            let properties = record.properties.iter().map(|property| property.ty);
            properties.chain(others(record)).collect()
        }
        Shape::List(list) => vec![list.item],
        Shape::Map(map) => vec![map.value],
        Shape::Nullable(inner) | Shape::Alias(inner) => vec![*inner],
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Tuple(_)
        | Shape::Choice(_)
        | Shape::Literals(_) => Vec::new(),
    }
}
