use super::object::Object;
use super::{Reader, field};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, similar};
use crate::document::Node;
use crate::spec::dialect::Dialect;
use crate::spec::resolve::Kind;
use crate::spec::{
    ApiKeyPlace, OAuthFlow, OAuthFlowKind, Requirement, SecurityScheme, SecuritySchemeKind,
};

/// Reads a Security Scheme Object or a reference to one.
pub(super) fn read_scheme<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    name: &str,
    node: &Node<'d>,
) -> Option<SecurityScheme> {
    let kind = Kind::SecurityScheme;
    let end = reader.references.follow(diagnostics, node, kind).ok()?;
    let fields = fields(diagnostics, reader.dialect, &end.node);
    Some(SecurityScheme {
        at: end.node.at().clone(),
        name: name.to_owned(),
        description: end.description.or_else(|| fields.description.clone()),
        deprecated: fields.deprecated,
        kind: scheme_kind(diagnostics, reader.dialect, &end.node, fields)?,
    })
}

#[derive(Default)]
struct Fields<'d> {
    description: Option<String>,
    ty: Option<Node<'d>>,
    scheme: Option<Node<'d>>,
    bearer_format: Option<String>,
    place: Option<Node<'d>>,
    name: Option<Node<'d>>,
    url: Option<Node<'d>>,
    flows: Vec<OAuthFlow>,
    metadata_url: Option<String>,
    deprecated: bool,
}

fn fields<'d>(diagnostics: &mut Diagnostics, dialect: Dialect, node: &Node<'d>) -> Fields<'d> {
    let mut fields = Fields::default();
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "description" => fields.description = field::text(diagnostics, &value),
            "type" => fields.ty = Some(value),
            "scheme" => fields.scheme = Some(value),
            "bearerFormat" => fields.bearer_format = field::text(diagnostics, &value),
            "in" => fields.place = Some(value),
            "name" => fields.name = Some(value),
            "openIdConnectUrl" => fields.url = Some(value),
            "flows" => {
                fields.flows = flows(diagnostics, dialect, &value);
                let words = "`flows` say how a token is had: the caller brings one";
                let help = "nothing has to be done: give the client the token";
                field::note(diagnostics, value.at(), words, help);
            }
            "oauth2MetadataUrl" => {
                dialect.since(diagnostics, Dialect::V32, key, &value);
                fields.metadata_url = field::text(diagnostics, &value);
            }
            "deprecated" => {
                dialect.since(diagnostics, Dialect::V32, key, &value);
                fields.deprecated = field::flag(diagnostics, &value);
            }
            _ => field::unknown(diagnostics, Object::SecurityScheme, key, &value),
        }
    }
    fields
}

/// Reads the OAuth Flows Object.
fn flows(diagnostics: &mut Diagnostics, dialect: Dialect, node: &Node<'_>) -> Vec<OAuthFlow> {
    let mut flows = Vec::new();
    for (key, value) in field::members(diagnostics, node) {
        let kind = match key {
            "implicit" => OAuthFlowKind::Implicit,
            "password" => OAuthFlowKind::Password,
            "clientCredentials" => OAuthFlowKind::ClientCredentials,
            "authorizationCode" => OAuthFlowKind::AuthorizationCode,
            "deviceAuthorization" => {
                dialect.since(diagnostics, Dialect::V32, key, &value);
                OAuthFlowKind::DeviceAuthorization
            }
            _ => {
                field::unknown(diagnostics, Object::OAuthFlows, key, &value);
                continue;
            }
        };
        flows.push(flow(diagnostics, kind, &value));
    }
    flows
}

fn flow(diagnostics: &mut Diagnostics, kind: OAuthFlowKind, node: &Node<'_>) -> OAuthFlow {
    let mut flow = OAuthFlow {
        at: node.at().clone(),
        kind,
        authorization_url: None,
        device_authorization_url: None,
        token_url: None,
        refresh_url: None,
        scopes: indexmap::IndexMap::new(),
    };
    for (key, value) in field::members(diagnostics, node) {
        let url = match key {
            "authorizationUrl" => &mut flow.authorization_url,
            "deviceAuthorizationUrl" => &mut flow.device_authorization_url,
            "tokenUrl" => &mut flow.token_url,
            "refreshUrl" => &mut flow.refresh_url,
            "scopes" => {
                for (name, value) in field::members(diagnostics, &value) {
                    if !name.starts_with("x-") {
                        let words = field::text(diagnostics, &value).unwrap_or_default();
                        flow.scopes.insert(name.to_owned(), words);
                    }
                }
                continue;
            }
            _ => {
                field::unknown(diagnostics, Object::OAuthFlow, key, &value);
                continue;
            }
        };
        *url = field::text(diagnostics, &value);
    }
    flow
}

