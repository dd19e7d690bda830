//! Lowering to Rust: names are claimed, types spelled, traits chosen, client and server laid out.

mod body;
mod builder;
mod check;
mod docs;
mod examples;
mod fate;
mod manifest;
mod model;
mod newtype;
mod operation;
mod pages;
mod rejection;
mod reserved;
mod response;
mod server;
mod size;
mod spell;
mod symbols;
mod traits;
mod weak;
mod wire;

use super::name::{self, Case, Scope, TypeNames};
use super::{Api, Crate, Ty};
use crate::diagnostics::Diagnostics;
use crate::ir::analysis::Analyses;
use crate::ir::{self, TypeId, TypeMap};

use self::traits::Traits;

/// One document on its way to Rust.
pub struct Source<'a> {
    /// The name of the module and feature.
    pub name: &'a str,
    /// The entry file's name, without folders.
    pub file: &'a str,
    /// What it describes.
    pub api: &'a ir::Api,
    /// What was found out about it.
    pub facts: &'a Analyses,
}

/// The crate's own settings.
#[derive(Clone, Debug)]
pub struct Options {
    /// The package's name.
    pub package: String,
    /// Whether the only document's items stand at the root.
    pub flat: bool,
    /// Whether the runtime's text is copied into the crate.
    pub copies_runtime: bool,
    /// Whether the table of symbols is made.
    pub symbols: bool,
}

/// What every function here looks at.
struct Input<'a> {
    api: &'a ir::Api,
    facts: &'a Analyses,
    names: TypeNames,
    traits: Traits,
    newtypes: TypeMap<bool>,
    sizes: TypeMap<usize>,
    schemes: Vec<super::Scheme>,
}

/// Decides all there is to decide about a crate for these documents.
pub fn lower(diagnostics: &mut Diagnostics, sources: &[Source<'_>], options: &Options) -> Crate {
    let mut modules = Scope::with_reserved(&[
        "runtime", "lib", "client", "server", "validate", "default", "reqwest",
    ]);
    let apis = sources
        .iter()
        .map(|source| api(diagnostics, source, options, &mut modules))
        .collect();
    manifest::krate(apis, options)
}

/// Every type with the Rust type that stands for it, null and all, as it is spelled outside the models.
pub fn spellings(source: &Source<'_>) -> Vec<(TypeId, Ty)> {
    let input = Input::of(source);
    let spelled = |id| (id, spell::spell(&input, id, spell::At::Outside));
    source.api.types.ids().map(spelled).collect()
}

impl<'a> Input<'a> {
    fn of(source: &Source<'a>) -> Self {
        let types = &source.api.types;
        Self {
            api: source.api,
            facts: source.facts,
            names: name::assign(source.api),
            traits: Traits::of(types),
            newtypes: newtype::of(types),
            sizes: size::of(types, &source.facts.boxes),
            schemes: server::schemes(source.api),
        }
    }
}

fn api(
    diagnostics: &mut Diagnostics,
    source: &Source<'_>,
    options: &Options,
    modules: &mut Scope,
) -> Api {
    let input = Input::of(source);
    let operations = operation::operations(diagnostics, &input);
    let mut api = Api {
        module: modules.claim(Case::Snake, source.name),
        feature: source.name.to_owned(),
        source: source.file.to_owned(),
        docs: docs::of_api(source.api),
        models: model::models(diagnostics, &input),
        groups: server::groups(&input, &operations),
        servers: server::servers(&input),
        examples: examples::examples(diagnostics, &input),
        schemes: input.schemes.clone(),
        operations,
        symbols: Vec::new(),
    };
    if options.symbols {
        let module = (!options.flat).then_some(&api.module);
        api.symbols = symbols::symbols(&input, &api, module);
    }
    api
}
