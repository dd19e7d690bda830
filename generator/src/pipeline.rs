//! The phases, in order.

use crate::config::{Config, Runtime};
use crate::diagnostics::{Diagnostics, Stop};
use crate::document::{Document, Version};
use crate::emit;
use crate::files::Files;
use crate::ir::analysis::Analyses;
use crate::ir::{self, Api, Origin};
use crate::rust::lower::{Options, Source};
use crate::rust::{self, Crate, Symbol};
use crate::source::Location;
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
    let made = generate_traced(document, config, Trace::Nothing);
    (made.files, made.diagnostics)
}

/// The same, with what became of each part of the document.
pub(crate) fn generate_traced(document: &Document, config: &Config, trace: Trace) -> Made {
    let name = config.package.clone();
    let layout = Layout { flat: true, trace };
    write(&[(&name, document)], config, layout)
}

/// Generates one module for each named document, in one crate, a cargo feature each.
pub fn generate_modules(documents: &[(String, Document)], config: &Config) -> (Files, Diagnostics) {
    let made = generate_modules_traced(documents, config, Trace::Nothing);
    (made.files, made.diagnostics)
}

/// The same, with what became of each part of the documents.
pub(crate) fn generate_modules_traced(
    documents: &[(String, Document)],
    config: &Config,
    trace: Trace,
) -> Made {
    let documents: Vec<_> = documents
        .iter()
        .map(|(name, document)| (name.as_str(), document))
        .collect();
    let layout = Layout { flat: false, trace };
    write(&documents, config, layout)
}

/// A schema of a document, and the Rust that stands for it.
#[derive(Clone, Debug)]
pub struct Spelling {
    /// The schema's place.
    pub at: Location,
    /// The type, null and all, as code outside the models spells it: `Vec < models :: Pet >`.
    pub ty: String,
    /// Whether the document has a name for the schema.
    pub is_named: bool,
}

/// The Rust type of each schema of one document that became a type of its own. A schema that is a reference alone did not.
pub fn spellings(document: &Document, config: &Config) -> (Vec<Spelling>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let (api, facts) = understand(&mut diagnostics, document, config);
    if diagnostics.propagate().is_err() {
        return (Vec::new(), diagnostics);
    }
    let source = Source {
        name: &config.package,
        file: &document.source.name,
        api: &api,
        facts: &facts,
    };
    let layout = Layout {
        flat: true,
        trace: Trace::Nothing,
    };
    let options = options(config, layout);
    let spelled = rust::lower::spellings(&source, &options).into_iter();
    let spelling = |(id, ty)| Spelling {
        at: api.types[id].at.clone(),
        ty: emit::spell(&ty),
        is_named: matches!(api.types[id].origin, Origin::Named(_)),
    };
    (spelled.map(spelling).collect(), diagnostics)
}

/// Prints a stage of one document, with what was found on the way; nothing where an error stopped it before.
pub fn dump(stage: Stage, document: &Document, config: &Config) -> (String, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let text = match stage {
        Stage::Spec => {
            let spec = contract(&mut diagnostics, document, config);
            diagnostics.propagate().map(|()| spec::dump::dump(&spec))
        }
        Stage::Ir => {
            let (api, facts) = understand(&mut diagnostics, document, config);
            let text = || ir::dump::dump(&api, &facts);
            diagnostics.propagate().map(|()| text())
        }
        Stage::Rust => decide(
            &mut diagnostics,
            &[(&config.package, document)],
            config,
            Layout {
                flat: true,
                trace: Trace::Nothing,
            },
        )
        .map(|krate| rust::dump::dump(&krate)),
    };
    (text.unwrap_or_default(), diagnostics)
}

/// The effective document: in one file, with only the operations that are wanted, Swagger 2.0 in 3.0's words; written in the
/// version `to`, where one is asked for. Pure, like the rest.
///
/// The diagnostics hold what reading finds, and what the version cannot say.
pub fn bundle(
    document: &Document,
    config: &Config,
    to: Option<Version>,
) -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let mut one = document.bundled(&mut diagnostics);
    one.filter(&mut diagnostics, &config.filter);
    spec::read::read(&mut diagnostics, &one);
    let Ok((upgraded, _)) = one.upgraded(&mut Diagnostics::default()) else {
        return (one, diagnostics);
    };
    let mut upgraded = upgraded.into_owned();
    if let Some(to) = to {
        upgraded.rewrite(&mut diagnostics, to);
    }
    (upgraded, diagnostics)
}

/// Whether somebody wants to know what became of each part of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Trace {
    /// Nobody does.
    #[default]
    Nothing,
    /// The table of symbols is made.
    Symbols,
}

/// Everything that comes of a run.
pub(crate) struct Made {
    /// Empty where the diagnostics hold an error.
    pub(crate) files: Files,
    pub(crate) diagnostics: Diagnostics,
    /// What became of each part; none where there are no files, or nobody asked.
    pub(crate) symbols: Option<Vec<Symbol>>,
}

/// How a crate is laid out, and what is told of it.
#[derive(Clone, Copy)]
struct Layout {
    /// Whether the only document's items stand at the root.
    flat: bool,
    trace: Trace,
}

fn write(documents: &[(&str, &Document)], config: &Config, layout: Layout) -> Made {
    let mut diagnostics = Diagnostics::default();
    let krate = decide(&mut diagnostics, documents, config, layout).ok();
    let files = krate.as_ref().map(emit::emit);
    let symbols = krate
        .filter(|_| layout.trace == Trace::Symbols)
        .map(|krate| krate.apis.into_iter().flat_map(|api| api.symbols).collect());
    Made {
        files: files.unwrap_or_default(),
        diagnostics,
        symbols,
    }
}

fn contract(diagnostics: &mut Diagnostics, document: &Document, config: &Config) -> Spec {
    if config.filter.is_empty() {
        return spec::read::read(diagnostics, document);
    }
    let mut document = document.clone();
    document.filter(diagnostics, &config.filter);
    spec::read::read(diagnostics, &document)
}

/// What has an error is any value from there on, so that one error does not hide what is wrong elsewhere.
fn understand(
    diagnostics: &mut Diagnostics,
    document: &Document,
    config: &Config,
) -> (Api, Analyses) {
    let spec = contract(diagnostics, document, config);
    let api = ir::lower::lower(diagnostics, &spec);
    let facts = Analyses::of(diagnostics, &api, config.preserve_unknown);
    (api, facts)
}

/// Every document is taken as far as it goes, so that an error in one does not hide those in another.
fn decide(
    diagnostics: &mut Diagnostics,
    documents: &[(&str, &Document)],
    config: &Config,
    layout: Layout,
) -> Result<Crate, Stop> {
    let mut understood = Vec::new();
    for (name, document) in documents {
        let mut found = Diagnostics::default();
        let (api, facts) = understand(&mut found, document, config);
        understood.push((*name, *document, api, facts));
        diagnostics.extend(found);
    }
    let sources: Vec<_> = understood
        .iter()
        .map(|(name, document, api, facts)| Source {
            name,
            file: &document.source.name,
            api,
            facts,
        })
        .collect();
    let options = options(config, layout);
    let krate = rust::lower::lower(diagnostics, &sources, &options);
    diagnostics.propagate()?;
    Ok(krate)
}

/// The crate layer's own part of the settings.
fn options(config: &Config, layout: Layout) -> Options {
    Options {
        package: config.package.clone(),
        flat: layout.flat,
        copies_runtime: config.runtime == Runtime::Copy,
        choices: config.choices.clone(),
        lock: config.lock.clone(),
        symbols: layout.trace == Trace::Symbols,
    }
}
