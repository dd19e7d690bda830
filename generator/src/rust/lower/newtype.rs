//! Which named types need a type of their own because an alias would never end: `type Tree = Vec<Tree>`.

use crate::ir::{Origin, Shape, TypeId, TypeMap, Types};

/// For every type: whether it is a named list, map, nullable or alias that leads back to itself through nothing but those.
///
/// Each of these types leads to exactly one other, so a walk is a line. It stops where one has been before: what this walk has met
/// from there on is a circle, what an earlier one has met is known.
pub(super) fn of(types: &Types) -> TypeMap<bool> {
    let mut newtypes = TypeMap::filled(types, false);
    let mut walked_from: TypeMap<Option<TypeId>> = TypeMap::filled(types, None);
    for start in types.ids() {
        let mut at = Some(start);
        while let Some(id) = at.filter(|id| walked_from[*id].is_none()) {
            walked_from[id] = Some(start);
            at = next(types, id);
        }
        let mut at = at.filter(|id| walked_from[*id] == Some(start));
        while let Some(id) = at.filter(|id| !newtypes[*id]) {
            newtypes[id] = true;
            at = next(types, id);
        }
    }
    for (id, def) in types.iter() {
        newtypes[id] &= matches!(def.origin, Origin::Named(_));
    }
    newtypes
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
