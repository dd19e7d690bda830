//! Schemas that hold at once, and the choices among them that are still open.

use crate::spec::SchemaId;

/// Schemas that a value has to satisfy all at once.
pub(super) type Conjunction = Vec<Part>;

/// One schema of a conjunction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Part {
    /// The schema.
    pub(super) schema: SchemaId,
    /// Which of its choices another part already stands for.
    pub(super) without: Without,
}

/// Choices of a schema that are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Without {
    pub(super) one_of: bool,
    pub(super) any_of: bool,
    /// Whoever extends it: what is left is what it declares itself.
    pub(super) children: bool,
}

/// A list of alternatives that one of the gathered schemas offers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group<'s> {
    /// Who offers them.
    pub(super) owner: SchemaId,
    /// `anyOf` rather than `oneOf`.
    pub(super) any_of: bool,
    /// The alternatives.
    pub(super) branches: &'s [SchemaId],
}

impl From<SchemaId> for Part {
    fn from(schema: SchemaId) -> Self {
        Self {
            schema,
            without: Without::default(),
        }
    }
}

impl Part {
    /// The same schema with one of its choices left out.
    pub(super) fn without(self, group: &Group<'_>) -> Self {
        let mut part = self;
        if group.any_of {
            part.without.any_of = true;
        } else {
            part.without.one_of = true;
        }
        part
    }

    /// The same schema without those that extend it.
    pub(super) fn without_children(self) -> Self {
        let mut part = self;
        part.without.children = true;
        part
    }
}
