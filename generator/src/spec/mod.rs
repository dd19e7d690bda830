//! The contract: what a document promises on the wire, whatever version it is written in.
//!
//! In: a [`Document`](crate::document::Document). Out: a [`Spec`] that speaks OpenAPI 3.2 and JSON Schema 2020-12 only, with every
//! reference resolved and every part still knowing where it was written. Must not know: Rust, names, files.
//! Open `schema` and `operation` first; `read/` mirrors the model file by file.

mod components;
mod dialect;
pub mod dump;
mod example;
mod info;
mod media_type;
mod operation;
mod parameter;
mod path;
pub mod read;
mod resolve;
mod response;
mod schema;
mod security;
mod server;
mod style;
mod webhook;
mod xml;

pub use self::components::Components;
pub use self::example::Example;
pub use self::info::{Contact, ExternalDocs, Info, License, Tag};
pub use self::media_type::{Encoding, Encodings, Header, MediaType, RequestBody};
pub use self::operation::{Method, Operation};
pub use self::parameter::{Parameter, Place};
pub use self::path::{Part, PathTemplate};
pub use self::response::{Response, Status};
pub use self::schema::{
    Assertions, Discriminator, JsonType, JsonTypes, Limits, Properties, Schema, SchemaId, Schemas,
};
pub use self::security::{
    ApiKeyPlace, OAuthFlow, OAuthFlowKind, Requirement, SecurityScheme, SecuritySchemeKind,
};
pub use self::server::{Server, ServerVariable};
pub use self::style::Style;
pub use self::webhook::Webhook;
pub use self::xml::{Xml, XmlNode, is_xml_name};
use crate::document::members::Members;
use crate::source::Location;

/// One API's contract.
#[derive(Clone, Debug)]
pub struct Spec {
    /// The root of the entry file.
    pub at: Location,
    /// The description's own address (`$self`).
    pub self_uri: Option<String>,
    /// What schemas are written in where they do not say (`jsonSchemaDialect`).
    pub schema_dialect: Option<String>,
    /// Title, version, description.
    pub info: Info,
    /// Where the API is served, in document order; empty where the document does not say.
    pub servers: Vec<Server>,
    /// Every operation, in document order, with what its path item and the root say already merged in.
    pub operations: Vec<Operation>,
    /// What the API calls, in document order.
    pub webhooks: Vec<Webhook>,
    /// What is declared to be shared.
    pub components: Components,
    /// Every schema of the document, components and inline ones alike.
    pub schemas: Schemas,
    /// Groups of operations, in document order.
    pub tags: Vec<Tag>,
}

/// Specification extensions (`x-…`) by their full name.
pub type Extensions = Members<serde_json::Value>;
