//! Where does a type hold itself without end, so that a value has to be kept apart from its owner?
//!
//! Only what stands in a value directly counts: properties, branches, parts of tuples, what a nullable type holds; items of lists and
//! values of maps are kept apart anyway. In each cycle of such edges one has to go. A depth-first walk through a strongly
//! connected component meets an edge back to a type that it is still inside exactly once for each cycle that is not cut yet;
//! those edges are taken, and without them the walk has shown an order in which every type is finite. Walks start at records, then
//! choices, so that the edge taken lies behind null rather than around it.
//!
//! What ends, but only after very many types in one another, is taken apart too: compilers follow such a chain so far and no further.

use std::collections::HashSet;

use crate::ir::{Shape, TypeId, TypeMap, Types, cycles};

/// How many types may stand in one another directly.
const LONGEST: usize = 32;

/// The edges that need indirection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boxes(HashSet<(TypeId, usize)>);

impl Boxes {
    /// Whether the type's part of this number (in the order of [`Shape::parts`]) has to be kept apart from it.
    pub fn contains(&self, owner: TypeId, part: usize) -> bool {
        self.0.contains(&(owner, part))
    }
}

/// Finds the edges that need indirection.
pub fn boxes(types: &Types) -> Boxes {
    let mut edges = TypeMap::filled(types, Vec::new());
    for id in types.ids() {
        edges[id] = direct(types, id)
            .into_iter()
            .map(|(_, target)| target)
            .collect();
    }
    let mut boxes = Boxes::default();
    for mut component in cycles::components(types, &edges) {
        let loops = component.len() > 1 || component.iter().any(|id| edges[*id].contains(id));
        if loops {
            component.sort_by_key(|id| (rank(&types[*id].shape), *id));
            cut(types, &component, &mut boxes);
        }
    }
    shorten(types, &mut boxes);
    boxes
}

/// Takes an edge out of every chain that is longer than [`LONGEST`]. Types are met from the inside out; no cycle is left.
fn shorten(types: &Types, boxes: &mut Boxes) {
    let mut lengths = TypeMap::filled(types, None);
    let mut met = TypeMap::filled(types, false);
    let mut stack: Vec<TypeId> = types.ids().collect();
    while let Some(id) = stack.last().copied() {
        let held = direct(types, id).into_iter();
        let held: Vec<_> = held
            .filter(|(part, _)| !boxes.contains(id, *part))
            .collect();
        if !std::mem::replace(&mut met[id], true) {
            let inside = held.into_iter().map(|(_, target)| target);
            stack.extend(inside.filter(|target| !met[*target]));
            continue;
        }
        stack.pop();
        if lengths[id].is_some() {
            continue;
        }
        let mut longest = 0;
        for (part, target) in held {
            let length = lengths[target].unwrap_or(0);
            if length < LONGEST {
                longest = longest.max(length);
            } else {
                boxes.0.insert((id, part));
            }
        }
        lengths[id] = Some(longest + 1);
    }
}

/// What stands in a value of the type directly, with its number among the parts. Aliases are looked through: they hold nothing.
fn direct(types: &Types, id: TypeId) -> Vec<(usize, TypeId)> {
    let shape = &types[id].shape;
    let count = match shape {
        Shape::Record(record) => record.properties.len(),
        Shape::Tuple(tuple) => tuple.parts.len(),
        Shape::Choice(choice) => choice.branches.len(),
        Shape::Nullable(_) => 1,
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Alias(_)
        | Shape::Literals(_) => 0,
    };
    let parts = shape.parts().into_iter().take(count);
    parts
        .map(|(_, target)| types.resolve(target))
        .enumerate()
        .collect()
}

fn rank(shape: &Shape) -> u8 {
    match shape {
        Shape::Record(_) => 0,
        Shape::Choice(_) => 1,
        Shape::Tuple(_) => 2,
        Shape::Nullable(_) => 3,
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Alias(_)
        | Shape::Literals(_) => 4,
    }
}

/// Walks through a component and takes the edges that lead back.
fn cut(types: &Types, component: &[TypeId], boxes: &mut Boxes) {
    let members: HashSet<TypeId> = component.iter().copied().collect();
    let mut done: HashSet<TypeId> = HashSet::new();
    let mut inside: HashSet<TypeId> = HashSet::new();
    for root in component {
        if done.contains(root) {
            continue;
        }
        inside.insert(*root);
        let mut stack = vec![(*root, direct(types, *root).into_iter())];
        while let Some((id, edges)) = stack.last_mut() {
            match edges.next() {
                None => {
                    inside.remove(id);
                    done.insert(*id);
                    stack.pop();
                }
                Some((part, target)) if inside.contains(&target) => {
                    boxes.0.insert((*id, part));
                }
                Some((_, target)) if members.contains(&target) && !done.contains(&target) => {
                    inside.insert(target);
                    stack.push((target, direct(types, target).into_iter()));
                }
                Some(_) => {}
            }
        }
    }
}
