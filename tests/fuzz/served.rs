//! Targets of the runtime: what a server makes of requests, and what the wire's texts are read as.

use std::collections::BTreeMap;
use std::fmt::Debug;

use futures_util::FutureExt;
use http::{Request, Response, StatusCode};
use oasmith_runtime::http::{Body, BoxFuture, Facts};
use oasmith_runtime::server::{
    Answer, Call, Context, Denied, Failure, Hooks, Identity, Offer, Operation, Rejection,
    RequestReader, ResponseWriter, Route, Service,
};
use oasmith_runtime::wire::{Kind, Parameter, Place, Style};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

type Members = BTreeMap<String, String>;

const PLACES: [Place; 4] = [Place::Path, Place::Query, Place::Header, Place::Cookie];
const STYLES: [Style; 7] = [
    Style::Simple,
    Style::Label,
    Style::Matrix,
    Style::Form,
    Style::SpaceDelimited,
    Style::PipeDelimited,
    Style::DeepObject,
];
const KINDS: [Kind; 4] = [Kind::Scalar, Kind::List, Kind::Object, Kind::Json];

/// A parameter `a` in every spelling that there is.
fn parameters() -> impl Iterator<Item = Parameter> {
    let spelled = |place| STYLES.into_iter().map(move |style| (place, style));
    let spelled = PLACES.into_iter().flat_map(spelled);
    let spelled = spelled.flat_map(|spelled| [(spelled, true), (spelled, false)]);
    let read = |spelled| KINDS.into_iter().map(move |kind| (spelled, kind));
    spelled
        .flat_map(read)
        .map(|(((place, style), explode), kind)| Parameter {
            name: "a",
            place,
            style,
            explode,
            kind,
            required: false,
            allow_reserved: false,
        })
}

/// What is read from a parameter's text and can be written is read again as what it was.
pub(crate) fn wire(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for parameter in parameters() {
        match parameter.kind {
            Kind::Scalar => {
                there_and_back::<String>(&parameter, &text);
                there_and_back::<Option<i64>>(&parameter, &text);
                there_and_back::<bool>(&parameter, &text);
            }
            Kind::List => {
                there_and_back::<Vec<String>>(&parameter, &text);
                there_and_back::<Option<Vec<i64>>>(&parameter, &text);
            }
            Kind::Object => there_and_back::<Members>(&parameter, &text),
            Kind::Json => there_and_back::<Value>(&parameter, &text),
        }
    }
}

fn there_and_back<T>(parameter: &Parameter, text: &str)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let Some(value) = decoded::<T>(parameter, text) else {
        return;
    };
    // What has nothing in it is not written at all, and then nothing is read.
    let written = encoded(parameter, &value).filter(|written| !written.is_empty());
    if let Some(written) = written {
        let again = decoded::<T>(parameter, &written);
        let how = format!("{parameter:?}: {text:?} is written as {written:?}");
        assert_eq!(again.as_ref(), Some(&value), "{how}");
    }
}

fn decoded<T: DeserializeOwned>(parameter: &Parameter, text: &str) -> Option<T> {
    match parameter.place {
        Place::Path => parameter.decode_path(text).ok(),
        Place::Query => parameter.decode_query(text).ok(),
        Place::Header => parameter.decode_header(Some(text)).ok(),
        Place::Cookie => parameter.decode_cookie(Some(text)).ok(),
    }
}

/// The text, where there is one.
fn encoded<T: Serialize>(parameter: &Parameter, value: &T) -> Option<String> {
    let mut text = String::new();
    match parameter.place {
        Place::Path => text = parameter.encode_path(value).ok()?,
        Place::Query => parameter.encode_query(value, &mut text).ok()?,
        Place::Header => text = parameter.encode_header(value).ok()??,
        Place::Cookie => parameter.encode_cookie(value, &mut text).ok()?,
    }
    Some(text)
}

/// Reads what a request can hold, in every way; the body must be what it says it is.
struct Everything;

impl Operation for Everything {
    type Response = ();

    fn decode(request: &RequestReader<'_>) -> Result<Self, Rejection> {
        for parameter in parameters() {
            let read = match parameter.place {
                Place::Path => request.path::<Vec<String>>(&parameter).map(drop),
                Place::Query => request.query::<Members>(&parameter).map(drop),
                Place::Header => request.header::<Option<String>>(&parameter).map(drop),
                Place::Cookie => request.cookie::<Value>(&parameter).map(drop),
            };
            // Few texts are right in every spelling: that they are refused without harm is what is asked.
            drop(read);
        }
        if request.is("text/plain") {
            request.optional_text()?;
        } else {
            request.optional_json::<Value>()?;
        }
        Ok(Self)
    }

    fn encode((): ()) -> Result<Response<Body>, Failure> {
        Ok(ResponseWriter::new(200).body("text/plain", "read".into()))
    }
}

const fn operation(method: &'static str, template: &'static str) -> Facts {
    Facts {
        id: template,
        method,
        template,
        server: None,
        security: &[],
        request: &["application/json", "text/plain"],
        response: &["text/plain"],
    }
}

const OPERATIONS: &[Facts] = &[
    operation("GET", "/"),
    operation("POST", "/{a}"),
    operation("PUT", "/a/{a}.{b}"),
    operation("GET", "/a/{a}:walk"),
    operation("POST", "/{a}{b}/"),
    operation("GET", "/a?b=c"),
];

fn read_everything(_: &(), call: Call) -> BoxFuture<'_, Answer> {
    call.answer(|_: Context<()>, Everything| async move { Ok(()) })
}

fn nobody((): &(), _: Offer) -> BoxFuture<'_, Result<Identity, Denied>> {
    Box::pin(async { Err(Denied::Forbidden) })
}

fn service() -> Service {
    let routes = OPERATIONS.iter().map(|facts| Route {
        facts,
        declared: &[],
        call: read_everything,
    });
    let hooks = Hooks {
        authenticate: nobody,
        admit: |(), admission| Box::pin(std::future::ready(Ok(admission))),
        rejection: |(), _| None,
        failed: |(), _| (),
    };
    Service::new((), routes.collect(), hooks)
}

/// A request is answered, and what is wrong with it is the caller's fault: nothing here fails by itself.
pub(crate) fn request(bytes: &[u8]) {
    let Some(request) = parsed(bytes) else { return };
    let answer = service().respond(request).now_or_never();
    let status = answer.expect("nothing is waited for").status();
    assert!(
        status == StatusCode::OK || status.is_client_error(),
        "{status}"
    );
}

/// A request as it stands on the wire: a line, header fields, an empty line, the body. None where HTTP has no such request.
fn parsed(bytes: &[u8]) -> Option<Request<Body>> {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n");
    let (head, body) = bytes.split_at(end.unwrap_or(bytes.len()));
    let mut lines = head.split(|byte| *byte == b'\n');
    let mut line = lines.next()?.splitn(2, |byte| *byte == b' ');
    let mut request = Request::builder().method(line.next()?).uri(line.next()?);
    for line in lines {
        let mut field = line.splitn(2, |byte| *byte == b':');
        request = request.header(field.next()?, field.next()?);
    }
    let body = body.get(2..).unwrap_or_default().to_vec();
    request.body(body.into()).ok()
}
