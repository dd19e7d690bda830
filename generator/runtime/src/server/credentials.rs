//! The credentials that a request holds.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, COOKIE};
use http::request::Parts;
use http::Extensions;

use super::super::http::{Requirement, Scheme, SchemeKind};
use super::super::secret::Secret;
use super::super::wire::{Kind, Parameter, Place, Style};
use super::Denied;

/// A user name and a password (RFC 7617).
#[derive(Clone, Debug)]
pub struct Basic {
    /// The user name.
    pub user: String,
    /// The password.
    pub password: Secret,
}

/// A token (RFC 6750).
#[derive(Clone, Debug)]
pub struct Bearer {
    /// The token.
    pub token: Secret,
}

/// A key from a header, the query or a cookie.
#[derive(Clone, Debug)]
pub struct ApiKey {
    /// The key.
    pub key: Secret,
}

/// What the connection knows about the caller's certificate, as whatever terminates TLS has put it into the request's extensions.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// The extensions of the request.
    pub extensions: Extensions,
}

/// What a request offers for one security scheme.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The scheme's name in the document.
    pub scheme: &'static str,
    /// The scopes that the operation asks for.
    pub scopes: &'static [&'static str],
    credentials: Credentials,
}

#[derive(Clone, Debug)]
enum Credentials {
    Basic(Basic),
    Bearer(Bearer),
    ApiKey(ApiKey),
    Certificate(Certificate),
}

/// What a request holds for one requirement.
pub(super) enum Held {
    Nothing,
    /// Something that cannot be read, or twice what may be there once.
    Unreadable,
    Offer(Offer),
}

impl Offer {
    /// The user name and password.
    ///
    /// # Errors
    ///
    /// [`Denied::Unauthorized`] where the scheme is another one.
    pub fn basic(self) -> Result<Basic, Denied> {
        if let Credentials::Basic(basic) = self.credentials { Ok(basic) } else { Err(Denied::Unauthorized) }
    }

    /// The token.
    ///
    /// # Errors
    ///
    /// [`Denied::Unauthorized`] where the scheme is another one.
    pub fn bearer(self) -> Result<Bearer, Denied> {
        if let Credentials::Bearer(bearer) = self.credentials { Ok(bearer) } else { Err(Denied::Unauthorized) }
    }

    /// The key.
    ///
    /// # Errors
    ///
    /// [`Denied::Unauthorized`] where the scheme is another one.
    pub fn api_key(self) -> Result<ApiKey, Denied> {
        if let Credentials::ApiKey(key) = self.credentials { Ok(key) } else { Err(Denied::Unauthorized) }
    }

    /// The certificate.
    ///
    /// # Errors
    ///
    /// [`Denied::Unauthorized`] where the scheme is another one.
    pub fn certificate(self) -> Result<Certificate, Denied> {
        if let Credentials::Certificate(certificate) = self.credentials { Ok(certificate) } else { Err(Denied::Unauthorized) }
    }
}

/// Looks for what `requirement` asks for.
pub(super) fn held(requirement: &'static Requirement, parts: &Parts) -> Held {
    let Scheme { name: scheme, kind } = *requirement.scheme;
    let credentials = match kind {
        SchemeKind::Basic => authorization(parts, "basic").map(|text| basic(&text).map(Credentials::Basic)),
        SchemeKind::Bearer => authorization(parts, "bearer").map(|text| bearer(text).map(Credentials::Bearer)),
        SchemeKind::ApiKey(place, name) => api_key(parts, place, name).map(|key| key.map(Credentials::ApiKey)),
        SchemeKind::MutualTls => Some(Some(Credentials::Certificate(Certificate { extensions: parts.extensions.clone() }))),
        SchemeKind::Unknown => None,
    };
    match credentials {
        None => Held::Nothing,
        Some(None) => Held::Unreadable,
        Some(Some(credentials)) => Held::Offer(Offer { scheme, scopes: requirement.scopes, credentials }),
    }
}

/// What follows the given scheme in `Authorization`; empty, and so readable by no scheme, where the header is there twice.
fn authorization(parts: &Parts, scheme: &str) -> Option<String> {
    let mut fields = parts.headers.get_all(AUTHORIZATION).iter();
    let text = fields.next()?.to_str().unwrap_or_default();
    if fields.next().is_some() {
        return Some(String::new());
    }
    let (given, rest) = text.split_once(' ').unwrap_or((text, ""));
    given.eq_ignore_ascii_case(scheme).then(|| rest.trim().to_owned())
}

fn basic(text: &str) -> Option<Basic> {
    let pair = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
    let (user, password) = pair.split_once(':')?;
    Some(Basic { user: user.to_owned(), password: Secret::from(password.to_owned()) })
}

fn bearer(text: String) -> Option<Bearer> {
    (!text.is_empty() && !text.contains(' ')).then(|| Bearer { token: Secret::from(text) })
}

fn api_key(parts: &Parts, place: Place, name: &'static str) -> Option<Option<ApiKey>> {
    let (kind, style, explode) = (Kind::Scalar, Style::Form, true);
    let parameter = Parameter { name, place, style, explode, kind, required: false, allow_reserved: false };
    let key: Result<Option<String>, ()> = match place {
        Place::Header => {
            let mut fields = parts.headers.get_all(name).iter();
            let key = fields.next().map(|value| value.to_str().map(str::to_owned).map_err(drop)).transpose();
            if fields.next().is_some() { Err(()) } else { key }
        }
        Place::Query => parameter.decode_query(parts.uri.query().unwrap_or_default()).map_err(drop),
        Place::Cookie => cookies(parts).and_then(|cookies| parameter.decode_cookie(cookies.as_deref()).map_err(drop)),
        Place::Path => Ok(None),
    };
    match key {
        Ok(None) => None,
        Ok(Some(key)) => Some((!key.is_empty()).then(|| ApiKey { key: Secret::from(key) })),
        Err(()) => Some(None),
    }
}

/// All cookies as one text: HTTP/2 may split them over several fields (RFC 9113 §8.2.3).
pub(super) fn cookies(parts: &Parts) -> Result<Option<String>, ()> {
    let fields: Result<Vec<&str>, _> = parts.headers.get_all(COOKIE).iter().map(|value| value.to_str()).collect();
    let fields = fields.map_err(drop)?;
    Ok((!fields.is_empty()).then(|| fields.join("; ")))
}
