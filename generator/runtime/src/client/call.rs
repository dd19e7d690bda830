//! One call in the making.

use std::time::Duration;

use super::paginate::{CursorPages, Items, items};
use super::{CallOptions, Core, Error, Operation, SendError};

/// Stands for a required part of a request that has not been set yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing;

/// The client that a call goes through, and what the call may take.
#[derive(Clone, Debug)]
pub struct Call {
    core: Core,
    options: CallOptions,
}

impl Call {
    /// A call with the options of the client.
    pub fn new(core: &Core) -> Self {
        Self {
            core: core.clone(),
            options: core.options(),
        }
    }

    /// Bounds the time of this call, from sending to the last byte of the answer.
    pub fn set_timeout(&mut self, timeout: Duration) {
        self.options.timeout = Some(timeout);
    }

    /// Sends the request and reads its answer, whatever its status.
    pub async fn execute<O: Operation>(self, request: O) -> Result<O::Response, Error> {
        self.core.execute(&request, &self.options).await
    }

    /// Sends the request and takes the success out of its answer.
    pub async fn send<O: Operation>(
        self,
        request: O,
    ) -> Result<O::Success, SendError<O::Response>> {
        self.core.send(&request, &self.options).await
    }

    /// The items of this page and of all that follow.
    pub fn items<O: CursorPages>(self, request: O) -> Items<O::Item, O::Response> {
        items(self.core, self.options, request)
    }
}
