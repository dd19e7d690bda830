use super::body::{self, Form};
use super::check::check;
use super::pages::pages;
use super::spell::{At, spell, value_of};
use super::{Input, builder, default, docs, reserved, response, server, told, wire};
use crate::diagnostics::Diagnostics;
use crate::ir;
use crate::rust::name::{Case, FILES, Ident, Scope};
use crate::rust::{Body, Operation, Parameter, Request, Requirement, Segment, Success};
use crate::spec::{Part, Place};

/// Where the names of operations are unique.
struct Scopes {
    /// Files, methods.
    modules: Scope,
    /// Requests, responses and builders.
    types: Scope,
    /// The constants of declared forms.
    declared: Scope,
}

/// An operation's name in the lock.
pub(super) fn locked(source: &ir::Operation) -> String {
    let anonymous = || format!("{} {}", source.method, source.path);
    source.id.clone().unwrap_or_else(anonymous)
}

/// What a setting calls a parameter.
pub(super) fn parameter_name(operation: &ir::Operation, parameter: &ir::Parameter) -> String {
    format!("{}.{}", locked(operation), parameter.name)
}

/// Where operations are methods: beside those that every client has, and beside the hooks of the security schemes.
fn methods(input: &Input<'_>) -> Scope {
    let scope = input.naming.scope(reserved::METHODS, "operations");
    let mut scope = scope.also_reserving(FILES);
    for scheme in &input.schemes {
        scope.claim(Case::Snake, scheme.ident.as_str());
    }
    scope
}

/// Every operation, in document order.
pub(super) fn operations(diagnostics: &mut Diagnostics, input: &Input<'_>) -> Vec<Operation> {
    let mut scopes = Scopes {
        modules: methods(input),
        types: input.naming.scope(reserved::TYPES, told::OPERATION_TYPES),
        declared: Scope::default(),
    };
    let operations = input.api.operations.iter().enumerate();
    let operations = operations
        .map(|(index, source)| operation(diagnostics, input, (index, source), &mut scopes))
        .collect();
    told::keep(input, scopes.modules);
    told::keep(input, scopes.types);
    operations
}

fn operation(
    diagnostics: &mut Diagnostics,
    input: &Input<'_>,
    (index, source): (usize, &ir::Operation),
    Scopes {
        modules,
        types,
        declared,
    }: &mut Scopes,
) -> Operation {
    let name = name(input, source);
    let claim = |types: &mut Scope, role: &str| {
        let place = format!("{} {role}", locked(source));
        types.claim_at(
            Case::UpperCamel,
            place.trim_end(),
            &source.at,
            &format!("{name} {role}"),
        )
    };
    let request = request(diagnostics, input, (source, &name), claim(types, "Request"));
    let ident = claim(types, "Response");
    let response = response::response(diagnostics, input, (source, &name), ident);
    let builder = builder::builder(input, source, &request, claim(types, ""));
    let success = success(&response);
    let pages = pages(input, index, source, &request, &response);
    Operation {
        module: modules.claim_at(Case::Snake, &locked(source), &source.at, &name),
        id: name.clone(),
        title: docs::title(source),
        docs: docs::of_operation(source),
        deprecated: source.docs.deprecated,
        method: source.method.as_str().to_owned(),
        template: source.path.text.clone(),
        server: server::own(diagnostics, input, source),
        segments: source
            .path
            .segments
            .iter()
            .map(|parts| segment(parts, source))
            .collect(),
        request,
        response,
        builder,
        success,
        declared: declared.claim(Case::Shouty, &format!("{name} declared")),
        security: source
            .security
            .iter()
            .map(|all| all.iter().map(|one| requirement(input, one)).collect())
            .collect(),
        pages,
    }
}

/// What an operation is called: its id, or its method and path.
fn name(input: &Input<'_>, source: &ir::Operation) -> String {
    let renamed = &input.choices.renamed.operations;
    let renamed = renamed.get(&locked(source)).cloned();
    let said = || input.naming.said(&source.extensions);
    let chosen = renamed.or_else(said).or_else(|| source.id.clone());
    chosen.unwrap_or_else(|| {
        let parts = source
            .path
            .segments
            .iter()
            .flatten()
            .map(|part| match part {
                Part::Literal(text) => text.clone(),
                Part::Parameter(name) => format!("by {name}"),
            });
        std::iter::once(source.method.as_str().to_ascii_lowercase())
            .chain(parts)
            .collect::<Vec<_>>()
            .join(" ")
    })
}

