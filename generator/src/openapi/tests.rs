use openapiv3::{OpenAPI, ReferenceOr, SchemaKind, Type};

use crate::diagnostics::Diagnostics;
use crate::document::Document;
use crate::spec::Spec;
use crate::spec::read::read;

/// The contract of one schema, `A`.
fn spec(version: &str, schema: &str) -> Spec {
    let text = format!(
        "openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{A: {schema}}}}}\n"
    );
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&mut diagnostics, "a.yaml", text.as_bytes()).unwrap();
    read(&mut diagnostics, &document)
}

/// `A` as it goes out.
fn exported(version: &str, schema: &str) -> openapiv3::Schema {
    let description = OpenAPI::try_from(&spec(version, schema)).unwrap();
    match &description.components.unwrap().schemas["A"] {
        ReferenceOr::Item(schema) => schema.clone(),
        ReferenceOr::Reference { reference } => panic!("{reference}"),
    }
}

#[test]
fn a_schema_of_one_type_is_typed_and_keeps_its_digits() {
    let schema = exported(
        "3.0.4",
        "{type: integer, maximum: 9223372036854775807, enum: [1, 2]}",
    );
    let SchemaKind::Type(Type::Integer(integer)) = schema.schema_kind else {
        panic!("{schema:?}");
    };
    assert_eq!(integer.maximum, Some(i64::MAX));
    assert_eq!(integer.enumeration, [Some(1), Some(2)]);
}

#[test]
fn what_later_versions_say_otherwise_is_said_in_3_0_words() {
    let json = |schema: &str| {
        serde_json::to_value(exported("3.1.0", schema))
            .unwrap()
            .to_string()
    };
    for (schema, expected) in [
        (
            "{type: [string, 'null']}",
            r#"{"nullable":true,"type":"string"}"#,
        ),
        (
            "{type: [string, integer]}",
            r#"{"anyOf":[{"type":"string"},{"type":"integer"}]}"#,
        ),
        (
            "{type: integer, exclusiveMinimum: 1}",
            r#"{"type":"integer","exclusiveMinimum":true,"minimum":1}"#,
        ),
        ("{const: a}", r#"{"enum":["a"]}"#),
        (
            "{anyOf: [{type: string}, {type: 'null'}]}",
            r#"{"nullable":true,"anyOf":[{"type":"string"}]}"#,
        ),
        (
            "{type: [string, 'null'], enum: [a]}",
            r#"{"type":"string","enum":["a"]}"#,
        ),
        ("false", r#"{"not":{}}"#),
        (
            "{type: array, items: {}, xml: {name: p, wrapped: true}}",
            r#"{"xml":{"name":"p","wrapped":true},"type":"array","items":{}}"#,
        ),
    ] {
        assert_eq!(json(schema), expected, "{schema}");
    }
}

#[test]
fn what_3_0_cannot_say_is_an_error_with_its_place() {
    let lost = OpenAPI::try_from(&spec("3.1.0", "{type: array, prefixItems: [{}]}")).unwrap_err();
    let lost: Vec<String> = lost
        .iter()
        .map(|lost| format!("{} {}", lost.code, lost.at))
        .collect();
    assert_eq!(lost, ["E0315 a.yaml#/components/schemas/A"]);
}

/// The contract of a document, as text.
fn contract(document: &Document) -> String {
    crate::spec::dump::dump(&read(&mut Diagnostics::default(), document))
}

#[test]
fn encodings_go_out_and_come_in_again() {
    let text = r"
openapi: 3.0.4
info: {title: t, version: '1'}
paths:
  /a:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {a: {type: string}, b: {type: array, items: {type: string}}}}
            encoding:
              a: {contentType: image/png, headers: {X-A: {required: true, schema: {type: integer}}}}
              b: {style: spaceDelimited, explode: true, allowReserved: true}
      responses: {'204': {description: Done.}}
";
    let document = Document::load(&mut Diagnostics::default(), "a.yaml", text.as_bytes()).unwrap();
    let spec = read(&mut Diagnostics::default(), &document);
    let description = OpenAPI::try_from(&spec).expect("3.0 has words for all of it");
    assert_eq!(contract(&Document::from(&description)), contract(&document));
    let joined = text.replace("explode: true", "explode: false");
    let document = Document::load(&mut Diagnostics::default(), "a.yaml", joined.as_bytes());
    let spec = read(&mut Diagnostics::default(), &document.unwrap());
    let lost = OpenAPI::try_from(&spec).unwrap_err();
    assert!(
        lost.iter()
            .any(|lost| lost.message.contains("explode: false"))
    );
}
