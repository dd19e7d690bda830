use std::collections::BTreeSet;

/// Which parts of a value some keyword has looked at (JSON Schema 2020-12 core, section 11): `unevaluatedProperties` and
/// `unevaluatedItems` are about the others.
#[derive(Default)]
pub(super) struct Seen<'v> {
    pub(super) properties: BTreeSet<&'v str>,
    pub(super) items: BTreeSet<usize>,
}

impl Seen<'_> {
    pub(super) fn merge(&mut self, mut other: Self) {
        self.properties.append(&mut other.properties);
        self.items.append(&mut other.items);
    }
}
