use std::fmt::Write;

use crate::diagnostics::{Diagnostics, Severity};
use crate::document::Document;
use crate::document::marks::Locator;
use crate::source::Lines;
use crate::spec::Spec;
use crate::spec::dump::dump;

/// Reads a document; the findings come back as `CODE severity line:column message` with labels and help below.
fn read(text: &str) -> (Spec, String) {
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&mut diagnostics, "test.yaml", text.as_bytes())
        .expect("the test's own document loads");
    let spec = super::read(&mut diagnostics, &document);
    let mut locator = Locator::default();
    let mut place = |at: &crate::source::Location, at_key: bool| {
        let span = locator.span(at, at_key);
        let position = Lines::of(at.source()).position(at.source(), span.start);
        format!("{}:{}", position.line, position.column)
    };
    let mut findings = String::new();
    for finding in &diagnostics {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let at = place(&finding.at, finding.at_key);
        let _ = writeln!(
            findings,
            "{} {severity} {at} {}",
            finding.code, finding.message
        );
        for label in &finding.labels {
            let at = place(&label.at, false);
            let _ = writeln!(findings, "  {at} {}", label.words());
        }
        if let Some(help) = &finding.help {
            let _ = writeln!(findings, "  help: {help}");
        }
    }
    (spec, findings)
}

/// Reads paths and components below a head that has nothing wrong with it.
fn check(version: &str, body: &str, expected: &str) -> String {
    let head = format!("openapi: {version}\ninfo: {{title: T, version: '1'}}\n");
    let (spec, findings) = read(&format!("{head}{}", body.trim_start_matches('\n')));
    let listing: Vec<&str> = findings.lines().map(str::trim_end).collect();
    let expected: Vec<&str> = expected
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let trimmed: Vec<&str> = expected
        .iter()
        .map(|line| line.strip_prefix("        ").unwrap_or(line))
        .collect();
    assert_eq!(listing, trimmed, "{findings}");
    dump(&spec)
}

#[track_caller]
fn says(dump: &str, lines: &[&str]) {
    for line in lines {
        assert!(dump.contains(line), "no `{line}` in\n{dump}");
    }
}

#[test]
fn nothing_is_dropped_silently() {
    check(
        "3.1.0",
        "
paths:
  /a:
    get:
      callbacks: {}
      tags: x
      externalDocs: {url: 'http://a'}
      x-mine: 1
      responses:
        '2000': {description: no}
        '4xx': {description: yes, colour: red}
components:
  schemas:
    A: {contentSchema: {type: string}, minLength: 1.0, maxLength: -1, tpye: string, $comment: fine}
    B: 7
",
        "
        E0304 warning 6:7 `callbacks` is not supported, and is ignored
        E0302 warning 7:13 `tags` must be a list, found a string (`\"x\"`)
          help: put it in brackets: it is taken to be the only element
        E0302 warning 11:9 `2000` is no status, and is ignored: a code, a range such as `4XX`, or `default`
          help: write the status itself in quotes: `'200'`
        E0303 warning 12:35 `colour` is not a field that the standard has here, and is ignored
  help: take it out, or call it `x-colour` if it is an extension of your own
        E0304 warning 15:9 `contentSchema` is not supported, and is ignored
        E0302 note 15:51 `minLength` is written with a fraction
          help: write `1`: it is read as that
        E0302 warning 15:67 `maxLength` must be a whole number, zero or more, found a number (`-1`)
          help: write a whole number, zero or more; or take the key out
        E0303 warning 15:71 `tpye` is not a field that the standard has here, and is ignored
  help: did you mean `type`?
        E0302 warning 16:8 `B` must be a schema: an object or a boolean, found a number (`7`)
          help: write a schema: an object or a boolean; or take the key out
",
    );
}