fn segment(parts: &[Part], source: &ir::Operation) -> Vec<Segment> {
    let parts = parts.iter().map(|part| match part {
        Part::Literal(text) => Segment::Literal(text.clone()),
        Part::Parameter(name) => {
            let index = source
                .parameters
                .iter()
                .position(|parameter| parameter.place == Place::Path && parameter.name == *name);
            // The reader gives every name of the template a parameter.
            index.map_or_else(
                || Segment::Literal(format!("{{{name}}}")),
                Segment::Parameter,
            )
        }
    });
    parts.collect()
}

fn requirement(input: &Input<'_>, source: &crate::spec::Requirement) -> Requirement {
    let scheme = input
        .schemes
        .iter()
        .find(|scheme| scheme.name == source.scheme);
    Requirement {
        constant: scheme.map(|scheme| scheme.constant.clone()),
        name: source.scheme.clone(),
        scopes: source.scopes.clone(),
    }
}

fn request(
    diagnostics: &mut Diagnostics,
    input: &Input<'_>,
    (operation, name): (&ir::Operation, &str),
    ident: Ident,
) -> Request {
    let mut fields = Scope::default();
    let mut constants = Scope::with_reserved(wire::CONSTANT_RESERVED);
    let mut methods = Scope::default();
    let body = operation.body.as_ref().and_then(|body| {
        let owner = format!("{name} request");
        let title = format!("the request `{}`", docs::title(operation));
        let owner = (owner.as_str(), title.as_str());
        let scopes = (&mut fields, &mut constants);
        request_body(diagnostics, input, owner, body, scopes)
    });
    let parameters: Vec<Parameter> = operation
        .parameters
        .iter()
        .map(|source| {
            let renamed = &input.choices.renamed.parameters;
            let renamed = renamed.get(&parameter_name(operation, source)).cloned();
            let said = || input.naming.said(&source.extensions);
            let name = renamed.or_else(said).unwrap_or_else(|| source.name.clone());
            let mut parameter = parameter(input, source, &name, (&mut fields, &mut constants));
            if let (Some(default), false) = (&source.default, source.required) {
                let value = (source.ty, default);
                let field = &parameter.ident;
                parameter.fallback = default::of(input, &mut methods, field, value, At::Outside);
            }
            parameter
        })
        .collect();
    let has_default = parameters
        .iter()
        .zip(&operation.parameters)
        .all(|(parameter, source)| !parameter.required || input.traits.has_default(source.ty))
        && body.as_ref().is_none_or(|body| !body.required);
    Request {
        ident,
        has_default: has_default && parameters.iter().all(|parameter| !parameter.required),
        parameters,
        body,
    }
}

fn parameter(
    input: &Input<'_>,
    source: &ir::Parameter,
    name: &str,
    (fields, constants): (&mut Scope, &mut Scope),
) -> Parameter {
    let (value, _nullable) = value_of(input, source.ty);
    let ty = spell(input, value, At::Outside);
    Parameter {
        ident: fields.claim(Case::Snake, name),
        constant: constants.claim(Case::Shouty, name),
        docs: docs::of_parameter(input, source),
        deprecated: source.docs.deprecated,
        wire_name: source.name.clone(),
        place: place(source.place),
        style: wire::style(source.style),
        explode: source.explode,
        kind: if source.json {
            "Json"
        } else {
            wire::kind(input, source.ty)
        },
        required: source.required,
        allow_reserved: source.allow_reserved,
        check: check(input, value),
        withholds: input.withheld.by_client(value),
        fallback: None,
        ty,
    }
}

fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "Path",
        // The whole query is no parameter here: it is told, and left out.
        Place::Query | Place::QueryString => "Query",
        Place::Header => "Header",
        Place::Cookie => "Cookie",
    }
}

fn request_body(
    diagnostics: &mut Diagnostics,
    input: &Input<'_>,
    owner: (&str, &str),
    source: &ir::Body,
    (fields, constants): (&mut Scope, &mut Scope),
) -> Option<Body> {
    let Form {
        kind,
        media_type,
        ty,
    } = body::form(
        diagnostics,
        input,
        &source.content,
        owner,
        (constants, "form fields"),
    )?;
    Some(Body {
        ident: fields.claim(Case::Snake, "body"),
        kind,
        required: source.required,
        media_type,
        withholds: ty.is_some_and(|ty| input.withheld.by_client(ty)),
        docs: docs::of(&source.docs),
    })
}

/// What `send` gives: the only success's body, or the response where there are several successes.
fn success(response: &crate::rust::Response) -> Success {
    let mut successes = response
        .variants
        .iter()
        .filter(|variant| response::is_success(variant.status));
    match (successes.next(), successes.next()) {
        (Some(variant), None) => match &variant.body {
            Some(body) => Success::Body {
                variant: variant.ident.clone(),
                field: body.ident.clone(),
                kind: body.kind.clone(),
            },
            None => Success::Unit {
                variant: variant.ident.clone(),
            },
        },
        _none_or_several => Success::Whole,
    }
}
