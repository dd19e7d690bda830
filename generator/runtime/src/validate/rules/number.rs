use std::cmp::Ordering;

use serde_json::{Map, Number, Value};

use super::super::constraint::Integer;
use super::super::{Path, Violations, decimal};

type Bound = (&'static str, &'static str, fn(Ordering) -> bool);

const BOUNDS: [Bound; 4] = [
    ("minimum", "at least", Ordering::is_ge),
    ("exclusiveMinimum", "more than", Ordering::is_gt),
    ("maximum", "at most", Ordering::is_le),
    ("exclusiveMaximum", "less than", Ordering::is_lt),
];

/// The bounds of a number (JSON Schema 2020-12 validation, section 6.2).
pub(super) fn check(
    schema: &Map<String, Value>,
    value: &Number,
    at: &Path<'_>,
    out: &mut Violations,
) {
    for (keyword, words, holds) in BOUNDS {
        if let Some(Value::Number(bound)) = schema.get(keyword)
            && !compare(value, bound).is_some_and(holds)
        {
            out.add(at, keyword, || format!("must be {words} {bound}"));
        }
    }
    if let Some(Value::Number(of)) = schema.get("multipleOf") {
        check_multiple(value, of, at, out);
    }
}

fn check_multiple(value: &Number, of: &Number, at: &Path<'_>, out: &mut Violations) {
    if let (Some(value), Some(of)) = (whole(value), whole(of)) {
        let multiple_of = Some(of);
        let table = Integer {
            multiple_of,
            ..Integer::ANY
        };
        table.check(value, at, out);
    } else if !value
        .as_f64()
        .zip(of.as_f64())
        .is_some_and(|(value, of)| decimal::is_multiple(value, of))
    {
        out.add(at, "multipleOf", || format!("must be a multiple of {of}"));
    }
}

/// Exactly where both are whole.
fn compare(left: &Number, right: &Number) -> Option<Ordering> {
    match (whole(left), whole(right)) {
        (Some(left), Some(right)) => Some(left.cmp(&right)),
        (None, _) | (_, None) => left.as_f64()?.partial_cmp(&right.as_f64()?),
    }
}

fn whole(number: &Number) -> Option<i128> {
    let signed = number.as_i64().map(i128::from);
    signed.or_else(|| number.as_u64().map(i128::from))
}
