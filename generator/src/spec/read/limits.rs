//! The keywords that bound a value without changing its type (JSON Schema validation 2020-12 section 6).

use super::field;
use crate::diagnostics::Diagnostics;
use crate::document::Node;
use crate::spec::Schema;

/// All of them.
const KEYWORDS: [&str; 13] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

/// Reads a keyword that bounds values; whether it is one.
pub(super) fn read(
    diagnostics: &mut Diagnostics,
    schema: &mut Schema,
    key: &str,
    value: &Node<'_>,
) -> bool {
    // Most schemas have none of these and need no room for them.
    let is_flag = key.starts_with("exclusive") && value.as_bool().is_some();
    if !KEYWORDS.contains(&key) || is_flag {
        return false;
    }
    let limits = schema.limits_mut();
    match key {
        "minimum" => limits.minimum = field::number(diagnostics, value),
        "maximum" => limits.maximum = field::number(diagnostics, value),
        "exclusiveMinimum" => limits.exclusive_minimum = field::number(diagnostics, value),
        "exclusiveMaximum" => limits.exclusive_maximum = field::number(diagnostics, value),
        "multipleOf" => limits.multiple_of = divisor(diagnostics, value),
        "minLength" => limits.min_length = field::count(diagnostics, value),
        "maxLength" => limits.max_length = field::count(diagnostics, value),
        "pattern" => limits.pattern = field::text(diagnostics, value),
        "minItems" => limits.min_items = field::count(diagnostics, value),
        "maxItems" => limits.max_items = field::count(diagnostics, value),
        "uniqueItems" => limits.unique_items = field::flag(diagnostics, value),
        "minProperties" => limits.min_properties = field::count(diagnostics, value),
        "maxProperties" => limits.max_properties = field::count(diagnostics, value),
        _ => return false,
    }
    true
}

/// JSON Schema validation section 6.2.1: above zero.
fn divisor(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<serde_json::Number> {
    let number = field::number(diagnostics, node)?;
    let positive = number.as_f64().is_some_and(|value| value > 0.0);
    if !positive {
        field::wrong_value(
            diagnostics,
            node,
            "`multipleOf` must be above zero, and is ignored",
            "write the step between two values, or take it out",
        );
    }
    positive.then_some(number)
}
