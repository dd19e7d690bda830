//! One OpenAPI description as a tree with addresses.
//!
//! In: bytes. Out: a [`Document`]: the entry file's tree with its overlays applied. `load` reads, `overlay` changes, `filter` takes
//! away, `version` tells which standard it is, `upgrade` says in 3.0's words what is written in 2.0, [`marks`] finds the bytes of an
//! address when a finding has to be shown. Must not know: what any key means, except `openapi`/`swagger`, the overlay's own keys and,
//! in `upgrade` alone, those that 2.0 has elsewhere. Open `tree` and `node` first.

mod filter;
mod load;
pub mod marks;
mod node;
mod openapiv3;
mod overlay;
mod print;
mod tree;
mod upgrade;
mod version;

use std::sync::Arc;

pub use self::filter::{Filter, PathGlob, PathGlobError, Selection};
pub use self::load::{Limits, load_tree};
pub use self::node::Node;
pub use self::tree::{Kind, Number, Tree};
pub use self::upgrade::hand_on;
pub use self::version::Version;
use crate::source::{Location, Source};

/// One OpenAPI description: a tree of values with the places they were written at.
#[derive(Clone, Debug)]
pub struct Document {
    /// The entry file.
    pub source: Arc<Source>,
    /// Its tree, overlays applied.
    pub root: Tree,
    /// Every file that was read for it, the entry first: what a build script watches.
    pub sources: Vec<Arc<Source>>,
}

impl Document {
    /// The root, to step through.
    pub fn root(&self) -> Node<'_> {
        Node::new(&self.root, Location::root(&self.source))
    }
}
