//! Schemas that go on having an address of their own: what a `$dynamicRef` means hangs on the resource that is entered first
//! (JSON Schema 2020-12 section 8.2.3.2), so resources with a `$dynamicAnchor` stay apart.
//!
//! What such a resource refers to needs an address as well, for the one file has none that is known. Addresses are those that a
//! schema gives itself in full, and else `urn:` and a name: the same on every machine.

use indexmap::IndexMap;

use super::address::fragment;
use super::survey::{Link, Place, Survey};
use crate::document::grammar::Part;
use crate::document::{Identity, Node};
use crate::source::{Pointer, Uri};

/// The addresses of schemas in the one file.
#[derive(Debug, Default)]
pub(super) struct Resources {
    ids: IndexMap<Identity, String>,
}

impl Resources {
    /// Those that have to be kept apart, with all that they lead to.
    pub(super) fn of(survey: &Survey<'_>) -> Self {
        let mut resources = Self::default();
        for root in survey.index.dynamic_roots() {
            if survey.is_entry_root(&root) {
                continue;
            }
            if survey.pointer(Identity::of(&root)).is_some() {
                resources.add(survey, &root);
                continue;
            }
            // Where only parts of it come along, each is one.
            let parts = survey.wanted.iter().filter(|(id, wanted)| {
                matches!(survey.places.get(*id), Some(Place::Component(_)))
                    && wanted.part == Part::Schema
                    && survey.stands_in(**id, Identity::of(&root))
            });
            for (_, wanted) in parts {
                resources.add(survey, &wanted.node);
            }
        }
        while resources.spread(survey) {}
        resources
    }

    /// Gives what an addressed schema refers to an address; false where nothing was missing.
    fn spread(&mut self, survey: &Survey<'_>) -> bool {
        let before = self.ids.len();
        if before == 0 {
            return false;
        }
        for Link { site, end, part } in &survey.links {
            let is_schema = *part == Part::Schema && end.is_object();
            let is_inside = self.owner(survey, Identity::of(site)).is_some();
            if is_schema && is_inside && self.owner(survey, Identity::of(end)).is_none() {
                self.add(survey, end);
            }
        }
        self.ids.len() > before
    }

    fn add(&mut self, survey: &Survey<'_>, node: &Node<'_>) {
        let id = Identity::of(node);
        if self.ids.contains_key(&id) {
            return;
        }
        let own = node.get("$id").and_then(|text| text.as_str());
        let own = own.and_then(|text| Uri::parse(text.trim()));
        let address = own.map_or_else(
            || {
                let word = survey.word(node);
                let mut address = format!("urn:schema:{word}");
                let mut number = 1;
                while self.ids.values().any(|other| *other == address) {
                    number += 1;
                    address = format!("urn:schema:{word}{number}");
                }
                address
            },
            |own| own.as_str().to_owned(),
        );
        self.ids.insert(id, address);
    }

    /// The address of a schema itself.
    pub(super) fn address(&self, node: &Node<'_>) -> Option<&str> {
        self.ids.get(&Identity::of(node)).map(String::as_str)
    }

    /// The addressed schema that a value stands in, in the one file.
    pub(super) fn owner(&self, survey: &Survey<'_>, id: Identity) -> Option<Identity> {
        if self.ids.is_empty() {
            return None;
        }
        survey.out(id).find(|above| self.ids.contains_key(above))
    }

    /// What a reference at `site` to something that stands at `pointer` is to say. A `$dynamicRef` says an anchor.
    pub(super) fn text(
        &self,
        survey: &Survey<'_>,
        site: &Node<'_>,
        end: &Node<'_>,
        anchor: Option<&str>,
    ) -> Option<String> {
        let pointer = survey.pointer(Identity::of(end))?;
        let here = self.owner(survey, Identity::of(site));
        let there = self.owner(survey, Identity::of(end));
        let inside = match there {
            Some(root) => {
                let root = survey.pointer(root)?.to_string();
                let inside = pointer.to_string();
                let inside = inside.strip_prefix(&root).unwrap_or(&inside).to_owned();
                Pointer::parse(&inside).ok()?
            }
            None => pointer,
        };
        let fragment = match anchor {
            Some(name) => format!("#{name}"),
            None => fragment(&inside),
        };
        let address = there
            .filter(|_| here != there)
            .and_then(|root| self.ids.get(&root));
        Some(match address {
            Some(address) if fragment == "#" => address.clone(),
            Some(address) => format!("{address}{fragment}"),
            None => fragment,
        })
    }
}
