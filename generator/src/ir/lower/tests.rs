use std::fmt::Write as _;

use crate::diagnostics::Diagnostics;
use crate::document::Document;
use crate::ir::analysis::Analyses;
use crate::ir::{dump, lower};
use crate::spec;

fn load(text: &str) -> Document {
    Document::load(&mut Diagnostics::default(), "test.yaml", text.as_bytes())
        .expect("the test's own document loads")
}

/// A whole document as text, and what was said about it from the lowering on.
fn lowered(text: &str) -> String {
    written(&load(text))
}

fn written(document: &Document) -> String {
    let mut diagnostics = Diagnostics::default();
    let spec = spec::read::read(&mut diagnostics, document);
    let mut diagnostics = Diagnostics::default();
    let api = lower::lower(&mut diagnostics, &spec);
    let analyses = Analyses::of(&mut diagnostics, &api, false);
    let mut text = dump::dump(&api, &analyses);
    for finding in &diagnostics {
        let _ = writeln!(text, "{} {}", finding.code, finding.at.pointer());
    }
    text
}

/// Component schemas as text, without the remark that no operation uses them.
fn schemas(schemas: &str) -> String {
    let indented: String = schemas.lines().flat_map(|line| ["\n    ", line]).collect();
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\ncomponents:\n  schemas:{indented}\n"
    );
    lowered(&document)
        .replace(" (unused)", "")
        .replace(" (unused, ", " (")
}

fn check(document: &str, expected: &[&str]) {
    assert_eq!(
        schemas(document).lines().collect::<Vec<_>>(),
        expected,
        "{document}"
    );
}

#[test]
fn every_spelling_of_nullable_is_one() {
    for spelling in [
        "{type: [string, 'null']}",
        "{type: ['null', string]}",
        "{type: string, nullable: true}",
        "{oneOf: [{type: string}, {type: 'null'}]}",
        "{anyOf: [{type: 'null'}, {type: string}]}",
        "{anyOf: [{type: string}, {const: null}]}",
        "{anyOf: [{type: string}, {enum: [null]}]}",
        "{oneOf: [{type: [string, 'null']}]}",
        "{oneOf: [{type: [string, 'null']}, {type: 'null'}]}",
        "{anyOf: [{type: [string, 'null']}, {type: string}]}",
        "{allOf: [{type: [string, 'null']}]}",
        "{type: [string, 'null'], allOf: [{type: string}]}",
        "{nullable: true, allOf: [{type: string}]}",
    ] {
        check(&format!("A: {spelling}"), &["A: text or null"]);
    }
}

#[test]
fn null_of_a_parent_is_not_its_children_s() {
    let parents = "Base: {type: [object, 'null'], required: [id], properties: {id: {type: string}}}\nMini: {anyOf: [{allOf: [{$ref: '#/components/schemas/Base'}, {properties: {name: {type: string}}}]}, {type: 'null'}]}";
    let child = "File: {type: object, allOf: [{$ref: '#/components/schemas/Mini'}, {properties: {size: {type: integer}}}]}";
    let text = schemas(&format!("{parents}\n{child}"));
    let file: Vec<&str> = text
        .lines()
        .skip_while(|line| !line.starts_with("File"))
        .collect();
    assert_eq!(
        file[..4],
        [
            "File: record",
            "  size?: integer",
            "  id: text",
            "  name?: text"
        ],
        "{text}"
    );
    assert!(!text.contains("File|"), "{text}");
}

#[test]
fn null_is_what_all_parts_admit() {
    let null_or = |words: &str| format!("{{anyOf: [{{type: integer{words}}}, {{type: 'null'}}]}}");
    for (other, expected) in [
        ("{type: integer}", "A: integer"),
        ("{description: x}", "A: integer or null"),
        (&null_or(""), "A: integer or null"),
    ] {
        let text = schemas(&format!(
            "A: {{allOf: [{}, {other}]}}",
            null_or(", maximum: 5")
        ));
        let line = text.lines().next().unwrap_or_default();
        assert!(
            line.replace(" [maximum 5]", "") == expected,
            "{other}: {text}"
        );
    }
}

