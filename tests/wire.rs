//! The generated client and the generated server, each by the bytes it sends, and both together: over loopback and in
//! one process.

#[path = "wire/again.rs"]
mod again;
#[path = "wire/answers.rs"]
mod answers;
#[path = "wire/ask.rs"]
mod ask;
#[path = "wire/callers.rs"]
mod callers;
#[cfg(feature = "goldens")]
#[path = "wire/forms.rs"]
mod forms;
#[path = "wire/life.rs"]
mod life;
#[path = "wire/limits.rs"]
mod limits;
#[path = "wire/memory.rs"]
mod memory;
#[cfg(feature = "goldens")]
#[path = "wire/methods.rs"]
mod methods;
#[path = "wire/operations.rs"]
mod operations;
#[path = "wire/pages.rs"]
mod pages;
#[path = "wire/peer.rs"]
mod peer;
#[path = "wire/recorder.rs"]
mod recorder;
#[path = "wire/rejections.rs"]
mod rejections;
#[path = "wire/requests.rs"]
mod requests;
#[path = "wire/routes.rs"]
mod routes;
#[path = "wire/secrets.rs"]
mod secrets;
#[cfg(feature = "goldens")]
#[path = "wire/servers.rs"]
mod servers;
#[cfg(feature = "goldens")]
#[path = "wire/sides.rs"]
mod sides;
#[cfg(feature = "goldens")]
#[path = "wire/tap.rs"]
mod tap;
#[cfg(feature = "goldens")]
#[path = "wire/unions.rs"]
mod unions;
#[cfg(feature = "goldens")]
#[path = "wire/values.rs"]
mod values;
#[cfg(feature = "goldens")]
#[path = "wire/xml.rs"]
mod xml;
