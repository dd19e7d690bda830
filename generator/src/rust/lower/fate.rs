//! What becomes of a JSON value that a type reads and writes again.

use serde_json::Value;

use super::Input;
use crate::ir::analysis::Keeps;
use crate::ir::{Additional, IntegerFormat, LiteralKind, Record, Shape, Tuple, TypeId};
use crate::rust::name::is_typed;

/// From worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// The type does not read it.
    Refused,
    /// Something in it that the type does not know is gone afterwards.
    Trimmed,
    /// It is equal JSON afterwards.
    Kept,
}

/// Judges by shape alone, as the emitted types read.
pub(super) fn fate(input: &Input<'_>, ty: TypeId, value: &Value) -> Fate {
    let kept = |is: bool| if is { Fate::Kept } else { Fate::Refused };
    match &input.api.types[ty].shape {
        Shape::Any | Shape::Never | Shape::Null => Fate::Kept,
        Shape::Tuple(tuple) => tuple_fate(input, tuple, value),
        Shape::Bool => kept(value.is_boolean()),
        Shape::Integer(format) => kept(is_integer(*format, value)),
        Shape::Number(_) => kept(value.is_number()),
        Shape::Text(_) => kept(value.is_string()),
        Shape::Literals(literals) => kept(match literals.kind {
            LiteralKind::Text => value.is_string(),
            LiteralKind::Integer if literals.values.iter().all(|one| one.value.is_i64()) => {
                value.is_i64()
            }
            LiteralKind::Integer => value.is_u64(),
            LiteralKind::Number => value.is_number(),
            LiteralKind::Boolean => value.is_boolean(),
            LiteralKind::Mixed => true,
        }),
        Shape::List(list) => value.as_array().map_or(Fate::Refused, |items| {
            all(items.iter().map(|item| fate(input, list.item, item)))
        }),
        Shape::Map(map) => value.as_object().map_or(Fate::Refused, |entries| {
            all(entries.values().map(|entry| fate(input, map.value, entry)))
        }),
        Shape::Nullable(inner) => {
            if value.is_null() {
                Fate::Kept
            } else {
                fate(input, *inner, value)
            }
        }
        Shape::Alias(target) => fate(input, *target, value),
        Shape::Record(record) => record_fate(input, ty, record, value),
        // A value that no branch reads is kept as it is; one that several read may be read by any of them.
        Shape::Choice(choice) => all(choice
            .branches
            .iter()
            .map(|branch| fate(input, branch.ty, value))
            .filter(|fate| *fate != Fate::Refused)),
    }
}

fn all(fates: impl Iterator<Item = Fate>) -> Fate {
    fates.min().unwrap_or(Fate::Kept)
}

fn tuple_fate(input: &Input<'_>, tuple: &Tuple, value: &Value) -> Fate {
    if !is_typed(tuple) {
        return Fate::Kept;
    }
    let Some(items) = value.as_array() else {
        return Fate::Refused;
    };
    all(items.iter().enumerate().map(|(index, item)| {
        let ty = tuple.parts.get(index).copied().or(tuple.rest);
        ty.map_or(Fate::Kept, |ty| fate(input, ty, item))
    }))
}

fn record_fate(input: &Input<'_>, ty: TypeId, record: &Record, value: &Value) -> Fate {
    let Some(object) = value.as_object() else {
        return Fate::Refused;
    };
    let declared = record
        .properties
        .iter()
        .map(|property| match object.get(&property.name) {
            Some(value) => fate(input, property.ty, value),
            None if property.required => Fate::Refused,
            None => Fate::Kept,
        });
    let is_declared = |name: &str| {
        record
            .properties
            .iter()
            .any(|property| property.name == name)
    };
    let others =
        object
            .iter()
            .filter(|(name, _)| !is_declared(name))
            .map(|(_, value)| match record.additional {
                Additional::Typed(ty) => fate(input, ty, value),
                Additional::Open | Additional::Closed
                    if input.facts.keeps_unknown[ty] != Keeps::Nothing =>
                {
                    Fate::Kept
                }
                Additional::Open | Additional::Closed => Fate::Trimmed,
            });
    all(declared.chain(others))
}

fn is_integer(format: IntegerFormat, value: &Value) -> bool {
    let fits = |min: i64, max: i64| {
        value
            .as_i64()
            .is_some_and(|value| (min..=max).contains(&value))
    };
    match format {
        IntegerFormat::I8 => fits(i8::MIN.into(), i8::MAX.into()),
        IntegerFormat::I16 => fits(i16::MIN.into(), i16::MAX.into()),
        IntegerFormat::I32 => fits(i32::MIN.into(), i32::MAX.into()),
        IntegerFormat::I64 => value.is_i64(),
        IntegerFormat::U8 => fits(0, u8::MAX.into()),
        IntegerFormat::U16 => fits(0, u16::MAX.into()),
        IntegerFormat::U32 => fits(0, u32::MAX.into()),
        IntegerFormat::U64 => value.is_u64(),
    }
}
