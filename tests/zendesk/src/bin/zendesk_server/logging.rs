//! What is logged: one span for each request, and what goes wrong. Standard output stays for the address.
//!
//! A span has the method, the path's template, who calls and the status. It has no path, query, header or body: none of the
//! callers' secrets can get in.

use std::io::IsTerminal;
use std::time::Duration;

use http::{Request, Response};
use tower_http::classify::{ServerErrorsAsFailures, SharedClassifier};
use tower_http::trace::{MakeSpan, OnResponse, TraceLayer};
use tracing::field::{Empty, display};
use tracing::{Span, info, info_span};
use tracing_subscriber::EnvFilter;

/// What is logged where nobody says it.
const DEFAULT: &str = "info";

/// Starts logging to standard error. A variable that is no filter is as good as none.
pub(crate) fn start(filter: Option<&str>) {
    let filter = match filter {
        Some(filter) => EnvFilter::new(filter),
        None => EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(DEFAULT)),
    };
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}

/// Puts a span around each request.
pub(crate) fn layer()
-> TraceLayer<SharedClassifier<ServerErrorsAsFailures>, Spans, (), Answered, (), (), ()> {
    TraceLayer::new_for_http()
        .make_span_with(Spans)
        .on_request(())
        .on_response(Answered)
        .on_body_chunk(())
        .on_eos(())
        .on_failure(())
}

/// Notes in the request's span what is known only when the operation has been found.
pub(crate) fn found(template: &'static str, caller: Option<&str>) {
    let span = Span::current();
    span.record("template", template);
    if let Some(caller) = caller {
        span.record("caller", caller);
    }
}

/// Makes the spans.
#[derive(Clone, Copy)]
pub(crate) struct Spans;

impl<B> MakeSpan<B> for Spans {
    fn make_span(&mut self, request: &Request<B>) -> Span {
        info_span!(
            "request",
            method = %request.method(),
            template = Empty,
            caller = Empty,
            status = Empty,
            duration = Empty,
        )
    }
}

/// Writes a line for each answer.
#[derive(Clone, Copy)]
pub(crate) struct Answered;

impl<B> OnResponse<B> for Answered {
    fn on_response(self, response: &Response<B>, latency: Duration, span: &Span) {
        span.record("status", response.status().as_u16());
        span.record("duration", display(format_args!("{latency:?}")));
        info!(parent: span, "answered");
    }
}