fn scheme_kind(
    diagnostics: &mut Diagnostics,
    dialect: Dialect,
    node: &Node<'_>,
    fields: Fields<'_>,
) -> Option<SecuritySchemeKind> {
    let ty = needed(diagnostics, node, "type", fields.ty)?;
    match ty.as_str() {
        Some("http") => http(diagnostics, node, fields.scheme, fields.bearer_format),
        Some("apiKey") => {
            let place = needed(diagnostics, node, "in", fields.place)?;
            let name = needed(diagnostics, node, "name", fields.name)?;
            Some(SecuritySchemeKind::ApiKey {
                place: api_key_place(diagnostics, &place)?,
                name: field::text(diagnostics, &name)?,
            })
        }
        Some("oauth2") => Some(SecuritySchemeKind::OAuth2 {
            flows: fields.flows,
            metadata_url: fields.metadata_url,
        }),
        Some("openIdConnect") => {
            let url = needed(diagnostics, node, "openIdConnectUrl", fields.url)?;
            let url = field::text(diagnostics, &url)?;
            Some(SecuritySchemeKind::OpenIdConnect { url })
        }
        Some("mutualTLS") => {
            dialect.since(diagnostics, Dialect::V31, "mutualTLS", &ty);
            Some(SecuritySchemeKind::MutualTls)
        }
        Some(other) => {
            let words = format!("`{other}` is no type of security scheme");
            let types = ["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"];
            let help = match similar(other, types) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("write one of `{}`", types.join("`, `")),
            };
            let at = ty.at().clone();
            diagnostics.push(Diagnostic::new(Code::WRONG_TYPE, at, words).help(help));
            None
        }
        None => {
            field::wrong_type(diagnostics, &ty, "a string");
            None
        }
    }
}

fn http(
    diagnostics: &mut Diagnostics,
    node: &Node<'_>,
    scheme: Option<Node<'_>>,
    format: Option<String>,
) -> Option<SecuritySchemeKind> {
    let value = needed(diagnostics, node, "scheme", scheme)?;
    let scheme = field::text(diagnostics, &value)?.to_ascii_lowercase();
    match scheme.as_str() {
        "basic" => Some(SecuritySchemeKind::Basic),
        "bearer" => Some(SecuritySchemeKind::Bearer { format }),
        other if field::is_token(other) => Some(SecuritySchemeKind::Http { scheme }),
        _ => {
            let words = "`scheme` must be the name of an HTTP authentication scheme (RFC 9110)";
            let help = "write `scheme: basic` or `scheme: bearer`";
            field::wrong_value(diagnostics, &value, words, help);
            None
        }
    }
}

fn api_key_place(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<ApiKeyPlace> {
    match node.as_str() {
        Some("header") => Some(ApiKeyPlace::Header),
        Some("query") => Some(ApiKeyPlace::Query),
        Some("cookie") => Some(ApiKeyPlace::Cookie),
        Some(_) | None => {
            field::wrong_type(diagnostics, node, "`header`, `query` or `cookie`");
            None
        }
    }
}

fn needed<'d>(
    diagnostics: &mut Diagnostics,
    node: &Node<'_>,
    name: &str,
    value: Option<Node<'d>>,
) -> Option<Node<'d>> {
    if value.is_none() && node.is_object() {
        let value = match name {
            "type" => "apiKey",
            "scheme" => "bearer",
            "in" => "header",
            "name" => "X-API-Key",
            _ => "…",
        };
        let help = format!(
            "add it, for example `{name}: {value}`; until then nobody gets in by this scheme"
        );
        field::missing(diagnostics, node, name, &help);
    }
    value
}

/// Reads a list of Security Requirement Objects; none where it is something else, and what is inherited holds.
pub(super) fn read_requirements<'d>(
    diagnostics: &mut Diagnostics,
    reader: &Reader<'d>,
    node: &Node<'d>,
) -> Option<Vec<Vec<Requirement>>> {
    if !node.is_array() {
        field::wrong_type(diagnostics, node, "a list");
        // A lone requirement without its dash says what is asked; an empty object must not open the door.
        let lone = node.members().next().is_some();
        return lone.then(|| vec![alternative(diagnostics, reader, node)]);
    }
    let items = node.items();
    Some(
        items
            .map(|item| alternative(diagnostics, reader, &item))
            .collect(),
    )
}

/// Schemes that must all hold. What cannot be read must not become "nothing is asked": it asks for what nobody has.
fn alternative<'d>(
    diagnostics: &mut Diagnostics,
    reader: &Reader<'d>,
    node: &Node<'d>,
) -> Vec<Requirement> {
    if !node.is_object() {
        field::wrong_type(diagnostics, node, "an object");
        let scheme = node.as_str().unwrap_or_default();
        return vec![requirement(diagnostics, reader, scheme, node, Vec::new())];
    }
    let members = node.members();
    members
        .map(|(scheme, value)| {
            let scopes = field::texts(diagnostics, &value);
            requirement(diagnostics, reader, scheme, &value, scopes)
        })
        .collect()
}

fn requirement(
    diagnostics: &mut Diagnostics,
    reader: &Reader<'_>,
    scheme: &str,
    node: &Node<'_>,
    scopes: Vec<String>,
) -> Requirement {
    if !reader.scheme_names.contains(scheme) {
        let words = format!("security scheme `{scheme}` is not defined");
        // The set has no order; its order must not decide which of two near names is told.
        let mut names: Vec<&str> = reader.scheme_names.iter().copied().collect();
        names.sort_unstable();
        let way_out = match similar(scheme, names) {
            Some(name) => format!("a scheme of a similar name exists: `{name}`"),
            None => "define it under `components.securitySchemes`, or add an overlay that does"
                .to_owned(),
        };
        diagnostics.push(
            Diagnostic::new(Code::UNKNOWN_SECURITY_SCHEME, node.at().clone(), words)
                .on_key()
                .help(format!("{way_out}; until then nobody gets in by it")),
        );
    }
    Requirement {
        at: node.at().clone(),
        scheme: scheme.to_owned(),
        scopes,
    }
}
