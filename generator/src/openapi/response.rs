use openapiv3 as v3;
use openapiv3::{ReferenceOr, StatusCode};

use super::shared::{REQUEST_BODIES, RESPONSES, shared};
use super::{Export, below, media};
use crate::source::Pointer;
use crate::spec::{RequestBody, Response, Status};

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
    if response.summary.is_some() {
        export.lose(&response.at, "OpenAPI 3.0 has no `summary` of a response");
    }
    let headers = below(at, "headers");
    let header = |header: &crate::spec::Header| {
        let at = below(&headers, &header.name);
        (header.name.clone(), media::header(export, header, &at))
    };
    v3::Response {
        description: response.description.clone().unwrap_or_default(),
        headers: response.headers.iter().map(header).collect(),
        content: media::content(export, &response.content, &below(at, "content")),
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
            content: media::content(export, &body.content, &below(at, "content")),
            required: body.required,
            ..v3::RequestBody::default()
        }
    })
}
