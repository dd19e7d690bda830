//! Stands in for the pipeline until it is there: a file for each named schema.

use crate::diagnostics::{Code, Diagnostic};
use crate::{Config, Diagnostics, Document, Files};

/// A stage of the pipeline that can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The neutral contract.
    Spec,
    /// Shapes and operations.
    Ir,
    /// The Rust model.
    Rust,
}

/// Prints a stage.
pub fn dump(stage: Stage, document: &Document, config: &Config) -> (String, Diagnostics) {
    (
        format!("{stage:?} {} {}\n", document.source.name, config.package),
        Diagnostics::default(),
    )
}

/// Generates a whole crate for one document. Pure: no disk, no network, no clock.
///
/// The files are empty where the diagnostics hold an error.
pub fn generate(document: &Document, config: &Config) -> (Files, Diagnostics) {
    let mut files = Files::default();
    files.made_from("", &document.source.name);
    manifest(&mut files, config, &[]);
    let diagnostics = module(&mut files, "src/lib.rs", "src/", document);
    (files, diagnostics)
}

/// Generates one module for each named document, in one crate, a cargo feature each.
pub fn generate_modules(documents: &[(String, Document)], config: &Config) -> (Files, Diagnostics) {
    let mut files = Files::default();
    let mut diagnostics = Diagnostics::default();
    let mut root = "//! What the documents describe.\n".to_owned();
    for (name, document) in documents {
        let ident = name.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        root += &format!("\n#[cfg(feature = \"{name}\")]\npub mod {ident};\n");
        files.made_from(format!("src/{ident}/"), &document.source.name);
        let found = module(
            &mut files,
            &format!("src/{ident}/mod.rs"),
            &format!("src/{ident}/"),
            document,
        );
        found
            .into_vec()
            .into_iter()
            .for_each(|diagnostic| diagnostics.push(diagnostic));
    }
    files.insert("src/lib.rs", root);
    manifest(
        &mut files,
        config,
        &documents
            .iter()
            .map(|(name, _)| name.as_str())
            .collect::<Vec<_>>(),
    );
    (files, diagnostics)
}

fn manifest(files: &mut Files, config: &Config, features: &[&str]) {
    let mut text = format!(
        "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[features]\ndefault = {features:?}\n",
        config.package
    );
    for feature in features {
        text += &format!("{feature} = []\n");
    }
    files.insert("Cargo.toml", text + "\n[dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\n\n[lib]\ndoctest = false\n");
    files.insert("rustfmt.toml", "disable_all_formatting = true\n");
}

fn module(files: &mut Files, root: &str, prefix: &str, document: &Document) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let mut text = "//! Models.\n\npub mod models;\n".to_owned();
    let mut models = "//! Models.\n".to_owned();
    let schemas = document
        .root()
        .get("components")
        .and_then(|c| c.get("schemas"));
    for (name, node) in schemas.iter().flat_map(|schemas| schemas.members()) {
        if !node.is_object() {
            diagnostics.push(Diagnostic::new(
                Code::UNRESOLVED_REFERENCE,
                node.at().clone(),
                format!("`{name}` is {}", node.kind_name()),
            ));
        }
        let ident = name.to_lowercase();
        models += &format!("\npub mod {ident};\n");
        let fields: Vec<&str> = node
            .get("properties")
            .iter()
            .flat_map(|p| p.members())
            .map(|(key, _)| key)
            .collect();
        files.insert(
            format!("{prefix}models/{ident}.rs"),
            format!("//! `{name}`: {}.\n", fields.join(", ")),
        );
    }
    if document.root().get("paths").is_none() {
        diagnostics.push(Diagnostic::new(
            Code::UNRESOLVED_REFERENCE,
            document.root().at().clone(),
            "`paths` is missing",
        ));
        text += "// Nothing to call.\n";
    }
    files.insert(format!("{prefix}models/mod.rs"), models);
    files.insert(root, text);
    diagnostics
}
