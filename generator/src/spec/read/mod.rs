//! Readers: one file for each model file beside this folder.
//!
//! Each reader walks an object's members once and knows every key that the standard has there; whatever else comes is told.
//! Schemas are claimed where they are met and read from a list, so that neither depth nor recursion matters.

mod components;
mod field;
mod info;
mod media_type;
mod operation;
mod parameter;
mod path;
mod reference;
mod response;
mod schema;
mod security;
mod server;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use super::dialect::Dialect;
use super::resolve::{Identity, References};
use super::{
    Components, Header, Info, Operation, Parameter, RequestBody, Requirement, Response, Schemas,
    Server, Spec, Tag,
};
use crate::diagnostics::Diagnostics;
use crate::document::{Document, Node};
use crate::source::Location;

/// What readers share while one document is read. Objects that references lead to are read once and remembered.
struct Reader<'d> {
    dialect: Dialect,
    references: References<'d>,
    components: Components,
    claimed: schema::Claimed<'d>,
    scheme_names: HashSet<&'d str>,
    security: Vec<Vec<Requirement>>,
    operation_ids: HashMap<String, Location>,
    path_items: HashSet<Identity>,
    parameters: HashMap<Identity, Option<Parameter>>,
    bodies: HashMap<Identity, Option<RequestBody>>,
    responses: HashMap<Identity, Response>,
    headers: HashMap<Identity, Option<Header>>,
    examples: HashSet<Identity>,
}

/// Reads the contract out of a document. What cannot be read costs that part, and is told.
pub fn read(diagnostics: &mut Diagnostics, document: &Document) -> Spec {
    let root = document.root();
    let Ok(dialect) = Dialect::of(diagnostics, document) else {
        return empty(&root);
    };
    let mut reader = Reader::new(document, dialect);
    let mut parts = root_parts(diagnostics, &mut reader, &root);
    if let Some(paths) = root.get("paths") {
        parts.operations = path::read_all(diagnostics, &mut reader, &paths);
        path::drop_conflicts(diagnostics, &mut parts.operations);
    } else if reader.dialect.requires_paths()
        || (root.get("webhooks").is_none() && root.get("components").is_none())
    {
        field::missing(
            diagnostics,
            &root,
            "paths",
            "add the API's paths: `paths: {…}`",
        );
    }
    if let Some(components) = root.get("components") {
        components::read_rest(diagnostics, &mut reader, &components);
    }
    let mut schemas = schema::read_claimed(diagnostics, &mut reader);
    schema::break_circles(diagnostics, &mut schemas);
    reader.references.report(diagnostics);
    Spec {
        at: root.at().clone(),
        info: parts.info,
        servers: parts.servers,
        operations: parts.operations,
        components: reader.components,
        schemas,
        tags: parts.tags,
    }
}

/// What is known of a document in no version that is read: nothing.
fn empty(root: &Node<'_>) -> Spec {
    Spec {
        at: root.at().clone(),
        info: Info {
            at: root.at().clone(),
            title: String::new(),
            version: None,
            summary: None,
            description: None,
        },
        servers: Vec::new(),
        operations: Vec::new(),
        components: Components::default(),
        schemas: Schemas::default(),
        tags: Vec::new(),
    }
}

struct Parts {
    info: Info,
    servers: Vec<Server>,
    operations: Vec<Operation>,
    tags: Vec<Tag>,
}

/// Reads what operations build on.
fn root_parts<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    root: &Node<'d>,
) -> Parts {
    let mut parts = Parts {
        info: info::read(diagnostics, root),
        servers: Vec::new(),
        operations: Vec::new(),
        tags: Vec::new(),
    };
    // Requirements name schemes, so these come first wherever they stand.
    if let Some(components) = root.get("components") {
        components::read_names(diagnostics, reader, &components);
    }
    for (key, value) in field::members(diagnostics, root) {
        match key {
            "servers" => parts.servers = server::read_all(diagnostics, &value),
            "security" => {
                let security = security::read_requirements(diagnostics, reader, &value);
                reader.security = security.unwrap_or_default();
            }
            "tags" => parts.tags = info::tags(diagnostics, &value),
            "openapi" | "info" | "paths" | "components" | "externalDocs" | "$self"
            | "jsonSchemaDialect" => {}
            "webhooks" => field::ignored(diagnostics, key, &value),
            _ => field::unknown(diagnostics, key, &value),
        }
    }
    parts
}

impl<'d> Reader<'d> {
    fn new(document: &'d Document, dialect: Dialect) -> Self {
        Self {
            dialect,
            references: References::new(document, dialect),
            components: Components::default(),
            claimed: schema::Claimed::default(),
            scheme_names: HashSet::new(),
            security: Vec::new(),
            operation_ids: HashMap::new(),
            path_items: HashSet::new(),
            parameters: HashMap::new(),
            bodies: HashMap::new(),
            responses: HashMap::new(),
            headers: HashMap::new(),
            examples: HashSet::new(),
        }
    }
}
