use super::whole::Walk;
use super::{Extent, Pending};
use crate::ir::lower::facts::{Extra, Facts};
use crate::ir::lower::limits;
use crate::ir::{Clause, Constraints, PredicateId, Shape};
use crate::spec::{Limits, Schema, SchemaId, Spec};

/// The predicate for what a shape made of these facts does not show, if there is anything.
pub(in crate::ir::lower) fn left_over(
    pending: &mut Pending,
    spec: &Spec,
    facts: &Facts<'_>,
    shape: &Shape,
) -> Option<PredicateId> {
    // Of a contradiction, which is told, the weaker side was taken.
    if facts.contradictory {
        return None;
    }
    let mut parts: Vec<Vec<Clause>> = vec![of_shape(facts, shape)];
    for id in &facts.leaves {
        let leaf = &spec.schemas[*id];
        parts.push(of_leaf(pending, spec, facts, *id, leaf, shape));
    }
    parts.retain(|clauses| !clauses.is_empty());
    if parts.len() <= 1 {
        let clauses = parts.pop()?;
        return Some(pending.push(&facts.at, clauses));
    }
    let all = parts.into_iter();
    let all = all.map(|clauses| pending.push(&facts.at, clauses));
    let all = Clause::All(all.collect());
    Some(pending.push(&facts.at, vec![all]))
}

/// What the shape is too wide for.
fn of_shape(facts: &Facts<'_>, shape: &Shape) -> Vec<Clause> {
    match shape {
        Shape::Never => vec![Clause::Never],
        Shape::Record(_) if counts(&facts.limits) != Constraints::default() => {
            vec![Clause::Bounds(counts(&facts.limits))]
        }
        // What a tuple's type does not tell is asked of the array on the wire.
        Shape::Tuple(_) if items(&facts.limits) != Constraints::default() => {
            vec![Clause::Bounds(items(&facts.limits))]
        }
        Shape::Any
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
        | Shape::Choice(_)
        | Shape::Literals(_) => Vec::new(),
    }
}

/// How many properties there may be: a record's own are not counted by its type.
fn counts(limits: &Limits) -> Constraints {
    Constraints {
        min_properties: limits.min_properties,
        max_properties: limits.max_properties,
        ..Constraints::default()
    }
}

/// How many items there may be, and whether they differ.
fn items(limits: &Limits) -> Constraints {
    Constraints {
        min_items: limits.min_items,
        max_items: limits.max_items,
        unique_items: limits.unique_items,
        ..Constraints::default()
    }
}

fn of_leaf(
    pending: &mut Pending,
    spec: &Spec,
    facts: &Facts<'_>,
    id: SchemaId,
    leaf: &Schema,
    shape: &Shape,
) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let bounds = bounds(leaf.limits(), facts, shape);
    if bounds != Constraints::default() {
        clauses.push(Clause::Bounds(bounds));
    }
    let mut walk = Walk {
        pending,
        spec,
        schema: leaf,
        extent: Extent::Whole,
    };
    let names_differ = leaf.properties.len() != facts.properties.len();
    let patterns = leaf.assertions.as_deref();
    let patterns = patterns.is_some_and(|assertions| !assertions.pattern_properties.is_empty());
    if patterns || (leaf.additional_properties.is_some() && names_differ) {
        // Where the type of what stands beside the declared properties is known, only the names are left to ask for.
        walk.extent = match facts.additional {
            Extra::Values(_) if patterns => Extent::Looks,
            Extra::Values(_) | Extra::Nothing | Extra::Unsaid => Extent::Whole,
        };
        walk.object(&mut clauses);
        walk.extent = Extent::Whole;
    }
    let is_tuple = matches!(shape, Shape::Tuple(_));
    let parts_differ = leaf.prefix_items.len() != facts.prefix.len();
    if is_tuple || (leaf.items.is_some() && parts_differ) {
        walk.array(&mut clauses);
    }
    for group in facts.groups.iter().filter(|group| group.owner == id) {
        let branches = walk.each(group.branches);
        clauses.push(if group.any_of {
            Clause::Any(branches)
        } else {
            Clause::One(branches)
        });
    }
    if let Some(assertions) = leaf.assertions.as_deref() {
        walk.assertions(assertions, &mut clauses);
        let unevaluated = walk.unevaluated(assertions);
        if !unevaluated.is_empty() {
            let beside = pending.of(spec, id, Extent::Beside);
            clauses.push(Clause::Beside(beside));
            clauses.extend(unevaluated);
        }
    }
    clauses
}

/// The bounds that the type's own constraints leave out: all where the shape has none, one of two patterns or divisors, and a
/// divisor of integers that is none itself.
fn bounds(own: &Limits, facts: &Facts<'_>, shape: &Shape) -> Constraints {
    match shape {
        Shape::Any | Shape::Literals(_) => limits::all(own),
        Shape::Text(_) => Constraints {
            pattern: own
                .pattern
                .clone()
                .filter(|pattern| Some(pattern) != facts.limits.pattern.as_ref()),
            ..Constraints::default()
        },
        Shape::Integer(_) | Shape::Number(_) => {
            let is_kept = |of: &serde_json::Number| {
                let merged = facts.limits.multiple_of.as_ref() == Some(of);
                merged && (limits::whole(of).is_some() || matches!(shape, Shape::Number(_)))
            };
            Constraints {
                multiple_of: own.multiple_of.clone().filter(|of| !is_kept(of)),
                ..Constraints::default()
            }
        }
        Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Map(_)
        | Shape::Nullable(_)
        | Shape::Alias(_)
        | Shape::Record(_)
        | Shape::Choice(_) => Constraints::default(),
    }
}
