//! What the user decided about names and types.

use std::collections::BTreeMap;

use super::Dependency;
use super::name::Renamed;
use super::path::RustPath;

/// Names and types that are not made from the document alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Whether `x-rust-name` and `x-rust-type` of a document count. A document must not name what is compiled unless its user says so.
    pub extensions: bool,
    /// Whether structs are marked so that a new field is no breaking change.
    pub non_exhaustive: bool,
    /// Whether every record that can be is `Ord`, however many properties it has.
    pub ord: bool,
    /// Other names.
    pub renamed: Renamed,
    /// Types of other crates, by the name of the schema that they stand for.
    pub schemas: BTreeMap<String, Foreign>,
    /// Types of other crates, by the `format` that they stand for.
    pub formats: BTreeMap<String, Foreign>,
}

/// A type of another crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// Where it is.
    pub path: RustPath,
    /// The crate, where the manifest is to name it.
    pub dependency: Option<Dependency>,
}
