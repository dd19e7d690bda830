//! oasmith reads an OpenAPI document and writes the Rust that a careful person would have written.
//!
//! ```text
//! bytes ──load──▶ Document ──read──▶ Spec ──lower──▶ Api ──lower──▶ Crate ──emit──▶ Files ──write──▶ disk
//! ```

pub mod build_script;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod config;
pub mod diagnostics;
pub mod document;
pub mod emit;
pub mod files;
pub mod ir;
mod pipeline;
mod project;
pub mod rust;
pub mod source;
pub mod spec;

pub use config::Config;
pub use diagnostics::{Diagnostic, Diagnostics};
pub use document::Document;
pub use files::Files;
pub use pipeline::{Stage, dump, generate, generate_modules};