#[test]
fn references_are_followed_to_any_pointer_and_each_schema_is_read_once() {
    let dump = check(
        "3.1.0",
        "
paths:
  /a/{id}:
    parameters: [{$ref: '#/components/parameters/Again'}]
    get:
      responses:
        default:
          description: d
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Node/properties/next'}
components:
  parameters:
    Again: {$ref: '#/components/parameters/Id', description: outer}
    Id: {name: id, in: path, required: true, description: inner, schema: {$ref: '#/paths/~1a~1%7Bid%7D/get/x-mine'}}
  schemas:
    Node: {properties: {next: {$ref: '#/components/schemas/Node', title: sibling}}}
",
        "
        E0201 warning 16:81 `#/paths/~1a~1%7Bid%7D/get/x-mine` is not defined
          help: define it under `components.schemas`, or add an overlay that does
",
    );
    says(
        &dump,
        &[
            "description \"outer\"",
            "schema: any -> #/components/schemas/Node/properties/next",
            "property \"next\": any -> Node",
            "title \"sibling\"",
        ],
    );
}

#[test]
fn circles_of_references_are_printed_and_end() {
    check(
        "3.1.0",
        "
paths:
  /a: {$ref: '#/paths/~1a'}
components:
  responses:
    R: {$ref: '#/components/responses/S'}
    S: {$ref: '#/components/responses/R'}
  schemas:
    Z: {$ref: '#/components/schemas/A'}
    A: {$ref: '#/components/schemas/B'}
    B: {$ref: '#/components/schemas/A'}
",
        "
        E0202 error 4:14 references lead in a circle: `#/paths/~1a` -> `#/paths/~1a`
          help: define one of them without a `$ref`
        E0202 error 7:15 references lead in a circle: `R` -> `S` -> `R`
          8:15 which leads on from here
          help: define one of them without a `$ref`
        E0202 error 11:15 references lead in a circle: `A` -> `B` -> `A`
          12:15 which leads on from here
          help: define one of them without a `$ref`
",
    );
}

#[test]
fn references_to_nothing_or_to_something_else_cost_their_place() {
    let dump = check(
        "3.1.0",
        "
paths:
  /a:
    get:
      parameters: [{$ref: '#/components/schemas/Pet'}]
      requestBody: {$ref: '#/components/requestBodies/None'}
      responses:
        '200': {$ref: '#/components/responses/None'}
        '404': {$ref: 'other.yaml#/R'}
components:
  schemas:
    Pet: {items: {$ref: '#/components/schemas/Pets'}, prefixItems: [{$ref: '#/components/schemas/Pets'}]}
",
        "
        E0203 warning 6:27 `#/components/schemas/Pet` is a schema, where a parameter is asked for
          13:10 this is a schema
        E0201 warning 7:27 `#/components/requestBodies/None` is not defined
          help: define it under `components.requestBodies`, or add an overlay that does
        E0201 warning 9:23 `#/components/responses/None` is not defined
          help: define it under `components.responses`, or add an overlay that does
        E0201 warning 10:23 `other.yaml#/R` is not read: the document was read alone
          help: bring it into this document under `components.responses`
        E0201 warning 13:25 `#/components/schemas/Pets` is not defined
          13:76 also used here
          help: a schema of a similar name exists: `Pet`; or else define it under `components.schemas`, or add an overlay that does
",
    );
    says(&dump, &["response 200\n", "response 404\n", "items: any\n"]);
}

