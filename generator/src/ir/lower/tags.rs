//! The tags of a discriminator, once more: what a branch fixes its tag property to is surer than what its schema is called.

use crate::ir::{Choice, Discriminator, Shape, TypeId, Types, cycles};

/// Gives branches the tags that their own tag property is fixed to, where they have none, or only some that it excludes.
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

/// Says whether anything changed. A tag that no value of the branch can have is none, whoever shares the one that is left; where
/// nothing was known, an `enum` that all branches inherit tells nothing either.
fn fill_choice(types: &Types, choice: &mut Choice) -> bool {
    let Some(tag) = &mut choice.discriminator else {
        return false;
    };
    let mut excluded = false;
    let mut filled = tag.tags.clone();
    for ((branch, tags), filled) in choice.branches.iter().zip(&mut tag.tags).zip(&mut filled) {
        let fixed = fixed(types, branch.ty, &tag.property);
        if fixed.is_empty() || tags.iter().any(|tag| fixed.contains(tag)) {
            continue;
        }
        filled.clone_from(&fixed);
        if !tags.is_empty() {
            *tags = fixed;
            excluded = true;
        }
    }
    let filled = Discriminator {
        property: tag.property.clone(),
        tags: filled,
    };
    let is_filled = filled != *tag && filled.is_clear();
    if is_filled {
        *tag = filled;
    }
    excluded || is_filled
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
    if let Shape::Literals(list) = &types[types.non_null(id)].shape
        && !list.others
    {
        let texts = list
            .values
            .iter()
            .filter_map(|literal| literal.value.as_str());
        texts.map(str::to_owned).collect()
    } else {
        Vec::new()
    }
}
