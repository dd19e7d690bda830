//! What both halves of HTTP share: bodies, media types, JSON with the place of its mistakes, and what the document
//! says about an operation.

mod body;
mod facts;
mod json;
mod media;
mod undeclared;

use std::future::Future;
use std::pin::Pin;

pub use self::body::{Beginning, Body, ReadError};
pub use self::facts::{Facts, Requirement, Scheme, SchemeKind};
pub(crate) use self::json::pointer;
pub use self::json::{JsonError, from_json};
pub use self::media::{MediaType, NotAMediaType, acceptable};
pub use self::undeclared::Undeclared;

/// An error of any kind, as `tower` and `hyper` pass them on.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A boxed future that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
