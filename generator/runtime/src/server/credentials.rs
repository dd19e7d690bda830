//! The credentials that a request holds.

use http::Extensions;
use http::header::{AUTHORIZATION, COOKIE};
use http::request::Parts;

use super::super::base64::Base64;
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

/// What the connection knows about the caller's certificate, as whatever terminates TLS has put it into the request's
/// extensions.
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
        if let Credentials::Basic(basic) = self.credentials {
            Ok(basic)
        } else {
            Err(Denied::Unauthorized)
        }
    }

    /// The token.
    ///
    /// # Errors
    ///
    /// [`Denied::Unauthorized`] where the scheme is another one.
    pub fn bearer(self) -> Result<Bearer, Denied> {
        if let Credentials::Bearer(bearer) = self.credentials {
            Ok(bearer)
        } else {
            Err(Denied::Unauthorized)
        }
    }

    /// The key.
    ///
    /// # Errors
    ///
    /// [`Denied::Unauthorized`] where the scheme is another one.
    pub fn api_key(self) -> Result<ApiKey, Denied> {
        if let Credentials::ApiKey(key) = self.credentials {
            Ok(key)
        } else {
            Err(Denied::Unauthorized)
        }
    }

    /// The certificate.
    ///
    /// # Errors
    ///
    /// [`Denied::Unauthorized`] where the scheme is another one.
    pub fn certificate(self) -> Result<Certificate, Denied> {
        if let Credentials::Certificate(certificate) = self.credentials {
            Ok(certificate)
        } else {
            Err(Denied::Unauthorized)
        }
    }
}

/// What cannot be read, or is there twice where it may be once.
struct Unreadable;

/// Looks for what `requirement` asks for.
pub(super) fn held(requirement: &'static Requirement, parts: &Parts) -> Held {
    let Scheme { name: scheme, kind } = *requirement.scheme;
    match credentials(kind, parts) {
        Ok(None) => Held::Nothing,
        Ok(Some(credentials)) => Held::Offer(Offer {
            scheme,
            scopes: requirement.scopes,
            credentials,
        }),
        Err(Unreadable) => Held::Unreadable,
    }
}

fn credentials(kind: SchemeKind, parts: &Parts) -> Result<Option<Credentials>, Unreadable> {
    Ok(match kind {
        SchemeKind::Basic => match authorization(parts, "basic")? {
            Some(text) => Some(Credentials::Basic(basic(text).ok_or(Unreadable)?)),
            None => None,
        },
        SchemeKind::Bearer => match authorization(parts, "bearer")? {
            Some(text) => Some(Credentials::Bearer(bearer(text).ok_or(Unreadable)?)),
            None => None,
        },
        SchemeKind::ApiKey(place, name) => match api_key(parts, place, name)? {
            Some(key) if key.is_empty() => return Err(Unreadable),
            Some(key) => Some(Credentials::ApiKey(ApiKey {
                key: Secret::new(key),
            })),
            None => None,
        },
        SchemeKind::MutualTls => {
            let extensions = parts.extensions.clone();
            Some(Credentials::Certificate(Certificate { extensions }))
        }
        SchemeKind::Unknown => None,
    })
}

/// What follows the given scheme in `Authorization`.
fn authorization<'a>(parts: &'a Parts, scheme: &str) -> Result<Option<&'a str>, Unreadable> {
    let Some(text) = single_header(parts, AUTHORIZATION.as_str())? else {
        return Ok(None);
    };
    let (given, rest) = text.split_once(' ').unwrap_or((text, ""));
    Ok(given.eq_ignore_ascii_case(scheme).then(|| rest.trim()))
}

fn basic(text: &str) -> Option<Basic> {
    let pair = String::from_utf8(Base64::from_text(text).decode().ok()?).ok()?;
    let (user, password) = pair.split_once(':')?;
    Some(Basic {
        user: user.to_owned(),
        password: Secret::new(password),
    })
}

fn bearer(text: &str) -> Option<Bearer> {
    (!text.is_empty() && !text.contains(' ')).then(|| Bearer {
        token: Secret::new(text),
    })
}

fn api_key(parts: &Parts, place: Place, name: &'static str) -> Result<Option<String>, Unreadable> {
    let parameter = Parameter {
        name,
        place,
        style: Style::Form,
        explode: true,
        kind: Kind::Scalar,
        required: false,
        allow_reserved: false,
    };
    let query = parts.uri.query().unwrap_or_default();
    match place {
        Place::Header => Ok(single_header(parts, name)?.map(str::to_owned)),
        Place::Query => parameter.decode_query(query).map_err(|_| Unreadable),
        Place::Cookie => {
            let cookies = cookies(parts).map_err(|()| Unreadable)?;
            parameter
                .decode_cookie(cookies.as_deref())
                .map_err(|_| Unreadable)
        }
        Place::Path => Ok(None),
    }
}

fn single_header<'a>(parts: &'a Parts, name: &str) -> Result<Option<&'a str>, Unreadable> {
    let mut fields = parts.headers.get_all(name).iter();
    let first = fields
        .next()
        .map(|value| value.to_str().map_err(|_| Unreadable))
        .transpose()?;
    if fields.next().is_some() {
        Err(Unreadable)
    } else {
        Ok(first)
    }
}

/// All cookies as one text: HTTP/2 may split them over several fields (RFC 9113 §8.2.3).
pub(super) fn cookies(parts: &Parts) -> Result<Option<String>, ()> {
    let fields: Result<Vec<&str>, _> = parts
        .headers
        .get_all(COOKIE)
        .iter()
        .map(|value| value.to_str())
        .collect();
    let fields = fields.map_err(drop)?;
    Ok((!fields.is_empty()).then(|| fields.join("; ")))
}
