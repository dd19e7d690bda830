use indexmap::IndexMap;
use openapiv3 as v3;
use openapiv3::{ReferenceOr, StatusCode};

use super::shared::{REQUEST_BODIES, RESPONSES, shared};
use super::{Export, below, parameter, schema};
use crate::source::Pointer;
use crate::spec::{Example, MediaType, RequestBody, Response, Status};

/// The Responses Object.
pub(super) fn responses(
    export: &mut Export<'_>,
    responses: &[Response],
    at: &Pointer,
) -> v3::Responses {
    let mut exported = v3::Responses::default();
    for response in responses {
        let at = below(at, &response.status.to_string());
        let write = |export: &mut Export<'_>, at: &Pointer| one(export, response, at);
        let written = shared(export, &RESPONSES, &response.at, &at, write);
        let status = match response.status {
            Status::Code(code) => StatusCode::Code(code),
            Status::Range(digit) => StatusCode::Range(digit.into()),
            Status::Default => {
                exported.default = Some(written);
                continue;
            }
        };
        exported.responses.insert(status, written);
    }
    exported
}

fn one(export: &mut Export<'_>, response: &Response, at: &Pointer) -> v3::Response {
    if response.description.is_none() {
        let words = "OpenAPI 3.0 demands a `description`, and gets an empty one";
        export.note(&response.at, words);
    }
    let headers = below(at, "headers");
    let header = |header: &crate::spec::Header| {
        let at = below(&headers, &header.name);
        (header.name.clone(), parameter::header(export, header, &at))
    };
    v3::Response {
        description: response.description.clone().unwrap_or_default(),
        headers: response.headers.iter().map(header).collect(),
        content: content(export, &response.content, &below(at, "content")),
        ..v3::Response::default()
    }
}

/// The Request Body Object.
pub(super) fn body(
    export: &mut Export<'_>,
    body: &RequestBody,
    at: &Pointer,
) -> ReferenceOr<v3::RequestBody> {
    shared(export, &REQUEST_BODIES, &body.at, at, |export, at| {
        v3::RequestBody {
            description: body.description.clone(),
            content: content(export, &body.content, &below(at, "content")),
            required: body.required,
            ..v3::RequestBody::default()
        }
    })
}

/// Media types by their ranges.
pub(super) fn content(export: &mut Export<'_>, content: &[MediaType], at: &Pointer) -> v3::Content {
    let mut exported = v3::Content::new();
    for media in content {
        let schema_at = below(&below(at, &media.name), "schema");
        let schema = media
            .schema
            .map(|id| schema::schema(export, id, &schema_at));
        let (example, examples) = examples(&media.examples);
        let media_type = v3::MediaType {
            schema,
            example,
            examples,
            ..v3::MediaType::default()
        };
        exported.insert(media.name.clone(), media_type);
    }
    exported
}

/// `example`, and `examples` by their names.
pub(super) fn examples(
    examples: &[Example],
) -> (
    Option<serde_json::Value>,
    IndexMap<String, ReferenceOr<v3::Example>>,
) {
    let lone = examples.iter().find(|example| example.name.is_none());
    let named = examples.iter().filter_map(|example| {
        let exported = v3::Example {
            value: Some(example.value.clone()),
            ..v3::Example::default()
        };
        Some((example.name.clone()?, ReferenceOr::Item(exported)))
    });
    (lone.map(|example| example.value.clone()), named.collect())
}
