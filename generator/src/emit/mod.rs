//! Writing the Rust that was decided on.
//!
//! In: a [`Crate`](crate::rust::Crate). Out: [`Files`](crate::files::Files). Cannot fail and cannot decide: there is no OpenAPI here, no option
//! and no diagnostic. Open [`model`] first; each file emits one kind of item.

mod file;
mod model;
mod text;
mod ty;
