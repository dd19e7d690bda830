//! Readers: one file for each model file beside this folder.
//!
//! Each reader walks an object's members once and knows every key that the standard has there; whatever else comes is told.
//! Schemas are claimed where they are met and read from a list, so that neither depth nor recursion matters.

mod assertion;
mod components;
mod field;
mod info;
mod limits;
mod media_type;
mod object;
mod operation;
mod parameter;
mod path;
mod reference;
mod repair;
mod response;
mod schema;
mod security;
mod server;
mod slip;
mod subject;
#[cfg(test)]
mod tests;
mod unknown;
mod xml;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use self::object::Object;
use super::dialect::Dialect;
use super::resolve::{Identity, References};
use super::{
    Components, Header, Info, Operation, Parameter, RequestBody, Requirement, Response, Schemas,
    Server, Spec, Tag, Webhook,
};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Stop, similar};
use crate::document::{Document, Node, Version, hand_on};
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
    let mut found = Diagnostics::default();
    match document.upgraded(&mut found) {
        Err(Stop) => {
            diagnostics.extend(found);
            empty(&document.root())
        }
        Ok((upgraded, version)) => {
            let spec = read_root(&mut found, &upgraded, Dialect::of(version));
            if version == Version::V2_0 {
                hand_on(diagnostics, found);
            } else {
                diagnostics.extend(found);
            }
            spec
        }
    }
}

fn read_root(diagnostics: &mut Diagnostics, document: &Document, dialect: Dialect) -> Spec {
    let root = &document.root();
    let mut reader = Reader::new(document, dialect);
    let mut parts = root_parts(diagnostics, &mut reader, root);
    if let Some(paths) = root.get("paths") {
        parts.operations = path::read_all(diagnostics, &mut reader, &paths);
        path::drop_conflicts(diagnostics, &mut parts.operations);
    } else if reader.dialect.requires_paths()
        || (root.get("webhooks").is_none() && root.get("components").is_none())
    {
        field::missing(
            diagnostics,
            root,
            "paths",
            "add the API's paths: `paths: {…}`",
        );
    }
    if let Some(webhooks) = root.get("webhooks") {
        parts.webhooks = path::read_webhooks(diagnostics, &mut reader, &webhooks);
    }
    if let Some(components) = root.get("components") {
        components::read_rest(diagnostics, &mut reader, &components);
    }
    let mut schemas = schema::read_claimed(diagnostics, &mut reader);
    schema::break_circles(diagnostics, &mut schemas);
    xml::check_prefixes(diagnostics, &schemas);
    for file in reader.references.other_roots() {
        // The dialect of its schemas: what it says of nothing else is read.
        if let (Some(_), Some(dialect)) = (file.get("openapi"), file.get("jsonSchemaDialect")) {
            schema_dialect(diagnostics, &dialect);
        }
        if let Some(version) = file.get("swagger") {
            diagnostics.push(older_file(&version));
        }
    }
    reader.references.report(diagnostics);
    Spec {
        at: root.at().clone(),
        self_uri: parts.self_uri,
        schema_dialect: parts.schema_dialect,
        info: parts.info,
        webhooks: parts.webhooks,
        servers: parts.servers,
        operations: parts.operations,
        components: reader.components,
        schemas,
        tags: parts.tags,
    }
}

/// A file of Swagger 2.0 that a document of OpenAPI 3 refers to: only a whole document is rewritten.
fn older_file(version: &Node<'_>) -> Diagnostic {
    let at = version.at();
    let name = &at.source().name;
    let words =
        "this file is in Swagger 2.0, and is read as what the document that refers to it is in";
    let help = format!("rewrite it, `oasmith bundle {name} -o openapi-3.yaml`, and refer to that");
    Diagnostic::new(Code::OTHER_VERSION, at.clone(), words)
        .on_key()
        .help(help)
}

/// What is known of a document in no version that is read: nothing.
fn empty(root: &Node<'_>) -> Spec {
    Spec {
        at: root.at().clone(),
        self_uri: None,
        schema_dialect: None,
        info: Info::unsaid(root.at().clone()),
        webhooks: Vec::new(),
        servers: Vec::new(),
        operations: Vec::new(),
        components: Components::default(),
        schemas: Schemas::default(),
        tags: Vec::new(),
    }
}

struct Parts {
    info: Info,
    self_uri: Option<String>,
    schema_dialect: Option<String>,
    webhooks: Vec<Webhook>,
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
        info: info::read(diagnostics, reader.dialect, root),
        self_uri: None,
        schema_dialect: None,
        servers: Vec::new(),
        operations: Vec::new(),
        webhooks: Vec::new(),
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
            "tags" => parts.tags = info::tags(diagnostics, reader.dialect, &value),
            "$self" => {
                reader.dialect.since(diagnostics, Dialect::V32, key, &value);
                parts.self_uri = field::text(diagnostics, &value);
            }
            "jsonSchemaDialect" => {
                reader.dialect.since(diagnostics, Dialect::V31, key, &value);
                parts.schema_dialect = schema_dialect(diagnostics, &value);
            }
            "webhooks" => reader.dialect.since(diagnostics, Dialect::V31, key, &value),
            // What is wrong with `swagger`, or with what is meant to be one of the two, was told when the version was looked for.
            "openapi" | "swagger" | "info" | "paths" | "components" | "externalDocs" => {}
            _ if root.get("openapi").is_none()
                && similar(key, ["openapi", "swagger"]).is_some() => {}
            _ => field::unknown(diagnostics, Object::Root, key, &value),
        }
    }
    parts
}

/// `jsonSchemaDialect`. What is neither OpenAPI's nor JSON Schema 2020-12 may have keywords that nobody here knows.
fn schema_dialect(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<String> {
    let text = field::text(diagnostics, node)?;
    let known = text.starts_with("https://spec.openapis.org/oas/3.")
        || text.trim_end_matches('#') == "https://json-schema.org/draft/2020-12/schema";
    if !known {
        let words = format!("schemas of `{text}` are read as JSON Schema 2020-12");
        let at = node.at().clone();
        diagnostics.push(Diagnostic::new(Code::IGNORED_KEYWORD, at, words));
    }
    Some(text)
}

impl<'d> Reader<'d> {
    fn new(document: &'d Document, dialect: Dialect) -> Self {
        Self {
            dialect,
            references: References::new(document, dialect),
            components: Components::default(),
            claimed: schema::Claimed::of_size(document.source.text.len()),
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