#[test]
fn a_nullable_use_of_a_component_stays_a_use() {
    for spelling in [
        "{oneOf: [{$ref: '#/components/schemas/R'}, {type: 'null'}]}",
        "{nullable: true, allOf: [{$ref: '#/components/schemas/R'}]}",
        "{type: [object, 'null'], $ref: '#/components/schemas/R'}",
        "{$ref: '#/components/schemas/N'}",
        "{anyOf: [{$ref: '#/components/schemas/N'}, {type: 'null'}]}",
    ] {
        let text = schemas(&format!(
            "R: {{properties: {{a: {{type: string}}}}}}\nN: {{anyOf: [{{$ref: '#/components/schemas/R'}}, {{type: 'null'}}]}}\nH: {{properties: {{p: {spelling}}}}}"
        ));
        let line = text.lines().last().unwrap_or_default().trim();
        assert!(
            line == "p?: R or null" || line == "p?: N",
            "{spelling}: {line}"
        );
    }
}

#[test]
fn null_beside_an_enum_counts_however_it_is_said() {
    for spelling in [
        "{type: [string, 'null'], enum: [a, b]}",
        "{type: string, enum: [a, null, b]}",
        "{enum: [a, b, null]}",
    ] {
        check(
            &format!("A: {spelling}"),
            &["A: A! or null", "A!: one of", "  \"a\"", "  \"b\""],
        );
    }
}

#[test]
fn all_of_is_merged() {
    check(
        "Base: {type: object, properties: {id: {type: integer}, kind: {type: string}}, required: [id]}\n\
         A: {allOf: [{$ref: '#/components/schemas/Base'}, {properties: {kind: {const: a}, n: {type: integer, minimum: 1}}}, {properties: {n: {maximum: 5}}, required: [n]}]}",
        &[
            "Base: record",
            "  id: integer",
            "  kind?: text",
            "A: record",
            "  id: integer",
            "  kind?: A.kind",
            "  n: integer [minimum 1, maximum 5]",
            "A.kind: always",
            "  \"a\"",
        ],
    );
}

#[test]
fn what_one_reference_says_is_said_by_all_of_it() {
    check(
        "A: {type: string}\nB: {allOf: [{$ref: '#/components/schemas/A'}], description: B}\nC: {properties: {b: {allOf: [{$ref: '#/components/schemas/B'}], description: here}}}",
        &["A: text", "B: same as A", "C: record", "  b?: B"],
    );
}

#[test]
fn contradictions_are_told_and_weakened() {
    check(
        "A: {allOf: [{type: string}, {type: integer}]}\nB: {type: string, enum: [1, 2]}\nC: {minimum: 3}\nD: {type: integer, minimum: 3, maximum: 2}",
        &[
            "A: anything",
            "B: text",
            "C: anything where {Bounds[(\"minimum\", \"3\")]}",
            "D: integer [minimum 3, maximum 2]",
            "E0401 /components/schemas/A",
            "E0401 /components/schemas/B",
            "E0401 /components/schemas/B",
            "E0405 /components/schemas/C",
            "E0401 /components/schemas/D",
        ],
    );
}

#[test]
fn parents_and_children_know_each_other() {
    check(
        "Pet: {type: object, required: [kind], properties: {kind: {type: string}}, oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}}\n\
         Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {claws: {type: integer}}}]}\n\
         Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {tail: {type: boolean}}}]}",
        &[
            "Pet: one of by \"kind\"",
            "  | Cat tagged [\"cat\"]",
            "  | Dog tagged [\"Dog\"]",
            "Cat: record",
            "  kind: text",
            "  claws?: integer",
            "Dog: record",
            "  kind: text",
            "  tail?: boolean",
        ],
    );
}

#[test]
fn a_fixed_tag_is_surer_than_a_name() {
    let text = schemas(
        "U: {oneOf: [{$ref: '#/components/schemas/Cat'}, {required: [k], properties: {k: {enum: [x, y]}}}], discriminator: {propertyName: k}}\n\
         Cat: {required: [k], properties: {k: {const: cat}}}",
    );
    let tags: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("tagged"))
        .collect();
    assert_eq!(
        tags,
        ["  | Cat tagged [\"cat\"]", "  | U|1 tagged [\"x\", \"y\"]"]
    );
}

