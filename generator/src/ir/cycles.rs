//! Strongly connected components of a graph over types (Tarjan 1972), without recursion: chains are longer than a stack.

use super::{Shape, TypeId, TypeMap, Types};

/// For each type the types that a value of it is a value of at the same time: an alias's target, what a nullable type holds, branches.
pub(super) fn same_value(types: &Types) -> TypeMap<Vec<TypeId>> {
    let mut edges = TypeMap::filled(types, Vec::new());
    for (id, def) in types.iter() {
        edges[id] = match &def.shape {
            Shape::Alias(_) | Shape::Nullable(_) | Shape::Choice(_) => def.shape.targets(),
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
            | Shape::Record(_)
            | Shape::Literals(_) => Vec::new(),
        };
    }
    edges
}

/// The types in an order in which those that a value is at the same time come first. Lowering leaves no cycle of that kind.
pub(super) fn innermost_first(types: &Types) -> impl Iterator<Item = TypeId> + use<> {
    components(types, &same_value(types)).into_iter().flatten()
}

/// A visited type: its number in order of discovery, and the least number that it reaches among those not yet assigned.
#[derive(Clone, Copy)]
struct Visit {
    number: usize,
    low: usize,
    open: bool,
}

struct Search<'g> {
    edges: &'g TypeMap<Vec<TypeId>>,
    visits: TypeMap<Option<Visit>>,
    path: Vec<TypeId>,
    count: usize,
    components: Vec<Vec<TypeId>>,
}

/// The components, each behind all those that it has edges to; in each, the types in order of discovery.
pub fn components(types: &Types, edges: &TypeMap<Vec<TypeId>>) -> Vec<Vec<TypeId>> {
    let mut search = Search {
        edges,
        visits: TypeMap::filled(types, None),
        path: Vec::new(),
        count: 0,
        components: Vec::new(),
    };
    for id in types.ids() {
        if search.visits[id].is_none() {
            search.from(id);
        }
    }
    search.components
}

impl Search<'_> {
    fn from(&mut self, root: TypeId) {
        let mut stack = vec![(root, 0)];
        self.open(root);
        while let Some((id, next)) = stack.last_mut() {
            let id = *id;
            if let Some(target) = self.edges[id].get(*next).copied() {
                *next += 1;
                match self.visits[target] {
                    None => {
                        self.open(target);
                        stack.push((target, 0));
                    }
                    Some(visit) if visit.open => self.lower(id, visit.number),
                    Some(_) => {}
                }
            } else {
                stack.pop();
                let low = self.close(id);
                if let Some((parent, _)) = stack.last() {
                    self.lower(*parent, low);
                }
            }
        }
    }

    fn open(&mut self, id: TypeId) {
        self.visits[id] = Some(Visit {
            number: self.count,
            low: self.count,
            open: true,
        });
        self.count += 1;
        self.path.push(id);
    }

    fn lower(&mut self, id: TypeId, low: usize) {
        if let Some(visit) = &mut self.visits[id] {
            visit.low = visit.low.min(low);
        }
    }

    /// Leaves a type; where it is the first of its component, the component is complete.
    fn close(&mut self, id: TypeId) -> usize {
        let Some(visit) = self.visits[id] else {
            return usize::MAX;
        };
        if visit.low == visit.number {
            let start = self
                .path
                .iter()
                .rposition(|member| *member == id)
                .unwrap_or(0);
            let members = self.path.split_off(start);
            for member in &members {
                if let Some(visit) = &mut self.visits[*member] {
                    visit.open = false;
                }
            }
            self.components.push(members);
        }
        visit.low
    }
}
