//! Requests that are sent again, over a transport that answers by a script. The clock stands still but where somebody sleeps.

#![cfg(feature = "client")]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{Request, Response, StatusCode};
use oasmith_runtime::client::{
    Call, CallOptions, Config, Core, Error, Operation, ReadError, RequestWriter, ResponseReader,
    Retry, SendError, Transport, TransportError, TransportErrorKind,
};
use oasmith_runtime::http::{Body, BoxFuture, Facts};
use oasmith_runtime::wire::EncodeError;
use tokio::time::Instant;

/// What the transport does with a request, one after the other.
#[derive(Clone)]
enum Step {
    Answer(u16, &'static [(&'static str, &'static str)]),
    Fail(TransportErrorKind),
    Hang,
}

/// The idempotency key and the body.
type Seen = (Option<String>, String);

#[derive(Clone, Default)]
struct Script {
    steps: Arc<Mutex<VecDeque<Step>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Transport for Script {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        _: &'a CallOptions,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        let step = self.steps.lock().expect("not poisoned").pop_front();
        Box::pin(async move {
            let key = request.headers().get("idempotency-key").cloned();
            let key = key.map(|key| key.to_str().expect("text").to_owned());
            let body = request.into_body().read(100).await.expect("a body");
            let body = String::from_utf8(body.to_vec()).expect("text");
            self.seen.lock().expect("not poisoned").push((key, body));
            match step.expect("no request is sent that the script has not") {
                Step::Answer(status, headers) => {
                    let answer = Response::builder().status(status);
                    let answer = headers
                        .iter()
                        .fold(answer, |answer, (name, value)| answer.header(*name, *value));
                    Ok(answer.body(Body::from("late")).expect("an answer"))
                }
                Step::Fail(kind) => Err(TransportError::new(kind, "as the script says")),
                Step::Hang => std::future::pending().await,
            }
        })
    }
}

/// Reads nothing of its answer but the status.
macro_rules! operation {
    ($name:ident $method:literal $body:expr) => {
        struct $name;

        impl Operation for $name {
            type Response = StatusCode;
            type Success = ();
            const FACTS: &'static Facts = &Facts {
                id: "id",
                method: $method,
                template: "/",
                server: None,
                security: &[],
                request: &[],
                response: &[],
            };

            fn encode(&self, request: &mut RequestWriter) -> Result<(), EncodeError> {
                request.body("text/plain", $body);
                Ok(())
            }

            fn decode(response: &ResponseReader) -> Result<StatusCode, ReadError> {
                Ok(response.status_code())
            }

            fn success(response: StatusCode) -> Result<(), StatusCode> {
                if response.is_success() {
                    Ok(())
                } else {
                    Err(response)
                }
            }
        }
    };
}

operation! { Get "GET" Body::from("text") }
operation! { Post "POST" Body::from("text") }
operation! { Stream "PUT" Body::stream(Body::from("text")) }

const GONE: Step = Step::Answer(503, &[]);
const DONE: Step = Step::Answer(204, &[]);

fn core(steps: &[Step], retry: Retry) -> (Core, Script) {
    let script = Script::default();
    script
        .steps
        .lock()
        .expect("not poisoned")
        .extend(steps.iter().cloned());
    let mut config = Config::default();
    config.base_url("http://localhost");
    config.transport(script.clone());
    config.options().retry = retry;
    (config.build().expect("a client"), script)
}