#[test]
fn what_stands_beside_a_choice_holds_in_each_branch() {
    check(
        "A: {type: object, properties: {id: {type: integer}}, required: [id], oneOf: [{properties: {a: {type: string}}, required: [a]}, {properties: {b: {type: string}}, required: [b]}]}",
        &[
            "A: one of",
            "  | A|0 if object with id, a",
            "  | A|1 if object with id, b",
            "A|0: record (keeps what is undeclared)",
            "  id: integer",
            "  a: text",
            "A|1: record (keeps what is undeclared)",
            "  id: integer",
            "  b: text",
        ],
    );
}

#[test]
fn asking_for_presence_is_no_choice() {
    check(
        "A: {properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}",
        &[
            "A: record (keeps what is undeclared) where {Any([{Required([\"a\"])}, {Required([\"b\"])}])}",
            "  a?: text",
            "  b?: text",
        ],
    );
}

#[test]
fn lists_of_values_are_joined_and_open() {
    let expected = ["A: one of", "  \"a\"", "  \"b\""];
    check(
        "A: {anyOf: [{type: string, enum: [a, b]}, {type: string}]}",
        &expected,
    );
    check(
        "A: {oneOf: [{const: a}, {const: b}, {const: a}]}",
        &[
            "A: one of",
            "  \"a\"",
            "  \"b\"",
            "E0404 /components/schemas/A/oneOf/2",
        ],
    );
    check(
        "A: {oneOf: [{const: a, title: First}]}",
        &["A: always", "  \"a\""],
    );
}

#[test]
fn objects_are_records_or_maps() {
    check(
        "A: {type: object}\nB: {type: object, additionalProperties: {type: integer}}\nC: {additionalProperties: false, type: object}\nD: {properties: {a: true}, additionalProperties: {type: string}}\nE: {required: [x]}\nF: {type: array}\nG: {type: array, prefixItems: [{type: string}, {type: integer}], items: false}\nH: {type: [string, integer]}\nI: {enum: [true, false]}",
        &[
            "A: map of anything",
            "B: map of integer",
            "C: closed record (keeps what is undeclared)",
            "D: record with others of text",
            "  a?: anything",
            "E: record",
            "  x: anything",
            "F: list of anything",
            "G: tuple of (text, integer) where {Parts([{Types(string)}, {Types(integer)}]), Items({Never})}",
            "H: one of",
            "  | text if string",
            "  | integer if integer",
            "I: boolean",
        ],
    );
}

#[test]
fn recursion_is_cut_where_it_is_direct() {
    check(
        "Direct: {properties: {next: {$ref: '#/components/schemas/Direct'}}}\n\
         Null: {properties: {next: {anyOf: [{$ref: '#/components/schemas/Null'}, {type: 'null'}]}}}\n\
         One: {properties: {two: {$ref: '#/components/schemas/Two'}}}\n\
         Two: {properties: {one: {$ref: '#/components/schemas/One'}}}\n\
         Tree: {properties: {kids: {type: array, items: {$ref: '#/components/schemas/Tree'}}, named: {additionalProperties: {$ref: '#/components/schemas/Tree'}}}}\n\
         Either: {oneOf: [{type: string}, {$ref: '#/components/schemas/Holder'}]}\n\
         Holder: {required: [of], properties: {of: {$ref: '#/components/schemas/Either'}}}",
        &[
            "Direct: record",
            "  next?: apart Direct",
            "Null: record",
            "  next?: apart Null or null",
            "One: record",
            "  two?: Two",
            "Two: record",
            "  one?: apart One",
            "Tree: record",
            "  kids?: list of Tree",
            "  named?: map of Tree",
            "Either: one of",
            "  | text if string",
            "  | apart Holder if object with of",
            "Holder: record (keeps what is undeclared)",
            "  of: Either",
        ],
    );
}

#[test]
fn types_of_themselves_are_anything() {
    check(
        "A: {oneOf: [{$ref: '#/components/schemas/B'}]}\nB: {anyOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}\nC: {allOf: [{$ref: '#/components/schemas/C'}, {properties: {a: {type: string}}}]}",
        &[
            "A: anything",
            "B: anything",
            "C: record",
            "  a?: text",
            "E0401 /components/schemas/C",
            "E0202 /components/schemas/A",
        ],
    );
}

