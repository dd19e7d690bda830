use super::object::Object;
use super::path::Scope;
use super::{Reader, field, info, media_type, parameter, response, security, server};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::document::Node;
use crate::spec::{Extensions, Method, Operation, RequestBody};

/// Reads an Operation Object with what its path item and the root say.
pub(super) fn read<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    scope: &mut Scope,
    method: Method,
    node: &Node<'d>,
) -> Operation {
    let mut operation = Operation {
        at: node.at().clone(),
        method,
        path: scope.template.clone(),
        id: None,
        tags: Vec::new(),
        summary: None,
        description: None,
        external_docs: None,
        deprecated: false,
        parameters: Vec::new(),
        request_body: None,
        responses: Vec::new(),
        security: reader.security.clone(),
        servers: None,
        extensions: Extensions::default(),
    };
    let mut own = parameter::Declared::default();
    for (key, value) in field::members(diagnostics, node) {
        if key == "parameters" {
            own = parameter::read_all(diagnostics, reader, &value);
        } else {
            member(diagnostics, reader, &mut operation, key, &value);
        }
    }
    if reader.dialect.requires_paths() && node.is_object() && node.get("responses").is_none() {
        let help = "say what may be answered: `responses: {default: {description: …}}`";
        field::missing(diagnostics, node, "responses", help);
    }
    operation.parameters = scope.merge(diagnostics, reader, own, node);
    operation.summary = operation.summary.or_else(|| scope.summary.clone());
    operation.description = operation.description.or_else(|| scope.description.clone());
    operation.servers = operation.servers.or_else(|| scope.servers.clone());
    operation
}

fn member<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    operation: &mut Operation,
    key: &str,
    value: &Node<'d>,
) {
    match key {
        "operationId" => operation.id = id(diagnostics, reader, value),
        "tags" => operation.tags = field::texts(diagnostics, value),
        "summary" => operation.summary = field::text(diagnostics, value),
        "description" => operation.description = field::text(diagnostics, value),
        "deprecated" => operation.deprecated = field::flag(diagnostics, value),
        "requestBody" => {
            operation.request_body = body(diagnostics, reader, &operation.method, value);
        }
        "responses" => operation.responses = response::read_all(diagnostics, reader, value),
        "security" => {
            if let Some(security) = security::read_requirements(diagnostics, reader, value) {
                operation.security = security;
            }
        }
        "servers" => operation.servers = Some(server::read_all(diagnostics, value)),
        "externalDocs" => operation.external_docs = info::external_docs(diagnostics, value),
        "callbacks" => field::ignored(diagnostics, key, value),
        _ if key.starts_with("x-") => {
            operation.extensions.insert(key.to_owned(), value.to_json());
        }
        _ => field::unknown(diagnostics, Object::Operation, key, value),
    }
}

/// `operationId`, which only the first to take it keeps.
fn id(diagnostics: &mut Diagnostics, reader: &mut Reader<'_>, node: &Node<'_>) -> Option<String> {
    let id = field::text(diagnostics, node)?;
    if id.is_empty() {
        let words = "`operationId` is empty, and is ignored";
        let help = "write a name, or take it out: the method and the path are a name too";
        field::wrong_value(diagnostics, node, words, help);
        return None;
    }
    if let Some(first) = reader.operation_ids.get(&id) {
        let words = format!("`operationId` `{id}` is taken, and is ignored here");
        diagnostics.push(
            Diagnostic::new(Code::DUPLICATE_OPERATION_ID, node.at().clone(), words)
                .label(first.clone(), "taken here")
                .help("give each operation its own"),
        );
        return None;
    }
    reader.operation_ids.insert(id.clone(), node.at().clone());
    Some(id)
}

/// TRACE must not, and HEAD has no reason to, carry a body (RFC 9110 sections 9.3.2 and 9.3.8).
fn body<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    method: &Method,
    node: &Node<'d>,
) -> Option<RequestBody> {
    let name = method.as_str();
    if name == "TRACE" || name == "HEAD" {
        let words = format!("`requestBody` is ignored: {name} has none");
        let at = node.at().clone();
        let found = Diagnostic::new(Code::IGNORED_KEYWORD, at, words).on_key();
        diagnostics.push(found.help("take it out, or choose another method: `post`"));
        return None;
    }
    media_type::read_body(diagnostics, reader, node)
}
