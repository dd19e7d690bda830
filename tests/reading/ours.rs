//! What a [`Spec`] holds.

use oasmith::spec::{Operation, Schema, SchemaId, Spec};

use crate::facts::{Facts, Kind};

pub(crate) fn facts(spec: &Spec) -> Facts {
    let mut facts = Facts::new();
    let mut add = |kind, name: String, at: String| drop(facts.insert((kind, name), at));
    for (name, id) in &spec.components.schemas {
        add(Kind::Schema, name.clone(), pointer(spec, *id));
    }
    for (_, schema) in spec.schemas.iter() {
        let at = schema.at.pointer().to_string();
        for name in schema.properties.keys() {
            add(Kind::Property, format!("{at} {name}"), at.clone());
        }
    }
    let served = spec.operations.iter().map(|one| (String::new(), one));
    let called = spec.webhooks.iter().flat_map(|webhook| {
        let name = format!("webhook {}", webhook.name);
        webhook
            .operations
            .iter()
            .map(move |one| (name.clone(), one))
    });
    for (name, operation) in served.chain(called) {
        let at = operation.at.pointer().to_string();
        let path = if name.is_empty() {
            &operation.path.text
        } else {
            &name
        };
        let key = format!("{} {path}", operation.method);
        add(Kind::Operation, key.clone(), at.clone());
        let written = operation.parameters.iter().filter(|one| !one.inferred);
        for parameter in written {
            let place = parameter.place.as_str();
            let name = match place {
                "header" => parameter.name.to_ascii_lowercase(),
                _ => parameter.name.clone(),
            };
            add(Kind::Parameter, format!("{key} {place} {name}"), at.clone());
        }
        for response in &operation.responses {
            let name = format!("{key} {}", response.status);
            add(Kind::Response, name, at.clone());
        }
        if operation.request_body.is_some() {
            add(Kind::Body, key.clone(), at.clone());
        }
        for name in fields(spec, operation) {
            add(Kind::Property, format!("{key} form {name}"), at.clone());
        }
    }
    facts
}

fn pointer(spec: &Spec, id: SchemaId) -> String {
    spec.schemas[id].at.pointer().to_string()
}

/// The properties of an operation's bodies, which are Swagger 2.0's form fields.
fn fields<'s>(spec: &'s Spec, operation: &'s Operation) -> impl Iterator<Item = &'s str> {
    let content = operation.request_body.iter().flat_map(|body| &body.content);
    let schemas = content.filter_map(|media| media.schema);
    schemas.flat_map(|id| {
        let Schema { properties, .. } = &spec.schemas[id];
        properties.keys().map(oasmith::source::Text::as_str)
    })
}
