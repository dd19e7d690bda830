use indexmap::IndexMap;

use crate::source::Location;

/// The Security Scheme Object.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// Where it stands.
    pub at: Location,
    /// Its name under `components.securitySchemes`.
    pub name: String,
    /// `CommonMark`.
    pub description: Option<String>,
    /// Not to be used any more.
    pub deprecated: bool,
    /// How it works.
    pub kind: SecuritySchemeKind,
}

/// How a caller proves who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecuritySchemeKind {
    /// `type: http`, `scheme: basic` (RFC 7617).
    Basic,
    /// `type: http`, `scheme: bearer` (RFC 6750), with its hint at the token's format.
    Bearer {
        /// `bearerFormat`.
        format: Option<String>,
    },
    /// `type: http` with any other scheme.
    Http {
        /// The authentication scheme, lower case.
        scheme: String,
    },
    /// `type: apiKey`.
    ApiKey {
        /// Header, query or cookie.
        place: ApiKeyPlace,
        /// The parameter's name.
        name: String,
    },
    /// `type: oauth2`: sent as a bearer token.
    OAuth2 {
        /// The ways to have a token.
        flows: Vec<OAuthFlow>,
        /// `oauth2MetadataUrl` (RFC 8414).
        metadata_url: Option<String>,
    },
    /// `type: openIdConnect`: sent as a bearer token.
    OpenIdConnect {
        /// The discovery document.
        url: String,
    },
    /// `type: mutualTLS`: proved by the connection.
    MutualTls,
}

/// The OAuth Flow Object under its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuthFlow {
    /// Where it stands.
    pub at: Location,
    /// Which flow it is.
    pub kind: OAuthFlowKind,
    /// Where people agree.
    pub authorization_url: Option<String>,
    /// Where a device asks (RFC 8628).
    pub device_authorization_url: Option<String>,
    /// Where tokens are had.
    pub token_url: Option<String>,
    /// Where tokens are renewed.
    pub refresh_url: Option<String>,
    /// Scopes and what they are for.
    pub scopes: IndexMap<String, String>,
}

/// A way to a token (RFC 6749, RFC 8628).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OAuthFlowKind {
    /// `implicit`
    Implicit,
    /// `password`
    Password,
    /// `clientCredentials`
    ClientCredentials,
    /// `authorizationCode`
    AuthorizationCode,
    /// `deviceAuthorization`
    DeviceAuthorization,
}

impl OAuthFlowKind {
    /// As the document spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Implicit => "implicit",
            Self::Password => "password",
            Self::ClientCredentials => "clientCredentials",
            Self::AuthorizationCode => "authorizationCode",
            Self::DeviceAuthorization => "deviceAuthorization",
        }
    }
}

/// Where an API key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyPlace {
    /// A header.
    Header,
    /// A query parameter.
    Query,
    /// A cookie.
    Cookie,
}

/// One scheme that a Security Requirement Object asks for.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// Where it stands.
    pub at: Location,
    /// The scheme's name, defined or not.
    pub scheme: String,
    /// The scopes or roles asked for.
    pub scopes: Vec<String>,
}
