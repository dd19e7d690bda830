use super::{Input, docs, reserved};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::rust::name::{Case, FILES, Scope, is_name};
use crate::rust::{Group, Operation, Scheme, SchemeKind, Server, ServerVariable};
use crate::spec::{self, ApiKeyPlace, SecuritySchemeKind};

/// Methods that every client builder has beside its credentials.
const CLIENT_BUILDER_RESERVED: &[&str] = &[
    "base_url",
    "build",
    "config",
    "core",
    "server",
    "header",
    "idempotency_header",
    "limits",
    "retry",
    "timeout",
    "transport",
];
/// What operations without a tag are grouped under.
pub(super) const UNTAGGED: &str = "operations";

/// One group for each tag that is some operation's first, in document order; what has no tag comes last.
pub(super) fn groups(input: &Input<'_>, operations: &[Operation]) -> Vec<Group> {
    let mut modules = Scope::with_reserved(FILES).also_reserving(reserved::GROUPS);
    let mut traits = Scope::with_reserved(reserved::TYPES);
    let firsts: Vec<Option<&str>> = input
        .api
        .operations
        .iter()
        .map(|operation| operation.tags.first().map(String::as_str))
        .collect();
    let tags = input.api.tags.iter().map(Some).chain([None]);
    let mut groups = Vec::new();
    for described in tags {
        let tag = described.map(|tag| tag.name.as_str());
        let members: Vec<usize> = (0..operations.len())
            .filter(|&index| firsts[index] == tag)
            .collect();
        if members.is_empty() {
            continue;
        }
        let tag = tag.unwrap_or(UNTAGGED);
        let renamed = &input.choices.renamed.tags;
        let name = renamed.get(tag).map_or(tag, String::as_str);
        let described = crate::ir::Docs {
            description: described.and_then(|tag| tag.description.clone()),
            more: described.and_then(|tag| tag.external_docs.clone()),
            ..crate::ir::Docs::default()
        };
        groups.push(Group {
            module: modules.claim(Case::Snake, name),
            ident: traits.claim(Case::UpperCamel, name),
            docs: docs::of(&described),
            title: docs::plain(tag),
            operations: members,
        });
    }
    groups
}

/// The document's servers.
pub(super) fn servers(input: &Input<'_>) -> Vec<Server> {
    let mut variants = Scope::default();
    let servers = input.api.servers.iter();
    servers
        .map(|source| server(source, &server_name(source), &mut variants))
        .collect()
}

/// Where an operation is served when elsewhere than the rest: its first server, with what its variables are by default.
pub(super) fn own(
    diagnostics: &mut Diagnostics,
    input: &Input<'_>,
    operation: &crate::ir::Operation,
) -> Option<String> {
    let servers = operation.servers.as_ref()?;
    let address = |server: &spec::Server| filled(server);
    if servers
        .iter()
        .map(address)
        .eq(input.api.servers.iter().map(address))
    {
        return None;
    }
    let (first, others) = servers.split_first()?;
    let left = others
        .first()
        .or((!first.variables.is_empty()).then_some(first));
    if let Some(server) = left {
        let words = "an operation's own servers have no type: its calls go to the first, with the variables' defaults";
        let help = "to call another one, use `.with(|call| call.set_base_url(\"…\"))`";
        let found = Diagnostic::new(Code::IGNORED_KEYWORD, server.at.clone(), words);
        diagnostics.push(found.help(help));
    }
    Some(filled(first))
}

/// An address with the defaults of its variables in it.
fn filled(server: &spec::Server) -> String {
    let variables = server.variables.iter();
    variables.fold(server.url.clone(), |url, variable| {
        url.replace(&format!("{{{}}}", variable.name), &variable.default)
    })
}

