//! What is exchanged, free of OpenAPI and free of Rust: types by handle, and operations over them.
//!
//! In: a [`Spec`](crate::spec::Spec). Out: an [`Api`] in which `allOf` is merged, every spelling of nullable is one, references are
//! handles and no JSON Schema vocabulary is left but the constraints and predicates. Must not know: casing, derives, `Option`, files.
//! Open `types`, `shape` and `operation` first; `lower/` makes them, `analysis/` answers questions about all of them.

pub mod analysis;
mod api;
mod constraints;
pub mod cycles;
mod docs;
pub mod dump;
mod id;
pub mod lower;
mod operation;
mod predicate;
mod shape;
mod types;
pub mod usage;

pub use self::api::Api;
pub use self::constraints::Constraints;
pub use self::docs::Docs;
pub use self::id::{Step, TypeId};
pub use self::lower::normal;
pub use self::operation::{Body, Encoding, Header, Media, Operation, Parameter, Response};
pub use self::predicate::{Clause, Predicate, PredicateId, Predicates};
pub use self::shape::{
    Additional, Branch, Choice, Discriminator, IntegerFormat, List, Literal, LiteralKind, Literals,
    Map, NumberFormat, Property, Record, Shape, TextFormat, Tuple,
};
pub use self::types::{Origin, SharedPart, TypeDef, TypeMap, Types};
