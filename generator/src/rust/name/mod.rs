//! Names: the one place where a document's words become Rust identifiers.
//!
//! [`Scope::claim`] is the only way to get an [`Ident`]. A name is a function of the place in the document; only where two places
//! collide does the later one get a number, which the [`NameLock`] remembers. Open `words` for how words are found.

mod assign;
mod ident;
mod lock;
mod nested;
mod renamed;
mod scope;
mod words;

pub use self::assign::{Naming, TypeNames, assign, is_name, is_typed, kind_name, value_name};
pub use self::ident::{Case, Ident, is_free};
pub use self::lock::{NameLock, Told};
pub use self::renamed::Renamed;
pub use self::scope::{FILES, Scope};
