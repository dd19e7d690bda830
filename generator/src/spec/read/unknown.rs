//! Keys that the standard does not have where they stand: what was probably meant.

use super::object::{COMPONENTS, OPERATION, Object, PATH_ITEM, SCHEMA};
use crate::diagnostics::similar;

/// The way out for a key that the standard does not have in this object.
pub(super) fn help(object: Object, key: &str) -> String {
    let owned = |text: &str| text.to_owned();
    elsewhere(object, key).map_or_else(
        || match similar(key, object.fields().iter().copied()) {
            Some(field) => format!("did you mean `{field}`?"),
            None => format!("take it out, or call it `x-{key}` if it is an extension of your own"),
        },
        owned,
    )
}

/// Keys that other places of the standard have, or that Swagger 2.0 had here.
fn elsewhere(object: Object, key: &str) -> Option<&'static str> {
    match object {
        Object::Root => at_root(key),
        Object::Components => (key == "definitions").then_some("since 3.0 they are called `schemas`"),
        Object::PathItem if key.starts_with('/') => {
            Some("paths do not nest: move it out, directly under `paths`")
        }
        Object::PathItem => OPERATION
            .contains(&key)
            .then_some("it belongs to an operation: indent it under `get`, `post` or whichever method it is for"),
        Object::Operation => in_operation(key),
        Object::Parameter | Object::Header => in_parameter(key),
        Object::Response => match key {
            "schema" => Some(CONTENT),
            "example" | "examples" => Some("put it beside the `schema` of a media type under `content`"),
            _ => media_type(key),
        },
        Object::RequestBody => match key {
            "schema" => Some(CONTENT),
            "example" | "examples" => Some("put it beside the `schema` of a media type under `content`"),
            _ => media_type(key),
        },
        Object::MediaType => is_of_schema(key).then_some("it belongs to the schema: indent it under `schema`"),
        Object::Schema => (key == "schema").then_some("the schema's keywords stand here themselves: take this level away"),
        Object::Info
        | Object::Contact
        | Object::License
        | Object::Tag
        | Object::Server
        | Object::ServerVariable
        | Object::Encoding
        | Object::Example
        | Object::Discriminator
        | Object::Xml
        | Object::SecurityScheme
        | Object::OAuthFlows
        | Object::OAuthFlow
        | Object::ExternalDocs => None,
    }
}

const CONTENT: &str = "name the media type around it: `content: {application/json: {schema: …}}`";

fn at_root(key: &str) -> Option<&'static str> {
    Some(match key {
        "definitions" => "since 3.0 schemas stand under `components.schemas`",
        "securityDefinitions" => "since 3.0 they stand under `components.securitySchemes`",
        "host" | "basePath" | "schemes" => {
            "since 3.0 `servers` says it: `servers: [{url: 'https://…'}]`"
        }
        "consumes" | "produces" => "since 3.0 each body names its media types under `content`",
        "title" | "version" | "description" | "contact" | "license" => "indent it under `info`",
        _ if key.starts_with('/') => "a path belongs under `paths`: indent it",
        _ if COMPONENTS.contains(&key) => "it is a section of `components`: indent it under that",
        _ if PATH_ITEM.contains(&key) => "it belongs to a path: indent it under one of `paths`",
        _ => return None,
    })
}

fn in_operation(key: &str) -> Option<&'static str> {
    let is_status =
        key == "default" || (key.len() == 3 && key.starts_with(|c: char| ('1'..='5').contains(&c)));
    Some(match key {
        "consumes" | "produces" => "since 3.0 each body names its media types under `content`",
        "schemes" => "since 3.0 `servers` says it: `servers: [{url: 'https://…'}]`",
        "content" | "schema" => {
            "it belongs to `requestBody` or to one of the `responses`: indent it there"
        }
        _ if is_status => "it is a response: indent it under `responses`",
        _ => return None,
    })
}

fn in_parameter(key: &str) -> Option<&'static str> {
    match key {
        "collectionFormat" => Some("since 3.0 `style` and `explode` say it"),
        _ if is_of_schema(key) => Some("it belongs to the schema: indent it under `schema`"),
        _ => None,
    }
}

fn media_type(key: &str) -> Option<&'static str> {
    key.contains('/')
        .then_some("it is a media type: indent it under `content`")
}

