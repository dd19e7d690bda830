use super::body;
use super::spell::{At, spell, value_of};
use super::{Input, docs, rejection, wire};
use crate::diagnostics::Diagnostics;
use crate::ir;
use crate::rust::name::{Case, Ident, Scope};
use crate::rust::{Body, Response, ResponseHeader, ResponseVariant, Status};
use crate::spec;

const VARIANT_RESERVED: &[&str] = &["Undeclared"];

/// The response enum of an operation.
pub(super) fn response(
    diagnostics: &mut Diagnostics,
    input: &Input<'_>,
    (source, name): (&ir::Operation, &str),
    ident: Ident,
) -> Response {
    let mut variants = Scope::with_reserved(VARIANT_RESERVED);
    let mut constants = Scope::with_reserved(wire::CONSTANT_RESERVED);
    let variants = source
        .responses
        .iter()
        .map(|response| {
            let owner = format!("{name} {}", variant_name(response.status));
            let title = docs::title(source);
            let title = format!("the answer {} to `{title}`", response.status);
            let owner = (owner.as_str(), title.as_str());
            let scopes = (&mut variants, &mut constants);
            variant(diagnostics, input, owner, response, scopes)
        })
        .collect();
    Response {
        ident,
        variants,
        undeclared: Scope::default().claim(Case::UpperCamel, "Undeclared"),
        rejections: rejection::forms(input, source),
    }
}

fn variant(
    diagnostics: &mut Diagnostics,
    input: &Input<'_>,
    owner: (&str, &str),
    source: &ir::Response,
    (variants, constants): (&mut Scope, &mut Scope),
) -> ResponseVariant {
    let mut fields = Scope::default();
    let status_field = if matches!(source.status, spec::Status::Code(_)) {
        None
    } else {
        Some(fields.claim(Case::Snake, "status"))
    };
    let constant = format!("{} form fields", variant_name(source.status));
    let body = body::form(
        diagnostics,
        input,
        &source.content,
        owner,
        (constants, &constant),
    );
    let body = body.map(|form| Body {
        ident: fields.claim(Case::Snake, "body"),
        withholds: form.ty.is_some_and(|ty| input.withheld.by_server(ty)),
        kind: form.kind,
        required: true,
        media_type: form.media_type,
        docs: crate::rust::Docs::default(),
    });
    let headers = source
        .headers
        .iter()
        .map(|header| self::header(input, source, header, &mut fields, constants))
        .collect();
    ResponseVariant {
        ident: variants.claim(Case::UpperCamel, &variant_name(source.status)),
        docs: docs::of_response(source),
        status: status(source.status),
        status_field,
        headers,
        body,
    }
}

fn header(
    input: &Input<'_>,
    response: &ir::Response,
    source: &ir::Header,
    fields: &mut Scope,
    constants: &mut Scope,
) -> ResponseHeader {
    let (value, _nullable) = value_of(input, source.ty);
    ResponseHeader {
        ident: fields.claim(Case::Snake, &source.name),
        constant: constants.claim(
            Case::Shouty,
            &format!("{} {}", variant_name(response.status), source.name),
        ),
        wire_name: source.name.clone(),
        ty: spell(input, value, At::Outside),
        kind: wire::kind(input, source.ty),
        explode: source.explode,
        required: source.required,
        docs: docs::of_header(source),
    }
}

fn status(status: spec::Status) -> Status {
    match status {
        spec::Status::Code(code) => Status::Code(code),
        spec::Status::Range(digit) => Status::Range(digit),
        spec::Status::Default => Status::Default,
    }
}

/// Whether a variant stands for success only.
pub(super) fn is_success(status: Status) -> bool {
    match status {
        Status::Code(code) => (200..300).contains(&code),
        Status::Range(digit) => digit == 2,
        Status::Default => false,
    }
}

/// The reason phrase of the IANA registry of status codes, or the code itself.
fn variant_name(status: spec::Status) -> String {
    match status {
        spec::Status::Code(code) => {
            reason(code).map_or_else(|| format!("Status {code}"), str::to_owned)
        }
        spec::Status::Range(digit) => format!("Status {digit}xx"),
        spec::Status::Default => "Default".to_owned(),
    }
}

fn reason(code: u16) -> Option<&'static str> {
    REASONS
        .binary_search_by_key(&code, |(code, _)| *code)
        .ok()
        .map(|index| REASONS[index].1)
}

/// RFC 9110 section 15 and the registry it keeps, by code.
const REASONS: &[(u16, &str)] = &[
    (100, "Continue"),
    (101, "Switching Protocols"),
    (102, "Processing"),
    (103, "Early Hints"),
    (200, "Ok"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "Non Authoritative Information"),
    (204, "No Content"),
    (205, "Reset Content"),
    (206, "Partial Content"),
    (207, "Multi Status"),
    (208, "Already Reported"),
    (226, "Im Used"),
    (300, "Multiple Choices"),
    (301, "Moved Permanently"),
    (302, "Found"),
    (303, "See Other"),
    (304, "Not Modified"),
    (305, "Use Proxy"),
    (307, "Temporary Redirect"),
    (308, "Permanent Redirect"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (406, "Not Acceptable"),
    (407, "Proxy Authentication Required"),
    (408, "Request Timeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "Length Required"),
    (412, "Precondition Failed"),
    (413, "Content Too Large"),
    (414, "Uri Too Long"),
    (415, "Unsupported Media Type"),
    (416, "Range Not Satisfiable"),
    (417, "Expectation Failed"),
    (421, "Misdirected Request"),
    (422, "Unprocessable Content"),
    (423, "Locked"),
    (424, "Failed Dependency"),
    (425, "Too Early"),
    (426, "Upgrade Required"),
    (428, "Precondition Required"),
    (429, "Too Many Requests"),
    (431, "Request Header Fields Too Large"),
    (451, "Unavailable For Legal Reasons"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Timeout"),
    (505, "Http Version Not Supported"),
    (506, "Variant Also Negotiates"),
    (507, "Insufficient Storage"),
    (508, "Loop Detected"),
    (511, "Network Authentication Required"),
];
