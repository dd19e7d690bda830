//! Operations over types by handle.

use std::collections::HashSet;

use super::draft::Draft;
use super::xml;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    Body, Docs, Encoding, Header, Media, Operation, Origin, Parameter, Response, Shape, SharedPart,
    TextFormat, TypeId,
};
use crate::source::Location;
use crate::spec::{self, MediaType, Place, SchemaId, Status, Style};

/// Makes every operation; the types that they use are queued.
pub(super) fn operations(diagnostics: &mut Diagnostics, draft: &mut Draft<'_>) -> Vec<Operation> {
    let spec = draft.spec;
    let mut ids = HashSet::new();
    spec.operations
        .iter()
        .map(|written| {
            let id = written.id.clone().filter(|id| ids.insert(id.clone()));
            operation(diagnostics, draft, written, id)
        })
        .collect()
}

fn operation(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'_>,
    written: &spec::Operation,
    id: Option<String>,
) -> Operation {
    let name = id
        .clone()
        .unwrap_or_else(|| format!("{} {}", written.method, written.path));
    Operation {
        at: written.at.clone(),
        method: written.method.clone(),
        path: written.path.clone(),
        tags: written.tags.clone(),
        docs: Docs {
            title: written.summary.clone(),
            description: written.description.clone(),
            more: written.external_docs.clone(),
            deprecated: written.deprecated,
        },
        extensions: written.extensions.clone(),
        parameters: written
            .parameters
            .iter()
            .filter(|parameter| !is_ignored(parameter))
            .map(|written| parameter(diagnostics, draft, &name, written))
            .collect(),
        body: written
            .request_body
            .as_ref()
            .map(|written| body(draft, &name, written)),
        responses: responses(draft, &name, &written.responses),
        security: written.security.clone(),
        servers: written.servers.clone(),
        id,
    }
}

/// What is told elsewhere to be without effect. OpenAPI 3.2 section 4.12.2: header parameters of these names are ignored, since other parts of the document speak of them.
fn is_ignored(parameter: &spec::Parameter) -> bool {
    let names = ["Accept", "Content-Type", "Authorization"];
    let is_reserved = names
        .iter()
        .any(|name| parameter.name.eq_ignore_ascii_case(name));
    parameter.place == Place::QueryString || (parameter.place == Place::Header && is_reserved)
}

fn parameter(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'_>,
    operation: &str,
    written: &spec::Parameter,
) -> Parameter {
    let json = written
        .content
        .as_ref()
        .is_some_and(|content| is_json(&content.name));
    let schema = match &written.content {
        Some(content) if json => content.schema,
        Some(content) => {
            let message = format!(
                "a parameter of `{}` is not read; its text is taken as it is",
                content.name
            );
            let diagnostic =
                Diagnostic::new(Code::UNSUPPORTED_MEDIA_TYPE, content.at.clone(), message)
                    .help("use `application/json`, or a `schema` with a `style`");
            diagnostics.push(diagnostic);
            None
        }
        None => written.schema,
    };
    let fallback = if json {
        Shape::Any
    } else {
        Shape::Text(TextFormat::Plain)
    };
    let mut examples = written.examples.clone();
    examples.extend(
        written
            .content
            .iter()
            .flat_map(|content| content.examples.clone()),
    );
    Parameter {
        at: written.at.clone(),
        name: written.name.clone(),
        place: written.place,
        style: written.style,
        explode: written.explode,
        allow_reserved: written.allow_reserved,
        required: written.required,
        json,
        ty: type_at(
            draft,
            origin(
                written.component.as_ref(),
                SharedPart::Parameter,
                operation,
                &written.name,
            ),
            schema,
            fallback,
            &written.at,
        ),
        default: schema.and_then(|schema| default(draft, schema)),
        docs: docs(written.description.as_ref(), written.deprecated),
        examples,
        extensions: written.extensions.clone(),
    }
}

fn default(draft: &Draft<'_>, schema: SchemaId) -> Option<serde_json::Value> {
    let schemas = &draft.spec.schemas;
    super::words::chain(schemas, schema)
        .find_map(|id| schemas[id].default.as_deref())
        .map(|(_, value)| value.clone())
}

fn docs(description: Option<&String>, deprecated: bool) -> Docs {
    Docs {
        title: None,
        description: description.cloned(),
        more: None,
        deprecated,
    }
}

fn body(draft: &mut Draft<'_>, operation: &str, written: &spec::RequestBody) -> Body {
    Body {
        at: written.at.clone(),
        required: written.required,
        content: content(
            draft,
            &origin(
                written.component.as_ref(),
                SharedPart::RequestBody,
                operation,
                "Request",
            ),
            &written.content,
        ),
        docs: docs(written.description.as_ref(), false),
    }
}

