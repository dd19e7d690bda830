//! The facts of an [`OpenAPI`].

use openapiv3 as v3;
use openapiv3::{OpenAPI, ParameterSchemaOrContent, ReferenceOr, SchemaKind, Type};
use serde_json::Value;

use crate::facts::{Facts, enumeration, target};

/// What `openapiv3` sees, and the schemas that are `nullable` without a `type`.
pub(crate) fn facts(description: &OpenAPI) -> (Facts, Facts) {
    let mut theirs = Theirs {
        components: description.components.clone().unwrap_or_default(),
        facts: Facts::new(),
        untyped: Facts::new(),
    };
    let schemas = theirs.components.schemas.clone();
    for (name, schema) in &schemas {
        let key = format!("schema {name}");
        theirs.facts.insert(key.clone());
        theirs.schema(schema, &key);
    }
    for (path, item) in description.paths.iter() {
        if let ReferenceOr::Item(item) = item {
            for (method, operation) in item.iter() {
                let key = format!("{} {path}", method.to_ascii_uppercase());
                theirs.operation(item, operation, &key);
            }
        }
    }
    (theirs.facts, theirs.untyped)
}

struct Theirs {
    components: v3::Components,
    facts: Facts,
    untyped: Facts,
}

/// What a reference into the components, or none, leads to.
fn resolved<'c, T>(
    components: &'c indexmap::IndexMap<String, ReferenceOr<T>>,
    mut item: &'c ReferenceOr<T>,
) -> Option<&'c T> {
    for _ in 0..9 {
        match item {
            ReferenceOr::Item(item) => return Some(item),
            ReferenceOr::Reference { reference } => item = components.get(&target(reference))?,
        }
    }
    None
}

impl Theirs {
    fn operation(&mut self, item: &v3::PathItem, operation: &v3::Operation, key: &str) {
        self.facts.insert(key.to_owned());
        let id = operation.operation_id.iter();
        self.facts.extend(id.map(|id| format!("{key} is {id}")));
        let components = self.components.clone();
        let resolve = |list: &[ReferenceOr<v3::Parameter>]| -> Vec<v3::Parameter> {
            let resolved = list
                .iter()
                .filter_map(|one| resolved(&components.parameters, one));
            resolved.cloned().collect()
        };
        let own = resolve(&operation.parameters);
        let inherited = resolve(&item.parameters);
        let overridden = |parameter: &v3::Parameter| own.iter().any(|own| same(own, parameter));
        for parameter in inherited.iter().filter(|one| !overridden(one)).chain(&own) {
            self.parameter(parameter, key);
        }
        let body = operation.request_body.as_ref();
        if let Some(body) = body.and_then(|body| resolved(&components.request_bodies, body)) {
            let required = if body.required {
                "required"
            } else {
                "optional"
            };
            self.facts.insert(format!("{key} body {required}"));
            self.content(&body.content, &format!("{key} body"));
        }
        let default = operation.responses.default.iter();
        let statuses = default.map(|response| ("default".to_owned(), response));
        let coded = operation.responses.responses.iter();
        for (status, response) in statuses.chain(coded.map(|(s, r)| (s.to_string(), r))) {
            let key = format!("{key} {status}");
            self.facts.insert(key.clone());
            let Some(response) = resolved(&components.responses, response) else {
                continue;
            };
            for (name, header) in &response.headers {
                if resolved(&components.headers, header).is_some() {
                    self.facts.insert(format!("{key} header {name}"));
                }
            }
            self.content(&response.content, &key);
        }
    }

    fn parameter(&mut self, parameter: &v3::Parameter, key: &str) {
        let (place, data) = (place(parameter), parameter.parameter_data_ref());
        let key = format!("{key} {place} {}", data.name);
        self.facts.insert(key.clone());
        // A path parameter is always required (3.0.4 section 4.7.12.2.1).
        if data.required || place == "path" {
            self.facts.insert(format!("{key} required"));
        }
        match &data.format {
            ParameterSchemaOrContent::Schema(schema) => self.schema(schema, &key),
            ParameterSchemaOrContent::Content(content) => self.content(content, &key),
        }
    }

    fn content(&mut self, content: &v3::Content, key: &str) {
        for (name, media) in content {
            let key = format!("{key} {name}");
            self.facts.insert(key.clone());
            if let Some(schema) = &media.schema {
                self.schema(schema, &key);
            }
        }
    }

    fn schema(&mut self, schema: &ReferenceOr<v3::Schema>, key: &str) {
        match schema {
            ReferenceOr::Reference { reference } => {
                self.facts.insert(format!("{key} -> {}", target(reference)));
            }
            ReferenceOr::Item(schema) => {
                let untyped = !matches!(schema.schema_kind, SchemaKind::Type(_));
                if schema.schema_data.nullable && untyped {
                    self.untyped.insert(key.to_owned());
                }
                self.kind(&schema.schema_kind, key);
            }
        }
    }

