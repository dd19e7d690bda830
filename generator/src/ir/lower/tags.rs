//! The tags of a discriminator, once more: what a branch fixes its tag property to is surer than what its schema is called.

use super::extends::most_tags;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Branch, Choice, Discriminator, Shape, TypeId, Types, cycles};

/// Gives branches the tags that their own tag property is fixed to, where they have none, or only some that it excludes.
pub(super) fn fill(diagnostics: &mut Diagnostics, types: &mut Types) {
    let order: Vec<TypeId> = cycles::innermost_first(types).collect();
    let mut left = most_tags(types.len());
    for id in order {
        let Shape::Choice(mut choice) = types[id].shape.clone() else {
            continue;
        };
        let is_filled =
            fill_choice(types, &mut choice) | fill_nested(types, &mut choice, &mut left);
        if choice.parent {
            report(diagnostics, types, &choice);
        }
        if is_filled {
            types[id].shape = Shape::Choice(choice);
        }
    }
}

/// Says whether anything changed. A tag that no value of the branch can have is none, whoever shares the one that is left; where
/// nothing was known, an `enum` that all branches inherit tells nothing either.
fn fill_choice(types: &Types, choice: &mut Choice) -> bool {
    let inherited = inherited(types, choice);
    let Some(tag) = &mut choice.discriminator else {
        return false;
    };
    let mut excluded = false;
    let mut filled = tag.tags.clone();
    for ((branch, tags), filled) in choice.branches.iter().zip(&mut tag.tags).zip(&mut filled) {
        if branch.is_default {
            continue;
        }
        let fixed = fixed(types, branch.ty, &tag.property);
        let says_nothing = fixed.is_empty() || inherited.as_ref() == Some(&fixed);
        if says_nothing || tags.iter().any(|tag| fixed.contains(tag)) {
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

/// What a parent allows for its tag: where a child allows the same, that tells nothing of the child.
fn inherited(types: &Types, choice: &Choice) -> Option<Vec<String>> {
    let base = choice.branches[choice.base()?].ty;
    Some(fixed(types, base, &choice.discriminator.as_ref()?.property))
}

/// Gives a child that is a parent by the same property the tags of its own children, and those that it is fixed to itself.
fn fill_nested(types: &Types, choice: &mut Choice, left: &mut usize) -> bool {
    let inherited = inherited(types, choice);
    let (true, Some(tag)) = (choice.parent, &mut choice.discriminator) else {
        return false;
    };
    let mut is_filled = false;
    for (branch, tags) in choice.branches.iter().zip(&mut tag.tags) {
        let Shape::Choice(inner) = &types[types.non_null(branch.ty)].shape else {
            continue;
        };
        let own = inner.discriminator.as_ref();
        let own = own.filter(|own| inner.parent && own.property == tag.property);
        let further = own.map(|own| own.tags.concat()).unwrap_or_default();
        let base = self::inherited(types, inner).filter(|_| own.is_some());
        let base = base.filter(|base| inherited.as_ref() != Some(base));
        for tag in further.into_iter().chain(base.unwrap_or_default()) {
            if *left > 0 && !tags.contains(&tag) {
                *left -= 1;
                tags.push(tag);
                is_filled = true;
            }
        }
    }
    is_filled
}

/// Warns of children whose tag their own schema does not allow.
fn report(diagnostics: &mut Diagnostics, types: &Types, choice: &Choice) {
    let Some(tag) = &choice.discriminator else {
        return;
    };
    let name = &tag.property;
    let is_told = |branch: &Branch, tags: &[String]| {
        let fixed = fixed(types, branch.ty, name);
        fixed.is_empty() || tags.is_empty() || tags.iter().any(|tag| fixed.contains(tag))
    };
    for (branch, tags) in choice.branches.iter().zip(&tag.tags) {
        if !is_told(branch, tags) {
            let message = format!(
                "`{}` stands for this schema, but is no value of its `{name}`: where its parent is used, no valid value is read as it",
                tags.join("`, `")
            );
            let help =
                "add a `mapping` to the discriminator, or let the schema list a value of its own";
            let diagnostic = Diagnostic::new(Code::UNION_NOT_DECIDABLE, branch.at.clone(), message);
            diagnostics.push(diagnostic.help(help));
        }
    }
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
