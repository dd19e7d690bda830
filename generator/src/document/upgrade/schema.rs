use super::Upgrade;
use super::build::{self, Object, each, list, moved};
use super::report;
use crate::diagnostics::Diagnostics;
use crate::document::{Node, Tree};

/// OpenAPI 3's keywords that documents of 2.0 use before their time.
const NEWER: &[&str] = &[
    "oneOf",
    "anyOf",
    "not",
    "nullable",
    "writeOnly",
    "deprecated",
];

/// Rewrites a Schema Object: references, `discriminator`, `x-nullable`.
pub(super) fn schema(
    diagnostics: &mut Diagnostics,
    upgrade: &mut Upgrade<'_>,
    node: &Node<'_>,
) -> Tree {
    if !node.is_object() {
        return moved(node);
    }
    let nullable = node.get("x-nullable");
    if node
        .get("$ref")
        .is_some_and(|target| target.as_str().is_some())
    {
        return match nullable {
            Some(nullable) => nullable_reference(upgrade, node, &nullable),
            None => reference(upgrade, node),
        };
    }
    let mut object = Object::of(node);
    for (key, value) in node.members() {
        if NEWER.contains(&key) {
            report::newer(diagnostics, &value, key);
        }
        match key {
            "x-nullable" if node.get("nullable").is_none() => object.keep("nullable", &value),
            _ => object.set(key, keyword(diagnostics, upgrade, key, &value)),
        }
    }
    object.done()
}

fn keyword(
    diagnostics: &mut Diagnostics,
    upgrade: &mut Upgrade<'_>,
    key: &str,
    value: &Node<'_>,
) -> Tree {
    match key {
        "properties" | "patternProperties" | "definitions" => {
            each(value, |_, value| schema(diagnostics, upgrade, value))
        }
        "items" | "allOf" | "oneOf" | "anyOf" if value.is_array() => {
            let items = value.items();
            let items = items.map(|item| schema(diagnostics, upgrade, &item));
            list(value, items.collect())
        }
        "items" | "additionalProperties" | "not" => schema(diagnostics, upgrade, value),
        "discriminator" => discriminator(upgrade, value),
        _ => moved(value),
    }
}

/// A `$ref` and what stands beside it.
pub(super) fn reference(upgrade: &mut Upgrade<'_>, node: &Node<'_>) -> Tree {
    each(node, |key, value| match (key, value.as_str()) {
        ("$ref", Some(target)) => build::text(value, upgrade.target(target)),
        _ => moved(value),
    })
}

/// By the letter nothing counts beside a `$ref`, but an extension can mean nothing else.
fn nullable_reference(upgrade: &mut Upgrade<'_>, node: &Node<'_>, nullable: &Node<'_>) -> Tree {
    let mut object = Object::of(node);
    let reference = reference(upgrade, node);
    object.set("allOf", list(node, vec![reference]));
    object.keep("nullable", nullable);
    object.done()
}

/// 2.0 has the property's name alone (section 5.2.17), 3.0 an object; a mapping in the manner of 3.0 names definitions too.
fn discriminator(upgrade: &mut Upgrade<'_>, node: &Node<'_>) -> Tree {
    if node.as_str().is_some() {
        let mut object = Object::of(node);
        object.keep("propertyName", node);
        return object.done();
    }
    each(node, |key, value| match key {
        "mapping" => each(value, |_, value| match value.as_str() {
            Some(target) => build::text(value, upgrade.target(target)),
            None => moved(value),
        }),
        _ => moved(value),
    })
}
