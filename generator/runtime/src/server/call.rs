//! A request that has passed all checks which need no types.

use std::future::Future;

use bytes::Bytes;
use http::request::Parts;

use super::super::http::{BoxFuture, Facts};
use super::{Answer, Context, Failure, Identity, Operation, RequestReader};

/// A request that may be read and handed to its handler.
#[derive(Debug)]
pub struct Call {
    pub(super) facts: &'static Facts,
    pub(super) parts: Parts,
    pub(super) parameters: Vec<(&'static str, String)>,
    pub(super) body: Bytes,
    pub(super) identities: Vec<Identity>,
}

impl Call {
    /// Reads the request, calls the handler and writes its answer.
    pub fn answer<'a, O, P, F>(
        self,
        handler: impl FnOnce(Context<P>, O) -> F + Send + 'a,
    ) -> BoxFuture<'a, Answer>
    where
        O: Operation + Send,
        P: Send + 'static,
        F: Future<Output = Result<O::Response, Failure>> + Send,
    {
        Box::pin(async move {
            let Self {
                facts,
                parts,
                parameters,
                body,
                identities,
            } = self;
            let request = O::decode(&RequestReader {
                parts: &parts,
                parameters: &parameters,
                body: &body,
            })?;
            let principals = identities
                .into_iter()
                .filter_map(Identity::principal)
                .collect();
            let response = handler(
                Context {
                    parts,
                    facts,
                    principals,
                },
                request,
            )
            .await?;
            Ok(O::encode(response)?)
        })
    }
}
