use super::ty::{fallback, marked, spelled, traits};
use super::{Entry, Kind, Module};
use crate::rust::{Api, Body, BodyKind, Operation, Presence, Response, Ty};

/// What each operation is called with and what it may answer.
pub(super) fn operations(entries: &mut Vec<Entry>, module: &Module, api: &Api) {
    for operation in &api.operations {
        request(entries, module, operation);
        response(entries, module, &operation.response);
    }
}

fn request(entries: &mut Vec<Entry>, module: &Module, operation: &Operation) {
    let request = &operation.request;
    let path = module.ident(&request.ident);
    let mut all = vec!["Clone", "Debug", "PartialEq"];
    all.extend(request.has_default.then_some("Default"));
    all.push("runtime::client::Operation if client");
    all.extend(
        operation
            .pages
            .as_ref()
            .map(|_| "runtime::client::CursorPages if client"),
    );
    all.push("runtime::server::Operation if server");
    let mut parameters = request.parameters.iter();
    let demands = parameters.any(|one| !one.check.is_empty());
    all.extend(demands.then_some("runtime::validate::Validate if validate"));
    let detail = traits(&[], all.into_iter().map(ToOwned::to_owned));
    entries.push(Entry::new(&path, Kind::Struct, detail));
    for parameter in &request.parameters {
        let own = format!("{path}::{}", parameter.ident);
        let ty = optional(&parameter.ty, parameter.required);
        let detail = marked(parameter.deprecated, spelled(&ty));
        entries.push(Entry::new(own, Kind::Field, detail));
        if let Some(default) = &parameter.fallback {
            let own = format!("{path}::{}", default.ident);
            let detail = fallback(&parameter.ty, Presence::Optional, default);
            entries.push(Entry::new(own, Kind::Fn, detail));
        }
    }
    if let Some(body) = &request.body {
        let own = format!("{path}::{}", body.ident);
        let ty = optional(&body_type(body), body.required);
        entries.push(Entry::new(own, Kind::Field, spelled(&ty)));
    }
}

fn response(entries: &mut Vec<Entry>, module: &Module, response: &Response) {
    let path = module.ident(&response.ident);
    entries.push(Entry::new(&path, Kind::Enum, "Clone, Debug, PartialEq"));
    for variant in &response.variants {
        let path = format!("{path}::{}", variant.ident);
        entries.push(Entry::new(&path, Kind::Variant, ""));
        let mut field = |ident: &str, ty: String| {
            entries.push(Entry::new(format!("{path}::{ident}"), Kind::Field, ty));
        };
        if let Some(status) = &variant.status_field {
            field(status.as_str(), "http::StatusCode".to_owned());
        }
        for header in &variant.headers {
            let ty = optional(&header.ty, header.required);
            field(header.ident.as_str(), spelled(&ty));
        }
        if let Some(body) = &variant.body {
            field(body.ident.as_str(), spelled(&body_type(body)));
        }
    }
    let undeclared = format!("{path}::{}", response.undeclared);
    entries.push(Entry::new(
        undeclared,
        Kind::Variant,
        "(runtime::http::Undeclared)",
    ));
}

fn optional(ty: &Ty, required: bool) -> Ty {
    if required {
        ty.clone()
    } else {
        ty.clone().option()
    }
}

/// The Rust type of a body.
pub(super) fn body_type(body: &Body) -> Ty {
    kind_type(&body.kind)
}

/// The Rust type of a body of this kind.
pub(super) fn kind_type(kind: &BodyKind) -> Ty {
    kind.ty()
}
