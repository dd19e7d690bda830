//! What is generated for the documents in `codegen/`, and for those in `specs/`: goldens, which `codegen.rs` compares and writes.
#![allow(clippy::pedantic, missing_docs, unreachable_pub, unused_qualifications, clippy::wildcard_enum_match_arm, reason = "it is the text of documents, as their users compile it")]

pub use oasmith_runtime as runtime;
#[cfg(feature = "goldens")]
pub mod awkward_names;
#[cfg(feature = "goldens")]
pub mod bare;
#[cfg(feature = "goldens")]
pub mod bodies;
#[cfg(feature = "goldens")]
pub mod branches;
#[cfg(feature = "goldens")]
pub mod completed;
#[cfg(feature = "goldens")]
pub mod constants;
#[cfg(feature = "goldens")]
pub mod defaults;
#[cfg(feature = "goldens")]
pub mod documentation;
#[cfg(feature = "goldens")]
pub mod documentation_of_calls;
#[cfg(feature = "goldens")]
pub mod hostile_text;
#[cfg(feature = "goldens")]
pub mod listed_values;
#[cfg(feature = "goldens")]
pub mod methods;
#[cfg(feature = "goldens")]
pub mod models_alone;
#[cfg(feature = "goldens")]
pub mod nested_lists;
#[cfg(feature = "goldens")]
pub mod parameter_styles;
#[cfg(feature = "goldens")]
pub mod prelude_names;
#[cfg(feature = "goldens")]
pub mod text_formats;
#[cfg(feature = "goldens")]
pub mod unions;
#[cfg(feature = "goldens")]
pub mod validation;
#[cfg(feature = "goldens")]
pub mod views;
#[cfg(feature = "goldens")]
pub mod withheld;
#[cfg(feature = "goldens")]
pub mod xml_bodies;
