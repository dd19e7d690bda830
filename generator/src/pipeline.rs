//! The phases, in order.

use crate::config::{Config, Runtime};
use crate::diagnostics::{Diagnostics, Stop};
use crate::document::Document;
use crate::emit;
use crate::files::Files;
use crate::ir::analysis::Analyses;
use crate::ir::{self, Api};
use crate::rust::lower::{Options, Source};
use crate::rust::{self, Crate};
use crate::spec::{self, Spec};

/// A stage of the pipeline that can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The contract: version-neutral, resolved.
    Spec,
    /// Types by handle and operations over them.
    Ir,
    /// The Rust to be written.
    Rust,
}

/// Generates a whole crate for one document. Pure: no disk, no network, no clock.
///
/// The files are empty where the diagnostics hold an error.
pub fn generate(document: &Document, config: &Config) -> (Files, Diagnostics) {
    let name = config.package.clone();
    write(&[(&name, document)], config, true)
}

/// Generates one module for each named document, in one crate, a cargo feature each.
pub fn generate_modules(documents: &[(String, Document)], config: &Config) -> (Files, Diagnostics) {
    let documents: Vec<_> = documents
        .iter()
        .map(|(name, document)| (name.as_str(), document))
        .collect();
    write(&documents, config, false)
}

/// Prints a stage of one document, with what was found on the way; nothing where an error stopped it before.
pub fn dump(stage: Stage, document: &Document, config: &Config) -> (String, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let text = match stage {
        Stage::Spec => {
            contract(&mut diagnostics, document, config).map(|spec| spec::dump::dump(&spec))
        }
        Stage::Ir => understand(&mut diagnostics, document, config)
            .map(|(api, facts)| ir::dump::dump(&api, &facts)),
        Stage::Rust => decide(
            &mut diagnostics,
            &[(&config.package, document)],
            config,
            true,
        )
        .map(|krate| rust::dump::dump(&krate)),
    };
    (text.unwrap_or_default(), diagnostics)
}

fn write(documents: &[(&str, &Document)], config: &Config, flat: bool) -> (Files, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let files = decide(&mut diagnostics, documents, config, flat).map(|krate| emit::emit(&krate));
    (files.unwrap_or_default(), diagnostics)
}

fn contract(
    diagnostics: &mut Diagnostics,
    document: &Document,
    config: &Config,
) -> Result<Spec, Stop> {
    let spec = if config.filter.is_empty() {
        spec::read::read(diagnostics, document)
    } else {
        let mut document = document.clone();
        document.filter(diagnostics, &config.filter);
        spec::read::read(diagnostics, &document)
    };
    diagnostics.propagate()?;
    Ok(spec)
}

fn understand(
    diagnostics: &mut Diagnostics,
    document: &Document,
    config: &Config,
) -> Result<(Api, Analyses), Stop> {
    let spec = contract(diagnostics, document, config)?;
    let api = ir::lower::lower(diagnostics, &spec);
    let facts = Analyses::of(diagnostics, &api, config.preserve_unknown);
    diagnostics.propagate()?;
    Ok((api, facts))
}

/// Every document is taken as far as it goes, so that an error in one does not hide those in another.
fn decide(
    diagnostics: &mut Diagnostics,
    documents: &[(&str, &Document)],
    config: &Config,
    flat: bool,
) -> Result<Crate, Stop> {
    let mut understood = Vec::new();
    for (name, document) in documents {
        let mut found = Diagnostics::default();
        if let Ok((api, facts)) = understand(&mut found, document, config) {
            understood.push((*name, *document, api, facts));
        }
        diagnostics.extend(found);
    }
    diagnostics.propagate()?;
    let sources: Vec<_> = understood
        .iter()
        .map(|(name, document, api, facts)| Source {
            name,
            file: &document.source.name,
            api,
            facts,
        })
        .collect();
    let options = Options {
        package: config.package.clone(),
        flat,
        copies_runtime: config.runtime == Runtime::Copy,
        choices: config.choices.clone(),
        lock: config.lock.clone(),
    };
    let krate = rust::lower::lower(diagnostics, &sources, &options);
    diagnostics.propagate()?;
    Ok(krate)
}
