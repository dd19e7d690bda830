//! The one way from a request to its answer.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, HeaderName, Request, StatusCode};

use super::super::http::{Body, BoxError, Facts};
use super::credentials::Credentials;
use super::error::KEPT;
use super::retry::Repeatable;
use super::{
    BaseUrl, Call, CallOptions, Error, Operation, Oversized, RequestWriter, ResponseReader,
    SendError, Undecoded,
};
use super::{Transport, TransportError, TransportErrorKind};

/// What all operations of a client share. Cloning it is cheap.
#[derive(Clone)]
pub struct Core {
    shared: Arc<Shared>,
}

struct Shared {
    base: BaseUrl,
    /// Whether every request goes there.
    is_own: bool,
    transport: Arc<dyn Transport>,
    headers: HeaderMap,
    credentials: Credentials,
    options: CallOptions,
    idempotency_header: HeaderName,
}

/// The header of the IETF's draft, which most servers that know keys look at.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

impl Core {
    pub(super) fn new(
        (base, is_own): (BaseUrl, bool),
        transport: Arc<dyn Transport>,
        headers: HeaderMap,
        credentials: Credentials,
        options: CallOptions,
        idempotency_header: Option<HeaderName>,
    ) -> Self {
        Self {
            shared: Arc::new(Shared {
                base,
                is_own,
                transport,
                headers,
                credentials,
                options,
                idempotency_header: idempotency_header.unwrap_or(IDEMPOTENCY_KEY),
            }),
        }
    }

    /// What a call may take where it says nothing else.
    pub fn options(&self) -> CallOptions {
        self.shared.options
    }

    /// The header that idempotency keys go into.
    pub fn idempotency_header(&self) -> &HeaderName {
        &self.shared.idempotency_header
    }

    /// Sends a request and reads its answer, whatever its status.
    ///
    /// # Errors
    ///
    /// An [`Error`] where there is no answer, or none that is as declared.
    pub async fn execute<O: Operation>(
        &self,
        request: &O,
        call: &Call,
    ) -> Result<O::Response, Error> {
        self.answer(request, call).await.map(|(_, answer)| answer)
    }

    /// Sends a request and takes the success out of its answer.
    ///
    /// # Errors
    ///
    /// A [`SendError`] where there is no success.
    pub async fn send<O: Operation>(
        &self,
        request: &O,
        call: &Call,
    ) -> Result<O::Success, SendError<O::Response>> {
        let (reader, answer) = self.answer(request, call).await?;
        O::success(answer).map_err(|answer| SendError::Answer {
            status: reader.status,
            headers: Box::new(reader.headers),
            answer: Box::new(answer),
        })
    }

    async fn answer<O: Operation>(
        &self,
        request: &O,
        call: &Call,
    ) -> Result<(ResponseReader, O::Response), Error> {
        if let Some(what) = call.fault {
            let fault = format!("{what} holds a character that no header may hold");
            return Err(Error::Encode(fault));
        }
        let mut headers = self.shared.headers.clone();
        headers.extend(call.headers.clone());
        let mut writer = RequestWriter::new(O::FACTS, headers);
        request
            .encode(&mut writer)
            .map_err(|error| Error::Encode(error.to_string()))?;
        let reader = self.exchange(writer, O::FACTS, call).await?;
        match O::decode(&reader) {
            Ok(answer) => Ok((reader, answer)),
            Err(error) => Err(Error::Decode(Box::new(Undecoded::new(
                reader.status,
                reader.headers,
                &reader.body,
                error,
            )))),
        }
    }

    async fn exchange(
        &self,
        writer: RequestWriter,
        facts: &Facts,
        call: &Call,
    ) -> Result<ResponseReader, Error> {
        let base = match &call.base {
            Some(base) => Cow::Borrowed(base),
            None => self.base(facts)?,
        };
        let (request, options) = (
            writer.finish(&base, &self.shared.credentials)?,
            &call.options,
        );
        within(options.timeout, self.repeat(request, options)).await
    }

    /// Where an operation is served.
    fn base(&self, facts: &Facts) -> Result<Cow<'_, BaseUrl>, Error> {
        let base = &self.shared.base;
        match facts.server.filter(|_| !self.shared.is_own) {
            Some(server) => base
                .join(server)
                .map(Cow::Owned)
                .map_err(|error| Error::Encode(format!("of the operation's own server {error}"))),
            None => Ok(Cow::Borrowed(base)),
        }
    }

    /// Sends a request as often as it may be.
    async fn repeat(
        &self,
        request: Request<Body>,
        options: &CallOptions,
    ) -> Result<ResponseReader, Error> {
        let (retry, key) = (&options.retry, &self.shared.idempotency_header);
        if retry.attempts <= 1 {
            return self.carry(request, options).await;
        }
        let Some(request) = Repeatable::new(&request, retry, key) else {
            return self.carry(request, options).await;
        };
        let mut attempt = 1;
        loop {
            let outcome = self.carry(request.request(), options).await;
            let Some(wait) = request.wait(retry, attempt, &outcome) else {
                return outcome;
            };
            tokio::time::sleep(wait).await;
            attempt += 1;
        }
    }

    async fn carry(
        &self,
        request: Request<Body>,
        options: &CallOptions,
    ) -> Result<ResponseReader, Error> {
        let response = self
            .shared
            .transport
            .send(request, options)
            .await
            .map_err(transport_error)?;
        let (parts, body) = response.into_parts();
        let limit = if parts.status.is_success() {
            options.limits.success_body
        } else {
            options.limits.error_body
        };
        let Parts {
            status, headers, ..
        } = parts;
        if body.is_announced_over(limit) {
            // Nobody waits for more of it than the error keeps.
            let read = body.beginning(limit.min(KEPT)).await.unwrap_or_default();
            return Err(too_large(status, headers, &read.bytes, limit));
        }
        let read = body.beginning(limit).await.map_err(broken_off)?;
        if !read.is_whole {
            return Err(too_large(status, headers, &read.bytes, limit));
        }
        let body = read.bytes;
        Ok(ResponseReader {
            status,
            headers,
            body,
        })
    }
}

async fn within<T>(
    timeout: Option<Duration>,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    match timeout {
        Some(timeout) => tokio::time::timeout(timeout, work)
            .await
            .unwrap_or(Err(Error::Timeout)),
        None => work.await,
    }
}

fn too_large(status: StatusCode, headers: HeaderMap, body: &Bytes, limit: usize) -> Error {
    Error::BodyTooLarge(Box::new(Oversized::new(status, headers, body, limit)))
}

fn broken_off(error: BoxError) -> Error {
    Error::Transport(TransportError::new(TransportErrorKind::Body, error))
}

fn transport_error(error: TransportError) -> Error {
    if error.kind() == TransportErrorKind::Timeout {
        Error::Timeout
    } else {
        Error::Transport(error)
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("base", &self.shared.base)
            .field("headers", &self.shared.headers)
            .field("credentials", &self.shared.credentials)
            .field("options", &self.shared.options)
            .finish_non_exhaustive()
    }
}
