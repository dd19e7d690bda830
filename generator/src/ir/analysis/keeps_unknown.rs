//! Which records keep the properties that nobody declared?
//!
//! A record that says nothing about other properties usually lets them go. It must not where it is a branch of a choice that no tag
//! decides: a value may have the properties of two branches, and whichever is taken has to keep those of the other. Nor where the
//! number of properties is bounded, since undeclared ones count. Records whose additional properties have a type keep them as a
//! matter of course, and closed ones have none.

use crate::ir::{Additional, Shape, TypeId, TypeMap, Types};

/// Answers for every type; every open record keeps them where `preserve` says so.
pub fn keeps_unknown(types: &Types, preserve: bool) -> TypeMap<bool> {
    let mut keeps = TypeMap::filled(types, false);
    for (id, def) in types.iter() {
        let bounded =
            def.constraints.min_properties.is_some() || def.constraints.max_properties.is_some();
        keeps[id] |= is_open(types, id) && (preserve || bounded);
        if let Shape::Choice(choice) = &def.shape
            && choice.discriminator.is_none()
        {
            for branch in branches(types, id) {
                keeps[branch] |= is_open(types, branch);
            }
        }
    }
    keeps
}

fn is_open(types: &Types, id: TypeId) -> bool {
    matches!(&types[id].shape, Shape::Record(record) if record.additional == Additional::Open)
}

/// The types that a choice comes down to, directly: through aliases and null. Choices inside answer for themselves.
fn branches(types: &Types, id: TypeId) -> impl Iterator<Item = TypeId> + '_ {
    types[id]
        .shape
        .targets()
        .into_iter()
        .map(|branch| types.non_null(branch))
}
