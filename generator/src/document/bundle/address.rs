//! Where values stand in their own files' trees, whatever places their authors wrote them at.

use std::collections::HashMap;
use std::fmt::Write;

use crate::document::{Document, Identity, Kind, Tree};
use crate::source::{Key, Pointer};

/// The way up from every value.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    above: HashMap<Identity, (Identity, Key)>,
}

impl Addresses {
    /// Of all files of a document.
    pub(super) fn of(document: &Document) -> Self {
        let mut addresses = Self::default();
        addresses.add(&document.root);
        for file in &document.externals.files {
            addresses.add(&file.root);
        }
        addresses
    }

    fn add(&mut self, root: &Tree) {
        let mut open = vec![root];
        while let Some(tree) = open.pop() {
            let id = Identity::of_tree(tree);
            match &tree.kind {
                Kind::Object(members) => {
                    for (name, value) in members.iter() {
                        let key = Key::Name(name.as_str().into());
                        self.above.insert(Identity::of_tree(value), (id, key));
                        open.push(value);
                    }
                }
                Kind::Array(items) => {
                    for (index, value) in items.iter().enumerate() {
                        let step = (id, Key::Index(index));
                        self.above.insert(Identity::of_tree(value), step);
                        open.push(value);
                    }
                }
                Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
            }
        }
    }

    /// What a value stands in, and its key there; none for a file's root.
    pub(super) fn above(&self, id: Identity) -> Option<&(Identity, Key)> {
        self.above.get(&id)
    }

    /// A value and all that it stands in, from the inside out.
    pub(super) fn upwards(&self, id: Identity) -> impl Iterator<Item = Identity> {
        std::iter::successors(Some(id), |id| Some(self.above.get(id)?.0))
    }
}

/// A pointer as a URI's fragment (RFC 6901 section 6).
pub(super) fn fragment(at: &Pointer) -> String {
    let mut text = String::from("#");
    for byte in at.to_string().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}
