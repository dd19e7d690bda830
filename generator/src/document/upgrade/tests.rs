use std::fmt::Write;

use serde_json::{Value, json};

use crate::diagnostics::Diagnostics;
use crate::document::{Document, Node};

/// What a document below a head becomes, and what is said: `CODE pointer`.
fn upgrade(body: &str) -> (Value, String) {
    let text = format!("swagger: '2.0'\ninfo: {{title: T, version: '1'}}\n{body}");
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&mut diagnostics, "test.yaml", text.as_bytes())
        .expect("the test's own document loads");
    let (upgraded, _) = document.upgraded(&mut diagnostics).expect("it is 2.0");
    stands(&upgraded.root(), &document.root());
    let mut said = String::new();
    for finding in &diagnostics {
        let _ = writeln!(said, "{} {}", finding.code, finding.at.pointer());
    }
    (upgraded.root.to_json(), said)
}

/// Every value has a place at which its author wrote something.
fn stands(node: &Node<'_>, written: &Node<'_>) {
    let at = node.at();
    assert!(
        written.find(&at.pointer()).is_some(),
        "nothing stands at {at}"
    );
    for (_, value) in node.members() {
        stands(&value, written);
    }
    for item in node.items() {
        stands(&item, written);
    }
}

#[track_caller]
fn at<'v>(value: &'v Value, pointer: &str) -> &'v Value {
    value
        .pointer(pointer)
        .unwrap_or_else(|| panic!("no {pointer} in\n{value:#}"))
}

fn operation(body: &str) -> (Value, String) {
    let (root, said) = upgrade(&format!("paths:\n  /a:\n    post:\n{body}"));
    (at(&root, "/paths/~1a/post").clone(), said)
}

#[test]
fn each_way_to_write_a_list() {
    let said = "E0313 /paths/~1a/post/parameters/0/collectionFormat\n";
    for (place, format, expected, findings) in [
        ("query", "csv", json!(["form", false, "array"]), ""),
        (
            "query",
            "ssv",
            json!(["spaceDelimited", false, "array"]),
            "",
        ),
        (
            "query",
            "pipes",
            json!(["pipeDelimited", false, "array"]),
            "",
        ),
        ("query", "multi", json!(["form", true, "array"]), ""),
        ("query", "tsv", json!([null, null, "string"]), said),
        ("header", "csv", json!([null, null, "array"]), ""),
        ("header", "pipes", json!([null, null, "string"]), said),
        ("path", "csv", json!([null, null, "array"]), ""),
        ("path", "multi", json!([null, null, "string"]), said),
    ] {
        let (operation, found) = operation(&format!(
            "      parameters: [{{name: x, in: {place}, type: array, items: {{type: integer}}, collectionFormat: {format}}}]\n"
        ));
        let parameter = at(&operation, "/parameters/0");
        let got = json!([
            parameter["style"],
            parameter["explode"],
            parameter["schema"]["type"]
        ]);
        assert_eq!(
            (got, found.as_str()),
            (expected, findings),
            "{place} {format}"
        );
    }
}

#[test]
fn a_list_in_a_list_is_text() {
    let (operation, said) = operation(
        "      parameters:\n      - {name: x, in: query, type: array, items: {type: array, collectionFormat: pipes, items: {type: integer}}}\n",
    );
    let schema = at(&operation, "/parameters/0/schema");
    assert_eq!(
        *schema,
        json!({"type": "array", "items": {"type": "string"}})
    );
    assert_eq!(said, "E0313 /paths/~1a/post/parameters/0/items\n");
}

#[test]
fn bodies_by_media_type() {
    let (operation, said) = operation(
        "      consumes: [application/json, application/xml]
      parameters:
      - {name: b, in: body, required: true, description: D, x-example: 1, schema: {type: integer, x-nullable: true}}
",
    );
    assert_eq!(said, "");
    let expected = json!({
        "required": true, "description": "D",
        "content": {
            "application/json": {"schema": {"type": "integer", "nullable": true}, "example": 1},
            "application/xml": {"schema": {"$ref": "#/paths/~1a/post/requestBody/content/application~1json/schema"}},
        },
    });
    assert_eq!(*at(&operation, "/requestBody"), expected);
    assert_eq!(operation["parameters"], json!([]));
}

#[test]
fn forms() {
    let (operation, said) = operation(
        "      consumes: [application/x-www-form-urlencoded, multipart/form-data]
      parameters:
      - {name: f, in: formData, type: file, required: true}
      - {name: l, in: formData, type: array, items: {type: string}, collectionFormat: multi, description: L}
",
    );
    assert_eq!(said, "E0313 /paths/~1a/post/consumes/0\n");
    let expected = json!({"required": true, "content": {"multipart/form-data": {
        "schema": {
            "type": "object",
            "properties": {
                "f": {"type": "string", "format": "binary"},
                "l": {"type": "array", "items": {"type": "string"}, "description": "L"},
            },
            "required": ["f"],
        },
        "encoding": {"l": {"style": "form", "explode": true}},
    }}});
    assert_eq!(*at(&operation, "/requestBody"), expected);
}

