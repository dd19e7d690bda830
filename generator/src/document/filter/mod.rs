//! Which operations of a document are wanted, and what is left of it then.
//!
//! An operation stays where every kind of word that `include` has holds for it, and none of `exclude`. What only the others needed
//! goes with them: components that nothing reaches any more, and path items without an operation.

mod operations;
mod reach;
mod selection;

pub use self::selection::{PathGlob, PathGlobError, Selection};
use super::Document;
use crate::diagnostics::Diagnostics;

/// Which operations are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What an operation must be; nothing asked, all of them.
    pub include: Selection,
    /// What an operation must not be.
    pub exclude: Selection,
}

impl Filter {
    /// Whether it asks for nothing, so that a document stays as it is.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

impl Document {
    /// Takes out the operations that are not wanted, and the components that nothing needs then. A word that fits no operation is a
    /// finding. Files that it refers to become a part of it before, where the same is done to their operations.
    pub fn filter(&mut self, diagnostics: &mut Diagnostics, filter: &Filter) {
        if filter.is_empty() {
            return;
        }
        if !self.externals.files.is_empty() {
            *self = self.bundled(&mut Diagnostics::default());
        }
        operations::remove(diagnostics, self, filter);
        reach::prune(self);
    }
}

#[cfg(test)]
mod tests;
