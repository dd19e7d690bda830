//! The server: one [`Service`] that takes a request through every check before a handler sees it.
//!
//! Generated code gives a table of [`Route`]s and says how each request is read and each answer written
//! ([`Operation`]). The order of the checks is in `service.rs`, which is the file to open first: path 404, method 405,
//! credentials 401 and 403, the implementation's own word ([`Admission`], such as 429), `Accept` 406, `Content-Type` 415,
//! size 413, parameters 400, JSON 400, shape 422, constraints 400 and 422.

mod adapter;
mod admission;
mod authenticate;
mod call;
mod context;
mod credentials;
mod failure;
mod matcher;
mod negotiate;
mod operation;
mod reader;
mod rejection;
mod render;
mod route;
mod service;
mod template;
mod writer;

pub use self::adapter::router;
pub use self::admission::Admission;
pub use self::authenticate::{Denied, Identity};
pub use self::call::Call;
pub use self::context::Context;
pub use self::credentials::{ApiKey, Basic, Bearer, Certificate, Offer};
pub use self::failure::{Failure, Refusal};
pub use self::operation::Operation;
pub use self::reader::RequestReader;
pub use self::rejection::Rejection;
pub use self::render::{Declared, Part};
pub use self::route::{Answer, Hooks, Route};
pub use self::service::Service;
pub use self::writer::ResponseWriter;
