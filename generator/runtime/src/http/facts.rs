//! What the document says about an operation, as constants that both sides read.

use super::super::wire::Place;

/// An operation: where it is, what it asks for and what it may answer with.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The document's `operationId`, or the name made for it.
    pub id: &'static str,
    /// The method in capitals, as it stands in the request line.
    pub method: &'static str,
    /// The path template, such as `/users/{user_id}`. A query behind `?` is part of every request.
    pub template: &'static str,
    /// Where it is served, when elsewhere than the rest: an absolute address, or one relative to the others'.
    pub server: Option<&'static str>,
    /// The alternatives of which one has to be met; empty where everyone may call. An empty alternative is met by
    /// everyone.
    pub security: &'static [&'static [Requirement]],
    /// The media types that the request body may have; empty where the operation takes none.
    pub request: &'static [&'static str],
    /// The media types that the answers are declared with.
    pub response: &'static [&'static str],
}

/// One scheme that an alternative asks for (`OpenAPI`: Security Requirement Object).
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    /// The scheme.
    pub scheme: &'static Scheme,
    /// The scopes, or role names, that the caller must hold.
    pub scopes: &'static [&'static str],
}

/// A way to prove who calls (`OpenAPI`: Security Scheme Object).
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub name: &'static str,
    /// How the credentials travel.
    pub kind: SchemeKind,
}

/// How credentials travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// `Authorization: Bearer …` (RFC 6750); `OAuth` 2 and `OpenID` Connect arrive this way too.
    Bearer,
    /// A value of the given name in a header, the query or a cookie. No scheme has its key in the path.
    ApiKey(Place, &'static str),
    /// A certificate of the caller, which the connection has seen.
    MutualTls,
    /// The document names the scheme and never says what it is, or it is one we do not know: nobody can meet it.
    Unknown,
}
