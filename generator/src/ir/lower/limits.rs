//! Bounds: merged to the tightest, and kept where they can apply.

use serde_json::Number;

use crate::ir::{Constraints, Shape};
use crate::spec::{Limits, Schema};

/// The tightest of all bounds.
pub(super) fn merge(leaves: &[&Schema]) -> Limits {
    let mut merged = Limits::default();
    for leaf in leaves {
        let limits = leaf.limits();
        tighten(&mut merged.minimum, limits.minimum.as_ref(), is_less);
        tighten(
            &mut merged.exclusive_minimum,
            limits.exclusive_minimum.as_ref(),
            is_less,
        );
        tighten(&mut merged.maximum, limits.maximum.as_ref(), is_more);
        tighten(
            &mut merged.exclusive_maximum,
            limits.exclusive_maximum.as_ref(),
            is_more,
        );
        // A multiple of two numbers is one of their least common multiple; the larger claim alone is the honest part of it.
        tighten(
            &mut merged.multiple_of,
            limits.multiple_of.as_ref(),
            is_less,
        );
        merged.min_length = merged.min_length.max(limits.min_length);
        merged.min_items = merged.min_items.max(limits.min_items);
        merged.min_properties = merged.min_properties.max(limits.min_properties);
        merged.max_length = least(merged.max_length, limits.max_length);
        merged.max_items = least(merged.max_items, limits.max_items);
        merged.max_properties = least(merged.max_properties, limits.max_properties);
        merged.unique_items |= limits.unique_items;
        if limits.pattern.is_some() {
            merged.pattern.clone_from(&limits.pattern);
        }
    }
    merged
}

/// Takes `other` where there is nothing yet, or where what is there is looser.
fn tighten(
    slot: &mut Option<Number>,
    other: Option<&Number>,
    looser: fn(&Number, &Number) -> bool,
) {
    if let Some(other) = other
        && slot.as_ref().is_none_or(|present| looser(present, other))
    {
        *slot = Some(other.clone());
    }
}

fn is_less(left: &Number, right: &Number) -> bool {
    match (whole(left), whole(right)) {
        (Some(left), Some(right)) => left < right,
        (None, _) | (_, None) => left.as_f64() < right.as_f64(),
    }
}

fn is_more(left: &Number, right: &Number) -> bool {
    is_less(right, left)
}

/// The number where it is whole, exactly.
pub(super) fn whole(number: &Number) -> Option<i128> {
    number
        .as_i64()
        .map(i128::from)
        .or_else(|| number.as_u64().map(i128::from))
}

fn least(left: Option<u64>, right: Option<u64>) -> Option<u64> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.min(right)),
        (one, other) => one.or(other),
    }
}

/// How much a format of numbers admits, for comparing two; 0 for all other formats.
pub(super) fn width(format: &str) -> u8 {
    match format {
        "int8" | "uint8" => 8,
        "int16" | "uint16" => 16,
        "int32" | "uint32" | "float" => 32,
        "int64" | "uint64" | "double" => 64,
        _ => 0,
    }
}

/// Two bounds that exclude each other, by their keywords.
pub(super) fn crossed(constraints: &Constraints) -> Option<(&'static str, &'static str)> {
    let more = |least: Option<u64>, most: Option<u64>| matches!((least, most), (Some(least), Some(most)) if least > most);
    let numbers = constraints
        .minimum
        .as_ref()
        .zip(constraints.maximum.as_ref());
    [
        (
            numbers.is_some_and(|(least, most)| is_more(least, most)),
            ("minimum", "maximum"),
        ),
        (
            more(constraints.min_length, constraints.max_length),
            ("minLength", "maxLength"),
        ),
        (
            more(constraints.min_items, constraints.max_items),
            ("minItems", "maxItems"),
        ),
        (
            more(constraints.min_properties, constraints.max_properties),
            ("minProperties", "maxProperties"),
        ),
    ]
    .into_iter()
    .find_map(|(crossed, names)| crossed.then_some(names))
}

/// The bounds that can apply to values of a shape.
pub(super) fn applying(limits: &Limits, shape: &Shape) -> Constraints {
    match shape {
        Shape::Integer(_) | Shape::Number(_) => numeric(limits),
        Shape::Text(_) => textual(limits),
        Shape::List(_) | Shape::Tuple(_) => Constraints {
            min_items: limits.min_items,
            max_items: limits.max_items,
            unique_items: limits.unique_items,
            ..Constraints::default()
        },
        Shape::Map(_) | Shape::Record(_) => Constraints {
            min_properties: limits.min_properties,
            max_properties: limits.max_properties,
            ..Constraints::default()
        },
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Nullable(_)
        | Shape::Alias(_)
        | Shape::Choice(_)
        | Shape::Literals(_) => Constraints::default(),
    }
}

/// All bounds, whatever the shape.
pub(super) fn all(limits: &Limits) -> Constraints {
    Constraints {
        min_items: limits.min_items,
        max_items: limits.max_items,
        unique_items: limits.unique_items,
        min_properties: limits.min_properties,
        max_properties: limits.max_properties,
        min_length: limits.min_length,
        max_length: limits.max_length,
        pattern: limits.pattern.clone(),
        ..numeric(limits)
    }
}

fn numeric(limits: &Limits) -> Constraints {
    Constraints {
        minimum: limits.minimum.clone(),
        maximum: limits.maximum.clone(),
        exclusive_minimum: limits.exclusive_minimum.clone(),
        exclusive_maximum: limits.exclusive_maximum.clone(),
        multiple_of: limits.multiple_of.clone(),
        ..Constraints::default()
    }
}

fn textual(limits: &Limits) -> Constraints {
    Constraints {
        min_length: limits.min_length,
        max_length: limits.max_length,
        pattern: limits.pattern.clone(),
        ..Constraints::default()
    }
}
