//! The ground: input texts and addresses in them. Values only; nothing here reads a disk.
//!
//! In: names and texts, handed over by a [`Loader`]. Out: [`Source`]s and [`Location`]s that every later layer carries.
//! Must not know: YAML, OpenAPI, Rust. Open `location` first.

mod lines;
mod loader;
mod location;
mod pointer;
mod uri;

use std::sync::Arc;

pub use self::lines::{Lines, Position};
pub use self::loader::{LoadError, Loaded, Loader, Memory};
pub use self::location::{Location, Span};
pub use self::pointer::{Key, Pointer, PointerError, Text};
pub use self::uri::{Uri, UriError, decode, server_fault};

/// One input file: the name that diagnostics show and its text, decoded to UTF-8 with a byte order mark removed.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// What the user called it: a path as given, `<stdin>`, a URL.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A source ready to be shared by all the locations that point into it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        Arc::new(Self {
            name: name.into(),
            text: text.into(),
        })
    }
}
