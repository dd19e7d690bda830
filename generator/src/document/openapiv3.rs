//! The entry for Rust programs that hold a description already: frameworks describe themselves as [`openapiv3::OpenAPI`].

use serde_json::{Map, Value};

use super::Document;
use crate::diagnostics::Diagnostics;

impl From<&openapiv3::OpenAPI> for Document {
    /// The description as the JSON that it stands for; diagnostics point into that text, named `openapi.json`.
    fn from(description: &openapiv3::OpenAPI) -> Self {
        let mut json = serde_json::to_value(description)
            .expect("the type is made to be written as JSON: its keys are strings");
        take_out_nulls(&mut json);
        let text = format!("{json:#}");
        let mut diagnostics = Diagnostics::default();
        Self::load(&mut diagnostics, "openapi.json", text.as_bytes())
            .expect("what was just written as JSON is an object of JSON")
    }
}

/// `openapiv3` writes these two as null where they are absent, which the standard does not allow. Null within a value that the
/// document shows stays.
fn take_out_nulls(json: &mut Value) {
    let members = match json {
        Value::Object(members) => members,
        Value::Array(items) => return items.iter_mut().for_each(take_out_nulls),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return,
    };
    for (key, value) in members {
        let optional = match key.as_str() {
            "encoding" => "contentType",
            "variables" => "description",
            "example" | "enum" | "value" => continue,
            // A response is called so too, and describes itself.
            "default" if value.get("description").is_none() => continue,
            _ if key.starts_with("x-") => continue,
            _ => "",
        };
        for entry in value.as_object_mut().into_iter().flat_map(Map::values_mut) {
            if entry.get(optional).is_some_and(Value::is_null) {
                entry
                    .as_object_mut()
                    .map(|entry| entry.shift_remove(optional));
            }
        }
        take_out_nulls(value);
    }
}

#[cfg(test)]
mod tests {
    use crate::Config;
    use crate::diagnostics::Diagnostics;
    use crate::document::Document;
    use crate::pipeline::{Stage, dump};

    const PETS: &str = r##"{
        "openapi": "3.0.3", "info": {"title": "Pets", "version": "1"},
        "paths": {"/pets/{id}": {"get": {
            "operationId": "showPet",
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "integer", "format": "int64", "minimum": 1}}],
            "responses": {"200": {"description": "A pet.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}}
        }}},
        "components": {"schemas": {"Pet": {"type": "object", "required": ["name"], "properties": {
            "name": {"type": "string", "maxLength": 20}, "tag": {"type": "string", "nullable": true, "enum": ["a", "b", null]}
        }}}}
    }"##;

    #[test]
    fn what_is_absent_is_not_null() {
        let text = PETS
            .replace(r#""paths""#, r#""servers": [{"url": "https://{a}.example", "variables": {"a": {"default": "b"}}}], "paths""#)
            .replace(r#""application/json": {"#, r#""multipart/mixed": {"encoding": {"name": {"allowReserved": true}}, "#)
            .replace(r#""200""#, r#""default""#);
        let description: openapiv3::OpenAPI = serde_json::from_str(&text).unwrap();
        let document = Document::from(&description);
        let mut found = Diagnostics::default();
        crate::spec::read::read(&mut found, &document);
        let found: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
        assert!(found.is_empty(), "{found:?}");
        assert!(document.source.text.contains("allowReserved"));
    }

    #[test]
    fn a_description_in_memory_means_what_its_text_means() {
        let description: openapiv3::OpenAPI = serde_json::from_str(PETS).unwrap();
        let mut diagnostics = Diagnostics::default();
        let read = Document::load(&mut diagnostics, "pets.json", PETS.as_bytes()).unwrap();
        let config = Config::new("pets");
        let (expected, found) = dump(Stage::Ir, &read, &config);
        assert_eq!(found.iter().count(), 0);
        assert!(expected.contains("showPet"), "{expected}");
        assert_eq!(
            dump(Stage::Ir, &Document::from(&description), &config).0,
            expected
        );
    }
}
