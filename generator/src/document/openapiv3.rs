//! The entry for Rust programs that hold a description already: frameworks describe themselves as [`openapiv3::OpenAPI`].

use super::Document;
use crate::diagnostics::Diagnostics;

impl From<&openapiv3::OpenAPI> for Document {
    /// The description as the JSON that it stands for; diagnostics point into that text, named `openapi.json`.
    fn from(description: &openapiv3::OpenAPI) -> Self {
        let text = serde_json::to_string_pretty(description)
            .expect("the type is made to be written as JSON: its keys are strings");
        let mut diagnostics = Diagnostics::default();
        Self::load(&mut diagnostics, "openapi.json", text.as_bytes())
            .expect("what was just written as JSON is an object of JSON")
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