    fn kind(&mut self, kind: &SchemaKind, key: &str) {
        // Its own writing brings the kinds together again: a map of keywords, and what they hold.
        let value = serde_json::to_value(kind).expect("a schema is JSON");
        for name in ["minimum", "maximum", "multipleOf"] {
            let number = value.get(name).and_then(Value::as_f64);
            self.facts
                .extend(number.map(|number| format!("{key} {name} {}", Value::from(number))));
        }
        for name in ["exclusiveMinimum", "exclusiveMaximum"] {
            let bound = &name.replace("exclusiveM", "m");
            if value.get(name) == Some(&Value::Bool(true)) && value.get(bound).is_some() {
                self.facts.insert(format!("{key} {name}"));
            }
        }
        if value.get("uniqueItems") == Some(&Value::Bool(true)) {
            self.facts.insert(format!("{key} uniqueItems"));
        }
        for name in [
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
        ] {
            let count = value.get(name).and_then(Value::as_u64);
            self.facts
                .extend(count.map(|count| format!("{key} {name} {count}")));
        }
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        self.facts
            .extend(text("pattern").map(|pattern| format!("{key} pattern {pattern:?}")));
        self.facts
            .extend(text("format").map(|format| format!("{key} format {format}")));
        self.facts
            .extend(text("type").map(|ty| format!("{key} : {ty}")));
        let values = value.get("enum").and_then(Value::as_array);
        let values = enumeration(values.into_iter().flatten());
        self.facts
            .extend(values.map(|values| format!("{key} enum {values}")));
        self.parts(kind, key);
    }

    fn parts(&mut self, kind: &SchemaKind, key: &str) {
        match kind {
            SchemaKind::Type(Type::Object(object)) => {
                self.properties(&object.properties, &object.required, key);
                self.additional(object.additional_properties.as_ref(), key);
            }
            SchemaKind::Type(Type::Array(array)) => self.items(array.items.as_ref(), key),
            SchemaKind::Type(
                Type::String(_) | Type::Number(_) | Type::Integer(_) | Type::Boolean(_),
            )
            | SchemaKind::Not { .. } => {}
            SchemaKind::OneOf { one_of } => self.list("oneOf", one_of, key),
            SchemaKind::AllOf { all_of } => self.list("allOf", all_of, key),
            SchemaKind::AnyOf { any_of } => self.list("anyOf", any_of, key),
            SchemaKind::Any(any) => {
                self.properties(&any.properties, &any.required, key);
                self.additional(any.additional_properties.as_ref(), key);
                self.items(any.items.as_ref(), key);
                self.list("oneOf", &any.one_of, key);
                self.list("allOf", &any.all_of, key);
                self.list("anyOf", &any.any_of, key);
            }
        }
    }

    fn properties(
        &mut self,
        properties: &indexmap::IndexMap<String, ReferenceOr<Box<v3::Schema>>>,
        required: &[String],
        key: &str,
    ) {
        for (name, schema) in properties {
            let suffix = if required.contains(name) {
                " required"
            } else {
                ""
            };
            self.facts.insert(format!("{key}.{name}{suffix}"));
            self.schema(&schema.clone().unbox(), &format!("{key}.{name}"));
        }
        let required = required.iter().map(|name| format!("{key} requires {name}"));
        self.facts.extend(required);
    }

    fn additional(&mut self, additional: Option<&v3::AdditionalProperties>, key: &str) {
        match additional {
            Some(v3::AdditionalProperties::Any(boolean)) => {
                self.facts.insert(format!("{key} additional {boolean}"));
            }
            Some(v3::AdditionalProperties::Schema(schema)) => {
                self.schema(schema, &format!("{key}.*"));
            }
            None => {}
        }
    }

    fn items(&mut self, items: Option<&ReferenceOr<Box<v3::Schema>>>, key: &str) {
        if let Some(items) = items {
            self.schema(&items.clone().unbox(), &format!("{key}[]"));
        }
    }

    fn list(&mut self, name: &str, schemas: &[ReferenceOr<v3::Schema>], key: &str) {
        for (index, schema) in schemas.iter().enumerate() {
            self.schema(schema, &format!("{key} {name} {index}"));
        }
    }
}

fn place(parameter: &v3::Parameter) -> &'static str {
    match parameter {
        v3::Parameter::Query { .. } => "query",
        v3::Parameter::Header { .. } => "header",
        v3::Parameter::Path { .. } => "path",
        v3::Parameter::Cookie { .. } => "cookie",
    }
}

fn same(a: &v3::Parameter, b: &v3::Parameter) -> bool {
    place(a) == place(b) && a.parameter_data_ref().name == b.parameter_data_ref().name
}
