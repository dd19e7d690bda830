//! Lowering to Rust: names are claimed, types spelled, traits chosen, client and server laid out.
//!
//! # What it costs to compile what comes out
//!
//! `OASMITH_COST=1 cargo test --release -p measure cost -- --nocapture` tells what models cost today, in all and by pass of the compiler.
//! The tables below were taken with rustc 1.95.0, models alone (`--no-default-features`), dependencies built before, in seconds of the
//! processor on a busy machine: only what stands in one row was measured in one run, and only ratios mean something.
//!
//! `cargo check` of box (558 structs, 374 enums), each alternative against the one that was chosen:
//!
//! | alternative | it | chosen | why it is not chosen |
//! |---|---|---|---|
//! | `serde_derive`, `deserialize_with` where absent and null differ | 21.7 s, 1392 MiB | 9.7 s, 620 MiB | a type and two functions for each optional property: 17 of 25 s are type and borrow checking of what is derived |
//! | a shared reader whose slots have no types | 10.2 s, 681 MiB | 9.0 s, 684 MiB | what is not known yet is asked for again at each property |
//! | `Ord` for each record that can have it (375) | 5.56 s, 686 MiB | 5.34 s, 671 MiB | 8 % more than none at all; those of four properties and fewer (289) take 4 %, the others wait for `[derive] ord` |
//! | no record with `Ord` | 5.13 s, 653 MiB | 5.34 s, 671 MiB | small records are what people sort, and use as keys of maps |
//!
//! So a record names its properties and says where each goes, and `runtime::record` does the rest. Without telling absent and null
//! apart `serde_derive` takes about three quarters of that time; it would lose values, and still be slower.
//!
//! Against the best of openapi-to-rust 0.23, ploidy 0.15 and progenitor 0.15 that reads the document, its types alone:
//!
//! | document | | ours | the best of them | ratio |
//! |---|---|---|---|---|
//! | box | check | 9.7 s, 620 MiB | 24.5 s, 1190 MiB (openapi-to-rust) | 0.40, 0.52 |
//! | box | build | 9.3 s, 687 MiB | 25.3 s, 1230 MiB (openapi-to-rust) | 0.37, 0.56 |
//! | discord | check | 3.8 s, 625 MiB | 9.3 s, 1096 MiB (ploidy) | 0.41, 0.57 |
//! | discord | build | 5.0 s, 685 MiB | 11.3 s, 1163 MiB (ploidy) | 0.44, 0.59 |
//! | kubernetes (as 3.0) | check | 3.4 s, 548 MiB | 9.8 s, 1105 MiB (openapi-to-rust) | 0.35, 0.50 |
//! | kubernetes (as 3.0) | build | 4.3 s, 580 MiB | 11.6 s, 1112 MiB (openapi-to-rust) | 0.37, 0.52 |
//!
//! None of them reads square (ours: 6.6 and 8.1 s), and of elasticsearch-serverless (12.9 and 15.6 s) no types of theirs compile.

mod body;
mod builder;
mod check;
mod code;
mod conversion;
mod default;
mod demands;
mod docs;
mod examples;
mod facts;
mod fate;
mod foreign;
mod form;
mod literals;
mod locals;
mod manifest;
mod mark;
mod media;
mod model;
mod newtype;
mod operation;
mod pages;
mod pattern;
mod rejection;
mod reserved;
mod response;
mod rules;
mod server;
mod size;
mod spell;
mod symbols;
mod told;
mod traits;
mod unmet;
mod weak;
mod wire;
mod withheld;
mod xml;

use std::cell::RefCell;

use super::name::{self, Case, Ident, NameLock, Naming, Scope, Told, TypeNames};
use super::{Api, Choices, Crate, Engine, Foreign, Item, ModelFile, Operation, Ty};
use crate::diagnostics::Diagnostics;
use crate::ir::analysis::Analyses;
use crate::ir::{self, TypeId, TypeMap};

use self::traits::{Ground, Traits};
use self::withheld::Holds;

