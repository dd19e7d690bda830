//! oasmith reads an OpenAPI document and writes the Rust that a careful person would have written: models, a client and a server.
//!
//! ```text
//! bytes ──load──▶ Document ──read──▶ Spec ──lower──▶ Api ──lower──▶ Crate ──emit──▶ Files ──write──▶ disk
//! ```
//!
//! Each arrow is one verb, one folder and one direction. The first and the last touch the world; what lies between is a function
//! of its input:
//!
//! ```
//! use oasmith::{Config, Diagnostics, Document, generate};
//!
//! let text = b"
//! openapi: 3.1.0
//! info: {title: Pets, version: '1'}
//! paths: {}
//! components:
//!   schemas:
//!     Pet:
//!       type: object
//!       required: [name]
//!       properties:
//!         name: {type: string}
//! ";
//! let mut diagnostics = Diagnostics::default();
//! let document = Document::load(&mut diagnostics, "pets.yaml", text).expect("it is YAML");
//! let (files, found) = generate(&document, &Config::new("pets"));
//! assert!(found.propagate().is_ok());
//! let pet = files.get("src/models/pet.rs").expect("a file for each named schema");
//! assert!(pet.contains("pub name: String"));
//! ```
//!
//! # Code map
//!
//! From left to right; open a folder's `mod.rs` for what comes in, what goes out and which file to read first.
//!
//! - `source/`: input texts and addresses in them.
//! - `files/`: generated text by path; what a write would change; the write, all or nothing.
//! - `diagnostics/`: findings, the catalogue of their codes, how they are shown.
//! - `document/`: YAML and JSON as a tree with addresses; overlays, other files and other versions.
//! - `spec/`: the contract, one file for each OpenAPI object, every version read into one model.
//! - `ir/`: what is exchanged: types by handle, operations over them, and questions about all of them.
//! - `rust/`: the Rust to be written: every name claimed, every type spelled.
//! - `emit/`: that Rust as text, one file for each kind of item.
//! - `openapi/`: the contract as `openapiv3`'s types, for whoever reads those.
//! - `pipeline.rs`: the arrows in their order, and what each layer is told of the settings.
//! - `config/`: the settings, and `oasmith.toml`.
//! - `project/`: what the front doors share: documents on a disk, one run over them.
//! - `cli/`, `main.rs`, `bin/`: the command line, behind the feature `cli`.
//! - `build_script.rs`: the door for a `build.rs`.
//!
//! The support code of generated crates is a crate of its own, `oasmith-runtime`, whose text is copied.
//!
//! # Invariants
//!
//! What a compiler does not hold of these, `tests/tidy.rs` and `generator/clippy.toml` do.
//!
//! Invariant: a layer imports only what stands to its left.
//!
//! Invariant: `emit` sees neither `spec` nor `ir` nor a setting nor a diagnostic. It cannot fail and cannot decide.
//!
//! Invariant: tokens are made in `emit` only, names in `rust/name` only.
//!
//! Invariant: each layer gets its own options, split from [`Config`] by `pipeline.rs`, and sees no other.
//!
//! Invariant: no Rust word stands in `spec` or `ir`, and no OpenAPI word in what `ir` hands on. Locations are carried, never
//! followed.
//!
//! Invariant: YAML is known to `document` only.
//!
//! Invariant: the core does no I/O. Disks, variables and terminals belong to the front doors and to `files`.
//!
//! Invariant: a malformed part costs that part: a diagnostic with its place, and the smallest honest fallback. Nothing is dropped
//! in silence, and nothing panics.
//!
//! Invariant: the runtime knows nothing of the generator, and the generator uses only its text.
//!
//! Invariant: no two files of a folder name each other in a circle.
//!
//! Invariant: the same input gives the same bytes.

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
pub mod openapi;
mod pipeline;
mod project;
pub mod rust;
pub mod source;
pub mod spec;

pub use config::Config;
pub use diagnostics::{Diagnostic, Diagnostics};
pub use document::Document;
pub use files::Files;
pub(crate) use pipeline::{Made, Trace, generate_modules_traced, generate_traced};
pub use pipeline::{Spelling, Stage, bundle, dump, generate, generate_modules, spellings};
