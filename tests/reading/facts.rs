//! What is counted: each thing with a name that both sides spell alike, and where it stands.

use std::collections::BTreeMap;

/// What a thing is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Operation,
    Parameter,
    Body,
    Response,
    Schema,
    Property,
}

impl Kind {
    pub(crate) const ALL: [(Self, &'static str); 6] = [
        (Self::Operation, "operations"),
        (Self::Parameter, "parameters"),
        (Self::Body, "request bodies"),
        (Self::Response, "responses"),
        (Self::Schema, "component schemas"),
        (Self::Property, "properties"),
    ];
}

/// Things by kind and name, each with its JSON Pointer.
pub(crate) type Facts = BTreeMap<(Kind, String), String>;
