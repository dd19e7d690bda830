//! A document in the words of another version of OpenAPI 3.
//!
//! In: a [`Document`] in one file. Out: the same in the version that is asked for, a step at a time. What that version says
//! otherwise is said otherwise; what it cannot say is told, and left out. Open `walk` first; `raise` goes up, `lower_to_3_1` and
//! `lower_to_3_0` go down.

mod lost;
mod lower_to_3_0;
mod lower_to_3_1;
mod members;
mod raise;
mod schema;
#[cfg(test)]
mod tests;
mod walk;

use super::grammar::Part;
use super::{Document, Kind, Tree, Version};
use crate::diagnostics::Diagnostics;
use crate::source::Location;

impl Document {
    /// Writes it in another version of OpenAPI 3. Nothing happens to a document whose version cannot be told, or is older than 3.0.
    pub fn rewrite(&mut self, diagnostics: &mut Diagnostics, to: Version) {
        let Ok(from) = self.version(&mut Diagnostics::default()) else {
            return;
        };
        let at = Location::root(&self.source);
        if from < Version::V3_0 || from == to {
            return;
        }
        if to < Version::V3_1 {
            *self = self.without_names();
        }
        if from == Version::V3_0 && to > Version::V3_0 {
            raise::raise(&mut self.root, &at);
        }
        if from == Version::V3_2 && to < Version::V3_2 {
            lower_to_3_1::lower(diagnostics, &mut self.root, &at);
        }
        if from > Version::V3_0 && to == Version::V3_0 {
            lower_to_3_0::lower(diagnostics, &mut self.root, &at);
        }
        if let Kind::Object(members) = &mut self.root.kind
            && let Some(version) = members.get_mut("openapi")
        {
            version.kind = Kind::String(number(to).into());
        }
    }
}

/// Says one object of 3.0 in the words of later versions, which have all that it takes.
pub(super) fn raise_object(part: Part, tree: &mut Tree, at: &Location) {
    raise::object_of(part, tree, at);
}

/// The last of its patches.
pub(super) fn number(version: Version) -> &'static str {
    match version {
        Version::V2_0 => "2.0",
        Version::V3_0 => "3.0.4",
        Version::V3_1 => "3.1.2",
        Version::V3_2 => "3.2.0",
    }
}
