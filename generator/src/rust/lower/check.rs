use super::spell::{At, spell_shape};
use super::{Input, pattern, rules};
use crate::ir::{Constraints, Shape, TypeId};
use crate::rust::{Check, Limit, Rule, Ty, Whole};

/// What `validate` looks at in a value of a type that is not null.
pub(super) fn check(input: &Input<'_>, id: TypeId) -> Check {
    if input.newtypes[id] {
        Check {
            own: input.demands[id],
            ..Check::default()
        }
    } else {
        inside(input, id)
    }
}

/// What the type itself demands: what a newtype's own validation looks at.
pub(super) fn inside(input: &Input<'_>, id: TypeId) -> Check {
    let mut check = Check::default();
    collect(input, id, 0, &mut check);
    check
}

fn collect(input: &Input<'_>, id: TypeId, depth: usize, check: &mut Check) {
    let def = &input.api.types[id];
    // Records and choices ask for theirs themselves.
    let is_item = matches!(def.shape, Shape::Record(_) | Shape::Choice(_));
    if let Some(rules) = rules::of_type(input, id).filter(|_| !is_item) {
        check.rules.push(Whole { depth, rules });
    }
    match &def.shape {
        Shape::Record(_) | Shape::Choice(_) => check.own |= input.demands[id],
        Shape::Literals(_) | Shape::Null => check.own = true,
        Shape::Nullable(inner) | Shape::Alias(inner) => step(input, *inner, depth, check),
        Shape::List(list) => {
            push(check, depth, items(&def.constraints));
            step(input, list.item, depth + 1, check);
        }
        Shape::Map(map) => {
            push(check, depth, counts(&def.constraints).map(Rule::Properties));
            step(input, map.value, depth + 1, check);
        }
        Shape::Integer(_) => push(check, depth, integer(&def.constraints)),
        Shape::Number(_) => push(check, depth, number(&def.constraints)),
        Shape::Text(_) => {
            check.own |=
                matches!(spell_shape(input, id, At::Outside), Ty::Runtime(ty) if ty.is_checked());
            push(check, depth, text(&def.constraints));
        }
        Shape::Any | Shape::Never | Shape::Bool | Shape::Tuple(_) => {}
    }
}

/// A newtype on the way looks after itself.
fn step(input: &Input<'_>, id: TypeId, depth: usize, check: &mut Check) {
    if input.newtypes[id] {
        check.own |= input.demands[id];
    } else {
        collect(input, id, depth, check);
    }
}

fn push(check: &mut Check, depth: usize, rule: Option<Rule>) {
    check.limits.extend(rule.map(|rule| Limit { depth, rule }));
}

/// The bounds of a number, under the runtime's names.
fn bounds(limits: &Constraints) -> [(&'static str, Option<&serde_json::Number>); 5] {
    [
        ("minimum", limits.minimum.as_ref()),
        ("exclusive_minimum", limits.exclusive_minimum.as_ref()),
        ("maximum", limits.maximum.as_ref()),
        ("exclusive_maximum", limits.exclusive_maximum.as_ref()),
        ("multiple_of", limits.multiple_of.as_ref()),
    ]
}

/// Bounds of whole numbers are whole numbers: a fraction rounds to the nearest one that means the same.
fn integer(limits: &Constraints) -> Option<Rule> {
    let bounds: Vec<_> = bounds(limits)
        .into_iter()
        .filter_map(|(name, bound)| Some((name, whole(name, bound?)?)))
        .collect();
    (!bounds.is_empty()).then_some(Rule::Integer(bounds))
}

fn whole(name: &str, bound: &serde_json::Number) -> Option<i128> {
    if let Some(value) = bound.as_i64() {
        return Some(value.into());
    }
    if let Some(value) = bound.as_u64() {
        return Some(value.into());
    }
    let value = bound.as_f64()?;
    let rounded = match name {
        "minimum" | "exclusive_maximum" => value.ceil(),
        "maximum" | "exclusive_minimum" => value.floor(),
        _multiple if value.fract() == 0.0 => value,
        _multiple => return None,
    };
    format!("{rounded:.0}").parse().ok()
}

fn number(limits: &Constraints) -> Option<Rule> {
    let finite = |bound: &serde_json::Number| bound.as_f64().filter(|value| value.is_finite());
    let bounds: Vec<_> = bounds(limits)
        .into_iter()
        .filter_map(|(name, bound)| Some((name, finite(bound?)?)))
        .collect();
    (!bounds.is_empty()).then_some(Rule::Number(bounds))
}

fn text(limits: &Constraints) -> Option<Rule> {
    let bounds = some([
        ("min_length", limits.min_length),
        ("max_length", limits.max_length),
    ]);
    let pattern = limits.pattern.as_deref().and_then(pattern::translate);
    (!bounds.is_empty() || pattern.is_some()).then_some(Rule::Text(bounds, pattern))
}

fn items(limits: &Constraints) -> Option<Rule> {
    let bounds = some([
        ("min_items", limits.min_items),
        ("max_items", limits.max_items),
    ]);
    (!bounds.is_empty() || limits.unique_items).then_some(Rule::Items(bounds, limits.unique_items))
}

fn counts(limits: &Constraints) -> Option<Vec<(&'static str, u64)>> {
    let bounds = some([
        ("min_properties", limits.min_properties),
        ("max_properties", limits.max_properties),
    ]);
    (!bounds.is_empty()).then_some(bounds)
}

fn some(bounds: [(&'static str, Option<u64>); 2]) -> Vec<(&'static str, u64)> {
    bounds
        .into_iter()
        .filter_map(|(name, bound)| Some((name, bound?)))
        .collect()
}