fn content(draft: &mut Draft<'_>, origin: &Origin, written: &[MediaType]) -> Vec<Media> {
    written
        .iter()
        .map(|media| Media {
            at: media.at.clone(),
            name: media.name.clone(),
            xml: media
                .schema
                .and_then(|schema| xml::of_schema(draft, schema)),
            ty: type_at(
                draft,
                origin.clone(),
                media.schema,
                without_schema(&media.name),
                &media.at,
            ),
            encodings: encodings(&media.encodings),
            examples: media.examples.clone(),
        })
        .collect()
}

/// A style is `form` where another field of styles is there, and then counts (OpenAPI 3.1.1 section 4.8.15.1.2).
fn encodings(written: &spec::Encodings) -> Vec<Encoding> {
    let named = written.named.iter();
    let encodings = named.map(|(property, encoding)| {
        let is_styled = encoding.explode.is_some() || encoding.allow_reserved;
        let style = encoding.style.or(is_styled.then_some(Style::Form));
        Encoding {
            at: encoding.at.clone(),
            property: property.clone(),
            content_type: encoding.content_type.clone(),
            style,
            explode: encoding.explode.unwrap_or(style == Some(Style::Form)),
            allow_reserved: encoding.allow_reserved,
        }
    });
    encodings.collect()
}

/// What a body is whose media type says nothing about it.
fn without_schema(name: &str) -> Shape {
    let name = essence(name);
    let is_form = matches!(
        &*name,
        "application/x-www-form-urlencoded" | "multipart/form-data" | "*/*"
    );
    if is_json(&name) || is_form {
        Shape::Any
    } else if name.starts_with("text/") {
        Shape::Text(TextFormat::Plain)
    } else {
        Shape::Text(TextFormat::Binary)
    }
}

/// Whether a media type is JSON: by name, or by its structured suffix (RFC 6839 section 3.1), whatever its parameters.
pub fn is_json(name: &str) -> bool {
    let name = essence(name);
    name == "application/json"
        || name == "text/json"
        || (name.contains('/') && name.ends_with("+json"))
}

/// Whether a media type is that of HTML forms, whatever its parameters.
pub(super) fn is_form(name: &str) -> bool {
    essence(name) == "application/x-www-form-urlencoded"
}

fn essence(name: &str) -> String {
    name.split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// The first success is *the* response; the others carry their status in their role.
fn responses(draft: &mut Draft<'_>, operation: &str, written: &[spec::Response]) -> Vec<Response> {
    let main = written
        .iter()
        .position(|response| response.status.is_success());
    written
        .iter()
        .enumerate()
        .map(|(index, written)| {
            let role = if Some(index) == main {
                "Response".to_owned()
            } else {
                role(written.status)
            };
            Response {
                at: written.at.clone(),
                status: written.status,
                docs: Docs {
                    title: written.summary.clone(),
                    ..docs(written.description.as_ref(), false)
                },
                headers: written
                    .headers
                    .iter()
                    .filter(|header| !header.name.eq_ignore_ascii_case("Content-Type"))
                    .map(|header| {
                        let own = origin(
                            header.component.as_ref(),
                            SharedPart::Header,
                            operation,
                            &header.name,
                        );
                        self::header(
                            draft,
                            of_response(own, written.component.as_ref(), header),
                            header,
                        )
                    })
                    .collect(),
                content: content(
                    draft,
                    &origin(
                        written.component.as_ref(),
                        SharedPart::Response,
                        operation,
                        &role,
                    ),
                    &written.content,
                ),
            }
        })
        .collect()
}

/// A part that the document names is named after that, for whichever operations have it; any other after the operation.
fn origin(component: Option<&String>, part: SharedPart, operation: &str, role: &str) -> Origin {
    match component {
        Some(name) => Origin::Shared {
            part,
            name: name.clone(),
            header: None,
        },
        None => Origin::Operation {
            operation: operation.to_owned(),
            role: role.to_owned(),
        },
    }
}

/// A header that is written inside of a response that the document names.
fn of_response(own: Origin, component: Option<&String>, written: &spec::Header) -> Origin {
    match (own, component) {
        (Origin::Operation { .. }, Some(name)) => Origin::Shared {
            part: SharedPart::Response,
            name: name.clone(),
            header: Some(written.name.clone()),
        },
        (own, _) => own,
    }
}

fn role(status: Status) -> String {
    match status {
        Status::Code(_) | Status::Range(_) => format!("{status} Response"),
        Status::Default => "Default Response".to_owned(),
    }
}

fn header(draft: &mut Draft<'_>, origin: Origin, written: &spec::Header) -> Header {
    Header {
        at: written.at.clone(),
        name: written.name.clone(),
        required: written.required,
        explode: written.explode,
        ty: type_at(
            draft,
            origin,
            written.schema,
            Shape::Text(TextFormat::Plain),
            &written.at,
        ),
        docs: docs(written.description.as_ref(), written.deprecated),
    }
}

fn type_at(
    draft: &mut Draft<'_>,
    origin: Origin,
    schema: Option<SchemaId>,
    fallback: Shape,
    at: &Location,
) -> TypeId {
    match schema {
        Some(schema) => draft.type_of(schema, origin),
        None => draft.push_shape(at.clone(), origin, fallback),
    }
}