/// A server is called what the document calls it, by its description where that reads as a name, or by its host and path.
fn server_name(source: &spec::Server) -> String {
    if let Some(name) = &source.name {
        return name.clone();
    }
    let description = source.description.as_deref().map(str::trim);
    if let Some(name) = description.filter(|text| is_name(text)) {
        let name = name.trim_end_matches('.');
        let plain = [" server", " Server", " environment", " Environment"]
            .iter()
            .find_map(|kind| name.strip_suffix(kind));
        return plain.unwrap_or(name).to_owned();
    }
    let address = source
        .url
        .split_once("://")
        .map_or(&*source.url, |(_, rest)| rest);
    if address.chars().any(char::is_alphanumeric) {
        address.to_owned()
    } else {
        "root".to_owned()
    }
}

fn server(source: &spec::Server, name: &str, variants: &mut Scope) -> Server {
    let mut fields = Scope::default();
    let variables: Vec<ServerVariable> = source
        .variables
        .iter()
        .map(|variable| self::variable(variable, &mut fields))
        .collect();
    let described = crate::ir::Docs {
        description: source.description.clone(),
        ..crate::ir::Docs::default()
    };
    Server {
        ident: variants.claim(Case::UpperCamel, name),
        docs: docs::or_code(&described, &source.url),
        template: source.url.clone(),
        variables,
    }
}

fn variable(source: &spec::ServerVariable, fields: &mut Scope) -> ServerVariable {
    let described = crate::ir::Docs {
        description: source.description.clone(),
        ..crate::ir::Docs::default()
    };
    ServerVariable {
        ident: fields.claim(Case::Snake, &source.name),
        name: source.name.clone(),
        default: source.default.clone(),
        values: source.values.clone(),
        docs: docs::or_code(&described, &source.name),
    }
}

/// The document's security schemes.
pub(super) fn schemes(api: &crate::ir::Api) -> Vec<Scheme> {
    let (mut setters, mut constants) = (
        Scope::with_reserved(CLIENT_BUILDER_RESERVED),
        Scope::default(),
    );
    let is_asked = |scheme: &&spec::SecurityScheme| asks(api, &scheme.name);
    let schemes = api.security_schemes.iter().filter(is_asked);
    schemes
        .map(|source| scheme(source, &mut setters, &mut constants))
        .collect()
}

/// Whether any operation asks for a scheme: one that none does has nothing to hook into.
fn asks(api: &crate::ir::Api, scheme: &str) -> bool {
    let mut requirements = api
        .operations
        .iter()
        .flat_map(|operation| operation.security.iter().flatten());
    requirements.any(|requirement| requirement.scheme == scheme)
}

fn scheme(source: &spec::SecurityScheme, setters: &mut Scope, constants: &mut Scope) -> Scheme {
    let described = crate::ir::Docs {
        description: source.description.clone(),
        ..crate::ir::Docs::default()
    };
    Scheme {
        ident: setters.claim(Case::Snake, &source.name),
        constant: constants.claim(Case::Shouty, &source.name),
        name: source.name.clone(),
        title: docs::plain(&source.name),
        docs: docs::of(&described),
        kind: scheme_kind(&source.kind),
    }
}

fn scheme_kind(kind: &SecuritySchemeKind) -> SchemeKind {
    match kind {
        SecuritySchemeKind::Basic => SchemeKind::Basic,
        SecuritySchemeKind::Bearer { .. }
        | SecuritySchemeKind::OAuth2 { .. }
        | SecuritySchemeKind::OpenIdConnect { .. } => SchemeKind::Bearer,
        SecuritySchemeKind::ApiKey { place, name } => SchemeKind::ApiKey {
            place: key_place(*place),
            name: name.clone(),
        },
        SecuritySchemeKind::MutualTls => SchemeKind::MutualTls,
        SecuritySchemeKind::Http { .. } => SchemeKind::Unsupported,
    }
}

fn key_place(place: ApiKeyPlace) -> &'static str {
    match place {
        ApiKeyPlace::Header => "Header",
        ApiKeyPlace::Query => "Query",
        ApiKeyPlace::Cookie => "Cookie",
    }
}
