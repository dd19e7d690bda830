//! The hand-written support code of what oasmith generates.
//!
//! This crate is compiled and tested here and its files are copied verbatim into each generated crate, so a generated
//! crate depends on well-known crates alone. A copied file finds its neighbours by `super::` only, names no feature but
//! `client`, `reqwest`, `server`, `validate`, `pattern`, `backtracking`, `xml` and the crates that texts convert to, and holds
//! no tests; those are in `tests/`.

pub mod base64;
pub mod constant;
pub mod json;
pub mod listed;
pub mod literal;
pub mod open;
#[cfg(feature = "pattern")]
pub mod pattern;
pub mod record;
pub mod secret;
pub mod text;
pub mod time;
pub mod tuple;
pub mod undeclared;
pub mod union_;
#[cfg(feature = "validate")]
pub mod validate;
#[cfg(any(feature = "client", feature = "server"))]
pub mod wire;
pub mod withhold;
#[cfg(feature = "xml")]
pub mod xml;

#[cfg(feature = "backtracking")]
pub mod backtracking;
#[cfg(feature = "chrono")]
mod convert_chrono;
#[cfg(feature = "jiff")]
mod convert_jiff;
#[cfg(feature = "time")]
mod convert_time;
#[cfg(feature = "uuid")]
mod convert_uuid;

#[cfg(feature = "client")]
pub mod client;
#[cfg(any(feature = "client", feature = "server"))]
pub mod http;
#[cfg(feature = "server")]
pub mod server;

#[cfg(feature = "sources")]
pub mod sources;
