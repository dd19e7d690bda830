use std::collections::HashMap;

use crate::ir::{Shape, TypeId, Types};

/// Types that are gone, and who took their place.
#[derive(Default)]
pub(super) struct Replaced(HashMap<TypeId, TypeId>);

impl Replaced {
    /// Who stands for the type now.
    pub(super) fn get(&self, id: TypeId) -> TypeId {
        let mut id = id;
        while let Some(next) = self.0.get(&id) {
            id = *next;
        }
        id
    }

    /// Lets `place` stand for `gone` from now on.
    pub(super) fn set(&mut self, gone: TypeId, place: TypeId) {
        if self.get(place) != gone {
            self.0.insert(gone, place);
        }
    }

    /// The type itself, behind aliases too.
    pub(super) fn resolve(&self, types: &Types, id: TypeId) -> TypeId {
        let mut id = self.get(id);
        while let Shape::Alias(target) = types[id].shape {
            id = self.get(target);
        }
        id
    }
}
