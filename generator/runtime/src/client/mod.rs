//! The client: one [`Core`] that every operation goes through, and the transports under it.
//!
//! Generated code says how an operation's request is written and its answer read ([`Operation`]); everything else is
//! here: the address, credentials, limits of time and
//! size, and errors. Open `core.rs` first.

mod base;
mod call;
mod config;
mod core;
mod credentials;
mod error;
mod in_process;
mod operation;
mod options;
mod paginate;
mod reader;
#[cfg(feature = "reqwest")]
mod reqwest;
mod retry;
mod transport;
mod writer;

pub use self::base::BaseUrl;
pub use self::call::{Call, Missing};
pub use self::config::{BuildError, Config};
pub use self::core::Core;
pub use self::credentials::Credential;
pub use self::error::{Error, Oversized, PageError, SendError, Undecoded};
pub use self::in_process::InProcess;
pub use self::operation::Operation;
pub use self::options::{CallOptions, Limits};
pub use self::paginate::{CursorPages, Items, Page, items};
pub use self::reader::{ReadError, ResponseReader};
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
pub use self::retry::Retry;
pub use self::transport::{Transport, TransportError, TransportErrorKind};
pub use self::writer::RequestWriter;
