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

/// For every type, the bytes that a value of it takes in place.
pub(super) fn of(types: &Types, boxes: &Boxes) -> TypeMap<usize> {
    let mut sizes = Sizes {
        types,
        boxes,
        known: TypeMap::filled(types, None),
    };
    let mut table = TypeMap::filled(types, 0);
    for (id, _) in types.iter() {
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
    fn size(&mut self, id: TypeId) -> usize {
        if let Some(size) = self.known[id] {
            return size;
        }
        // What leads back here does so through a pointer: the answer is not needed on the way.
        self.known[id] = Some(POINTER);
        let size = self.measure(id);
        self.known[id] = Some(size);
        size
    }

    fn measure(&mut self, id: TypeId) -> usize {
        let types = self.types;
        match &types[id].shape {
            Shape::Any | Shape::Never | Shape::Null => VALUE,
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
            Shape::Number(_) => POINTER,
            Shape::Literals(literals) if literals.kind == LiteralKind::Mixed => VALUE,
            Shape::Text(_) | Shape::List(_) | Shape::Map(_) | Shape::Literals(_) => HEAP,
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

    fn part(&mut self, owner: TypeId, index: usize, id: TypeId) -> usize {
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
