use super::{Docs, TypeId};
use crate::source::Location;
use crate::spec::{
    Example, Extensions, Method, PathTemplate, Place, Requirement, Server, Status, Style, Xml,
};

/// One operation over types by handle.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it stands.
    pub at: Location,
    /// `operationId`, unique; none where the document has none or repeats it.
    pub id: Option<String>,
    /// The method.
    pub method: Method,
    /// The path.
    pub path: PathTemplate,
    /// The groups it belongs to; the first decides where its code stands.
    pub tags: Vec<String>,
    /// For people.
    pub docs: Docs,
    /// `x-…` of the operation.
    pub extensions: Extensions,
    /// In document order.
    pub parameters: Vec<Parameter>,
    /// What is sent with it.
    pub body: Option<Body>,
    /// What may be answered, in document order.
    pub responses: Vec<Response>,
    /// Alternatives, each a set of schemes that must all hold.
    pub security: Vec<Vec<Requirement>>,
    /// Where it is served, when elsewhere than the rest.
    pub servers: Option<Vec<Server>>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it is defined.
    pub at: Location,
    /// The name on the wire.
    pub name: String,
    /// The part of the request that it goes into.
    pub place: Place,
    /// How a value becomes text.
    pub style: Style,
    /// Whether lists and objects become several pairs.
    pub explode: bool,
    /// Whether reserved characters go unescaped.
    pub allow_reserved: bool,
    /// Whether it must be there.
    pub required: bool,
    /// Whether its text is JSON (`content: application/json`) rather than a style's.
    pub json: bool,
    /// What it holds.
    pub ty: TypeId,
    /// What stands for it when it is absent.
    pub default: Option<serde_json::Value>,
    /// For people.
    pub docs: Docs,
    /// Values that the document shows.
    pub examples: Vec<Example>,
    /// `x-…` of the parameter.
    pub extensions: Extensions,
}

/// A request's body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Where it is defined.
    pub at: Location,
    /// Whether a request without it is wrong.
    pub required: bool,
    /// Its forms, in document order.
    pub content: Vec<Media>,
    /// For people.
    pub docs: Docs,
}

/// One form that a body takes.
#[derive(Clone, Debug)]
pub struct Media {
    /// Where it stands.
    pub at: Location,
    /// The media type or range.
    pub name: String,
    /// What it holds.
    pub ty: TypeId,
    /// What it is in XML.
    pub xml: Option<Box<Xml>>,
    /// How properties of a form are written, where the document says.
    pub encodings: Vec<Encoding>,
    /// Values that the document shows.
    pub examples: Vec<Example>,
}

/// How a property of a form is written (OpenAPI 3.1.1 section 4.8.15).
#[derive(Clone, Debug)]
pub struct Encoding {
    /// Where it stands.
    pub at: Location,
    /// The property.
    pub property: String,
    /// The media type of its value, or several parted by commas.
    pub content_type: Option<String>,
    /// How a value becomes text; none where nothing of the kind is said.
    pub style: Option<Style>,
    /// Whether lists and objects become several pairs.
    pub explode: bool,
    /// Whether reserved characters go unescaped.
    pub allow_reserved: bool,
}

/// What may be answered under a status.
#[derive(Clone, Debug)]
pub struct Response {
    /// Where it is defined.
    pub at: Location,
    /// Its key.
    pub status: Status,
    /// For people.
    pub docs: Docs,
    /// Declared headers.
    pub headers: Vec<Header>,
    /// The forms of its body; empty where there is none.
    pub content: Vec<Media>,
}

/// A response's header.
#[derive(Clone, Debug)]
pub struct Header {
    /// Where it is defined.
    pub at: Location,
    /// Its name, as the document spells it.
    pub name: String,
    /// Whether it is always there.
    pub required: bool,
    /// Whether an object's members are written as `key=value`.
    pub explode: bool,
    /// What it holds.
    pub ty: TypeId,
    /// For people.
    pub docs: Docs,
}

impl Operation {
    /// The types that it uses, those of the request first.
    pub fn types(&self) -> impl Iterator<Item = TypeId> + '_ {
        self.request_types().chain(self.response_types())
    }

    /// The types that callers send.
    pub fn request_types(&self) -> impl Iterator<Item = TypeId> + '_ {
        let parameters = self.parameters.iter().map(|parameter| parameter.ty);
        let content = self.body.iter().flat_map(|body| &body.content);
        parameters.chain(content.map(|media| media.ty))
    }

    /// The types that are answered.
    pub fn response_types(&self) -> impl Iterator<Item = TypeId> + '_ {
        self.responses.iter().flat_map(|response| {
            let headers = response.headers.iter().map(|header| header.ty);
            headers.chain(response.content.iter().map(|media| media.ty))
        })
    }

    /// Every form of a body, of the request and of the responses.
    pub(super) fn media_mut(&mut self) -> impl Iterator<Item = &mut Media> {
        let body = self.body.iter_mut().flat_map(|body| &mut body.content);
        let responses = self.responses.iter_mut();
        body.chain(responses.flat_map(|response| &mut response.content))
    }

    /// Calls `change` on every use of a type that callers send.
    pub(super) fn request_types_mut(&mut self, change: impl FnMut(&mut TypeId)) {
        let parameters = self.parameters.iter_mut();
        let content = self.body.iter_mut().flat_map(|body| &mut body.content);
        let parameters = parameters.map(|parameter| &mut parameter.ty);
        parameters
            .chain(content.map(|media| &mut media.ty))
            .for_each(change);
    }

    /// Calls `change` on every use of a type.
    pub(super) fn types_mut(&mut self, mut change: impl FnMut(&mut TypeId)) {
        for parameter in &mut self.parameters {
            change(&mut parameter.ty);
        }
        for response in &mut self.responses {
            for header in &mut response.headers {
                change(&mut header.ty);
            }
        }
        for media in self.media_mut() {
            change(&mut media.ty);
        }
    }
}
