use super::{Entry, Kind, Module};
use crate::rust::{Api, Scheme, SchemeKind};

/// The traits that a server implements, and what is made of an implementation.
pub(super) fn server(entries: &mut Vec<Entry>, module: &Module, api: &Api) {
    authenticate(entries, module, &api.schemes);
    for group in &api.groups {
        let path = module.ident(&group.ident);
        entries.push(Entry::new(&path, Kind::Trait, ": Authenticate"));
        for operation in group.operations.iter().map(|index| &api.operations[*index]) {
            let (request, response) = (&operation.request.ident, &operation.response.ident);
            let answer = format!("Result<operations::{response}, runtime::server::Failure>");
            let detail = format!(
                "(&self, context: runtime::server::Context<Self::Principal>, request: operations::{request}) -> impl Future<Output = {answer}> + Send"
            );
            let own = format!("{path}::{}", operation.module);
            entries.push(Entry::new(own, Kind::Fn, detail));
        }
    }
    umbrella(entries, module, api);
    let function = |name: &str, detail: &str| Entry::new(module.item(name), Kind::Fn, detail);
    entries.push(function(
        "service",
        "<A: Api>(api: A) -> runtime::server::Service",
    ));
    entries.push(function("router", "<A: Api>(api: A) -> axum::Router"));
}

/// Who calls: a hook for each scheme.
fn authenticate(entries: &mut Vec<Entry>, module: &Module, schemes: &[Scheme]) {
    let path = module.item("Authenticate");
    entries.push(Entry::new(&path, Kind::Trait, ": Send + Sync + 'static"));
    let principal = format!("{path}::Principal");
    entries.push(Entry::new(principal, Kind::Type, ": Send + Sync + 'static"));
    for scheme in schemes {
        let credentials = match scheme.kind {
            SchemeKind::Basic => "Basic",
            SchemeKind::Bearer => "Bearer",
            SchemeKind::ApiKey { .. } => "ApiKey",
            SchemeKind::MutualTls => "Certificate",
            SchemeKind::Unsupported => continue,
        };
        let detail = format!(
            "(&self, credentials: runtime::server::{credentials}, scopes: &'static [&'static str]) -> impl Future<Output = Result<Self::Principal, runtime::server::Denied>> + Send"
        );
        entries.push(Entry::new(
            format!("{path}::{}", scheme.ident),
            Kind::Fn,
            detail,
        ));
    }
}

/// The whole API as one trait. What has a body of its own need not be implemented.
fn umbrella(entries: &mut Vec<Entry>, module: &Module, api: &Api) {
    let path = module.item("Api");
    let traits: Vec<&str> = api
        .groups
        .iter()
        .map(|group| group.ident.as_str())
        .collect();
    let traits = if traits.is_empty() {
        "Authenticate".to_owned()
    } else {
        traits.join(" + ")
    };
    entries.push(Entry::new(&path, Kind::Trait, format!(": {traits}")));
    for (name, detail) in [
        (
            "admit",
            "(&self, _context: &runtime::server::Context<Self::Principal>) -> impl Future<Output = Result<(), runtime::server::Refusal>> + Send { .. }",
        ),
        (
            "rejection",
            "(&self, _rejection: &runtime::server::Rejection) -> Option<http::Response<runtime::http::Body>> { .. }",
        ),
        (
            "failed",
            "(&self, _failure: &runtime::server::Failure) { .. }",
        ),
    ] {
        entries.push(Entry::new(format!("{path}::{name}"), Kind::Fn, detail));
    }
}
