use super::{Filter, Selection};
use crate::diagnostics::{Code, Diagnostics};
use crate::document::Document;

const TEXT: &str = "\
openapi: 3.1.0
security: [{Key: []}]
paths:
  /pets:
    get: {tags: [Pets], operationId: list, responses: {'200': {$ref: '#/components/responses/Pets'}}}
    post: {tags: [Pets], operationId: add, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/New%20Pet'}}}}}
  /pets/{id}:
    $ref: '#/components/pathItems/Pet'
  /owners:
    parameters: [{$ref: '#/components/parameters/Page'}]
    get: {tags: [Owners], operationId: owners}
components:
  pathItems:
    Pet:
      get: {tags: [Pets], operationId: show, security: [{Other: []}]}
      delete: {tags: [Admin], operationId: remove}
  parameters: {Page: {name: page, in: query, schema: {$ref: '#/components/schemas/Page'}}}
  responses: {Pets: {description: d, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet/properties/self'}}}}}}
  schemas:
    Pet: {properties: {self: {oneOf: [], discriminator: {propertyName: kind, mapping: {c: Cat, d: '#/components/schemas/Dog'}}}}}
    Cat: {}
    Dog: {$ref: '#anchor'}
    Named: {$anchor: anchor}
    Page: {}
    New Pet: {}
    Lonely: {$ref: '#/components/schemas/Lonely'}
  securitySchemes: {Key: {}, Other: {}, Unused: {}}
";

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// What is left: operations by id, then components.
fn left(filter: &Filter) -> (Vec<String>, Vec<String>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let mut document =
        Document::load(&mut diagnostics, "a.yaml", TEXT.as_bytes()).expect("a document");
    document.filter(&mut diagnostics, filter);
    let root = document.root();
    let items = root.get("paths").expect("paths");
    let members = items
        .members()
        .flat_map(|(_, item)| item.members().collect::<Vec<_>>());
    let ids =
        members.filter_map(|(_, member)| Some(member.get("operationId")?.as_str()?.to_owned()));
    let kinds = root.get("components").expect("components");
    let components = kinds
        .members()
        .flat_map(|(_, kind)| kind.members().collect::<Vec<_>>());
    let components = components.map(|(name, _)| name.to_owned());
    (ids.collect(), components.collect(), diagnostics)
}

#[test]
fn what_only_the_others_need_goes_with_them() {
    let include = Selection {
        tags: words(&["Pets"]),
        methods: words(&["GET"]),
        ..Selection::default()
    };
    let (ids, components, diagnostics) = left(&Filter {
        include,
        ..Filter::default()
    });
    assert_eq!(ids, ["list", "show"]);
    let expected = ["Pets", "Pet", "Cat", "Dog", "Named", "Key", "Other"];
    assert_eq!(components, expected);
    assert_eq!(diagnostics.iter().count(), 0);
}

#[test]
fn exclusion_goes_before_inclusion() {
    let include = Selection {
        paths: vec![
            "/pets/**".parse().expect("a pattern"),
            "/pets".parse().expect("a pattern"),
        ],
        ..Selection::default()
    };
    let exclude = Selection {
        operations: words(&["list"]),
        tags: words(&["Admin"]),
        ..Selection::default()
    };
    let (ids, components, _) = left(&Filter { include, exclude });
    assert_eq!(ids, ["add", "show"]);
    assert_eq!(components, ["New Pet", "Key", "Other"]);
}

#[test]
fn a_star_stays_within_a_segment_and_braces_are_themselves() {
    for (glob, expected) in [
        ("/*", &["list", "add", "owners"][..]),
        ("/*/{id}", &["show", "remove"]),
        ("/**", &["list", "add", "show", "remove", "owners"]),
    ] {
        let include = Selection {
            paths: vec![glob.parse().expect("a pattern")],
            ..Selection::default()
        };
        let (ids, _, _) = left(&Filter {
            include,
            ..Filter::default()
        });
        assert_eq!(ids, expected, "{glob}");
    }
}

#[test]
fn a_word_that_fits_nothing_is_found() {
    let exclude = Selection {
        tags: words(&["Pets", "pets"]),
        ..Selection::default()
    };
    let (ids, _, diagnostics) = left(&Filter {
        exclude,
        ..Filter::default()
    });
    assert_eq!(ids, ["remove", "owners"]);
    let found: Vec<_> = diagnostics
        .iter()
        .map(|found| (found.code, found.message.as_str()))
        .collect();
    assert_eq!(
        found,
        [(Code::UNUSED_FILTER, "no operation fits `tag=pets`")]
    );
}

#[test]
fn collections_of_2_0_are_pruned_too() {
    let text = "swagger: '2.0'
info: {title: T, version: '1'}
paths:
  /a: {get: {tags: [A], parameters: [{$ref: '#/parameters/B'}, {$ref: '#/parameters/F'}], responses: {'200': {$ref: '#/responses/R'}}}}
  /b: {get: {tags: [B], parameters: [{$ref: '#/parameters/Q'}], responses: {default: {description: D, schema: {$ref: '#/definitions/E'}}}}}
parameters:
  B: {name: b, in: body, schema: {$ref: '#/definitions/C'}}
  F: {name: f, in: formData, type: string}
  Q: {name: q, in: query, type: string}
responses: {R: {description: R, schema: {$ref: '#/definitions/D'}}, S: {description: S}}
definitions: {C: {type: string}, D: {type: string}, E: {type: string}}
";
    let mut diagnostics = Diagnostics::default();
    let mut document = Document::load(&mut diagnostics, "a.yaml", text.as_bytes()).expect("YAML");
    let include = Selection {
        tags: vec!["A".to_owned()],
        ..Selection::default()
    };
    let exclude = Selection::default();
    document.filter(&mut diagnostics, &Filter { include, exclude });
    let root = document.root();
    let names = |section: &str| -> Vec<&str> {
        let members = root.get(section).expect(section);
        members.members().map(|(name, _)| name).collect()
    };
    assert_eq!(names("definitions"), ["C", "D"]);
    assert_eq!(names("parameters"), ["B", "F", "Q"]);
    assert_eq!(names("responses"), ["R"]);
}