#[test]
fn what_a_path_declares_for_its_operations() {
    let (root, said) = upgrade(
        "consumes: [application/json]
paths:
  /a:
    parameters:
    - {name: b, in: body, schema: {type: string}}
    - {name: q, in: query, type: string}
    get: {}
    put: {parameters: [{name: c, in: body, schema: {type: integer}}]}
    patch: {parameters: [{name: f, in: formData, type: string}]}
",
    );
    let schema = |method: &str, media: &str| {
        at(
            &root,
            &format!("/paths/~1a/{method}/requestBody/content/{media}/schema"),
        )
        .clone()
    };
    assert_eq!(at(&root, "/paths/~1a/parameters")[0]["name"], "q");
    assert_eq!(
        schema("get", "application~1json"),
        json!({"type": "string"})
    );
    assert_eq!(
        schema("put", "application~1json"),
        json!({"type": "integer"})
    );
    let form = schema("patch", "application~1x-www-form-urlencoded");
    assert_eq!(form["properties"], json!({"f": {"type": "string"}}));
    assert_eq!(said, "E0313 /paths/~1a/patch/parameters\n");
}

#[test]
fn global_parameters_and_responses() {
    let (root, said) = upgrade(
        "consumes: [application/json]
produces: [application/json]
parameters:
  B: {name: b, in: body, schema: {type: object}}
  Q: {name: q, in: query, type: integer, default: 3}
responses:
  R: {description: D, schema: {type: array, items: {$ref: '#/definitions/D'}}, headers: {H: {type: integer}}}
definitions: {D: {type: string}}
paths:
  /a:
    post:
      produces: [text/plain]
      parameters: [{$ref: '#/parameters/B'}, {$ref: '#/parameters/Q'}]
      responses: {'200': {$ref: '#/responses/R'}}
    get: {responses: {'200': {$ref: '#/responses/R'}}}
",
    );
    assert_eq!(said, "");
    let json = "content/application~1json/schema";
    let shared = |place: &str| json!({"$ref": format!("#/components/{place}/{json}")});
    let post = at(&root, "/paths/~1a/post");
    assert_eq!(
        *at(post, &format!("/requestBody/{json}")),
        shared("requestBodies/B")
    );
    assert_eq!(
        post["parameters"],
        json!([{"$ref": "#/components/parameters/Q"}])
    );
    let text = at(post, "/responses/200/content/text~1plain/schema");
    assert_eq!(*text, shared("responses/R"));
    assert_eq!(
        *at(&root, "/paths/~1a/get/responses/200"),
        json!({"$ref": "#/components/responses/R"})
    );
    let response = at(&root, "/components/responses/R");
    assert_eq!(
        *at(response, "/headers/H"),
        json!({"schema": {"type": "integer"}})
    );
    assert_eq!(
        *at(&root, "/components/parameters/Q/schema"),
        json!({"type": "integer", "default": 3})
    );
}

#[test]
fn references_follow_what_moved() {
    let (root, said) = upgrade(
        "produces: [application/json]
paths:
  /a/{b}:
    get: {responses: {'200': {description: D, schema: {type: object, properties: {p: {type: string}}}}}}
definitions:
  A: {$ref: '#/paths/~1a~1%7Bb%7D/get/responses/200/schema'}
  B: {$ref: '#/definitions/C/properties/c', x-nullable: true}
  C: {discriminator: kind, properties: {c: {$ref: 'test.yaml#/definitions/A'}}}
  D: {$ref: C}
  E: {$ref: 'other.yaml#/definitions/A'}
",
    );
    assert_eq!(said, "");
    let expected = json!({
        "A": {"$ref": "#/paths/~1a~1{b}/get/responses/200/content/application~1json/schema"},
        "B": {"allOf": [{"$ref": "#/components/schemas/C/properties/c", "x-nullable": true}], "nullable": true},
        "C": {"discriminator": {"propertyName": "kind"}, "properties": {"c": {"$ref": "#/components/schemas/A"}}},
        "D": {"$ref": "#/components/schemas/C"},
        "E": {"$ref": "other.yaml#/definitions/A"},
    });
    assert_eq!(*at(&root, "/components/schemas"), expected);
}

