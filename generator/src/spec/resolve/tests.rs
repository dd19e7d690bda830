use super::Kind;
use super::References;
use crate::diagnostics::Diagnostics;
use crate::document::Document;
use crate::source::{Memory, Pointer};
use crate::spec::dialect::Dialect;

/// A document of one component `A`, with other files beside it.
fn document(schema: &str, files: &[(&str, &str)]) -> Document {
    let text = format!(
        "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, components: {{schemas: {{A: {schema}, B: {{type: string}}}}}}}}"
    );
    let mut diagnostics = Diagnostics::default();
    let mut document = Document::load(&mut diagnostics, "a/api.yaml", text.as_bytes()).unwrap();
    let files = files
        .iter()
        .fold(Memory::default(), |memory, (name, text)| {
            memory.with(*name, *text)
        });
    document.link(&mut diagnostics, &files);
    assert_eq!(diagnostics.iter().count(), 0, "{text}");
    document
}

/// Where the reference at a pointer leads, and how many findings that makes.
fn leads(document: &Document, at: &str) -> (String, usize) {
    let mut diagnostics = Diagnostics::default();
    let mut references = References::new(document, Dialect::V31);
    let pointer = Pointer::parse(&format!("/components/schemas/A{at}/$ref")).unwrap();
    let reference = document.root().find(&pointer).expect(at);
    let end = references.resolve(&mut diagnostics, &reference, Kind::Schema);
    let end = end.map_or_else(|_| "nothing".to_owned(), |node| node.at().to_string());
    references.report(&mut diagnostics);
    (end, diagnostics.iter().count())
}

/// Each case: a schema, and where the `$ref` in its `properties.r` leads.
fn check(cases: &[(&str, &str)], files: &[(&str, &str)]) {
    for (schema, expected) in cases {
        let document = document(schema, files);
        let found = leads(&document, "/properties/r");
        let findings = usize::from(*expected == "nothing");
        assert_eq!(found, ((*expected).to_owned(), findings), "{schema}");
    }
}

const A: &str = "a/api.yaml#/components/schemas/A";

#[test]
fn pointers_count_from_the_resource() {
    let at = |rest: &str| format!("{A}{rest}");
    check(
        &[
            (
                "{properties: {r: {$ref: '#/components/schemas/B'}}}",
                "a/api.yaml#/components/schemas/B",
            ),
            ("{$id: x, properties: {r: {$ref: '#'}}}", A),
            (
                "{$id: 'urn:uuid:1', properties: {r: {$ref: '#/$defs/x'}}, $defs: {x: {}}}",
                &at("/$defs/x"),
            ),
            (
                "{$id: x, properties: {r: {$ref: '#/$defs//$defs/'}}, $defs: {'': {$defs: {'': {}}}}}",
                &at("/$defs//$defs/"),
            ),
            (
                "{$id: x, properties: {r: {$ref: '#/$defs/a~1b%25c~0d'}}, $defs: {'a/b%c~d': {}}}",
                &at("/$defs/a~1b%c~0d"),
            ),
            (
                "{$id: x, properties: {r: {$ref: '#/$defs/a%22b'}}, $defs: {'a\"b': {}}}",
                &at("/$defs/a\"b"),
            ),
            (
                "{$id: x, properties: {r: {$ref: '#/allOf/1'}}, allOf: [{}, {}]}",
                &at("/allOf/1"),
            ),
            (
                "{$id: x, properties: {r: {$ref: '#/allOf/01'}}, allOf: [{}, {}]}",
                "nothing",
            ),
        ],
        &[],
    );
}

