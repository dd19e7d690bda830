//! What is exchanged, free of OpenAPI and free of Rust: types by handle, and operations over them.
//!
//! In: a [`Spec`](crate::spec::Spec). Out: an [`Api`] in which `allOf` is merged, every spelling of nullable is one, references are
//! handles and no JSON Schema vocabulary is left but the constraints. Must not know: casing, derives, `Option`, files.
//! Open `types` and `operation` first; `lower/` makes them, `analysis/` answers questions about all of them.

pub mod analysis;
mod api;
mod constraints;
mod cycles;
mod docs;
pub mod dump;
pub mod lower;
mod operation;
mod types;

pub use self::api::Api;
pub use self::constraints::Constraints;
pub use self::docs::Docs;
pub use self::operation::{Body, Header, Media, Operation, Parameter, Response};
pub use self::types::{
    Additional, Branch, Choice, Discriminator, IntegerFormat, List, Literal, LiteralKind, Literals,
    Map, NumberFormat, Origin, Property, Record, Shape, Step, TextFormat, Tuple, TypeDef, TypeId,
    TypeMap, Types,
};
