//! What went wrong, as a sentence for a person and an exit code for a program. No sentence holds a credential.

use std::fmt::Write;
use std::io;

use generated::runtime::client::{Error, SendError};
use generated::runtime::http::Undeclared;
use generated::zendesk_organization_memberships::models::{ErrorResponse, ErrorResponseError};
use generated::zendesk_organization_memberships::operations;
use http::StatusCode;
use serde_json::Value;

use super::table::plain;

/// How much of a text that came from the service is shown.
const SHOWN: usize = 500;

/// Why the program does not end with success.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What was asked for makes no sense, or something is missing for it.
    Usage(String),
    /// The service answered, and it was no success.
    Refused {
        status: Option<StatusCode>,
        sentence: String,
    },
    /// The service did not answer.
    Unreachable {
        sentence: String,
        /// Whether the request may have arrived all the same.
        may_have_arrived: bool,
    },
    /// Some rows failed, which is said already.
    Rows,
    /// A file, stdout or the system.
    System(String),
    /// Whoever read our output has seen enough.
    Closed,
}

impl Failure {
    /// An answer that is no use though its status is a success.
    pub(crate) fn unusable(sentence: impl Into<String>) -> Self {
        Self::Refused {
            status: None,
            sentence: sentence.into(),
        }
    }

    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Closed => 0,
            Self::Refused { .. } | Self::Rows | Self::System(_) => 1,
            Self::Usage(_) => 2,
            Self::Unreachable { .. } => 3,
        }
    }

    /// What is to be said, if anything.
    pub(crate) fn sentence(&self) -> Option<String> {
        match self {
            Self::Usage(sentence)
            | Self::Refused { sentence, .. }
            | Self::Unreachable { sentence, .. }
            | Self::System(sentence) => Some(sentence.clone()),
            Self::Rows | Self::Closed => None,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::System(error.to_string())
    }
}

impl<R: Answer> From<SendError<R>> for Failure {
    fn from(error: SendError<R>) -> Self {
        match error {
            SendError::Call(error) => no_answer(&error),
            SendError::Answer { status, answer, .. } => refused(status, &answer.refusal()),
        }
    }
}

fn no_answer(error: &Error) -> Failure {
    use generated::runtime::client::TransportErrorKind::Connect;
    match error {
        Error::Transport(cause) => Failure::Unreachable {
            sentence: format!("the service cannot be reached: {cause}"),
            may_have_arrived: cause.kind() != Connect,
        },
        Error::Timeout => Failure::Unreachable {
            sentence: "the service did not answer in time (`--timeout` sets how long to wait)"
                .to_owned(),
            may_have_arrived: true,
        },
        Error::Encode(_) => Failure::Usage(error.to_string()),
        Error::Decode(undecoded) => Failure::Refused {
            status: Some(undecoded.status),
            sentence: format!(
                "the service answered {}, but not in the form that is documented: {}",
                undecoded.status,
                shown(&undecoded.error.to_string())
            ),
        },
        // Its own text is a sentence.
        Error::BodyTooLarge(_) | Error::Page(_) | _ => Failure::unusable(error.to_string()),
    }
}

/// What an answer that is no success says.
#[derive(Default)]
pub(crate) struct Refusal<'a> {
    body: Option<&'a ErrorResponse>,
    retry_after: Option<i64>,
    undeclared: Option<&'a Undeclared>,
}

/// The answers of one operation.
pub(crate) trait Answer {
    fn refusal(&self) -> Refusal<'_>;
}

/// For each operation, its success and what else it declares beside 429.
macro_rules! answers {
    ($($response:ident: $success:ident, $($other:ident)+;)+) => {$(
        impl Answer for operations::$response {
            fn refusal(&self) -> Refusal<'_> {
                match self {
                    Self::$success { .. } => Refusal::default(),
                    $(Self::$other { body })|+ => Refusal {
                        body: Some(body),
                        ..Refusal::default()
                    },
                    Self::TooManyRequests { retry_after, body } => Refusal {
                        body: Some(body),
                        retry_after: *retry_after,
                        undeclared: None,
                    },
                    Self::Undeclared(answer) => Refusal {
                        undeclared: Some(answer),
                        ..Refusal::default()
                    },
                }
            }
        }
    )+};
}

