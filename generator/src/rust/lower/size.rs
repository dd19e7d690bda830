//! How large values of a type are, roughly: a union keeps its branches small by boxing the large ones.

use crate::ir::analysis::Boxes;
use crate::ir::{Additional, IntegerFormat, LiteralKind, Shape, TypeId, TypeMap, Types};

/// A branch of more bytes than this goes into a `Box`.
pub(super) const LIMIT: usize = 128;
/// `String`, `Vec` and `BTreeMap`.
const HEAP: usize = 24;
/// `serde_json::Value`, whichever map it is built with.
const VALUE: usize = 72;
const POINTER: usize = 8;

/// For every type, the bytes that a value of it takes in place. Types are measured from the inside out, without recursion: chains of
/// named types are longer than a stack.
pub(super) fn of(types: &Types, boxes: &Boxes) -> TypeMap<usize> {
    let mut sizes = Sizes {
        types,
        boxes,
        known: TypeMap::filled(types, None),
    };
    let mut met = TypeMap::filled(types, false);
    let mut stack: Vec<TypeId> = types.ids().collect();
    while let Some(id) = stack.last().copied() {
        if sizes.known[id].is_none() && !std::mem::replace(&mut met[id], true) {
            let inside = sizes.inside(id);
            stack.extend(inside.into_iter().filter(|part| !met[*part]));
        } else {
            stack.pop();
            let size = sizes.known[id].unwrap_or_else(|| sizes.measure(id));
            sizes.known[id] = Some(size);
        }
    }
    let mut table = TypeMap::filled(types, 0);
    for id in types.ids() {
        table[id] = sizes.size(id);
    }
    table
}

struct Sizes<'a> {
    types: &'a Types,
    boxes: &'a Boxes,
    known: TypeMap<Option<usize>>,
}

impl Sizes<'_> {
    /// What is not known yet leads back to who asks, and does so through a pointer.
    fn size(&self, id: TypeId) -> usize {
        self.known[id].unwrap_or(POINTER)
    }

    /// The types that stand in a value of one in place: their sizes are known before its own.
    fn inside(&self, id: TypeId) -> Vec<TypeId> {
        let parts: Vec<TypeId> = match &self.types[id].shape {
            Shape::Alias(target) => return vec![*target],
            Shape::Nullable(inner) => vec![*inner],
            Shape::Record(record) => record.properties.iter().map(|one| one.ty).collect(),
            Shape::Choice(choice) => choice.branches.iter().map(|one| one.ty).collect(),
            Shape::Tuple(tuple) => tuple.parts.clone(),
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Bool
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::Text(_)
            | Shape::List(_)
            | Shape::Map(_)
            | Shape::Literals(_) => Vec::new(),
        };
        let parts = parts.into_iter().enumerate();
        parts
            .filter(|(index, _)| !self.boxes.contains(id, *index))
            .map(|(_, part)| part)
            .collect()
    }

    fn measure(&self, id: TypeId) -> usize {
        match &self.types[id].shape {
            Shape::Any | Shape::Never => VALUE,
            Shape::Tuple(tuple) => {
                let parts = tuple.parts.iter().enumerate();
                parts
                    .map(|(index, part)| self.part(id, index, *part))
                    .fold(HEAP.max(VALUE), |sum, size| {
                        sum.saturating_add(size).saturating_add(POINTER)
                    })
            }
            Shape::Bool => 1,
            Shape::Integer(format) => integer(*format),
            Shape::Null | Shape::Number(_) => POINTER,
            Shape::Literals(literals) if literals.constant => POINTER,
            Shape::Literals(literals) => match literals.kind {
                LiteralKind::Text => HEAP,
                LiteralKind::Integer | LiteralKind::Number => 2 * POINTER,
                LiteralKind::Boolean => 1,
                LiteralKind::Mixed => VALUE,
            },
            Shape::Text(_) | Shape::List(_) | Shape::Map(_) => HEAP,
            Shape::Nullable(inner) => self.part(id, 0, *inner).saturating_add(POINTER),
            Shape::Alias(target) => self.size(*target),
            Shape::Record(record) => {
                let properties = record.properties.iter().enumerate();
                let rest = if record.additional == Additional::Closed {
                    0
                } else {
                    HEAP
                };
                // Records that hold several of the next grow beyond any number.
                properties
                    .map(|(index, property)| self.part(id, index, property.ty))
                    .fold(rest, |sum, size| {
                        sum.saturating_add(size).saturating_add(POINTER)
                    })
            }
            Shape::Choice(choice) => {
                let branches = choice.branches.iter().enumerate();
                let largest = branches
                    .map(|(index, branch)| self.part(id, index, branch.ty))
                    .filter(|size| *size <= LIMIT)
                    .max();
                largest.unwrap_or(POINTER).max(VALUE) + POINTER
            }
        }
    }

    fn part(&self, owner: TypeId, index: usize, id: TypeId) -> usize {
        if self.boxes.contains(owner, index) {
            POINTER
        } else {
            self.size(id)
        }
    }
}

fn integer(format: IntegerFormat) -> usize {
    match format {
        IntegerFormat::I8 | IntegerFormat::U8 => 1,
        IntegerFormat::I16 | IntegerFormat::U16 => 2,
        IntegerFormat::I32 | IntegerFormat::U32 => 4,
        IntegerFormat::I64 | IntegerFormat::U64 => 8,
    }
}
