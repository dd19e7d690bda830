//! The tags of a discriminator, once more: what a branch fixes its tag property to is surer than what its schema is called.

use std::collections::HashMap;

use crate::ir::{Choice, Shape, TypeId, Types, cycles};

/// Gives branches the tags that their own tag property is fixed to, where they have none, or only one that it excludes.
pub(super) fn fill(types: &mut Types) {
    let order: Vec<TypeId> = cycles::innermost_first(types).collect();
    for id in order {
        let Shape::Choice(mut choice) = types[id].shape.clone() else {
            continue;
        };
        if fill_choice(types, &mut choice) {
            types[id].shape = Shape::Choice(choice);
        }
    }
}

/// Says whether anything changed.
fn fill_choice(types: &Types, choice: &mut Choice) -> bool {
    let Some(tag) = &mut choice.discriminator else {
        return false;
    };
    let mut changed = false;
    for (branch, tags) in choice.branches.iter().zip(&mut tag.tags) {
        let fixed = fixed(types, branch.ty, &tag.property);
        let excluded = fixed.len() == 1 && !tags.contains(&fixed[0]);
        if !fixed.is_empty() && (tags.is_empty() || excluded) {
            *tags = fixed;
            changed = true;
        }
    }
    changed && is_clear(&tag.tags)
}

/// The values that a branch's tag property may have, where they are listed; of a choice those of all its branches.
fn fixed(types: &Types, id: TypeId, property: &str) -> Vec<String> {
    match &types[types.non_null(id)].shape {
        Shape::Record(record) => {
            let property = record
                .properties
                .iter()
                .find(|known| known.name == property);
            property
                .map(|property| listed(types, property.ty))
                .unwrap_or_default()
        }
        Shape::Choice(choice) => match &choice.discriminator {
            Some(tag) if tag.property == property => tag.tags.concat(),
            Some(_) | None => {
                let branches: Vec<Vec<String>> = choice
                    .branches
                    .iter()
                    .map(|branch| match &types[types.non_null(branch.ty)].shape {
                        // Further in, choices are not asked: they could be many.
                        Shape::Choice(_) => Vec::new(),
                        Shape::Any
                        | Shape::Never
                        | Shape::Null
                        | Shape::Bool
                        | Shape::Integer(_)
                        | Shape::Number(_)
                        | Shape::Text(_)
                        | Shape::List(_)
                        | Shape::Tuple(_)
                        | Shape::Map(_)
                        | Shape::Nullable(_)
                        | Shape::Alias(_)
                        | Shape::Record(_)
                        | Shape::Literals(_) => fixed(types, branch.ty, property),
                    })
                    .collect();
                if branches.iter().any(Vec::is_empty) {
                    Vec::new()
                } else {
                    branches.concat()
                }
            }
        },
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Map(_)
        | Shape::Nullable(_)
        | Shape::Alias(_)
        | Shape::Literals(_) => Vec::new(),
    }
}

fn listed(types: &Types, id: TypeId) -> Vec<String> {
    if let Shape::Literals(list) = &types[types.non_null(id)].shape {
        let texts = list
            .values
            .iter()
            .filter_map(|literal| literal.value.as_str());
        texts.map(str::to_owned).collect()
    } else {
        Vec::new()
    }
}

/// Whether no tag stands for two branches: an `enum` that all branches inherit tells nothing.
fn is_clear(tags: &[Vec<String>]) -> bool {
    let mut owners: HashMap<&str, usize> = HashMap::new();
    tags.iter().enumerate().all(|(index, tags)| {
        tags.iter()
            .all(|tag| *owners.entry(tag).or_insert(index) == index)
    })
}
