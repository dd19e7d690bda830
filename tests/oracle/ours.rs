//! The facts of a [`Spec`].

use oasmith::spec::{JsonType, MediaType, Schema, SchemaId, Spec};
use serde_json::Value;

use crate::facts::{Facts, enumeration};

pub(crate) fn facts(spec: &Spec) -> Facts {
    let mut facts = Facts::new();
    for (name, id) in &spec.components.schemas {
        facts.insert(format!("schema {name}"));
        walk(spec, *id, &format!("schema {name}"), &mut facts);
    }
    for operation in &spec.operations {
        let key = format!("{} {}", operation.method, operation.path.text);
        facts.insert(key.clone());
        facts.extend(operation.id.iter().map(|id| format!("{key} is {id}")));
        for parameter in operation
            .parameters
            .iter()
            .filter(|parameter| !parameter.inferred)
        {
            let key = format!("{key} {} {}", parameter.place.as_str(), parameter.name);
            facts.insert(key.clone());
            if parameter.required {
                facts.insert(format!("{key} required"));
            }
            if let Some(id) = parameter.schema {
                used(spec, id, &key, &mut facts);
            }
            content(spec, parameter.content.as_slice(), &key, &mut facts);
        }
        if let Some(body) = &operation.request_body {
            let required = if body.required {
                "required"
            } else {
                "optional"
            };
            facts.insert(format!("{key} body {required}"));
            content(spec, &body.content, &format!("{key} body"), &mut facts);
        }
        for response in &operation.responses {
            let key = format!("{key} {}", response.status);
            facts.insert(key.clone());
            for header in &response.headers {
                facts.insert(format!("{key} header {}", header.name));
            }
            content(spec, &response.content, &key, &mut facts);
        }
    }
    facts
}

fn content(spec: &Spec, content: &[MediaType], key: &str, facts: &mut Facts) {
    for media in content {
        let key = format!("{key} {}", media.name);
        facts.insert(key.clone());
        if let Some(id) = media.schema {
            used(spec, id, &key, facts);
        }
    }
}

/// A schema where something uses it.
fn used(spec: &Spec, id: SchemaId, key: &str, facts: &mut Facts) {
    match &spec.schemas[id].name {
        Some(name) => drop(facts.insert(format!("{key} -> {name}"))),
        None => walk(spec, id, key, facts),
    }
}

fn walk(spec: &Spec, id: SchemaId, key: &str, facts: &mut Facts) {
    let schema = unwrapped(spec, &spec.schemas[id]);
    if let Some(target) = schema.reference {
        let target = &spec.schemas[target];
        let last = target.at.split_last().map(|(_, key)| key.to_string());
        let name = target.name.clone().or(last).unwrap_or_default();
        facts.insert(format!("{key} -> {name}"));
        return;
    }
    own(schema, key, facts);
    for (name, id) in &schema.properties {
        let required = if schema.required.iter().any(|other| other == name) {
            " required"
        } else {
            ""
        };
        facts.insert(format!("{key}.{name}{required}"));
        used(spec, *id, &format!("{key}.{name}"), facts);
    }
    for name in &schema.required {
        facts.insert(format!("{key} requires {name}"));
    }
    if let Some(id) = schema.items {
        used(spec, id, &format!("{key}[]"), facts);
    }
    if let Some(id) = schema.additional_properties {
        match spec.schemas[id].boolean {
            Some(boolean) => drop(facts.insert(format!("{key} additional {boolean}"))),
            None => used(spec, id, &format!("{key}.*"), facts),
        }
    }
    let lists = [
        ("allOf", &schema.all_of),
        ("oneOf", &schema.one_of),
        ("anyOf", &schema.any_of),
    ];
    for (name, ids) in lists {
        for (index, id) in ids.iter().enumerate() {
            if !stands_for_nullable(schema, &spec.schemas[*id]) {
                used(spec, *id, &format!("{key} {name} {index}"), facts);
            }
        }
    }
}

/// What one schema says itself.
fn own(schema: &Schema, key: &str, facts: &mut Facts) {
    let alone = schema.types.iter().count() == 1;
    let types = schema
        .types
        .iter()
        .filter(|ty| alone || *ty != JsonType::Null);
    facts.extend(types.map(|ty| format!("{key} : {}", ty.as_str())));
    facts.extend(
        schema
            .format
            .iter()
            .map(|format| format!("{key} format {format}")),
    );
    let values = schema.values.iter().flatten();
    facts.extend(enumeration(values).map(|values| format!("{key} enum {values}")));
    let limits = schema.limits();
    let lower = limits
        .minimum
        .as_ref()
        .or(limits.exclusive_minimum.as_ref());
    let upper = limits
        .maximum
        .as_ref()
        .or(limits.exclusive_maximum.as_ref());
    let numbers = [
        ("minimum", lower),
        ("maximum", upper),
        ("multipleOf", limits.multiple_of.as_ref()),
    ];
    for (name, number) in numbers {
        let number = number.and_then(serde_json::Number::as_f64);
        facts.extend(number.map(|number| format!("{key} {name} {}", Value::from(number))));
    }
    let flags = [
        ("exclusiveMinimum", limits.exclusive_minimum.is_some()),
        ("exclusiveMaximum", limits.exclusive_maximum.is_some()),
        ("uniqueItems", limits.unique_items),
    ];
    facts.extend(
        flags
            .into_iter()
            .filter(|(_, flag)| *flag)
            .map(|(name, _)| format!("{key} {name}")),
    );
    let counts = [
        ("minLength", limits.min_length),
        ("maxLength", limits.max_length),
        ("minItems", limits.min_items),
        ("maxItems", limits.max_items),
        ("minProperties", limits.min_properties),
        ("maxProperties", limits.max_properties),
    ];
    for (name, count) in counts {
        facts.extend(count.map(|count| format!("{key} {name} {count}")));
    }
    facts.extend(
        limits
            .pattern
            .iter()
            .map(|pattern| format!("{key} pattern {pattern:?}")),
    );
}

/// What `nullable` is read as beside other keywords: `anyOf` of the rest, and null.
fn unwrapped<'s>(spec: &'s Spec, schema: &'s Schema) -> &'s Schema {
    match schema.any_of.as_slice() {
        [inner, _] if spec.schemas[*inner].at == schema.at => &spec.schemas[*inner],
        _ => schema,
    }
}

fn stands_for_nullable(schema: &Schema, alternative: &Schema) -> bool {
    alternative.at == schema.at && alternative.types.iter().eq([JsonType::Null])
}
