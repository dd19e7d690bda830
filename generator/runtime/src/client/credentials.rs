//! What the caller proves itself with.

use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

use super::super::base64::Base64;
use super::super::http::{Facts, Requirement, SchemeKind};
use super::super::secret::Secret;
use super::super::wire::Place;

/// A credential; none of its secrets is ever printed.
#[derive(Clone, Debug)]
pub enum Credential {
    /// A user name and a password (RFC 7617).
    Basic(String, Secret),
    /// A token (RFC 6750).
    Bearer(Secret),
    /// A key for a header, the query or a cookie.
    ApiKey(Secret),
}

/// The credentials of a client, by the name of the scheme.
#[derive(Clone, Debug, Default)]
pub(super) struct Credentials(Vec<(&'static str, Credential)>);

/// The parts of a request that can hold a credential.
pub(super) struct Carriers<'a> {
    pub(super) headers: &'a mut HeaderMap,
    pub(super) query: &'a mut String,
    pub(super) cookies: &'a mut String,
}

impl Credentials {
    pub(super) fn set(&mut self, scheme: &'static str, credential: Credential) {
        self.0.retain(|(name, _)| *name != scheme);
        self.0.push((scheme, credential));
    }

    /// Applies the first alternative whose schemes are all configured. Without one the request goes out as it is: the
    /// server decides, and its answer is typed.
    ///
    /// The error is the name of the scheme whose credential no header may hold.
    pub(super) fn apply(
        &self,
        facts: &Facts,
        carriers: &mut Carriers<'_>,
    ) -> Result<(), &'static str> {
        let configured = |requirement: &Requirement| self.get(requirement).is_some();
        let Some(alternative) = facts
            .security
            .iter()
            .find(|alternative| alternative.iter().all(configured))
        else {
            return Ok(());
        };
        for requirement in *alternative {
            if let Some(credential) = self.get(requirement) {
                carriers
                    .put(requirement.scheme.kind, credential)
                    .map_err(|_| requirement.scheme.name)?;
            }
        }
        Ok(())
    }

    fn get(&self, requirement: &Requirement) -> Option<&Credential> {
        self.0
            .iter()
            .find(|(name, _)| *name == requirement.scheme.name)
            .map(|(_, credential)| credential)
    }
}

impl Carriers<'_> {
    fn put(&mut self, kind: SchemeKind, credential: &Credential) -> Result<(), http::Error> {
        match (kind, credential) {
            (_, Credential::Basic(user, password)) => {
                let pair = format!("{user}:{}", password.expose());
                self.header(
                    AUTHORIZATION,
                    &format!("Basic {}", Base64::from_bytes(pair.as_bytes()).as_str()),
                )
            }
            (_, Credential::Bearer(token)) => {
                self.header(AUTHORIZATION, &format!("Bearer {}", token.expose()))
            }
            (SchemeKind::ApiKey(place, name), Credential::ApiKey(key)) => {
                self.key(place, name, key.expose())
            }
            // A generated setter pairs a scheme with its own kind of credential.
            (
                SchemeKind::Basic
                | SchemeKind::Bearer
                | SchemeKind::MutualTls
                | SchemeKind::Unknown,
                Credential::ApiKey(_),
            ) => Ok(()),
        }
    }

    fn key(&mut self, place: Place, name: &str, key: &str) -> Result<(), http::Error> {
        match place {
            Place::Header => self.header(HeaderName::from_bytes(name.as_bytes())?, key)?,
            Place::Query => append(
                self.query,
                "&",
                name,
                utf8_percent_encode(key, NON_ALPHANUMERIC),
            ),
            Place::Cookie => append(
                self.cookies,
                "; ",
                name,
                utf8_percent_encode(key, NOT_IN_COOKIES),
            ),
            Place::Path => {}
        }
        Ok(())
    }

    fn header(&mut self, name: HeaderName, value: &str) -> Result<(), http::Error> {
        self.headers.insert(name, sensitive(value)?);
        Ok(())
    }
}

/// What ends a cookie's value, or is not allowed in it (RFC 6265 §4.1.1); the rest stays as it is, since few servers
/// decode cookies.
const NOT_IN_COOKIES: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b',')
    .add(b';')
    .add(b'\\')
    .add(b'%');

fn append(text: &mut String, separator: &str, name: &str, value: PercentEncode<'_>) {
    if !text.is_empty() {
        text.push_str(separator);
    }
    text.extend(utf8_percent_encode(name, NON_ALPHANUMERIC));
    text.push('=');
    text.extend(value);
}

/// Puts all cookies into their header; a key may be among them.
pub(super) fn put_cookies(headers: &mut HeaderMap, cookies: &str) -> Result<(), http::Error> {
    if !cookies.is_empty() {
        headers.insert(COOKIE, sensitive(cookies)?);
    }
    Ok(())
}

/// A header value that no `Debug` prints and no compression table keeps.
fn sensitive(value: &str) -> Result<HeaderValue, http::Error> {
    let mut value = HeaderValue::from_str(value)?;
    value.set_sensitive(true);
    Ok(value)
}
