use indexmap::IndexMap;
use openapiv3 as v3;

use super::Export;
use crate::spec::{
    ApiKeyPlace, OAuthFlow, OAuthFlowKind, Requirement, SecurityScheme, SecuritySchemeKind,
};

/// The Security Scheme Object; none where 3.0 does not know it.
pub(super) fn scheme(
    export: &mut Export<'_>,
    scheme: &SecurityScheme,
) -> Option<v3::SecurityScheme> {
    let description = scheme.description.clone();
    let extensions = IndexMap::new();
    let http = |name: &str, bearer_format: Option<String>| v3::SecurityScheme::HTTP {
        scheme: name.to_owned(),
        bearer_format,
        description: scheme.description.clone(),
        extensions: IndexMap::new(),
    };
    Some(match &scheme.kind {
        SecuritySchemeKind::Basic => http("basic", None),
        SecuritySchemeKind::Bearer { format } => http("bearer", format.clone()),
        SecuritySchemeKind::Http { scheme } => http(scheme, None),
        SecuritySchemeKind::ApiKey { place, name } => v3::SecurityScheme::APIKey {
            location: match place {
                ApiKeyPlace::Header => v3::APIKeyLocation::Header,
                ApiKeyPlace::Query => v3::APIKeyLocation::Query,
                ApiKeyPlace::Cookie => v3::APIKeyLocation::Cookie,
            },
            name: name.clone(),
            description,
            extensions,
        },
        SecuritySchemeKind::OAuth2 {
            flows: declared,
            metadata_url,
        } => {
            if metadata_url.is_some() {
                export.lose(&scheme.at, "OpenAPI 3.0 has no `oauth2MetadataUrl`");
            }
            v3::SecurityScheme::OAuth2 {
                flows: flows(export, declared),
                description,
                extensions,
            }
        }
        SecuritySchemeKind::OpenIdConnect { url } => v3::SecurityScheme::OpenIDConnect {
            open_id_connect_url: url.clone(),
            description,
            extensions,
        },
        SecuritySchemeKind::MutualTls => {
            export.lose(&scheme.at, "OpenAPI 3.0 has no security scheme `mutualTLS`");
            return None;
        }
    })
}

/// The OAuth Flows Object. An address that 3.0 demands and nobody gives is empty.
fn flows(export: &mut Export<'_>, declared: &[OAuthFlow]) -> v3::OAuth2Flows {
    let mut flows = v3::OAuth2Flows::default();
    for flow in declared {
        let authorization_url = flow.authorization_url.clone().unwrap_or_default();
        let token_url = flow.token_url.clone().unwrap_or_default();
        let refresh_url = flow.refresh_url.clone();
        let (scopes, extensions) = (flow.scopes.clone(), IndexMap::new());
        match flow.kind {
            OAuthFlowKind::Implicit => {
                flows.implicit = Some(v3::ImplicitOAuth2Flow {
                    authorization_url,
                    refresh_url,
                    scopes,
                    extensions,
                });
            }
            OAuthFlowKind::Password => {
                flows.password = Some(v3::PasswordOAuth2Flow {
                    refresh_url,
                    token_url,
                    scopes,
                    extensions,
                });
            }
            OAuthFlowKind::ClientCredentials => {
                flows.client_credentials = Some(v3::ClientCredentialsOAuth2Flow {
                    refresh_url,
                    token_url,
                    scopes,
                    extensions,
                });
            }
            OAuthFlowKind::AuthorizationCode => {
                flows.authorization_code = Some(v3::AuthorizationCodeOAuth2Flow {
                    authorization_url,
                    token_url,
                    refresh_url,
                    scopes,
                    extensions,
                });
            }
            OAuthFlowKind::DeviceAuthorization => {
                export.lose(&flow.at, "OpenAPI 3.0 has no flow `deviceAuthorization`");
            }
        }
    }
    flows
}

/// Security Requirement Objects: alternatives of schemes that must all hold.
pub(super) fn requirements(alternatives: &[Vec<Requirement>]) -> Vec<v3::SecurityRequirement> {
    let all = |all: &Vec<Requirement>| {
        let schemes = all.iter();
        schemes
            .map(|one| (one.scheme.clone(), one.scopes.clone()))
            .collect()
    };
    alternatives.iter().map(all).collect()
}
