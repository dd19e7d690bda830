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
    OAuth2,
    /// `type: openIdConnect`: sent as a bearer token.
    OpenIdConnect {
        /// The discovery document.
        url: String,
    },
    /// `type: mutualTLS`: proved by the connection.
    MutualTls,
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
