//! How an answer that the runtime makes itself takes the form the document declares for its status.

use super::Input;
use super::media::{essence, is_json};
use crate::ir::{Operation, Property, Record, Response, Shape, TextFormat, TypeId};
use crate::rust::{Fill, Part, RejectionForm};
use crate::spec::Status;

/// Property names that hold a word for programs, a sentence for people, the status, and what is wrong place by place: as error
/// bodies of real APIs call them.
const CODES: &[&str] = &[
    "code",
    "error",
    "error_code",
    "errorcode",
    "type",
    "kind",
    "reason",
    "name",
];
const DETAILS: &[&str] = &[
    "description",
    "detail",
    "details",
    "message",
    "msg",
    "error_description",
    "error_message",
    "errormessage",
    "text",
];
const TITLES: &[&str] = &["title", "summary"];
const STATUSES: &[&str] = &["status", "status_code", "statuscode", "http_status", "code"];
const LISTS: &[&str] = &["errors", "violations", "details"];

/// The declared forms that such an answer can take, each once with all its statuses.
pub(super) fn forms(input: &Input<'_>, operation: &Operation) -> Vec<RejectionForm> {
    let mut forms: Vec<RejectionForm> = Vec::new();
    for response in &operation.responses {
        let Some((statuses, media_type, fills)) = form(input, response) else {
            continue;
        };
        match forms
            .iter_mut()
            .find(|form| form.media_type == media_type && form.fills == fills)
        {
            Some(form) => form.statuses.push(statuses),
            None => forms.push(RejectionForm {
                statuses: vec![statuses],
                media_type,
                fills,
            }),
        }
    }
    forms
}

/// What fills the declared body of an error; nothing where something it requires cannot be filled.
fn form(input: &Input<'_>, response: &Response) -> Option<((u16, u16), String, Vec<Fill>)> {
    let statuses = match response.status {
        // The runtime itself makes a few of them, and what an implementation refuses by its own hook may be any.
        Status::Code(code) => (400..=599).contains(&code).then_some((code, code))?,
        Status::Range(digit) => (digit == 4 || digit == 5)
            .then_some((u16::from(digit) * 100, u16::from(digit) * 100 + 99))?,
        Status::Default => (400, 599),
    };
    if response.headers.iter().any(|header| header.required) {
        return None;
    }
    let media = response.content.iter().find(|media| is_json(&media.name))?;
    Some((
        statuses,
        essence(&media.name).to_owned(),
        record(input, media.ty, 0)?,
    ))
}

fn record(input: &Input<'_>, id: TypeId, depth: usize) -> Option<Vec<Fill>> {
    let Shape::Record(Record { properties, .. }) =
        &input.api.types[input.api.types.resolve(id)].shape
    else {
        return None;
    };
    let mut fills = Vec::new();
    for property in properties {
        match part(input, property, depth) {
            Some(part) => fills.push(Fill {
                property: property.name.clone(),
                part,
            }),
            None if property.required => return None,
            None => {}
        }
    }
    (!fills.is_empty()).then_some(fills)
}

fn part(input: &Input<'_>, property: &Property, depth: usize) -> Option<Part> {
    let name = property.name.to_ascii_lowercase();
    let is = |names: &[&str]| names.contains(&name.as_str());
    match kind(input, property.ty)? {
        Kind::Text if is(TITLES) => Some(Part::Title),
        Kind::Text if is(CODES) => Some(Part::Code),
        Kind::Text if is(DETAILS) => Some(Part::Detail),
        Kind::Integer if is(STATUSES) => Some(Part::Status),
        Kind::Anything if is(LISTS) && property.required => Some(Part::Violations),
        Kind::Anything if is(LISTS) => Some(Part::ViolationsIfAny),
        Kind::Record(id) if depth < 2 && is(CODES) => {
            record(input, id, depth + 1).map(Part::Object)
        }
        Kind::Text | Kind::Integer | Kind::Anything | Kind::Record(_) => None,
    }
}

enum Kind {
    Text,
    Integer,
    Anything,
    Record(TypeId),
}

/// What can be put there; a choice takes what any of its branches takes, a string first.
fn kind(input: &Input<'_>, id: TypeId) -> Option<Kind> {
    let id = input.api.types.resolve(id);
    match &input.api.types[id].shape {
        Shape::Text(TextFormat::Plain) => Some(Kind::Text),
        Shape::Integer(_) | Shape::Number(_) => Some(Kind::Integer),
        Shape::Any => Some(Kind::Anything),
        Shape::Record(_) => Some(Kind::Record(id)),
        Shape::Nullable(inner) => kind(input, *inner),
        Shape::List(list) => matches!(
            input.api.types[input.api.types.resolve(list.item)].shape,
            Shape::Any
        )
        .then_some(Kind::Anything),
        Shape::Choice(choice) => {
            let kinds = || {
                choice
                    .branches
                    .iter()
                    .filter_map(|branch| kind(input, branch.ty))
            };
            kinds()
                .find(|kind| matches!(kind, Kind::Text))
                .or_else(|| kinds().next())
        }
        Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Text(_)
        | Shape::Tuple(_)
        | Shape::Map(_)
        | Shape::Alias(_)
        | Shape::Literals(_) => None,
    }
}
