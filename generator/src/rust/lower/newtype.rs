//! Which named types need a type of their own because an alias would never end: `type Tree = Vec<Tree>`.

use crate::ir::{Origin, Shape, TypeId, TypeMap, Types, cycles};

/// For every type: whether it is a named list, map, tuple, nullable or alias that leads back to itself through nothing but those.
pub(super) fn of(types: &Types) -> TypeMap<bool> {
    let mut edges = TypeMap::filled(types, Vec::new());
    for id in types.ids() {
        edges[id] = next(types, id);
    }
    let mut newtypes = TypeMap::filled(types, false);
    for component in cycles::components(types, &edges) {
        let returns = component.len() > 1 || component.iter().any(|id| edges[*id].contains(id));
        for id in component {
            newtypes[id] = returns && matches!(types[types.whole(id)].origin, Origin::Named(_));
        }
    }
    newtypes
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