/// One document on its way to Rust.
#[derive(Clone, Copy)]
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
    /// What the user decided about names and types.
    pub choices: Choices,
    /// Who had which name before.
    pub lock: NameLock,
    /// Whether the table of symbols is made.
    pub symbols: bool,
}

/// What every function here looks at.
struct Input<'a> {
    /// The entry file's name.
    file: &'a str,
    api: &'a ir::Api,
    facts: &'a Analyses,
    choices: &'a Choices,
    naming: Naming<'a>,
    names: TypeNames,
    /// Types of other crates, where one was chosen.
    foreign: &'a TypeMap<Option<Foreign>>,
    /// What had to be told apart so far.
    told: RefCell<Vec<Told>>,
    traits: Traits,
    newtypes: TypeMap<bool>,
    /// Whether `validate` finds anything to look at in values of a type.
    demands: TypeMap<bool>,
    withheld: Holds,
    sizes: TypeMap<usize>,
    schemes: Vec<super::Scheme>,
    /// What bodies are in XML, those that were met so far.
    xml: RefCell<xml::Tables>,
}

/// Decides all there is to decide about a crate for these documents.
pub fn lower(diagnostics: &mut Diagnostics, sources: &[Source<'_>], options: &Options) -> Crate {
    let mut modules = Scope::with_reserved(&[
        "runtime",
        "lib",
        "client",
        "server",
        "validate",
        "default",
        "reqwest",
        "rustls",
        "native_tls",
        "pattern",
        "backtracking",
        "xml",
        "chrono",
        "jiff",
        "time",
        "uuid",
    ]);
    unmet::report(diagnostics, sources, options);
    let mut lock = NameLock::default();
    let mut chosen = Vec::new();
    let apis = sources
        .iter()
        .map(|source| {
            let module = modules.claim(Case::Snake, source.name);
            let foreign = foreign::of(diagnostics, source.api, &options.choices);
            chosen.extend(foreign::dependencies(&source.api.types, &foreign));
            if !foreign::is_any(&source.api.types, &foreign) {
                return api(diagnostics, source, module, &foreign, options, &mut lock);
            }
            let without = foreign::without(source.api, &foreign);
            let source = Source {
                api: &without,
                ..*source
            };
            api(diagnostics, &source, module, &foreign, options, &mut lock)
        })
        .collect();
    manifest::krate(apis, sources, chosen, options, lock)
}

/// Every type with the Rust type that stands for it, null and all, as it is spelled outside the models.
pub fn spellings(source: &Source<'_>, options: &Options) -> Vec<(TypeId, Ty)> {
    // What there is to tell is told where the crate is decided on.
    let foreign = foreign::of(&mut Diagnostics::default(), source.api, &options.choices);
    let input = Input::of(source, &foreign, options, "");
    let spelled = |id| (id, spell::spell(&input, id, spell::At::Outside));
    source.api.types.ids().map(spelled).collect()
}

impl<'a> Input<'a> {
    fn of(
        source: &Source<'a>,
        foreign: &'a TypeMap<Option<Foreign>>,
        options: &'a Options,
        prefix: &'a str,
    ) -> Self {
        let types = &source.api.types;
        let naming = Naming {
            prefix,
            lock: &options.lock,
            renamed: &options.choices.renamed,
            extensions: options.choices.extensions,
        };
        let mut names = name::assign(source.api, naming);
        let sizes = size::of(types, &source.facts.boxes);
        let withheld = Holds::of(types, source.facts, foreign);
        let traits = Traits::of(Ground {
            types,
            facts: source.facts,
            foreign,
            sizes: &sizes,
            withheld: &withheld,
            choices: &options.choices,
        });
        let input = Self {
            file: source.file,
            api: source.api,
            facts: source.facts,
            choices: &options.choices,
            naming,
            told: RefCell::new(std::mem::take(&mut names.told)),
            names,
            foreign,
            traits,
            newtypes: newtype::of(types),
            demands: TypeMap::filled(types, false),
            withheld,
            sizes,
            schemes: server::schemes(source.api),
            xml: RefCell::default(),
        };
        let defaults = traits::defaults(types, foreign, &default::given(&input));
        Self {
            demands: demands::of(&input),
            traits: input.traits.with(defaults),
            ..input
        }
    }
}

fn api(
    diagnostics: &mut Diagnostics,
    source: &Source<'_>,
    module: Ident,
    foreign: &TypeMap<Option<Foreign>>,
    options: &Options,
    lock: &mut NameLock,
) -> Api {
    let prefix = if options.flat {
        String::new()
    } else {
        format!("{module} ")
    };
    let input = Input::of(source, foreign, options, &prefix);
    let operations = operation::operations(diagnostics, &input);
    let mut models = model::models(diagnostics, &input);
    default::add(&input, &mut models);
    withheld::add(&input, &mut models);
    conversion::add(&input, &mut models);
    let mut api = Api {
        engines: engines(&models, &operations),
        // A feature of ours keeps its meaning.
        feature: if module.as_str().ends_with('_') {
            module.to_string()
        } else {
            source.name.to_owned()
        },
        module,
        source: source.file.to_owned(),
        docs: docs::of_api(source.api),
        deprecates: deprecates(source.api),
        resembles_constants: default::resembles_constants(source.api),
        has_placeholders: has_placeholders(&models, &operations),
        models,
        groups: server::groups(&input, &operations),
        servers: server::servers(&input),
        examples: examples::examples(diagnostics, &input),
        schemes: input.schemes.clone(),
        xml: input.xml.take().finish(),
        operations,
        symbols: Vec::new(),
    };
    if options.symbols {
        let module = (!options.flat).then_some(&api.module);
        api.symbols = symbols::symbols(&input, &api, module);
    }
    told::report(diagnostics, input.told.into_inner(), lock);
    api
}

/// The libraries that match the patterns in these, each once.
fn engines(models: &[ModelFile], operations: &[Operation]) -> Vec<Engine> {
    let items = models.iter().flat_map(|file| &file.items);
    let parameters = operations.iter().flat_map(|one| &one.request.parameters);
    let parameters = parameters.flat_map(|parameter| parameter.check.patterns());
    let mut engines = Vec::new();
    for pattern in items.flat_map(Item::patterns).chain(parameters) {
        if !engines.contains(&pattern.engine) {
            engines.push(pattern.engine);
        }
    }
    engines
}

/// Whether a type, a property or a parameter is deprecated.
fn deprecates(api: &ir::Api) -> bool {
    let mut parameters = api.operations.iter().flat_map(|one| &one.parameters);
    let mut types = api.types.iter();
    parameters.any(|one| one.docs.deprecated)
        || types.any(|(_, def)| {
            let property = if let ir::Shape::Record(record) = &def.shape {
                let mut properties = record.properties.iter();
                properties.any(|property| property.docs.deprecated)
            } else {
                false
            };
            def.docs.deprecated || property
        })
}

/// Whether a variable is called what clippy (`disallowed_names`) takes for a name to be thought of later.
fn has_placeholders(models: &[ModelFile], operations: &[Operation]) -> bool {
    let items = models.iter().flat_map(|file| &file.items);
    let fields = items.flat_map(|item| {
        let fields = if let Item::Struct(item) = item {
            item.fields.as_slice()
        } else {
            &[]
        };
        fields.iter().map(|field| &field.ident)
    });
    let parameters = operations.iter().flat_map(|operation| {
        let parameters = operation.request.parameters.iter();
        parameters.map(|parameter| &parameter.ident)
    });
    let headers = operations.iter().flat_map(|operation| {
        let headers = operation.response.variants.iter();
        let headers = headers.flat_map(|variant| &variant.headers);
        headers.map(|header| &header.ident)
    });
    let mut names = fields.chain(parameters).chain(headers);
    names.any(|name| ["foo", "baz", "quux"].contains(&name.as_str()))
}
