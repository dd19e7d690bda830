//! The types that are left, numbered in the order of the document: named ones first, then inline ones as their owners are met.

use super::replaced::Replaced;
use crate::ir::{Api, Origin, TypeDef, TypeId, TypeMap, Types};

/// Where a type of the draft is now.
pub(super) struct Moved<'d> {
    draft: &'d Types,
    replaced: &'d Replaced,
    places: TypeMap<Option<TypeId>>,
}

/// Puts the types that are named, or that an operation uses, into the API, and follows them everywhere.
pub(super) fn compact<'d>(api: &mut Api, draft: &'d Types, replaced: &'d Replaced) -> Moved<'d> {
    let mut moved = Moved {
        draft,
        replaced,
        places: TypeMap::filled(draft, None),
    };
    let named = api.named.clone();
    for id in &named {
        moved.place(&mut api.types, *id);
    }
    for id in &named {
        moved.place_inside(&mut api.types, *id);
    }
    for operation in &api.operations {
        for id in operation.types() {
            moved.place_inside(&mut api.types, id);
        }
    }
    moved.rename(api);
    moved
}

impl Moved<'_> {
    /// Where the type is now; a type that nobody uses has no place.
    pub(super) fn get(&self, id: TypeId) -> Option<TypeId> {
        self.places[self.replaced.get(id)]
    }

    /// Gives the type a place; says whether it had none yet.
    fn place(&mut self, types: &mut Types, id: TypeId) -> bool {
        let id = self.replaced.get(id);
        let is_new = self.places[id].is_none();
        if is_new {
            self.places[id] = Some(types.push(self.draft[id].clone()));
        }
        is_new
    }

    /// Gives a place to the type and to all that stands inside it, up to other named types.
    fn place_inside(&mut self, types: &mut Types, root: TypeId) {
        self.place(types, root);
        let mut stack = self.inside(root);
        while let Some(id) = stack.pop() {
            if self.place(types, id) {
                stack.extend(self.inside(id));
            }
        }
    }

    /// What stands directly in the type, last first.
    fn inside(&self, id: TypeId) -> Vec<TypeId> {
        let shape = &self.draft[self.replaced.get(id)].shape;
        let mut inside = shape.targets();
        inside.reverse();
        inside
    }

    /// The handle that a use of the type has now.
    fn used(&self, id: TypeId) -> TypeId {
        self.get(id)
            .expect("whatever a placed type or an operation uses was placed")
    }

    fn rename(&self, api: &mut Api) {
        for id in &mut api.named {
            *id = self.used(*id);
        }
        for id in api.types.ids() {
            let def = &mut api.types[id];
            for target in def.shape.targets_mut() {
                *target = self.used(*target);
            }
            def.origin = self.origin(def);
        }
        for operation in &mut api.operations {
            operation.types_mut(|id| *id = self.used(*id));
        }
    }

    /// The origin with its owner's new handle. An owner that is gone hands down its own place.
    fn origin(&self, def: &TypeDef) -> Origin {
        let mut origin = &def.origin;
        for _ in 0..self.draft.len() {
            match origin {
                Origin::Inline { owner, step } => match self.get(*owner) {
                    Some(owner) => {
                        return Origin::Inline {
                            owner,
                            step: step.clone(),
                        };
                    }
                    None => origin = &self.draft[*owner].origin,
                },
                Origin::Named(_) | Origin::Operation { .. } | Origin::Shared { .. } => break,
            }
        }
        origin.clone()
    }
}
