use std::fmt;

use super::Ty;
use super::name::Ident;
use crate::source::Location;

/// What became of a part of the document.
///
/// Symbols are a side table: nothing is emitted from them, and they are made only where somebody asks. A part that several
/// items are made of, such as a shared parameter, has several.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// The part.
    pub at: Location,
    /// What it is in Rust.
    pub kind: SymbolKind,
    /// Its name; none for a type that is spelled out where it is used.
    pub path: Option<SymbolPath>,
    /// What it holds, stands for, or is spelled as; none where it has items of its own inside.
    pub ty: Option<Ty>,
}

impl Symbol {
    /// Whether it is the type that a schema became.
    pub fn is_model(&self) -> bool {
        let is_type = match self.kind {
            SymbolKind::Struct | SymbolKind::Enum | SymbolKind::Alias | SymbolKind::Type => true,
            SymbolKind::Module
            | SymbolKind::Field
            | SymbolKind::Variant
            | SymbolKind::Trait
            | SymbolKind::Method => false,
        };
        let path = self.path.as_ref();
        is_type && path.is_none_or(|path| path.home == Home::Models)
    }
}

/// A kind of item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// The crate, or the module of a document.
    Module,
    /// A struct.
    Struct,
    /// An enum.
    Enum,
    /// Another name for a type.
    Alias,
    /// A field of a struct, or of an enum's variant.
    Field,
    /// A variant of an enum.
    Variant,
    /// A trait.
    Trait,
    /// A method.
    Method,
    /// A type without a name of its own.
    Type,
}

impl SymbolKind {
    /// As Rust calls it, in lower case.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Module => "module",
            Self::Struct => "struct",
            Self::Enum => "enum",
            Self::Alias => "alias",
            Self::Field => "field",
            Self::Variant => "variant",
            Self::Trait => "trait",
            Self::Method => "method",
            Self::Type => "type",
        }
    }
}

/// Where an item stands, from the crate's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymbolPath {
    /// The document's module; none where its items stand at the root.
    pub module: Option<Ident>,
    /// Which part of the module.
    pub home: Home,
    /// The rest of the way.
    pub rest: Vec<Ident>,
}

/// The parts of a document's module whose names are always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// The module itself.
    Root,
    /// `models`
    Models,
    /// `operations`
    Operations,
    /// The methods of `client::Client`.
    Calls,
    /// The methods of `client::ClientBuilder`.
    ClientBuilder,
    /// `client::Server`, one of several or the only one.
    Servers,
    /// `server`
    Server,
    /// The methods of `server::Authenticate`.
    Authenticate,
}

impl Home {
    fn as_str(self) -> Option<&'static str> {
        Some(match self {
            Self::Root => return None,
            Self::Models => "models",
            Self::Operations => "operations",
            Self::Calls => "client::Client",
            Self::ClientBuilder => "client::ClientBuilder",
            Self::Servers => "client::Server",
            Self::Server => "server",
            Self::Authenticate => "server::Authenticate",
        })
    }
}

impl fmt::Display for SymbolPath {
    /// As Rust has it: `models::Pet::name`, or `crate` for the root.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let module = self.module.iter().map(Ident::as_str);
        let rest = self.rest.iter().map(Ident::as_str);
        let parts: Vec<&str> = module.chain(self.home.as_str()).chain(rest).collect();
        if parts.is_empty() {
            return f.write_str("crate");
        }
        f.write_str(&parts.join("::"))
    }
}
