use super::{Input, docs, reserved};
use crate::rust::name::{Case, FILES, Scope};
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
    "limits",
    "timeout",
    "transport",
];
/// What operations without a tag are grouped under.
const UNTAGGED: &str = "operations";

/// One group for each tag that is some operation's first, in document order; what has no tag comes last.
pub(super) fn groups(input: &Input<'_>, operations: &[Operation]) -> Vec<Group> {
    let (mut modules, mut traits) = (
        Scope::with_reserved(FILES),
        Scope::with_reserved(reserved::TYPES),
    );
    let firsts: Vec<Option<&str>> = input
        .api
        .operations
        .iter()
        .map(|operation| operation.tags.first().map(String::as_str))
        .collect();
    let tags = input
        .api
        .tags
        .iter()
        .map(|tag| (Some(tag.name.as_str()), tag.description.as_deref()))
        .chain([(None, None)]);
    let mut groups = Vec::new();
    for (tag, description) in tags {
        let members: Vec<usize> = (0..operations.len())
            .filter(|&index| firsts[index] == tag)
            .collect();
        if members.is_empty() {
            continue;
        }
        let name = tag.unwrap_or(UNTAGGED);
        let described = crate::ir::Docs {
            description: description.map(str::to_owned),
            ..crate::ir::Docs::default()
        };
        groups.push(Group {
            module: modules.claim(Case::Snake, name),
            ident: traits.claim(Case::UpperCamel, name),
            docs: docs::of(&described),
            title: docs::plain(name),
            operations: members,
        });
    }
    groups
}

/// The document's servers.
pub(super) fn servers(input: &Input<'_>) -> Vec<Server> {
    let mut variants = Scope::default();
    let servers = input.api.servers.iter().enumerate();
    servers
        .map(|(index, source)| {
            server(
                source,
                &source
                    .name
                    .clone()
                    .unwrap_or_else(|| format!("server {}", index + 1)),
                &mut variants,
            )
        })
        .collect()
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