/// The status of the answer, how often was sent, and how long it took.
async fn run<O: Operation<Response = StatusCode>>(
    request: O,
    steps: &[Step],
    retry: Retry,
    change: impl FnOnce(&mut Call),
) -> (Result<u16, Error>, usize, Duration) {
    let (core, script) = core(steps, retry);
    let mut call = Call::new(&core);
    change(&mut call);
    let start = Instant::now();
    let answer = call.execute(request).await.map(|status| status.as_u16());
    let sent = script.seen.lock().expect("not poisoned").len();
    (answer, sent, start.elapsed())
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_twice_where_nobody_says_so() {
    let (answer, sent, _) = run(Get, &[GONE, DONE], CallOptions::default().retry, |_| {}).await;
    assert_eq!((answer.ok(), sent), (Some(503), 1));
}

#[tokio::test(start_paused = true)]
async fn what_may_pass_is_tried_again_and_the_waits_grow_to_a_bound() {
    for status in [408, 425, 429, 502, 503, 504] {
        let steps = [Step::Answer(status, &[]), DONE];
        let (answer, sent, took) = run(Get, &steps, Retry::default(), |_| {}).await;
        assert_eq!((answer.ok(), sent), (Some(204), 2), "{status}");
        assert!(took <= Duration::from_millis(201), "{took:?}");
    }
    for status in [200, 400, 404, 409, 500, 501] {
        let (answer, sent, _) =
            run(Get, &[Step::Answer(status, &[])], Retry::default(), |_| {}).await;
        assert_eq!((answer.ok(), sent), (Some(status), 1), "{status}");
    }
    let retry = Retry {
        attempts: 40,
        ..Retry::default()
    };
    let (answer, sent, took) =
        run(Get, &vec![GONE; 40], retry, |call| call.set_timeout(None)).await;
    assert_eq!((answer.ok(), sent), (Some(503), 40));
    assert!(took <= Duration::from_secs(39 * 5), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn a_method_that_is_not_idempotent_is_repeated_where_that_is_said() {
    let (answer, sent, _) = run(Post, &[GONE], Retry::default(), |_| {}).await;
    assert_eq!((answer.ok(), sent), (Some(503), 1));
    let any = Retry {
        any_method: true,
        ..Retry::default()
    };
    let (answer, sent, _) = run(Post, &[GONE, DONE], any, |_| {}).await;
    assert_eq!((answer.ok(), sent), (Some(204), 2));
    // What never left cannot be done twice.
    let steps = [Step::Fail(TransportErrorKind::Connect), DONE];
    let (answer, sent, _) = run(Post, &steps, Retry::default(), |_| {}).await;
    assert_eq!((answer.ok(), sent), (Some(204), 2));
    let steps = [Step::Fail(TransportErrorKind::Other)];
    let (answer, sent, _) = run(Post, &steps, Retry::default(), |_| {}).await;
    assert!(matches!(answer, Err(Error::Transport(_))) && sent == 1);
    let steps = [Step::Fail(TransportErrorKind::Other), DONE];
    let (answer, sent, _) = run(Get, &steps, Retry::default(), |_| {}).await;
    assert_eq!((answer.ok(), sent), (Some(204), 2));
}

#[tokio::test(start_paused = true)]
async fn an_idempotency_key_is_the_same_each_time() {
    let (core, script) = core(&[GONE, GONE, DONE], Retry::default());
    let mut call = Call::new(&core);
    call.set_idempotency_key("7");
    assert_eq!(call.execute(Post).await.ok(), Some(StatusCode::NO_CONTENT));
    let request = (Some("7".to_owned()), "text".to_owned());
    assert_eq!(*script.seen.lock().expect("not poisoned"), vec![request; 3]);
    let mut call = Call::new(&core);
    call.set_idempotency_key("a\r\nb");
    assert!(matches!(call.execute(Post).await, Err(Error::Encode(_))));
}

/// A stream is gone once it was sent.
#[tokio::test(start_paused = true)]
async fn a_stream_is_sent_once() {
    let (answer, sent, _) = run(Stream, &[GONE], Retry::default(), |_| {}).await;
    assert_eq!((answer.ok(), sent), (Some(503), 1));
}

const DATE: (&str, &str) = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");

#[tokio::test(start_paused = true)]
async fn the_server_says_how_long_to_wait() {
    const SECONDS: Step = Step::Answer(429, &[("retry-after", "7")]);
    const UNTIL: Step = Step::Answer(
        503,
        &[DATE, ("retry-after", "Sunday, 06-Nov-94 08:49:47 GMT")],
    );
    const PAST: Step = Step::Answer(
        503,
        &[DATE, ("retry-after", "Sun, 06 Nov 1994 08:49:00 GMT")],
    );
    const LONG: Step = Step::Answer(503, &[("retry-after", "31")]);
    const WRONG: Step = Step::Answer(503, &[("retry-after", "soon")]);
    for (step, least, most) in [
        (SECONDS, 7, 8),
        (UNTIL, 10, 11),
        (PAST, 0, 1),
        (WRONG, 0, 1),
    ] {
        let (answer, _, took) = run(Get, &[step, DONE], Retry::default(), |_| {}).await;
        assert_eq!(answer.ok(), Some(204));
        assert!((least..=most).contains(&took.as_secs()), "{took:?}");
    }
    let (answer, sent, took) = run(Get, &[LONG], Retry::default(), |_| {}).await;
    assert_eq!((answer.ok(), sent, took), (Some(503), 1, Duration::ZERO));
    let (core, _) = core(&[LONG], Retry::default());
    let refused = Call::new(&core).send(Get).await.expect_err("503");
    assert_eq!(refused.retry_after(), Some(Duration::from_secs(31)));
    let SendError::Answer { headers, .. } = refused else {
        panic!("there is an answer");
    };
    assert_eq!(headers["retry-after"], "31");
}

/// All attempts and all waits together.
#[tokio::test(start_paused = true)]
async fn the_time_of_the_call_bounds_all_of_it() {
    const SLOW: Step = Step::Answer(503, &[("retry-after", "20")]);
    for steps in [[SLOW, SLOW], [SLOW, Step::Hang]] {
        let (answer, sent, took) = run(Get, &steps, Retry::default(), |_| {}).await;
        assert!(matches!(answer, Err(Error::Timeout)), "{answer:?}");
        assert_eq!((sent, took.as_secs()), (2, 30));
    }
}
