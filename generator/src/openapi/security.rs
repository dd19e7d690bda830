use indexmap::IndexMap;
use openapiv3 as v3;

use super::Export;
use crate::spec::{ApiKeyPlace, Requirement, SecurityScheme, SecuritySchemeKind};

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
        SecuritySchemeKind::OAuth2 => v3::SecurityScheme::OAuth2 {
            flows: v3::OAuth2Flows::default(),
            description,
            extensions,
        },
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
