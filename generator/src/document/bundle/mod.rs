//! All files of a description as one: what stands in other files becomes a part of the entry, and references lead there.
//!
//! In: a [`Document`] with its files. Out: one without. `survey` finds what is referred to and where it is to stand, `write` puts
//! it there. What no reference leads to is left behind; references that lead nowhere stay what they are. Every value keeps the
//! place that its author wrote it at. Open `survey` first.

mod address;
mod files;
mod resources;
mod survey;
mod write;

use std::collections::HashMap;

use self::survey::Survey;
use super::{Document, Externals};
use crate::diagnostics::Diagnostics;

impl Document {
    /// The same description in one file.
    ///
    /// Objects of other files become components of this one, under the names that their places give them; path items and what else
    /// has no place among the components stands where it is first referred to.
    #[must_use]
    pub fn bundled(&self, diagnostics: &mut Diagnostics) -> Self {
        let entry = self.reads_ids();
        let files = &self.externals.files;
        self.as_one(
            diagnostics,
            files.iter().any(|file| entry || file.reads_ids(entry)),
        )
    }

    /// The same without names within schemas: every reference is a pointer.
    #[must_use]
    pub(super) fn without_names(&self) -> Self {
        self.as_one(&mut Diagnostics::default(), self.reads_ids())
    }

    fn as_one(&self, diagnostics: &mut Diagnostics, is_one_resource: bool) -> Self {
        let survey = Survey::of(diagnostics, self);
        let root = write::root(&survey, is_one_resource);
        Self {
            root,
            source: self.source.clone(),
            uris: self.uris.clone(),
            externals: Externals {
                files: Vec::new(),
                unavailable: HashMap::clone(&self.externals.unavailable),
            },
            sources: self.sources.clone(),
        }
    }
}