fn is_of_schema(key: &str) -> bool {
    SCHEMA.contains(&key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Object, help};
    use crate::diagnostics::{Code, Diagnostics};
    use crate::document::Document;

    /// A document around an object of each kind, whose members are to stand at `@`.
    const PLACES: &[(Object, &str)] = &[
        (Object::Root, "{@}"),
        (Object::Info, "{info: {@}}"),
        (Object::Contact, "{info: {contact: {@}}}"),
        (Object::License, "{info: {license: {@}}}"),
        (Object::ExternalDocs, "{externalDocs: {@}}"),
        (Object::Tag, "{tags: [{@}]}"),
        (Object::Server, "{servers: [{@}]}"),
        (
            Object::ServerVariable,
            "{servers: [{url: a, variables: {a: {@}}}]}",
        ),
        (Object::Components, "{components: {@}}"),
        (Object::PathItem, "{paths: {/a: {@}}}"),
        (Object::Operation, "{paths: {/a: {get: {@}}}}"),
        (Object::Parameter, "{components: {parameters: {A: {@}}}}"),
        (
            Object::RequestBody,
            "{components: {requestBodies: {A: {@}}}}",
        ),
        (
            Object::MediaType,
            "{components: {responses: {A: {content: {a/b: {@}}}}}}",
        ),
        (
            Object::Encoding,
            "{components: {responses: {A: {content: {a/b: {encoding: {a: {@}}}}}}}}",
        ),
        (Object::Response, "{components: {responses: {A: {@}}}}"),
        (Object::Header, "{components: {headers: {A: {@}}}}"),
        (Object::Example, "{components: {examples: {A: {@}}}}"),
        (Object::Schema, "{components: {schemas: {A: {@}}}}"),
        (
            Object::Discriminator,
            "{components: {schemas: {A: {discriminator: {@}}}}}",
        ),
        (Object::Xml, "{components: {schemas: {A: {xml: {@}}}}}"),
        (
            Object::SecurityScheme,
            "{components: {securitySchemes: {A: {@}}}}",
        ),
        (
            Object::OAuthFlows,
            "{components: {securitySchemes: {A: {type: oauth2, flows: {@}}}}}",
        ),
        (
            Object::OAuthFlow,
            "{components: {securitySchemes: {A: {type: oauth2, flows: {implicit: {@}}}}}}",
        ),
    ];

    /// The help of each key that is not known in a document.
    fn unknown(text: &str) -> BTreeSet<(String, Option<String>)> {
        let mut found = Diagnostics::default();
        let document = Document::load(&mut found, "a.yaml", text.as_bytes()).expect("it is YAML");
        crate::spec::read::read(&mut found, &document);
        let unknown = found
            .iter()
            .filter(|found| found.code == Code::UNKNOWN_FIELD);
        unknown
            .map(|found| (found.at.pointer().to_string(), found.help.clone()))
            .collect()
    }

    #[test]
    fn every_field_that_is_suggested_is_read_there() {
        for (object, place) in PLACES {
            for field in object.fields() {
                let version = "{openapi: 3.2.0, ";
                let text = place.replacen('@', &format!("'{field}': null"), 1);
                let text = text.replacen('{', version, 1);
                let text = if *field == "openapi" {
                    place.replace('@', "openapi: 3.2.0")
                } else {
                    text
                };
                assert_eq!(unknown(&text), BTreeSet::new(), "{object:?}: {field}");
            }
        }
    }

    #[test]
    fn a_key_is_told_what_it_was_meant_to_be_where_it_stands() {
        for (object, place) in PLACES {
            let text = place.replacen('@', "sumary: a, Nothing-Like-It: 1", 1);
            let found = unknown(&text.replacen('{', "{openapi: 3.2.0, ", 1));
            let helps: Vec<&str> = found
                .iter()
                .filter_map(|(_, help)| help.as_deref())
                .collect();
            assert_eq!(helps.len(), 2, "{object:?}");
            for (pointer, expected) in &found {
                let key = pointer.rsplit('/').next().unwrap_or_default();
                assert_eq!(expected.as_ref(), Some(&help(*object, key)), "{object:?}");
            }
        }
    }

    #[test]
    fn words_of_another_place_or_version_say_where_they_belong() {
        for (object, key, expected) in [
            (Object::Parameter, "requierd", "did you mean `required`?"),
            (Object::PathItem, "GET", "did you mean `get`?"),
            (
                Object::Parameter,
                "type",
                "it belongs to the schema: indent it under `schema`",
            ),
            (Object::Response, "schema", super::CONTENT),
            (
                Object::Operation,
                "200",
                "it is a response: indent it under `responses`",
            ),
            (
                Object::Root,
                "definitions",
                "since 3.0 schemas stand under `components.schemas`",
            ),
            (
                Object::Schema,
                "colour",
                "take it out, or call it `x-colour` if it is an extension of your own",
            ),
        ] {
            assert_eq!(help(object, key), expected);
        }
    }
}
