//! Names: the one place where a document's words become Rust identifiers.
//!
//! [`Scope::claim`] is the only way to get an [`Ident`]. A name is a function of the place in the document; only where two places
//! collide does the later one get a number. Open `words` for how words are found.

mod assign;
mod ident;
mod scope;
mod words;

pub use self::assign::{TypeNames, assign, kind_name};
pub use self::ident::{Case, Ident};
pub use self::scope::{FILES, Scope};
