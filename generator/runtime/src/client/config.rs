//! What a client is made from.

use std::fmt;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::credentials::Credentials;
use super::{BaseUrl, CallOptions, Core, Credential, Transport, TransportError};

/// Collects what a client is made from; a mistake is kept for [`Config::build`].
#[derive(Default)]
pub struct Config {
    base: Option<Result<BaseUrl, BuildError>>,
    /// Whether that is an address of the caller's own, which is for every request.
    is_own: bool,
    transport: Option<Arc<dyn Transport>>,
    headers: HeaderMap,
    credentials: Credentials,
    options: CallOptions,
    idempotency_header: Option<HeaderName>,
    fault: Option<BuildError>,
}

/// Why a client cannot be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The document names no server, and no base URL is set.
    NoBaseUrl,
    /// The base URL cannot be used.
    BaseUrl {
        /// Why, as a clause.
        reason: &'static str,
    },
    /// The value of a server variable would be more than a part of a host or of a path segment.
    ServerVariable {
        /// The variable.
        name: &'static str,
    },
    /// A header for every request holds a character that no header may hold.
    Header,
    /// No transport is set, and the feature `reqwest` is off.
    NoTransport,
    /// The default transport cannot be set up.
    Transport(TransportError),
}

impl Config {
    /// Sets the address that every request goes under, those with servers of their own too.
    pub fn base_url(&mut self, url: &str) {
        self.is_own = true;
        self.base = Some(BaseUrl::parse(url));
    }

    /// Sets the address from a server of the document and the values of its variables. Operations with servers of their own go there.
    pub fn server(&mut self, template: &str, variables: &[(&'static str, &str)]) {
        self.is_own = false;
        self.base = Some(BaseUrl::from_template(template, variables));
    }

    /// Sets what carries the requests.
    pub fn transport(&mut self, transport: impl Transport) {
        self.transport = Some(Arc::new(transport));
    }

    /// Adds a header to every request. Its value is taken for a secret.
    pub fn header(&mut self, name: &str, value: &str) {
        match (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        ) {
            (Ok(name), Ok(mut value)) => {
                value.set_sensitive(true);
                self.headers.insert(name, value);
            }
            _ => self.fault = Some(BuildError::Header),
        }
    }

    /// Sets the credential for a security scheme of the document.
    pub fn credential(&mut self, scheme: &'static str, credential: Credential) {
        self.credentials.set(scheme, credential);
    }

    /// Sets the header that idempotency keys go into, in place of `Idempotency-Key`.
    pub fn idempotency_header(&mut self, name: &str) {
        match HeaderName::from_bytes(name.as_bytes()) {
            Ok(name) => self.idempotency_header = Some(name),
            Err(_) => self.fault = Some(BuildError::Header),
        }
    }

    /// What a call may take where it says nothing else.
    pub fn options(&mut self) -> &mut CallOptions {
        &mut self.options
    }

    /// Makes the client's core.
    ///
    /// # Errors
    ///
    /// A mistake of the configuration.
    pub fn build(self) -> Result<Core, BuildError> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let base = self.base.ok_or(BuildError::NoBaseUrl)??;
        let transport = self.transport.map_or_else(default_transport, Ok)?;
        Ok(Core::new(
            (base, self.is_own),
            transport,
            self.headers,
            self.credentials,
            self.options,
            self.idempotency_header,
        ))
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(super::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("base", &self.base)
            .field("headers", &self.headers)
            .field("credentials", &self.credentials)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBaseUrl => f.write_str("the document names no server, and no base URL is set"),
            Self::BaseUrl { reason } => write!(f, "the base URL cannot be used: {reason}"),
            Self::ServerVariable { name } => write!(
                f,
                "the value of the server variable `{name}` would change the address around it"
            ),
            Self::Header => {
                f.write_str("a header for every request holds a character that no header may hold")
            }
            Self::NoTransport => {
                f.write_str("no transport is set, and the feature `reqwest` is off")
            }
            Self::Transport(error) => write!(f, "the default transport cannot be set up: {error}"),
        }
    }
}

impl std::error::Error for BuildError {}
