//! The Rust to be written: every decision and every name made.
//!
//! In: an [`Api`](crate::ir::Api). Out: a [`Crate`] of items whose names are claimed, whose types are spelled and whose
//! documentation is safe; [`emit`](crate::emit) has nothing left to decide. Must not know: tokens, files on a disk.
//! Open [`item`](self::item::Item) and [`operation`](self::operation::Operation) first.

mod api;
mod check;
mod choices;
mod conversion;
mod degradation;
pub mod docs;
pub mod dump;
mod item;
mod literal;
pub mod lower;
pub mod name;
mod operation;
mod path;
pub mod snapshot;
mod symbol;
mod ty;
mod withheld;
mod xml;

pub use self::api::{
    Api, Crate, Dependency, Example, Group, Scheme, SchemeKind, Server, ServerVariable,
};
pub use self::check::{Check, Engine, Limit, Pattern, Rule, Rules, Whole};
pub use self::choices::{Choices, Foreign};
pub use self::conversion::{Conversion, Converted, FieldSource, Turn};
pub use self::degradation::{Degradation, degradations};
pub use self::item::{
    Alias, Constant, Derive, Docs, Enum, EnumVariant, Field, Item, Listed, ListedVariant, Locals,
    Mark, MarkBounds, ModelFile, Presence, Rest, Struct, Union, UnionVariant,
};
pub use self::literal::{Fallback, Lent, Literal};
pub use self::operation::{
    Access, Body, BodyKind, Builder, BuilderBody, BuilderPart, Fill, FormField, FormFields,
    FormSpelling, Operation, Pages, Parameter, Part, RejectionForm, Request, Requirement, Response,
    ResponseHeader, ResponseVariant, Segment, Setter, Status, Step, Success, Target,
};
pub use self::path::{InvalidPath, RustPath};
pub use self::symbol::{Home, Symbol, SymbolKind, SymbolPath};
pub use self::ty::{IntegerTy, ModelPath, RuntimeTy, Site, Ty};
pub use self::withheld::{Parts, Withheld};
pub use self::xml::{Xml, XmlContent, XmlField, XmlKind, XmlNode, XmlRoot, XmlShape, XmlTable};
