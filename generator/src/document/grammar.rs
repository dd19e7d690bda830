//! What kind of object stands where in a description: the fields of the standard's objects that hold others.
//!
//! One table for every version: no two of them give a field different meanings. What is not in it is data.

use super::object::ObjectKind;
use super::{Kind, Tree};

/// What a place of a description holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Root,
    Info,
    License,
    Tag,
    Server,
    Components,
    Paths,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Header,
    Example,
    Link,
    Callback,
    SecurityScheme,
    Flows,
    Flow,
    Schema,
    Discriminator,
    /// Objects by names that the document chose.
    Map(&'static Part),
    List(&'static Part),
    /// Anything that holds no object of the standard.
    Data,
}

impl Part {
    /// What stands under a field.
    pub(crate) fn under(self, key: &str, value: &Tree) -> Self {
        let is_extension = key.starts_with("x-");
        match self {
            Self::Map(part) => *part,
            Self::Paths | Self::Callback if !is_extension => Self::PathItem,
            Self::Responses if !is_extension => Self::Response,
            _ if is_extension => Self::Data,
            Self::Root => root(key),
            Self::Info if key == "license" => Self::License,
            Self::Components => components(key),
            Self::PathItem => path_item(key),
            Self::Operation => operation(key),
            Self::Parameter | Self::Header | Self::MediaType => content(key),
            Self::RequestBody if key == "content" => Self::Map(&Self::MediaType),
            Self::Encoding => encoding(key),
            Self::Response => response(key),
            Self::Link if key == "server" => Self::Server,
            Self::SecurityScheme if key == "flows" => Self::Flows,
            Self::Flows => Self::Flow,
            Self::Schema => schema(key, value),
            Self::Paths
            | Self::Responses
            | Self::Callback
            | Self::Info
            | Self::License
            | Self::Tag
            | Self::Server
            | Self::RequestBody
            | Self::Example
            | Self::Link
            | Self::SecurityScheme
            | Self::Flow
            | Self::Discriminator
            | Self::List(_)
            | Self::Data => Self::Data,
        }
    }

    /// What an element of a list is.
    pub(crate) fn element(self) -> Self {
        if let Self::List(part) = self {
            *part
        } else {
            Self::Data
        }
    }

    /// The kind of object that a reference in its place leads to; none where the standard has no reference.
    pub(crate) fn kind(self) -> Option<ObjectKind> {
        let kinds = [
            (Self::PathItem, ObjectKind::PathItem),
            (Self::Parameter, ObjectKind::Parameter),
            (Self::RequestBody, ObjectKind::RequestBody),
            (Self::MediaType, ObjectKind::MediaType),
            (Self::Response, ObjectKind::Response),
            (Self::Header, ObjectKind::Header),
            (Self::Example, ObjectKind::Example),
            (Self::Link, ObjectKind::Link),
            (Self::Callback, ObjectKind::Callback),
            (Self::SecurityScheme, ObjectKind::SecurityScheme),
            (Self::Schema, ObjectKind::Schema),
        ];
        let found = kinds.iter().find(|(part, _)| *part == self);
        found.map(|(_, kind)| *kind)
    }

    /// Whether documents put one reference in place of the whole of it, although the standard has none there.
    pub(crate) fn is_collection(self) -> bool {
        matches!(
            self,
            Self::Map(_) | Self::Paths | Self::Responses | Self::Components | Self::Operation
        )
    }
}

fn root(key: &str) -> Part {
    match key {
        "info" => Part::Info,
        "tags" => Part::List(&Part::Tag),
        "servers" => Part::List(&Part::Server),
        "components" => Part::Components,
        "paths" => Part::Paths,
        "webhooks" => Part::Map(&Part::PathItem),
        // Swagger 2.0.
        "definitions" => Part::Map(&Part::Schema),
        "parameters" => Part::Map(&Part::Parameter),
        "responses" => Part::Map(&Part::Response),
        "securityDefinitions" => Part::Map(&Part::SecurityScheme),
        _ => Part::Data,
    }
}

fn components(key: &str) -> Part {
    match key {
        "schemas" => Part::Map(&Part::Schema),
        "responses" => Part::Map(&Part::Response),
        "parameters" => Part::Map(&Part::Parameter),
        "examples" => Part::Map(&Part::Example),
        "requestBodies" => Part::Map(&Part::RequestBody),
        "headers" => Part::Map(&Part::Header),
        "securitySchemes" => Part::Map(&Part::SecurityScheme),
        "links" => Part::Map(&Part::Link),
        "callbacks" => Part::Map(&Part::Callback),
        "pathItems" => Part::Map(&Part::PathItem),
        "mediaTypes" => Part::Map(&Part::MediaType),
        _ => Part::Data,
    }
}

fn path_item(key: &str) -> Part {
    match key {
        "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query" => {
            Part::Operation
        }
        "additionalOperations" => Part::Map(&Part::Operation),
        "parameters" => Part::List(&Part::Parameter),
        "servers" => Part::List(&Part::Server),
        _ => Part::Data,
    }
}

fn operation(key: &str) -> Part {
    match key {
        "parameters" => Part::List(&Part::Parameter),
        "requestBody" => Part::RequestBody,
        "responses" => Part::Responses,
        "callbacks" => Part::Map(&Part::Callback),
        "servers" => Part::List(&Part::Server),
        _ => Part::Data,
    }
}

/// Parameters, headers and media types say alike what they hold.
fn content(key: &str) -> Part {
    match key {
        "schema" | "itemSchema" => Part::Schema,
        "content" => Part::Map(&Part::MediaType),
        "examples" => Part::Map(&Part::Example),
        _ => encoding(key),
    }
}

fn encoding(key: &str) -> Part {
    match key {
        "headers" => Part::Map(&Part::Header),
        "encoding" => Part::Map(&Part::Encoding),
        "prefixEncoding" => Part::List(&Part::Encoding),
        "itemEncoding" => Part::Encoding,
        _ => Part::Data,
    }
}

fn response(key: &str) -> Part {
    match key {
        "headers" => Part::Map(&Part::Header),
        "content" => Part::Map(&Part::MediaType),
        "links" => Part::Map(&Part::Link),
        // Swagger 2.0.
        "schema" => Part::Schema,
        _ => Part::Data,
    }
}

fn schema(key: &str, value: &Tree) -> Part {
    match key {
        "items" if matches!(value.kind, Kind::Array(_)) => Part::List(&Part::Schema),
        "items"
        | "additionalProperties"
        | "additionalItems"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "contentSchema" => Part::Schema,
        "allOf" | "oneOf" | "anyOf" | "prefixItems" => Part::List(&Part::Schema),
        "properties" | "patternProperties" | "dependentSchemas" | "dependencies" | "$defs"
        | "definitions" => Part::Map(&Part::Schema),
        "discriminator" => Part::Discriminator,
        _ => Part::Data,
    }
}
