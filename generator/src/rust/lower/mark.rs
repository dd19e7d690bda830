//! What tells a value of one branch of a union from those of the others, in the runtime's words.

use super::Input;
use super::spell::{At, spell_shape};
use crate::ir::analysis::{Kind, Kinds};
use crate::ir::{Choice, Constraints, TypeId};
use crate::rust::{Mark, MarkBounds, RuntimeTy, Ty};

/// What the analysis found to tell the branch, in the runtime's words.
pub(super) fn mark(
    input: &Input<'_>,
    owner: TypeId,
    choice: &Choice,
    index: usize,
    name: String,
) -> Mark {
    let tests = input.facts.discriminations[owner]
        .as_ref()
        .map(|found| found.tests.as_slice())
        .unwrap_or_default();
    let Some(test) = tests.get(index) else {
        return Mark {
            name,
            ..Mark::default()
        };
    };
    // What no tag stands for is read as the default branch: it asks for none.
    let branch = &choice.branches[index];
    let discriminator = choice.discriminator.as_ref();
    let tagged = discriminator
        .filter(|_| !branch.is_default)
        .and_then(|found| Some((found.property.clone(), found.tags.get(index)?.clone())));
    let tagged = tagged.filter(|(_, tags)| !tags.is_empty());
    let (mut fixed, mut fixed_values) = (Vec::new(), Vec::new());
    let is_else = |property: &String| {
        branch.is_default && discriminator.is_some_and(|tag| tag.property == *property)
    };
    for (property, values) in test.fixed.iter().filter(|(property, _)| !is_else(property)) {
        match texts(values) {
            Some(strings) => fixed.push((property.clone(), strings)),
            None => fixed_values.push((property.clone(), json(values))),
        }
    }
    let tag = tagged.filter(|(property, tags)| !is_fixed_to(&fixed, property, tags));
    let listed = texts(&test.values);
    let bounded = test.bounded.iter();
    Mark {
        name,
        kinds: kinds(test.kinds),
        values: match &listed {
            Some(_) => Vec::new(),
            None => json(&test.values),
        },
        texts: listed.unwrap_or_default(),
        format: format(input, branch.ty),
        bounds: bounds(&test.bounds),
        required: test.required.clone(),
        tag,
        fixed,
        fixed_values,
        bounded: bounded
            .map(|(property, constraints)| (property.clone(), bounds(constraints)))
            .collect(),
        properties: test.properties.clone(),
    }
}

/// Whether the schema itself fixes the tag's property to nothing but tags.
fn is_fixed_to(fixed: &[(String, Vec<String>)], tag: &str, tags: &[String]) -> bool {
    let found = fixed.iter().find(|(property, _)| property == tag);
    found.is_some_and(|(_, texts)| texts.iter().all(|text| tags.contains(text)))
}

fn bounds(constraints: &Constraints) -> MarkBounds {
    let number = |name: &'static str, number: &Option<serde_json::Number>| {
        Some((name, number.as_ref()?.as_f64()?))
    };
    let numbers = [
        number("minimum", &constraints.minimum),
        number("maximum", &constraints.maximum),
        number("exclusive_minimum", &constraints.exclusive_minimum),
        number("exclusive_maximum", &constraints.exclusive_maximum),
    ];
    let lengths = [
        constraints.min_length.map(|least| ("min_length", least)),
        constraints.max_length.map(|most| ("max_length", most)),
    ];
    MarkBounds {
        numbers: numbers.into_iter().flatten().collect(),
        lengths: lengths.into_iter().flatten().collect(),
    }
}

fn json(values: &[serde_json::Value]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

/// The type that can tell whether a string is the branch's.
pub(super) fn format(input: &Input<'_>, branch: TypeId) -> Option<RuntimeTy> {
    let branch = input.api.types.resolve(branch);
    if let Ty::Runtime(ty) = spell_shape(input, branch, At::Outside) {
        Some(ty).filter(|ty| ty.is_checked())
    } else {
        None
    }
}

/// Values that are texts, all of them; nothing where one is not, since the runtime tells by text only.
fn texts(values: &[serde_json::Value]) -> Option<Vec<String>> {
    values
        .iter()
        .map(|value| value.as_str().map(str::to_owned))
        .collect()
}

/// The runtime's names for JSON types: who admits fractions admits whole numbers too.
fn kinds(kinds: Kinds) -> Vec<&'static str> {
    if kinds == Kinds::ANY {
        return vec!["ANY"];
    }
    let name = |kind| match kind {
        Kind::Null => Some("NULL"),
        Kind::Boolean => Some("BOOLEAN"),
        Kind::Integer => (!kinds.contains(Kind::Fraction)).then_some("INTEGER"),
        Kind::Fraction => Some("NUMBER"),
        Kind::String => Some("TEXT"),
        Kind::Array => Some("ARRAY"),
        Kind::Object => Some("OBJECT"),
    };
    kinds.iter().filter_map(name).collect()
}
