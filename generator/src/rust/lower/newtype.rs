//! Which named types need a type of their own because an alias would never end: `type Tree = Vec<Tree>`.

use crate::ir::{Origin, Shape, TypeId, TypeMap, Types};

/// For every type: whether it is a named list, map, nullable or alias that leads back to itself through nothing but those.
pub(super) fn of(types: &Types) -> TypeMap<bool> {
    let mut newtypes = TypeMap::filled(types, false);
    for (id, def) in types.iter() {
        newtypes[id] = matches!(def.origin, Origin::Named(_))
            && next(types, id).is_some()
            && returns(types, id);
    }
    newtypes
}

/// Each of these types leads to exactly one other, so the walk is a line: it comes back, ends, or goes round without us.
fn returns(types: &Types, start: TypeId) -> bool {
    let mut at = start;
    for _ in 0..types.len() {
        match next(types, at) {
            Some(target) if target == start => return true,
            Some(target) => at = target,
            None => return false,
        }
    }
    false
}

fn next(types: &Types, id: TypeId) -> Option<TypeId> {
    match &types[id].shape {
        Shape::List(list) => Some(list.item),
        Shape::Map(map) => Some(map.value),
        Shape::Nullable(inner) | Shape::Alias(inner) => Some(*inner),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Tuple(_)
        | Shape::Record(_)
        | Shape::Choice(_)
        | Shape::Literals(_) => None,
    }
}