#[test]
fn parameters_follow_the_template() {
    let dump = check(
        "3.1.0",
        "
paths:
  /a/{x}/{y}:
    parameters:
      - {name: x, in: path, schema: {}}
      - {name: gone, in: path, required: true, schema: {}}
      - {name: q, in: query, schema: {}}
    get:
      parameters:
        - {name: q, in: query, style: deepObject, schema: {}}
        - {name: H, in: header, schema: {}}
        - {name: h, in: header, schema: {}}
        - {name: Accept, in: header, schema: {}}
        - {name: c, in: cookie, style: matrix, schema: {}}
  /b/{z}:
    get: {}
  /b/{w}:
    get: {}
",
        "
        E0301 warning 6:9 path parameter `x` has no `required: true`, and is taken to have it
          help: write `required: true`
        E0503 warning 7:9 `/a/{x}/{y}` has no `{gone}`: the path parameter is ignored
          help: correct its name, put it into the path in braces, or take it out
        E0505 warning 13:11 header parameter `h` is declared twice, and the second is ignored
          12:11 declared here first
        E0304 note 14:12 a header parameter `Accept` is ignored: media types and security say it
          help: take it out; what it would say is under `content` and `securitySchemes`
        E0302 warning 15:40 `style` must be `form` or `cookie` in a cookie, found a string (`\"matrix\"`)
          help: write `form` or `cookie` in a cookie; or take the key out
        E0501 note 9:5 nobody declares path parameter `y`: it is taken to be a string
          help: declare it: `{name: y, in: path, required: true, schema: …}`
        E0501 note 17:5 nobody declares path parameter `z`: it is taken to be a string
          help: declare it: `{name: z, in: path, required: true, schema: …}`
        E0501 note 19:5 nobody declares path parameter `w`: it is taken to be a string
          help: declare it: `{name: w, in: path, required: true, schema: …}`
        E0506 warning 19:5 GET `/b/{w}` is left out: a request for it is one for `/b/{z}`
          17:10 the other one
          help: keep one of them, or tell them apart by what a server can see: the path's segments
",
    );
    says(
        &dump,
        &[
            "path \"y\" required simple\n    inferred",
            "query \"q\" optional deepObject\n",
            "cookie \"c\" optional form explode",
        ],
    );
}

#[test]
fn security_never_opens_by_mistake() {
    let dump = check(
        "3.1.0",
        "
security: [{key: []}]
paths:
  /a:
    get: {}
    put: {security: [{nope: []}, {}]}
    post: {security: {}}
    patch: {security: [key]}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    odd: {type: magic}
",
        "
        E0302 warning 13:17 `magic` is no type of security scheme
          help: write one of `apiKey`, `http`, `mutualTLS`, `oauth2`, `openIdConnect`
        E0507 warning 7:23 security scheme `nope` is not defined
          help: define it under `components.securitySchemes`, or add an overlay that does; until then nobody gets in by it
        E0302 warning 8:22 `security` must be a list, found an object
          help: put it into a list: `- ` before each item in YAML, `[…]` in JSON
        E0302 warning 9:24 `security[0]` must be an object, found a string (`\"key\"`)
          help: write `key: []`
",
    );
    says(
        &dump,
        &[
            "GET /a (no id)\n  security key\n",
            "PUT /a (no id)\n  security nope\n  security nothing\n",
            "POST /a (no id)\n  security key\n",
            "PATCH /a (no id)\n  security key\n",
        ],
    );
}

#[test]
fn older_spellings_become_newer_ones() {
    let dump = check(
        "3.0.3",
        "
paths: {}
components:
  schemas:
    A: {type: string, nullable: true, enum: [a], example: a}
    B: {type: number, minimum: 1, exclusiveMinimum: true, maximum: 2, exclusiveMaximum: false}
    C: {nullable: true, allOf: [{$ref: '#/components/schemas/A'}], description: kept outside}
    D: {$ref: '#/components/schemas/A', nullable: true}
    E: {anyOf: [{$ref: '#/components/schemas/A'}, {nullable: true}]}
",
        "
        E0304 note 9:41 `nullable` beside `$ref` is ignored
          help: take it out; what is to count in a schema of 3.0 stands beside `allOf: [{$ref: …}]`
        E0304 note 10:52 `nullable` says nothing here: without other keywords, this schema allows any value
          help: to allow null alone, write `enum: [null]`; to allow any value, `{}`
",
    );
    says(
        &dump,
        &[
            "schema E: any\n  anyOf: any -> A\n  anyOf: any\n",
            "schema A: string | null\n  enum \"a\" | null\n  example = \"a\"",
            "schema B: number\n  maximum 2\n  exclusiveMinimum 1\n",
            "schema C: any\n  description \"kept outside\"\n  anyOf: any\n    allOf: any -> A\n  anyOf: null\n",
        ],
    );
    let dump = check(
        "3.1.0",
        "
components:
  schemas:
    A: {type: [string, 'null'], exclusiveMinimum: 1, const: 2, examples: [x, y]}
    T: true
    N: {not: {}}
",
        "",
    );
    says(
        &dump,
        &[
            "schema A: string | null",
            "const 2",
            "example = \"y\"",
            "schema T: true",
            "schema N: false",
        ],
    );
}

