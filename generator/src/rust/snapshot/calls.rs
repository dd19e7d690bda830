use super::operations::kind_type;
use super::ty::{marked, spelled};
use super::{Entry, Kind, Module};
use crate::rust::{
    Api, BuilderBody, BuilderPart, Operation, Scheme, SchemeKind, Server, Setter, Success, Target,
    Ty,
};

const TIMEOUT: &str = "(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self";

/// The client, what it is made from, and a call for each operation.
pub(super) fn client(entries: &mut Vec<Entry>, module: &Module, api: &Api) {
    let path = module.item("Client");
    entries.push(Entry::new(&path, Kind::Struct, "Clone, Debug"));
    let mut method = |name: &str, detail: String| {
        entries.push(Entry::new(format!("{path}::{name}"), Kind::Fn, detail));
    };
    method("builder", "() -> ClientBuilder".to_owned());
    let execute = "async <O: runtime::client::Operation>(&self, request: O) -> Result<O::Response, runtime::client::Error>";
    method("execute", execute.to_owned());
    for operation in &api.operations {
        let request = if operation.builder.takes_request {
            format!(", request: operations::{}", operation.request.ident)
        } else {
            String::new()
        };
        let detail = format!("(&self{request}) -> {}", operation.builder.ident);
        method(
            operation.module.as_str(),
            marked(operation.deprecated, detail),
        );
    }
    collector(entries, module, api);
    servers(entries, module, &api.servers);
    for operation in &api.operations {
        call(entries, module, operation);
    }
}

/// What a client is made from.
fn collector(entries: &mut Vec<Entry>, module: &Module, api: &Api) {
    let path = module.item("ClientBuilder");
    entries.push(Entry::new(&path, Kind::Struct, "#[must_use] Debug"));
    let mut method = |name: &str, detail: &str| {
        entries.push(Entry::new(format!("{path}::{name}"), Kind::Fn, detail));
    };
    if !api.servers.is_empty() {
        method("server", "(mut self, server: Server) -> Self");
    }
    method("base_url", "(mut self, url: &str) -> Self");
    method("timeout", TIMEOUT);
    method("retry", "(mut self, retry: runtime::client::Retry) -> Self");
    method("idempotency_header", "(mut self, name: &str) -> Self");
    method(
        "limits",
        "(mut self, limits: runtime::client::Limits) -> Self",
    );
    method("header", "(mut self, name: &str, value: &str) -> Self");
    method(
        "transport",
        "(mut self, transport: impl runtime::client::Transport) -> Self",
    );
    method(
        "build",
        "(self) -> Result<Client, runtime::client::BuildError>",
    );
    for scheme in &api.schemes {
        if let Some(arguments) = credentials(scheme) {
            let detail = format!("(mut self, {arguments}) -> Self");
            method(scheme.ident.as_str(), &detail);
        }
    }
}

fn credentials(scheme: &Scheme) -> Option<&'static str> {
    match scheme.kind {
        SchemeKind::Basic => {
            Some("user: impl Into<String>, password: impl Into<runtime::secret::Secret>")
        }
        SchemeKind::Bearer => Some("token: impl Into<runtime::secret::Secret>"),
        SchemeKind::ApiKey { .. } => Some("key: impl Into<runtime::secret::Secret>"),
        SchemeKind::MutualTls | SchemeKind::Unsupported => None,
    }
}

/// The document's servers.
fn servers(entries: &mut Vec<Entry>, module: &Module, servers: &[Server]) {
    let path = module.item("Server");
    let detail = "Clone, Debug, Default, Eq, Hash, PartialEq";
    let mut fields = |path: &str, server: &Server| {
        for variable in &server.variables {
            let own = format!("{path}::{}", variable.ident);
            entries.push(Entry::new(own, Kind::Field, "String"));
        }
    };
    match servers {
        [] => {}
        [server] => {
            fields(&path, server);
            entries.push(Entry::new(path, Kind::Struct, detail));
        }
        several => {
            for server in several {
                fields(&format!("{path}::{}", server.ident), server);
            }
            let variants = several
                .iter()
                .map(|server| format!("{path}::{}", server.ident));
            entries.extend(variants.map(|path| Entry::new(path, Kind::Variant, "")));
            entries.push(Entry::new(path, Kind::Enum, detail));
        }
    }
}