#[test]
fn defaults_and_examples_have_to_fit() {
    check(
        "A: {properties: {a: {type: integer, default: 3}, b: {type: integer, default: x}, c: {type: string, enum: [q], default: z}, d: {type: integer, format: int8, default: 200}, e: {type: string, example: 4}}}",
        &[
            "A: record",
            "  a?: integer = 3",
            "  b?: integer",
            "  c?: A.c",
            "  d?: integer of 8 bits",
            "  e?: text",
            "A.c: one of",
            "  \"q\"",
            "E0402 /components/schemas/A/properties/b/default",
            "E0402 /components/schemas/A/properties/c/default",
            "E0402 /components/schemas/A/properties/d/default",
            "E0403 /components/schemas/A/properties/e/example",
        ],
    );
}

#[test]
fn a_job_has_results_of_several_shapes() {
    check(
        "Job: {properties: {results: {readOnly: true, oneOf: [{type: [array, 'null'], items: {$ref: '#/components/schemas/Result'}}, {type: object, properties: {success: {type: boolean}}, required: [success]}]}}}\n\
         Result: {oneOf: [{$ref: '#/components/schemas/Made'}, {$ref: '#/components/schemas/Failed'}]}\n\
         Made: {type: object, properties: {id: {type: integer}, index: {type: integer}}, required: [id, index]}\n\
         Failed: {type: object, properties: {error: {type: string}, id: {type: integer}}, required: [error, id]}",
        &[
            "Job: record",
            "  results?: Job.results! or null read-only",
            "Result: one of",
            "  | Made if object with id, index",
            "  | Failed if object with error, id",
            "Made: record (keeps what is undeclared)",
            "  id: integer",
            "  index: integer",
            "Failed: record (keeps what is undeclared)",
            "  error: text",
            "  id: integer",
            "Job.results!: one of",
            "  | list of Result if array",
            "  | Job.results!|1 if object with success",
            "Job.results!|1: record (keeps what is undeclared)",
            "  success: boolean",
        ],
    );
}

#[test]
fn branches_that_look_alike_are_told() {
    check(
        "A: {oneOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {a: {type: string, maxLength: 3}}}]}\n\
         B: {oneOf: [{type: object, required: [k], properties: {k: {const: x}}}, {type: object, required: [k], properties: {k: {const: y}}}]}",
        &[
            "A: one of",
            "  | A|0 if object",
            "  | A|1 if object",
            "  branches 0 and 1 look alike",
            "B: one of",
            "  | B|0 if object with k where k is \"x\"",
            "  | B|1 if object with k where k is \"y\"",
            "A|0: record (keeps what is undeclared)",
            "  a?: text",
            "A|1: record (keeps what is undeclared)",
            "  a?: text [maxLength 3]",
            "B|0: record (keeps what is undeclared)",
            "  k: B|0.k",
            "B|0.k: always",
            "  \"x\"",
            "B|1: record (keeps what is undeclared)",
            "  k: B|1.k",
            "B|1.k: always",
            "  \"y\"",
            "E0404 /components/schemas/A",
        ],
    );
}

#[test]
fn a_listing_by_cursor_is_found() {
    let page = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      operationId: list\n      parameters: [{name: 'page[size]', in: query, schema: {type: integer, maximum: 100}}, {name: 'page[after]', in: query, schema: {type: string}}]\n      responses: {'200': {description: d, content: {application/json: {schema: {properties: {items: {type: array, items: {type: string}}, meta: {properties: {has_more: {type: boolean}, after_cursor: {type: [string, 'null']}}}}}}}}}\n";
    let text = lowered(page);
    let line = text.lines().last().unwrap_or_default().trim();
    assert_eq!(
        line,
        "paged: query parameter `page[after]` takes a cursor beside the page size `page[size]`; 200 answers with the items in `items` and the next cursor in `meta.after_cursor`, more to come in `meta.has_more`"
    );
    assert!(!lowered(&page.replace("page[after]", "filter")).contains("paged:"));
}
