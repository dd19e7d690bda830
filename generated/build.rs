//! Generates this crate again where a document in `specs/` has changed.
//!
//! Only for the workspace: the feature `regenerate` is switched on by the package `tests`, so that nobody who merely depends
//! on this crate compiles the generator.

#[cfg(feature = "regenerate")]
fn main() -> Result<(), oasmith::build_script::Error> {
    oasmith::build_script::Builder::from_config().generate()
}

#[cfg(not(feature = "regenerate"))]
fn main() {
    // Without a line of its own cargo would run this again whenever a file of the package changes.
    println!("cargo::rerun-if-changed=build.rs");
}
