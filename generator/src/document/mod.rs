//! One OpenAPI description as a tree with addresses.
//!
//! In: bytes. Out: a [`Document`]: the entry file's tree with its overlays applied, and the trees of the files that it refers to.
//! `load` reads, `overlay` changes, `filter` takes away, `external` fetches, `bundle` makes one file of several, `version` tells
//! which standard it is, `upgrade` says in 3.0's words what is written in 2.0, `rewrite` says in one version of 3 what is written in
//! another, [`marks`] finds the bytes of an address when a finding has to be shown. Must not know: what any key means, except
//! `openapi`/`swagger`, the overlay's own keys, those that name places and refer to them (`references`), which objects hold which
//! (`grammar`) and, in `upgrade` and `rewrite` alone, those that another version has elsewhere. Open `tree` and `node` first.

mod bundle;
mod external;
mod filter;
pub(crate) mod grammar;
pub(crate) mod index;
mod load;
pub mod marks;
pub mod members;
mod node;
mod object;
mod openapiv3;
mod overlay;
mod print;
pub(crate) mod references;
mod rewrite;
mod tree;
mod upgrade;
mod version;

use std::sync::Arc;

pub use self::external::{External, Externals, Unavailable};
pub use self::filter::{Filter, PathGlob, PathGlobError, Selection};
pub use self::load::{Limits, load_tree};
pub(crate) use self::node::Identity;
pub use self::node::Node;
pub(crate) use self::object::ObjectKind;
pub use self::tree::{Kind, Members, Number, Tree};
pub use self::upgrade::hand_on;
pub use self::version::Version;
use crate::source::{Location, Source, Uri};

/// One OpenAPI description: a tree of values with the places they were written at.
#[derive(Clone, Debug)]
pub struct Document {
    /// The entry file.
    pub source: Arc<Source>,
    /// Its tree, overlays applied.
    pub root: Tree,
    /// The addresses of the entry file: the first is what its references are relative to.
    pub uris: Vec<Uri>,
    /// The other files that its references lead to; none before [`Document::link`].
    pub externals: Externals,
    /// Every file that was read for it, the entry first: what a build script watches.
    pub sources: Vec<Arc<Source>>,
}

impl Document {
    /// A file that nothing else was read for yet.
    fn alone(source: Arc<Source>, root: Tree) -> Self {
        Self {
            sources: vec![Arc::clone(&source)],
            uris: vec![Uri::of_name(&source.name)],
            externals: Externals::default(),
            source,
            root,
        }
    }

    /// The root, to step through.
    pub fn root(&self) -> Node<'_> {
        Node::new(&self.root, Location::root(&self.source))
    }
}
