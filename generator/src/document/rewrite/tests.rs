use crate::diagnostics::Diagnostics;
use crate::document::{Document, Version};

/// What became of a schema, and how often something was said.
fn rewritten(from: &str, schema: &str, to: Version) -> (String, usize) {
    let text = format!("openapi: {from}\ncomponents: {{schemas: {{A: {schema}}}}}\n");
    let mut diagnostics = Diagnostics::default();
    let mut document = Document::load(&mut diagnostics, "a.yaml", text.as_bytes()).expect(schema);
    document.rewrite(&mut diagnostics, to);
    let json = document.root.to_json();
    let schema = json["components"]["schemas"]["A"].to_string();
    (schema, diagnostics.into_vec().len())
}

#[test]
fn the_dialect_of_3_0_in_the_words_of_json_schema() {
    for (schema, expected) in [
        (
            "{type: string, nullable: true}",
            r#"{"type":["string","null"]}"#,
        ),
        ("{type: string, nullable: false}", r#"{"type":"string"}"#),
        (
            "{type: string, nullable: true, enum: [a]}",
            r#"{"type":["string","null"],"enum":["a",null]}"#,
        ),
        (
            "{properties: {a: {}}, nullable: true}",
            r#"{"properties":{"a":{}},"type":["object","null"]}"#,
        ),
        (
            "{oneOf: [{}], nullable: true}",
            r#"{"oneOf":[{},{"type":"null"}]}"#,
        ),
        (
            "{allOf: [{}], title: t, nullable: true}",
            r#"{"title":"t","anyOf":[{"allOf":[{}]},{"type":"null"}]}"#,
        ),
        (
            "{minimum: 1, exclusiveMinimum: true}",
            r#"{"exclusiveMinimum":1}"#,
        ),
        ("{maximum: 1, exclusiveMaximum: false}", r#"{"maximum":1}"#),
        ("{exclusiveMinimum: true}", "{}"),
        ("{example: 1}", r#"{"examples":[1]}"#),
        ("{$ref: '#/a', title: t}", r##"{"$ref":"#/a"}"##),
        (
            "{properties: {nullable: {example: 1}}}",
            r#"{"properties":{"nullable":{"examples":[1]}}}"#,
        ),
        (
            "{default: {nullable: true}}",
            r#"{"default":{"nullable":true}}"#,
        ),
    ] {
        for to in [Version::V3_1, Version::V3_2] {
            assert_eq!(
                rewritten("3.0.3", schema, to),
                (expected.to_owned(), 0),
                "{schema}"
            );
        }
    }
}

const TO_3_0: &[(&str, &str, usize)] = &[
    (
        "{type: [string, 'null']}",
        r#"{"type":"string","nullable":true}"#,
        0,
    ),
    (
        "{type: [string, 'null'], enum: [a]}",
        r#"{"type":"string","enum":["a"]}"#,
        0,
    ),
    (
        "{type: [string, integer]}",
        r#"{"anyOf":[{"type":"string"},{"type":"integer"}]}"#,
        0,
    ),
    ("{type: 'null'}", r#"{"enum":[null],"nullable":true}"#, 0),
    (
        "{anyOf: [{type: string}, {type: 'null'}]}",
        r#"{"anyOf":[{"type":"string"}],"nullable":true}"#,
        0,
    ),
    ("{const: a}", r#"{"enum":["a"]}"#, 0),
    ("{const: a, enum: [a, b]}", r#"{"enum":["a","b"]}"#, 1),
    (
        "{exclusiveMinimum: 1}",
        r#"{"minimum":1,"exclusiveMinimum":true}"#,
        0,
    ),
    ("{exclusiveMinimum: 1, minimum: 2}", r#"{"minimum":2}"#, 0),
    (
        "{exclusiveMaximum: 1, maximum: 2}",
        r#"{"maximum":1,"exclusiveMaximum":true}"#,
        0,
    ),
    ("{examples: [1, 2]}", r#"{"example":1}"#, 1),
    (
        "{$ref: '#/components/schemas/A', title: t}",
        r##"{"allOf":[{"$ref":"#/components/schemas/A"}],"title":"t"}"##,
        0,
    ),
    (
        "{properties: {a: true, b: false}}",
        r#"{"properties":{"a":{},"b":{"not":{}}}}"#,
        0,
    ),
    (
        "{type: array, prefixItems: [true]}",
        r#"{"type":"array","items":{}}"#,
        1,
    ),
    ("{contentEncoding: base64}", r#"{"format":"byte"}"#, 0),
    ("{if: {}, then: {}, $comment: c}", "{}", 2),
    (
        "{additionalProperties: false}",
        r#"{"additionalProperties":false}"#,
        0,
    ),
];

#[test]
fn json_schema_in_the_words_of_3_0() {
    for (schema, expected, lost) in TO_3_0 {
        let found = rewritten("3.1.0", schema, Version::V3_0);
        assert_eq!(found, ((*expected).to_owned(), *lost), "{schema}");
    }
}