#[test]
fn servers() {
    for (body, expected, said) in [
        (
            "host: a.b:1\nbasePath: /v1/\nschemes: [https, ws]",
            json!(["https://a.b:1/v1", "ws://a.b:1/v1"]),
            "",
        ),
        ("host: a.b", json!(["https://a.b"]), "E0313 /host\n"),
        ("basePath: /v1\nschemes: [http]", json!(["/v1"]), ""),
        ("basePath: /", Value::Null, ""),
        (
            "host: http://a.b/\nbasePath: v1\nschemes: [ftp, http]",
            json!(["http://a.b/v1"]),
            "E0302 /basePath\nE0302 /schemes/0\nE0302 /host\n",
        ),
        (
            "host: '{x}.b'\nbasePath: /v",
            json!(["/v"]),
            "E0302 /host\n",
        ),
    ] {
        let (root, found) = upgrade(&format!("{body}\npaths: {{}}"));
        let urls = root["servers"].as_array().map_or(Value::Null, |servers| {
            servers.iter().map(|server| server["url"].clone()).collect()
        });
        assert_eq!((urls, found.as_str()), (expected, said), "{body}");
    }
}

#[test]
fn security_schemes() {
    let url = "http://u";
    for (written, expected) in [
        (
            json!({"type": "basic"}),
            json!({"type": "http", "scheme": "basic"}),
        ),
        (
            json!({"type": "apiKey", "in": "header", "name": "k"}),
            json!({"type": "apiKey", "in": "header", "name": "k"}),
        ),
        (
            json!({"type": "oauth2", "flow": "implicit", "authorizationUrl": url, "scopes": {"a": "A"}}),
            json!({"type": "oauth2", "flows": {"implicit": {"authorizationUrl": url, "scopes": {"a": "A"}}}}),
        ),
        (
            json!({"type": "oauth2", "flow": "password", "tokenUrl": url}),
            json!({"type": "oauth2", "flows": {"password": {"tokenUrl": url, "scopes": {}}}}),
        ),
        (
            json!({"type": "oauth2", "flow": "application", "tokenUrl": url, "x-a": 1}),
            json!({"type": "oauth2", "x-a": 1, "flows": {"clientCredentials": {"tokenUrl": url, "scopes": {}}}}),
        ),
        (
            json!({"type": "oauth2", "flow": "accessCode", "tokenUrl": url, "authorizationUrl": url}),
            json!({"type": "oauth2", "flows": {"authorizationCode": {"tokenUrl": url, "authorizationUrl": url, "scopes": {}}}}),
        ),
    ] {
        let (root, said) = upgrade(&format!("securityDefinitions: {{s: {written}}}"));
        assert_eq!(*at(&root, "/components/securitySchemes/s"), expected);
        assert_eq!(said, "");
    }
}

#[test]
fn responses_and_their_examples() {
    let (operation, said) = operation(
        "      produces: [application/json]
      responses:
        '200': {description: D, schema: {type: integer}, examples: {'application/json; charset=utf-8': 1, text/csv: a}}
        '201': {description: D, schema: {type: file}}
        '202': {description: D, examples: {text/plain: hello}}
        '203': {description: D}
",
    );
    assert_eq!(
        said,
        "E0313 /paths/~1a/post/responses/200/examples/text~1csv\n"
    );
    let content = |status: &str| operation["responses"][status]["content"].clone();
    let one = json!({
        "application/json": {"schema": {"type": "integer"}, "example": 1},
        "text/csv": {"schema": {"$ref": "#/paths/~1a/post/responses/200/content/application~1json/schema"}, "example": "a"},
    });
    assert_eq!(content("200"), one);
    let file =
        json!({"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}});
    assert_eq!(content("201"), file);
    assert_eq!(content("202"), json!({"text/plain": {"example": "hello"}}));
    assert_eq!(content("203"), Value::Null);
}

#[test]
fn what_is_broken_costs_its_part() {
    let (operation, said) = operation(
        "      parameters:
      - {name: b, in: body}
      - {name: c, in: body, schema: {}}
      - {name: f, in: formData, type: string}
      - {name: q, in: query}
      - {name: n, type: string}
      - {name: l, in: query, type: array}
      - 7
",
    );
    let prefix = "/paths/~1a/post/parameters/";
    let expected = [
        "E0313 1", "E0301 3", "E0301 5", "E0313 2", "E0301 0", "E0313 0",
    ]
    .map(|line| line.replace(' ', &format!(" {prefix}")));
    assert_eq!(said.trim_end().split('\n').collect::<Vec<_>>(), expected);
    let schemas: Vec<_> = operation["parameters"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["schema"].clone())
        .collect();
    let text = json!({"type": "string"});
    assert_eq!(
        schemas,
        [
            text.clone(),
            text.clone(),
            json!({"type": "array", "items": text}),
            Value::Null
        ]
    );
}