/// A call in the making: its setters, and how it is sent.
fn call(entries: &mut Vec<Entry>, module: &Module, operation: &Operation) {
    let builder = &operation.builder;
    let path = module.ident(&builder.ident);
    let generics = builder
        .parts
        .iter()
        .filter_map(|part| part.generic.as_ref());
    let generics: Vec<String> = generics
        .map(|generic| format!("{generic} = runtime::client::Missing"))
        .collect();
    let generics = if generics.is_empty() {
        String::new()
    } else {
        format!("<{}> ", generics.join(", "))
    };
    let detail = format!("{generics}#[must_use] Clone, Debug");
    entries.push(Entry::new(&path, Kind::Struct, detail));
    let mut method = |name: &str, detail: String| {
        entries.push(Entry::new(format!("{path}::{name}"), Kind::Fn, detail));
    };
    for (index, part) in builder.parts.iter().enumerate() {
        let argument = format!("{}: {}", part.ident, argument(part));
        let detail = if part.generic.is_some() {
            format!(
                "(self, {argument}) -> {}",
                filled(operation, |at| at == index)
            )
        } else {
            format!("(mut self, {argument}) -> Self")
        };
        method(part.ident.as_str(), marked(part.deprecated, detail));
    }
    if let Some(BuilderBody::Spread { ty, .. }) = &builder.body {
        let is_body = |at: usize| matches!(builder.parts[at].target, Target::Body(_));
        let filled = filled(operation, is_body);
        method("body", format!("(self, body: {}) -> {filled}", spelled(ty)));
    }
    method("timeout", TIMEOUT.to_owned());
    let with = "(mut self, change: impl FnOnce(&mut runtime::client::Call)) -> Self";
    method("with", with.to_owned());
    let (request, response) = (&operation.request.ident, &operation.response.ident);
    method("request", format!("(self) -> operations::{request}"));
    let sent = format!(
        "async (self) -> Result<{}, runtime::client::SendError<operations::{response}>>",
        success(operation)
    );
    method("send", sent);
    let full = format!("async (self) -> Result<operations::{response}, runtime::client::Error>");
    method("send_full", full);
    if let Some(pages) = &operation.pages {
        let item = spelled(&pages.item);
        let items = format!("runtime::client::Items<{item}, operations::{response}>");
        method("stream", format!("(self) -> {items}"));
    }
}

/// What a setter takes.
fn argument(part: &BuilderPart) -> String {
    let inner = if let Ty::Option(inner) = &part.ty {
        inner
    } else {
        &part.ty
    };
    match part.setter {
        Setter::Plain => spelled(&part.ty),
        Setter::Into => format!("impl Into<{}>", spelled(&part.ty)),
        Setter::Inner => spelled(inner),
        Setter::InnerInto => format!("impl Into<{}>", spelled(inner)),
    }
}

/// The call's type with some of what is required set.
fn filled(operation: &Operation, is_set: impl Fn(usize) -> bool) -> String {
    let parts = operation.builder.parts.iter().enumerate();
    let arguments: Vec<String> = parts
        .filter_map(|(at, part)| {
            let generic = part.generic.as_ref()?;
            let is_set = is_set(at);
            Some(if is_set {
                spelled(&part.ty)
            } else {
                generic.to_string()
            })
        })
        .collect();
    let ident = &operation.builder.ident;
    if arguments.is_empty() {
        ident.to_string()
    } else {
        format!("{ident}<{}>", arguments.join(", "))
    }
}

/// The type of what `send` gives.
fn success(operation: &Operation) -> String {
    match &operation.success {
        Success::Body { kind, .. } => spelled(&kind_type(kind)),
        Success::Unit { .. } => "()".to_owned(),
        Success::Whole => format!("operations::{}", operation.response.ident),
    }
}
