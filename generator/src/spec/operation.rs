use std::fmt;

use super::{
    Extensions, ExternalDocs, Parameter, PathTemplate, RequestBody, Requirement, Response, Server,
};
use crate::source::Location;

/// The Operation Object with all that its path item and the document's root say about it.
///
/// ```yaml
/// /pets/{id}:
///   get:
///     operationId: showPet
///     responses: {'200': {description: A pet.}}
/// ```
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it stands.
    pub at: Location,
    /// The method.
    pub method: Method,
    /// The path's template.
    pub path: PathTemplate,
    /// `operationId`.
    pub id: Option<String>,
    /// The groups it belongs to.
    pub tags: Vec<String>,
    /// One line.
    pub summary: Option<String>,
    /// `CommonMark`.
    pub description: Option<String>,
    /// More to read.
    pub external_docs: Option<ExternalDocs>,
    /// Not to be used any more.
    pub deprecated: bool,
    /// Its own parameters and its path item's, its own winning; at most one for each name and place.
    pub parameters: Vec<Parameter>,
    /// The request's body.
    pub request_body: Option<RequestBody>,
    /// What may be answered, in document order.
    pub responses: Vec<Response>,
    /// Alternatives, each a set of schemes that must all hold; an empty set lets anybody in; no alternative: nothing is asked.
    pub security: Vec<Vec<Requirement>>,
    /// Where this operation is served, when not where the document says.
    pub servers: Option<Vec<Server>>,
    /// `x-…`.
    pub extensions: Extensions,
}

/// An HTTP method: RFC 9110's names, QUERY, and whatever 3.2's `additionalOperations` names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Method(String);

impl Method {
    /// From the document's key: the fixed ones are lower case there, additional ones keep their case.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// As it is sent: `GET`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