#[test]
fn a_version_that_is_not_read_is_the_only_finding() {
    let (spec, findings) = read("openapi: 4.0.0\nnonsense: {}\n");
    assert!(spec.operations.is_empty());
    assert_eq!(
        findings
            .lines()
            .filter(|line| !line.starts_with(' '))
            .count(),
        1
    );
}

#[test]
fn what_3_2_brings_is_kept() {
    let dump = check(
        "3.2.0",
        "
$self: https://example.com/api
tags: [{name: a, summary: A, kind: nav, parent: b}, {name: b}]
servers: [{url: /, name: here}]
webhooks: {made: {post: {operationId: made, responses: {'200': {summary: S}}}}}
paths:
  /a:
    query:
      parameters:
      - {name: q, in: querystring, content: {application/json: {schema: {type: object}}}}
      - {name: c, in: cookie, style: cookie, schema: {type: string}}
      responses:
        '200': {content: {application/jsonl: {$ref: '#/components/mediaTypes/Lines'}}}
        '201': {content: {multipart/mixed: {schema: {type: array}, prefixEncoding: [{contentType: text/plain}], itemEncoding: {headers: {H: {schema: {type: string}}}}}}}
components:
  mediaTypes: {Lines: {itemSchema: {$ref: '#/components/schemas/D'}}}
  schemas:
    D: {oneOf: [{$ref: '#/components/schemas/E'}], discriminator: {propertyName: k, defaultMapping: E}}
    E: {type: object}
  securitySchemes:
    o:
      type: oauth2
      deprecated: true
      oauth2MetadataUrl: https://m
      flows: {deviceAuthorization: {deviceAuthorizationUrl: https://d, tokenUrl: https://t, scopes: {r: R}}}
",
        "
        E0304 note 26:7 `flows` say how a token is had: the caller brings one
          help: nothing has to be done: give the client the token
        ",
    );
    says(
        &dump,
        &[
            "$self https://example.com/api",
            "tag a\n  summary \"A\"\n  kind \"nav\"\n  parent \"b\"",
            "server /\n  name \"here\"",
            "webhook made\n  POST made made\n    response 200\n      summary \"S\"",
            "QUERY /a (no id)",
            "querystring \"q\" optional form",
            "cookie \"c\" optional cookie explode",
            "application/jsonl\n      itemSchema: any -> D",
            "prefixEncoding\n        contentType \"text/plain\"",
            "itemEncoding\n        header \"H\" optional",
            "discriminator \"k\"\n    otherwise -> E",
            "oauth2\n  deprecated\n  metadata \"https://m\"\n  flow deviceAuthorization",
            "device authorization \"https://d\"",
            "scope r \"R\"",
        ],
    );
}

#[test]
fn what_a_later_version_brought_is_told_and_read() {
    let dump = check(
        "3.0.4",
        "
webhooks: {}
paths: {}
components:
  pathItems: {}
  securitySchemes: {m: {type: mutualTLS}}
  schemas: {A: {type: [string, 'null'], examples: [a]}}
",
        "
        E0314 note 6:3 `pathItems` is known since 3.1, and is read as 3.1 has it
          help: the document says that it is in 3.0: raise its version, or write it as 3.0 has it
        E0314 note 7:25 `mutualTLS` is known since 3.1, and is read as 3.1 has it
          help: the document says that it is in 3.0: raise its version, or write it as 3.0 has it
        E0314 note 3:1 `webhooks` is known since 3.1, and is read as 3.1 has it
          help: the document says that it is in 3.0: raise its version, or write it as 3.0 has it
        E0314 note 8:17 a list under `type` is known since 3.1, and is read as 3.1 has it
          help: the document says that it is in 3.0: raise its version, or write it as 3.0 has it
        E0314 note 8:41 `examples` is known since 3.1, and is read as 3.1 has it
          help: the document says that it is in 3.0: raise its version, or write it as 3.0 has it
        ",
    );
    says(&dump, &["schema A: string | null\n  example = \"a\""]);
}
