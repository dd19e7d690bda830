use openapiv3 as v3;
use openapiv3::{ParameterSchemaOrContent, ReferenceOr};

use super::shared::{HEADERS, PARAMETERS, shared};
use super::{Export, below, media, schema};
use crate::source::{Location, Pointer};
use crate::spec::{Header, MediaType, Parameter, Place, SchemaId, Style};

/// The Parameter Object.
pub(super) fn parameter(
    export: &mut Export<'_>,
    parameter: &Parameter,
    at: &Pointer,
) -> ReferenceOr<v3::Parameter> {
    shared(export, &PARAMETERS, &parameter.at, at, |export, at| {
        one(export, parameter, at)
    })
}

fn one(export: &mut Export<'_>, parameter: &Parameter, at: &Pointer) -> v3::Parameter {
    let (example, examples) = media::examples(&parameter.examples);
    let holds = (parameter.schema, parameter.content.as_ref());
    let parameter_data = v3::ParameterData {
        name: parameter.name.clone(),
        description: parameter.description.clone(),
        required: parameter.required,
        deprecated: parameter.deprecated.then_some(true),
        format: format(export, &parameter.at, holds, at),
        example,
        examples,
        explode: (parameter.explode != (parameter.style == Style::Form))
            .then_some(parameter.explode),
        extensions: indexmap::IndexMap::new(),
    };
    if parameter.place != Place::Query && (parameter.allow_reserved || parameter.allow_empty_value)
    {
        let words = "OpenAPI 3.0 has `allowReserved` and `allowEmptyValue` in a query only";
        export.lose(&parameter.at, words);
    }
    if parameter.style == Style::Cookie {
        export.lose(&parameter.at, "OpenAPI 3.0 has no style `cookie`");
    }
    match parameter.place {
        Place::Path => v3::Parameter::Path {
            parameter_data,
            style: path_style(parameter.style),
        },
        Place::Header => v3::Parameter::Header {
            parameter_data,
            style: v3::HeaderStyle::Simple,
        },
        Place::Cookie => v3::Parameter::Cookie {
            parameter_data,
            style: v3::CookieStyle::Form,
        },
        // The first is left out before.
        Place::QueryString | Place::Query => v3::Parameter::Query {
            parameter_data,
            allow_reserved: parameter.allow_reserved,
            style: query_style(parameter.style),
            allow_empty_value: parameter.allow_empty_value.then_some(true),
        },
    }
}

/// The reader keeps styles to the places that have them (OpenAPI 3.0.4 section 4.7.12.3).
fn path_style(style: Style) -> v3::PathStyle {
    match style {
        Style::Label => v3::PathStyle::Label,
        Style::Matrix => v3::PathStyle::Matrix,
        Style::Simple
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject
        | Style::Cookie => v3::PathStyle::Simple,
    }
}

fn query_style(style: Style) -> v3::QueryStyle {
    match style {
        Style::SpaceDelimited => v3::QueryStyle::SpaceDelimited,
        Style::PipeDelimited => v3::QueryStyle::PipeDelimited,
        Style::DeepObject => v3::QueryStyle::DeepObject,
        Style::Form | Style::Simple | Style::Label | Style::Matrix | Style::Cookie => {
            v3::QueryStyle::Form
        }
    }
}

/// The Header Object.
pub(super) fn header(
    export: &mut Export<'_>,
    header: &Header,
    at: &Pointer,
) -> ReferenceOr<v3::Header> {
    if header.explode {
        export.lose(&header.at, "`openapiv3` has no `explode` in a header");
    }
    shared(export, &HEADERS, &header.at, at, |export, at| {
        let (example, examples) = media::examples(&header.examples);
        v3::Header {
            description: header.description.clone(),
            style: v3::HeaderStyle::Simple,
            required: header.required,
            deprecated: header.deprecated.then_some(true),
            format: format(
                export,
                &header.at,
                (header.schema, header.content.as_ref()),
                at,
            ),
            example,
            examples,
            extensions: indexmap::IndexMap::new(),
        }
    })
}

/// What a parameter or header holds; anything where nobody says.
fn format(
    export: &mut Export<'_>,
    defined: &Location,
    holds: (Option<SchemaId>, Option<&MediaType>),
    at: &Pointer,
) -> ParameterSchemaOrContent {
    match holds {
        (Some(id), _) => {
            let schema = schema::schema(export, id, &below(at, "schema"));
            ParameterSchemaOrContent::Schema(schema)
        }
        (None, Some(held)) => {
            let content = std::slice::from_ref(held);
            let content = media::content(export, content, &below(at, "content"));
            ParameterSchemaOrContent::Content(content)
        }
        (None, None) => {
            let words = "OpenAPI 3.0 demands a `schema` or `content`, and gets an empty schema";
            export.note(defined, words);
            ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema::anything()))
        }
    }
}