#[test]
fn identifiers_change_what_references_are_relative_to() {
    let at = |rest: &str| format!("{A}{rest}");
    check(
        &[
            (
                "{$id: 'http://e/a/b', properties: {r: {$ref: c}}, $defs: {c: {$id: /a/c}}}",
                &at("/$defs/c"),
            ),
            (
                "{$id: 'http://e/a/', properties: {r: {$id: b/, $ref: c}}, $defs: {c: {$id: b/c}}}",
                &at("/$defs/c"),
            ),
            (
                "{$id: 'urn:x', properties: {r: {$ref: 'urn:y#n'}}, $defs: {y: {$id: 'urn:y', $defs: {n: {$anchor: n}}}}}",
                &at("/$defs/y/$defs/n"),
            ),
            (
                "{$id: 'http://e/x', properties: {r: {$ref: 'x#n'}}, $defs: {n: {$anchor: n}}}",
                &at("/$defs/n"),
            ),
            (
                "{$id: 'http://e/x', properties: {r: {$ref: '#n'}}, $defs: {y: {$id: y, $anchor: n}, n: {$anchor: n}}}",
                &at("/$defs/n"),
            ),
            (
                "{$id: 'http://e/x', properties: {r: {$ref: '#n'}}, $defs: {y: {$id: y, $anchor: n}}}",
                "nothing",
            ),
            // What stands in data names nothing.
            (
                "{properties: {r: {$ref: 'http://e/x'}}, enum: [{$id: 'http://e/x'}], $defs: {x: {$id: 'http://e/x'}}}",
                &at("/$defs/x"),
            ),
            (
                "{properties: {r: {$ref: '#n'}}, const: {$anchor: n}}",
                "nothing",
            ),
            (
                "{properties: {r: {$ref: '#n'}, $anchor: {type: string}}}",
                "nothing",
            ),
        ],
        &[],
    );
}

#[test]
fn files_are_found_from_where_the_reference_stands() {
    let files = [
        ("a/c.yaml", "{$defs: {x: {$anchor: n}}}"),
        ("a/b/d.json", r#"{"x": {"type": "string"}}"#),
        ("e.yaml", "{$id: 'http://e/e', $defs: {x: {$anchor: n}}}"),
        ("a/api.yml", "{x: 1}"),
    ];
    check(
        &[
            ("{properties: {r: {$ref: c.yaml}}}", "a/c.yaml#"),
            ("{properties: {r: {$ref: 'c.yaml#n'}}}", "a/c.yaml#/$defs/x"),
            (
                "{properties: {r: {$ref: './x/../b/%64.json#/x'}}}",
                "a/b/d.json#/x",
            ),
            ("{properties: {r: {$ref: 'C.yaml'}}}", "nothing"),
            (
                "{properties: {r: {$ref: '../e.yaml#n'}}}",
                "e.yaml#/$defs/x",
            ),
            (
                "{properties: {r: {$ref: 'http://e/e#/$defs/x'}, s: {$ref: ../e.yaml}}}",
                "e.yaml#/$defs/x",
            ),
            (
                "{properties: {r: {$ref: 'api.yaml#/components/schemas/B'}}}",
                "a/api.yaml#/components/schemas/B",
            ),
            ("{properties: {r: {$ref: 'api.yml#/x'}}}", "nothing"),
            ("{properties: {r: {$ref: 'api.yaml'}}}", "nothing"),
        ],
        &files,
    );
}

#[test]
fn a_file_of_several_spellings_is_one() {
    let schema =
        "{properties: {a: {$ref: b.yaml}, b: {$ref: ./b.yaml}, c: {$ref: 'x/../%62.yaml#/x'}}}";
    let document = document(schema, &[("a/b.yaml", "x: {$ref: '../a/./api.yaml'}")]);
    assert_eq!(document.sources.len(), 2);
    assert_eq!(document.externals.files.len(), 1);
}

#[test]
fn what_only_data_names_is_not_read() {
    let schema =
        "{default: {$ref: b.yaml}, example: {$ref: c.yaml}, properties: {default: {$ref: d.yaml}}}";
    let all = ["b", "c", "d"].map(|name| (format!("a/{name}.yaml"), "{}"));
    let all: Vec<(&str, &str)> = all
        .iter()
        .map(|(name, text)| (name.as_str(), *text))
        .collect();
    let names: Vec<String> = document(schema, &all)
        .sources
        .iter()
        .map(|source| source.name.clone())
        .collect();
    assert_eq!(names, ["a/api.yaml", "a/d.yaml"]);
}
