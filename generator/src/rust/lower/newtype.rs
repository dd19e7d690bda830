//! Which named types need a type of their own because an alias would never end: `type Tree = Vec<Tree>`.

use std::collections::HashSet;

use crate::ir::{Origin, Shape, TypeId, TypeMap, Types};

/// For every type: whether it is a named list, map, tuple, nullable or alias that leads back to itself through nothing but those.
pub(super) fn of(types: &Types) -> TypeMap<bool> {
    let mut newtypes = TypeMap::filled(types, false);
    for (id, def) in types.iter() {
        newtypes[id] = matches!(def.origin, Origin::Named(_))
            && !next(types, id).is_empty()
            && returns(types, id);
    }
    newtypes
}

fn returns(types: &Types, start: TypeId) -> bool {
    let mut seen = HashSet::new();
    let mut stack = next(types, start);
    while let Some(id) = stack.pop() {
        if id == start {
            return true;
        }
        if seen.insert(id) {
            stack.extend(next(types, id));
        }
    }
    false
}

fn next(types: &Types, id: TypeId) -> Vec<TypeId> {
    match &types[id].shape {
        Shape::List(list) => vec![list.item],
        Shape::Map(map) => vec![map.value],
        Shape::Nullable(inner) | Shape::Alias(inner) => vec![*inner],
        Shape::Tuple(tuple) => tuple.parts.iter().chain(&tuple.rest).copied().collect(),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Record(_)
        | Shape::Choice(_)
        | Shape::Literals(_) => Vec::new(),
    }
}
