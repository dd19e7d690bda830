use super::{Operation, Predicates, TypeId, Types};
use crate::source::Location;
use crate::spec;

/// Everything one document describes.
#[derive(Clone, Debug)]
pub struct Api {
    /// The root of the entry file.
    pub at: Location,
    /// Title, version, description.
    pub info: spec::Info,
    /// Every type.
    pub types: Types,
    /// What values satisfy beyond their types.
    pub predicates: Predicates,
    /// The types that the document names, in its order.
    pub named: Vec<TypeId>,
    /// Every operation, in document order.
    pub operations: Vec<Operation>,
    /// Where the API is served.
    pub servers: Vec<spec::Server>,
    /// How callers prove who they are.
    pub security_schemes: Vec<spec::SecurityScheme>,
    /// Groups of operations, in document order, also those that only operations name.
    pub tags: Vec<spec::Tag>,
}
