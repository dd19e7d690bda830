use openapiv3 as v3;
use openapiv3::ReferenceOr;

use super::shared::{PARAMETERS, shared};
use super::{Export, media};
use crate::source::Pointer;
use crate::spec::{Parameter, Place, Style};

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
        format: media::format(export, &parameter.at, holds, at),
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
            style: media::query_style(parameter.style),
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
