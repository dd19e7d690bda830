//! Which inline lists and maps get a name of their own, because whoever holds them would have a type too long to read.

use crate::ir::{Origin, Shape, Step, TypeId, TypeMap, Types};

/// How complex a type may be that is spelled out: clippy's limit (`type_complexity`), counted as clippy counts. A part weighs ten for
/// each part around it, and ten for itself.
const LIMIT: usize = 250;
const WEIGHT: usize = 10;
/// `Option` stands around the type of a property that may be absent; null is counted where it stands.
const AROUND: usize = 1;

/// For every type, whether it is an inline list or map that is named for the sake of what stands around it.
pub(super) fn of(types: &Types) -> TypeMap<bool> {
    let mut named = TypeMap::filled(types, false);
    for id in types.ids() {
        if is_outermost(types, id) {
            for id in inside(types, id) {
                named[id] = true;
            }
        }
    }
    named
}

/// Whether a type is no part of a list or map that is spelled out itself.
fn is_outermost(types: &Types, id: TypeId) -> bool {
    match &types[id].origin {
        Origin::Inline { owner, step } => {
            let is_part = matches!(step, Step::Item | Step::Value | Step::NonNull);
            !is_part || next(types, *owner).is_none() || !is_inline(types, *owner)
        }
        Origin::Named(_) | Origin::Operation { .. } | Origin::Shared { .. } => true,
    }
}

/// The lists and maps inside one that get a name, found from the inside out.
fn inside(types: &Types, id: TypeId) -> Vec<TypeId> {
    let mut chain = vec![id];
    while let Some(part) = chain.last().and_then(|id| next(types, *id)) {
        if !is_inline(types, part) {
            break;
        }
        chain.push(part);
    }
    let mut named = Vec::new();
    // How many parts there are at each depth.
    let mut parts = Vec::new();
    let mut candidate = None;
    for id in chain.into_iter().rev() {
        let around = add(types, id, &parts);
        if let Some(part) = candidate.filter(|_| weight(&around) > LIMIT) {
            named.push(part);
            parts = add(types, id, &[1]);
        } else {
            parts = around;
        }
        if matches!(types[id].shape, Shape::List(_) | Shape::Map(_)) {
            candidate = Some(id);
        }
    }
    named
}

/// The parts of a type, given those of what is in it.
fn add(types: &Types, id: TypeId, inside: &[usize]) -> Vec<usize> {
    if inside.is_empty() && next(types, id).is_none() {
        return vec![1];
    }
    let mut parts = vec![1];
    parts.extend(if inside.is_empty() { &[1] } else { inside });
    if matches!(types[id].shape, Shape::Map(_)) {
        parts[1] += 1;
    }
    parts
}

fn weight(parts: &[usize]) -> usize {
    let around: usize = (1..=AROUND).map(|depth| depth * WEIGHT).sum();
    let parts = parts.iter().enumerate();
    around
        + parts
            .map(|(depth, count)| (depth + 1 + AROUND) * count * WEIGHT)
            .sum::<usize>()
}

/// What a list, a map, or what can be null holds.
fn next(types: &Types, id: TypeId) -> Option<TypeId> {
    match &types[id].shape {
        Shape::List(list) => Some(list.item),
        Shape::Map(map) => Some(map.value),
        Shape::Nullable(inner) => Some(*inner),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Tuple(_)
        | Shape::Alias(_)
        | Shape::Record(_)
        | Shape::Choice(_)
        | Shape::Literals(_) => None,
    }
}

fn is_inline(types: &Types, id: TypeId) -> bool {
    matches!(types[id].origin, Origin::Inline { .. })
}
