use super::check::Engine;
use super::item::{Docs, ModelFile};
use super::name::{Ident, NameLock};
use super::operation::Operation;
use super::symbol::Symbol;
use super::xml::Xml;

/// A crate to be written.
#[derive(Clone, Debug)]
pub struct Crate {
    /// The package's name.
    pub package: String,
    /// The library's name.
    pub ident: Ident,
    /// Its cargo features, each with what it switches on.
    pub features: Vec<(String, Vec<String>)>,
    /// What it depends on.
    pub dependencies: Vec<Dependency>,
    /// One for each document.
    pub apis: Vec<Api>,
    /// Whether the only document's items stand at the root rather than in a module.
    pub flat: bool,
    /// Whether the runtime is copied in rather than depended on.
    pub copies_runtime: bool,
    /// Whose names had to be told apart.
    pub lock: NameLock,
}

/// A line of the manifest's dependencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The package.
    pub name: String,
    /// The version asked for.
    pub version: String,
    /// Its features.
    pub features: Vec<String>,
    /// Whether its default features are on.
    pub default_features: bool,
    /// Whether only some of our features need it.
    pub optional: bool,
}

/// One document's modules.
#[derive(Clone, Debug)]
pub struct Api {
    /// The module.
    pub module: Ident,
    /// The cargo feature.
    pub feature: String,
    /// What it is made from, for the files' headers.
    pub source: String,
    /// The crate's or module's own words.
    pub docs: Docs,
    /// Whether any of its types or fields is deprecated, which its own code uses all the same.
    pub deprecates: bool,
    /// Whether a number in it looks like a constant of the standard library, cut short.
    pub resembles_constants: bool,
    /// Whether it names something `foo`, `baz` or `quux`.
    pub has_placeholders: bool,
    /// One file each.
    pub models: Vec<ModelFile>,
    /// One file each.
    pub operations: Vec<Operation>,
    /// Groups of operations, each a client file and a server trait.
    pub groups: Vec<Group>,
    /// Where the API is served.
    pub servers: Vec<Server>,
    /// How callers prove who they are.
    pub schemes: Vec<Scheme>,
    /// The libraries that its patterns need.
    pub engines: Vec<Engine>,
    /// What its bodies are in XML.
    pub xml: Xml,
    /// Every example of the document that its type must survive.
    pub examples: Vec<Example>,
    /// What became of each part of the document, where that was asked for.
    pub symbols: Vec<Symbol>,
}

/// A tag's operations.
#[derive(Clone, Debug)]
pub struct Group {
    /// The module, and the file's name.
    pub module: Ident,
    /// The server's trait.
    pub ident: Ident,
    /// The tag, as it stands inside inline code.
    pub title: String,
    /// For people.
    pub docs: Docs,
    /// Indices into [`Api::operations`].
    pub operations: Vec<usize>,
}

/// A server of the document.
#[derive(Clone, Debug)]
pub struct Server {
    /// The variant, where there are several.
    pub ident: Ident,
    /// For people.
    pub docs: Docs,
    /// The URL with its variables in braces.
    pub template: String,
    /// The variables.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// The field.
    pub ident: Ident,
    /// What the template calls it.
    pub name: String,
    /// What it is where nobody says.
    pub default: String,
    /// The allowed values; empty where any is.
    pub values: Vec<String>,
    /// For people.
    pub docs: Docs,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// The client's setter and the server's hook.
    pub ident: Ident,
    /// The constant that describes it.
    pub constant: Ident,
    /// Its name in the document.
    pub name: String,
    /// The same, as it stands inside inline code.
    pub title: String,
    /// For people.
    pub docs: Docs,
    /// How it works.
    pub kind: SchemeKind,
}

/// How a scheme's credentials travel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// User name and password.
    Basic,
    /// A token in the `Authorization` header: bearer tokens, those of `oauth2` and `openIdConnect` included.
    Bearer,
    /// A key in a place of its own.
    ApiKey {
        /// The runtime's name for the place: `Header`.
        place: &'static str,
        /// The parameter's name.
        name: String,
    },
    /// A certificate, which whatever terminates TLS has to check.
    MutualTls,
    /// Nothing that oasmith can send or check: such a requirement never passes.
    Unsupported,
}

/// An example that must survive being read and written.
#[derive(Clone, Debug)]
pub struct Example {
    /// The test's name.
    pub ident: Ident,
    /// Where it stands in the document, as that stands inside inline code.
    pub place: String,
    /// The type that reads it.
    pub ty: super::Ty,
    /// The value as JSON text.
    pub json: String,
}