answers! {
    ListOrganizationMembershipsResponse: Ok, BadRequest Unauthorized;
    CreateOrganizationMembershipResponse: Created, BadRequest Unauthorized UnsupportedMediaType UnprocessableContent;
    ShowOrganizationMembershipByIdResponse: Ok, BadRequest Unauthorized NotFound;
    DeleteOrganizationMembershipResponse: NoContent, BadRequest Unauthorized NotFound;
    CreateManyOrganizationMembershipsResponse: Ok, BadRequest Unauthorized UnsupportedMediaType UnprocessableContent;
    DeleteManyOrganizationMembershipsResponse: Ok, BadRequest Unauthorized;
    SetOrganizationMembershipAsDefaultResponse: Ok, BadRequest Unauthorized NotFound;
    ShowJobStatusResponse: Ok, BadRequest Unauthorized NotFound;
}

fn refused(status: StatusCode, refusal: &Refusal<'_>) -> Failure {
    let mut sentence = format!("the service answered {status}");
    let said = match (refusal.body, refusal.undeclared) {
        (Some(body), _) => said(body),
        (None, Some(answer)) => undeclared(&answer.body),
        (None, None) => None,
    };
    if let Some(said) = said {
        let _ = write!(sentence, ": {}", shown(&said));
    }
    if let Some(seconds) = refusal.retry_after {
        let _ = write!(sentence, "; it asks to wait {seconds} s");
    }
    if status == StatusCode::UNAUTHORIZED {
        sentence.push_str("; check ZENDESK_EMAIL and ZENDESK_API_TOKEN, or ZENDESK_ACCESS_TOKEN");
    }
    Failure::Refused {
        status: Some(status),
        sentence,
    }
}

/// Description, code and details, as far as they are there.
fn said(body: &ErrorResponse) -> Option<String> {
    let (code, message) = match &body.error {
        Some(ErrorResponseError::String(code)) => (Some(code.as_str()), None),
        Some(ErrorResponseError::Object(object)) => {
            (object.title.as_deref(), object.message.as_deref())
        }
        Some(ErrorResponseError::Unknown(_)) | None => (None, None),
    };
    let mut text = match (body.description.as_deref().or(message), code) {
        (Some(sentence), Some(code)) => format!("{sentence} ({code})"),
        (Some(text), None) | (None, Some(text)) => text.to_owned(),
        (None, None) => String::new(),
    };
    for detail in body.details.iter().flat_map(details) {
        let separator = if text.is_empty() { "" } else { "; " };
        let _ = write!(text, "{separator}{detail}");
    }
    (!text.is_empty()).then_some(text)
}

/// Zendesk's details name for each property a list of what is wrong with it.
fn details(details: &Value) -> Vec<String> {
    let Value::Object(properties) = details else {
        let is_empty = details.is_null() || details.as_array().is_some_and(Vec::is_empty);
        return (!is_empty)
            .then(|| details.to_string())
            .into_iter()
            .collect();
    };
    properties
        .iter()
        .flat_map(|(property, faults)| {
            let list = faults.as_array().map(Vec::as_slice);
            let faults = list.unwrap_or(std::slice::from_ref(faults));
            faults.iter().map(move |fault| {
                let text = |name| fault.get(name).and_then(Value::as_str);
                match (text("description").or(fault.as_str()), text("error")) {
                    (Some(sentence), Some(code)) => format!("{property}: {sentence} ({code})"),
                    (Some(sentence), None) => format!("{property}: {sentence}"),
                    (None, _) => format!("{property}: {fault}"),
                }
            })
        })
        .collect()
}

/// Of an answer that the document does not declare: a problem's detail (RFC 9457), the service's usual form, or nothing.
fn undeclared(body: &[u8]) -> Option<String> {
    let value: Value = serde_json::from_slice(body).ok()?;
    let problem = value.get("detail").or_else(|| value.get("title"));
    match problem.and_then(Value::as_str) {
        Some(sentence) => Some(sentence.to_owned()),
        None => said(&serde_json::from_value(value).ok()?),
    }
}

/// A text of the service as far as it is shown.
fn shown(text: &str) -> String {
    let text = plain(text);
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
