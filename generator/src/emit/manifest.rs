//! The package's manifest.

use std::fmt::Write as _;

use crate::rust::{Crate, Dependency};

/// Generated code is printed as it should be: a formatter would only make its header a lie.
pub(super) const RUSTFMT: &str = "disable_all_formatting = true\n";

/// `Cargo.toml`: whole for a new crate; in an old one its features and dependencies are brought up to these.
pub(super) fn emit(krate: &Crate) -> String {
    let package = &krate.package;
    let mut text = format!(
        "[package]\nname = {package:?}\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.85\"\n\n\
         [lib]\n# The examples in descriptions are the document's, not ours.\ndoctest = false\n\n\
         [lints.rust]\nunsafe_code = \"forbid\"\n\n[features]\n"
    );
    for (name, switched) in &krate.features {
        let _ = writeln!(text, "{} = {switched:?}", key(name));
    }
    text.push_str("\n[dependencies]\n");
    for dependency in &krate.dependencies {
        let _ = writeln!(text, "{}", line(dependency));
    }
    text
}

/// A bare key where it may be one (TOML 1.0).
fn key(name: &str) -> String {
    let bare = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if bare {
        name.to_owned()
    } else {
        format!("{name:?}")
    }
}

fn line(dependency: &Dependency) -> String {
    let Dependency {
        name,
        version,
        features,
        default_features,
        optional,
    } = dependency;
    let mut parts = vec![format!("version = {version:?}")];
    if !default_features {
        parts.push("default-features = false".to_owned());
    }
    if !features.is_empty() {
        parts.push(format!("features = {features:?}"));
    }
    if *optional {
        parts.push("optional = true".to_owned());
    }
    if parts.len() == 1 {
        format!("{name} = {version:?}")
    } else {
        format!("{name} = {{ {} }}", parts.join(", "))
    }
}
