//! What the schemas of a conjunction say together.

use indexmap::{IndexMap, IndexSet};

use super::conjunction::{Conjunction, Group};
use crate::ir::{Literal, TextFormat};
use crate::source::Location;
use crate::spec::{Discriminator, JsonType, JsonTypes, Limits, SchemaId};

/// A conjunction's keywords, merged.
pub(super) struct Facts<'s> {
    /// Where the conjunction stands.
    pub(super) at: Location,
    /// Every schema that took part.
    pub(super) leaves: Vec<SchemaId>,
    /// `false` is among them.
    pub(super) never: bool,
    /// No value satisfies it by the letter; the weaker side was taken.
    pub(super) contradictory: bool,
    /// Null is a value, beside what the rest says.
    pub(super) null: bool,
    /// The types left, null apart; none where no type was named.
    pub(super) kinds: Option<JsonTypes>,
    /// `format`.
    pub(super) format: Option<&'s str>,
    /// Whether a string holds bytes in Base64, or as they are.
    pub(super) encoding: Option<TextFormat>,
    /// `enum` and `const`, null apart.
    pub(super) values: Option<Vec<Literal>>,
    /// Whether `const` is among them.
    pub(super) constant: bool,
    /// The tightest bounds.
    pub(super) limits: Limits,
    /// `properties`, each with the schemas that hold for it.
    pub(super) properties: IndexMap<&'s str, Conjunction>,
    /// `required`.
    pub(super) required: IndexSet<&'s str>,
    /// `additionalProperties`.
    pub(super) additional: Extra,
    /// Whether any schema has keywords that no type shows.
    pub(super) asserts: bool,
    /// `items`.
    pub(super) items: Extra,
    /// `prefixItems`.
    pub(super) prefix: Vec<Conjunction>,
    /// `oneOf` and `anyOf`.
    pub(super) groups: Vec<Group<'s>>,
    /// `discriminator`.
    pub(super) discriminator: Option<&'s Discriminator>,
}

/// What may stand beside what is listed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Extra {
    /// Nothing was said.
    Unsaid,
    /// Nothing.
    Nothing,
    /// What satisfies these.
    Values(Conjunction),
}

impl Facts<'_> {
    /// Whether every value is allowed but for what `type` says.
    pub(super) fn is_free_but_types(&self) -> bool {
        self.is_free_but_choices() && self.groups.is_empty()
    }

    /// [`Self::is_free_but_types`], whatever its choices say.
    pub(super) fn is_free_but_choices(&self) -> bool {
        !self.never
            && self.format.is_none()
            && self.values.is_none()
            && self.limits == Limits::default()
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.additional == Extra::Unsaid
            && !self.asserts
            && self.items == Extra::Unsaid
            && self.prefix.is_empty()
    }

    /// The types that are named or, where none is, that the keywords can only be meant for.
    pub(super) fn kinds_meant(&self) -> Option<JsonTypes> {
        if self.kinds.is_some() {
            return self.kinds.clone();
        }
        let object = !self.properties.is_empty()
            || !self.required.is_empty()
            || self.additional != Extra::Unsaid;
        let array = self.items != Extra::Unsaid || !self.prefix.is_empty();
        let mut kinds = JsonTypes::default();
        if object {
            kinds.insert(JsonType::Object);
        } else if array {
            kinds.insert(JsonType::Array);
        }
        (!kinds.is_empty()).then_some(kinds)
    }
}
