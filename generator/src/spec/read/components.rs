use super::object::Object;
use super::{Reader, field, media_type, parameter, response, security};
use crate::diagnostics::Diagnostics;
use crate::document::Node;
use crate::spec::Status;
use crate::spec::dialect::Dialect;

/// Reads the names that operations refer to: schemas and security schemes.
pub(super) fn read_names<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) {
    let Some(node) = &reader.references.misplaced(diagnostics, node) else {
        return;
    };
    for (key, value) in field::members(diagnostics, node) {
        let Some(value) = reader.references.misplaced(diagnostics, &value) else {
            continue;
        };
        match key {
            "schemas" => {
                for (name, value) in field::members(diagnostics, &value) {
                    let end = reader.references.through(&value);
                    let id = reader.claimed.claim_named(name, &value, &end);
                    reader.components.schemas.insert(name.to_owned(), id);
                }
            }
            "securitySchemes" => {
                for (name, value) in field::members(diagnostics, &value) {
                    reader.scheme_names.insert(name);
                    if let Some(scheme) = security::read_scheme(diagnostics, reader, name, &value) {
                        let schemes = &mut reader.components.security_schemes;
                        schemes.insert(name.to_owned(), scheme);
                    }
                }
            }
            "pathItems" => reader.dialect.since(diagnostics, Dialect::V31, key, &value),
            "mediaTypes" => reader.dialect.since(diagnostics, Dialect::V32, key, &value),
            "responses" | "parameters" | "examples" | "requestBodies" | "headers" | "links"
            | "callbacks" => {}
            _ => field::unknown(diagnostics, Object::Components, key, &value),
        }
    }
}

/// Reads what operations have not asked for yet, so that all that is wrong with a document is told.
pub(super) fn read_rest<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) {
    let Some(node) = &reader.references.misplaced(diagnostics, node) else {
        return;
    };
    for (section, value) in node.members() {
        let Some(value) = reader.references.misplaced(diagnostics, &value) else {
            continue;
        };
        for (name, value) in value.members() {
            match section {
                "responses" => drop(response::read(diagnostics, reader, Status::Default, &value)),
                "parameters" => drop(parameter::read(diagnostics, reader, &value)),
                "examples" => drop(media_type::named_example(diagnostics, reader, name, &value)),
                "requestBodies" => drop(media_type::read_body(diagnostics, reader, &value)),
                "headers" => drop(media_type::read_header(diagnostics, reader, name, &value)),
                "mediaTypes" => drop(media_type::read(diagnostics, reader, name, &value)),
                _ => {}
            }
        }
    }
}
