/// A type's handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub(super) u32);

/// One step from a type into a type inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A property's value.
    Property(String),
    /// A list's items.
    Item,
    /// A tuple's part, from 0.
    Part(usize),
    /// A map's values.
    Value,
    /// A choice's branch, from 0.
    Branch(usize),
    /// What a nullable type holds when it is not null.
    NonNull,
    /// What a schema itself declares that others extend.
    Base,
    /// What a client sends of it, where that is another type.
    Request,
}
