//! `enum` and `const`: one of several values.

use std::collections::HashSet;

use serde_json::{Number, Value};

use super::facts::Facts;
use super::report;
use crate::diagnostics::Diagnostics;
use crate::ir::{Literal, LiteralKind, Literals, Shape};
use crate::source::Key;
use crate::spec::{JsonType, JsonTypes, Schema};

/// The lists of allowed values that a schema has: its `enum`, its `const`.
pub(super) fn lists(schema: &Schema) -> impl Iterator<Item = Vec<Literal>> {
    let values = schema.values.as_ref().map(|values| named(schema, values));
    let constant = schema
        .constant
        .as_ref()
        .map(|value| vec![plain(schema, value)]);
    values.into_iter().chain(constant)
}

fn plain(schema: &Schema, value: &Value) -> Literal {
    Literal {
        at: schema.at.step(Key::from("const")),
        value: normal(value),
        name: None,
        description: None,
    }
}

/// Values with what the widespread extensions call them.
fn named(schema: &Schema, values: &[Value]) -> Vec<Literal> {
    let names = ["x-enum-varnames", "x-enumNames", "x-enum-names"];
    let descriptions = ["x-enum-descriptions", "x-enumDescriptions"];
    let words = |keys: &[&str], index: usize, value: &Value| {
        let list = keys.iter().find_map(|key| schema.extensions.get(key))?;
        let text = value
            .as_str()
            .and_then(|key| list.get(key))
            .or_else(|| list.get(index))?;
        text.as_str().map(str::to_owned)
    };
    let list = schema.at.step(Key::from("enum"));
    values
        .iter()
        .enumerate()
        .map(|(index, value)| Literal {
            at: list.step(Key::Index(index)),
            value: normal(value),
            name: words(&names, index, value),
            description: words(&descriptions, index, value),
        })
        .collect()
}

/// JSON has one kind of number: `1.0` is `1` (JSON Schema core, section 4.2.2).
pub fn normal(value: &Value) -> Value {
    match value.as_f64() {
        // Below 2^53 a float stands for its whole number alone.
        Some(float)
            if value.is_f64() && float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0 =>
        {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "it is whole and below 2^53"
            )]
            let whole = float as i64;
            Value::Number(Number::from(whole))
        }
        Some(_) | None => value.clone(),
    }
}

/// Whether a value is listed.
pub(super) fn contains(list: &[Literal], value: &Value) -> bool {
    list.iter().any(|literal| literal.value == *value)
}

/// The values that `type` allows, each once.
pub(super) fn fitting(
    diagnostics: &mut Diagnostics,
    facts: &Facts<'_>,
    values: &[Literal],
) -> Vec<Literal> {
    let mut seen = HashSet::new();
    let mut fitting = Vec::new();
    for literal in values {
        if facts
            .kinds
            .as_ref()
            .is_some_and(|kinds| !admits(kinds, &literal.value))
        {
            let message = format!(
                "`{}` is listed, but is no {}",
                literal.value,
                report::spell(facts.kinds.as_ref())
            );
            diagnostics.push(
                report::contradiction(&facts.at, message)
                    .help("write it as the type says, with quotes for a string"),
            );
        } else if seen.insert(literal.value.to_string()) {
            fitting.push(literal.clone());
        }
    }
    fitting
}

fn admits(kinds: &JsonTypes, value: &Value) -> bool {
    match value {
        Value::Null => kinds.contains(JsonType::Null),
        Value::Bool(_) => kinds.contains(JsonType::Boolean),
        Value::Number(number) => {
            kinds.contains(JsonType::Number)
                || (!number.is_f64() && kinds.contains(JsonType::Integer))
        }
        Value::String(_) => kinds.contains(JsonType::String),
        Value::Array(_) => kinds.contains(JsonType::Array),
        Value::Object(_) => kinds.contains(JsonType::Object),
    }
}

/// The shape of listed values, which are not empty.
pub(super) fn shape(facts: &Facts<'_>, values: Vec<Literal>) -> Shape {
    let kind = match (kind(&values), &facts.kinds) {
        // Other numbers are of the type as well.
        (LiteralKind::Integer, Some(kinds)) if kinds.contains(JsonType::Number) => {
            LiteralKind::Number
        }
        (kind, _) => kind,
    };
    let booleans = values
        .iter()
        .filter(|literal| literal.value.is_boolean())
        .count();
    if booleans == 2 && values.len() == 2 {
        return Shape::Bool;
    }
    Shape::Literals(Literals {
        constant: facts.constant && values.len() == 1,
        values,
        kind,
        others: false,
    })
}

/// The kind that all values share.
pub(super) fn kind(values: &[Literal]) -> LiteralKind {
    let all = |is: fn(&Value) -> bool| values.iter().all(|literal| is(&literal.value));
    if all(Value::is_string) {
        LiteralKind::Text
    } else if all(Value::is_i64) || all(Value::is_u64) {
        LiteralKind::Integer
    } else if all(Value::is_number) {
        LiteralKind::Number
    } else if all(Value::is_boolean) {
        LiteralKind::Boolean
    } else {
        LiteralKind::Mixed
    }
}
