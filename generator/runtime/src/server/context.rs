//! What a handler may know about a request beside its declared parts.

use http::request::Parts;
use http::{Extensions, HeaderMap, Method, Uri};

use super::super::http::Facts;

/// The request around the parameters and the body: its head, the operation, and who calls.
#[derive(Clone, Debug)]
pub struct Context<P> {
    pub(super) parts: Parts,
    pub(super) facts: &'static Facts,
    pub(super) principals: Vec<P>,
}

impl<P> Context<P> {
    /// Who calls; `None` where the operation was called without credentials and allows that. Where several schemes
    /// had to be met together, the first one's word.
    pub fn principal(&self) -> Option<&P> {
        self.principals.first()
    }

    /// Who calls, by each scheme that had to be met, in the document's order.
    pub fn principals(&self) -> &[P] {
        &self.principals
    }

    /// The method of the request; `HEAD` where a `GET` is asked for its headers.
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The path template that matched.
    pub fn template(&self) -> &'static str {
        self.facts.template
    }

    /// What the document says about the operation.
    pub fn facts(&self) -> &'static Facts {
        self.facts
    }

    /// The address as it was asked for.
    pub fn uri(&self) -> &Uri {
        &self.parts.uri
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// What layers around the service have left.
    pub fn extensions(&self) -> &Extensions {
        &self.parts.extensions
    }
}
