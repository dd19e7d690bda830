//! One call in the making.

use std::time::Duration;

use super::paginate::{CursorPages, Items, items};
use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::{BaseUrl, BuildError, CallOptions, Core, Error, Operation, Retry, SendError};

/// Stands for a required part of a request that has not been set yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing;

/// The client that a call goes through, and what the call may take.
#[derive(Clone, Debug)]
pub struct Call {
    core: Core,
    pub(super) options: CallOptions,
    /// Where this call goes, in place of where it would.
    pub(super) base: Option<BaseUrl>,
    /// Beside those of every request.
    pub(super) headers: HeaderMap,
    /// A header that no request can have.
    pub(super) fault: Option<&'static str>,
}

impl Call {
    /// A call with the options of the client.
    pub fn new(core: &Core) -> Self {
        Self {
            core: core.clone(),
            options: core.options(),
            base: None,
            headers: HeaderMap::new(),
            fault: None,
        }
    }

    /// Bounds the time of this call, from sending to the last byte of the answer.
    pub fn set_timeout(&mut self, timeout: impl Into<Option<Duration>>) {
        self.options.timeout = timeout.into();
    }

    /// Says how often this request is sent.
    pub fn set_retry(&mut self, retry: Retry) {
        self.options.retry = retry;
    }

    /// Names this request, so that a server that gets it twice does once what it asks for. It is the same each time the request is
    /// sent, which it may be again then, whatever its method.
    pub fn set_idempotency_key(&mut self, key: &str) {
        let name = self.core.idempotency_header().clone();
        match HeaderValue::from_str(key) {
            Ok(value) => {
                self.headers.insert(name, value);
            }
            Err(_) => self.fault = Some("the idempotency key"),
        }
    }

    /// Sets the address that this request goes under, in place of the client's and of the operation's own. The credentials go there as
    /// well.
    ///
    /// # Errors
    ///
    /// [`BuildError::BaseUrl`] where it is no address.
    pub fn set_base_url(&mut self, url: &str) -> Result<(), BuildError> {
        self.base = Some(BaseUrl::parse(url)?);
        Ok(())
    }

    /// Adds a header to this request. Its value is taken for a secret.
    pub fn set_header(&mut self, name: &str, value: &str) {
        let name = HeaderName::from_bytes(name.as_bytes());
        match (name, HeaderValue::from_str(value)) {
            (Ok(name), Ok(mut value)) => {
                value.set_sensitive(true);
                self.headers.insert(name, value);
            }
            _ => self.fault = Some("a header of the call"),
        }
    }

    /// Sends the request and reads its answer, whatever its status.
    pub async fn execute<O: Operation>(self, request: O) -> Result<O::Response, Error> {
        self.core.execute(&request, &self).await
    }

    /// Sends the request and takes the success out of its answer.
    pub async fn send<O: Operation>(
        self,
        request: O,
    ) -> Result<O::Success, SendError<O::Response>> {
        self.core.send(&request, &self).await
    }

    /// The items of this page and of all that follow.
    pub fn items<O: CursorPages>(self, request: O) -> Items<O::Item, O::Response> {
        items(self.core.clone(), self, request)
    }
}
