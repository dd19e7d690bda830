//! Which bounds tell the branches of a choice apart?
//!
//! Two numbers, or two texts, of which no value is within the bounds of both: `maximum: 17` beside `minimum: 18`. The same of a property
//! that both have. Bounds are a preference and put no branch out of the question: what is within nobody's is still read, and `validate`
//! says what is wrong with it.

use super::Test;
use crate::ir::{Constraints, Shape, TypeId, Types};

/// The bounds of a number or a text; none of other types.
pub(super) fn of(types: &Types, id: TypeId) -> Constraints {
    let def = &types[types.resolve(id)];
    let bounds = def.constraints.clone();
    let none = Constraints::default();
    match def.shape {
        Shape::Integer(_) | Shape::Number(_) => Constraints {
            minimum: bounds.minimum,
            maximum: bounds.maximum,
            exclusive_minimum: bounds.exclusive_minimum,
            exclusive_maximum: bounds.exclusive_maximum,
            ..none
        },
        Shape::Text(_) => Constraints {
            min_length: bounds.min_length,
            max_length: bounds.max_length,
            ..none
        },
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Map(_)
        | Shape::Nullable(_)
        | Shape::Alias(_)
        | Shape::Literals(_)
        | Shape::Record(_)
        | Shape::Choice(_) => none,
    }
}

/// Leaves the bounds that tell a branch from another one.
pub(super) fn keep_telling(tests: &mut [Test]) {
    let telling = |index: usize| {
        let test = &tests[index];
        let others = || {
            let others = tests.iter().enumerate();
            others.filter(move |(other, _)| *other != index)
        };
        let bounds = others().any(|(_, other)| exclude(&test.bounds, &other.bounds));
        let bounded = test.bounded.iter().filter(|(name, bounds)| {
            others().any(|(_, other)| twin(other, name).is_some_and(|twin| exclude(bounds, twin)))
        });
        let bounded: Vec<_> = bounded.cloned().collect();
        (bounds, bounded)
    };
    let telling: Vec<_> = (0..tests.len()).map(telling).collect();
    for (test, (bounds, bounded)) in tests.iter_mut().zip(telling) {
        if !bounds {
            test.bounds = Constraints::default();
        }
        test.bounded = bounded;
    }
}

/// Whether no value is within the bounds of both branches.
pub(super) fn are_apart(one: &Test, other: &Test) -> bool {
    let differs = |(name, bounds): &(String, Constraints)| {
        let required = one.required.contains(name) && other.required.contains(name);
        required && twin(other, name).is_some_and(|twin| exclude(bounds, twin))
    };
    exclude(&one.bounds, &other.bounds) || one.bounded.iter().any(differs)
}

fn twin<'a>(test: &'a Test, name: &str) -> Option<&'a Constraints> {
    let mut bounded = test.bounded.iter();
    bounded.find_map(|(twin, bounds)| (twin == name).then_some(bounds))
}

fn exclude(one: &Constraints, other: &Constraints) -> bool {
    is_below(one, other) || is_below(other, one)
}

/// Whether everything within the first is less than everything within the second.
fn is_below(one: &Constraints, other: &Constraints) -> bool {
    let number = |number: &Option<serde_json::Number>| number.as_ref()?.as_f64();
    let (most, below) = (number(&one.maximum), number(&one.exclusive_maximum));
    let (least, above) = (number(&other.minimum), number(&other.exclusive_minimum));
    let is_less = |most: Option<f64>, least: Option<f64>| matches!((most, least), (Some(most), Some(least)) if most < least);
    let is_at_most = |most: Option<f64>, least: Option<f64>| matches!((most, least), (Some(most), Some(least)) if most <= least);
    let lengths =
        matches!((one.max_length, other.min_length), (Some(most), Some(least)) if most < least);
    is_less(most, least)
        || is_at_most(below, least)
        || is_at_most(most, above)
        || is_at_most(below, above)
        || lengths
}
