//! Schemas in schemas in schemas: as deep as a document may be written, and as long as a chain of references may be. Nothing may
//! recurse over what a document can make longer than a stack: each case has the stack of a test's thread, or less.

use oasmith::{Config, Document, Stage, dump, generate};
use serde_json::{Map, Value, json};

/// A chain of references longer than the calls that fit into a stack where nothing is optimised.
const CHAIN: usize = 4000;
/// Objects within objects that a document may have, and what stands around these.
const NESTED: usize = 100;
/// Half of what a thread usually has.
const STACK: usize = 1 << 20;

/// A schema around another.
type Way = fn(Value) -> Value;

/// Each way in which a schema has another: directly, in place, and apart.
const WAYS: &[(&str, Way)] = &[
    ("items", |inner| json!({ "type": "array", "items": inner })),
    (
        "prefixItems",
        |inner| json!({ "type": "array", "prefixItems": [inner, { "type": "integer" }] }),
    ),
    (
        "properties",
        |inner| json!({ "type": "object", "properties": { "next": inner } }),
    ),
    (
        "required",
        |inner| json!({ "type": "object", "required": ["next"], "properties": { "next": inner } }),
    ),
    (
        "additionalProperties",
        |inner| json!({ "type": "object", "additionalProperties": inner }),
    ),
    ("allOf of one", |inner| json!({ "allOf": [inner] })),
    (
        "allOf",
        |inner| json!({ "allOf": [inner, { "type": "object", "properties": { "one": { "type": "string" } } }] }),
    ),
    (
        "oneOf",
        |inner| json!({ "oneOf": [inner, { "type": "integer" }] }),
    ),
    (
        "anyOf",
        |inner| json!({ "anyOf": [inner, { "type": "object", "properties": { "one": { "type": "integer" } } }] }),
    ),
    (
        "null",
        |inner| json!({ "anyOf": [inner, { "type": "null" }] }),
    ),
    ("not", |inner| json!({ "not": inner })),
];

fn document(schemas: &Value) -> Document {
    let info = json!({ "title": "Deep", "version": "1" });
    let document =
        json!({ "openapi": "3.1.0", "info": info, "components": { "schemas": schemas } });
    let text = document.to_string();
    Document::load(
        &mut oasmith::Diagnostics::default(),
        "deep.json",
        text.as_bytes(),
    )
    .expect("it is within the limits")
}

/// Runs with the stack of [`STACK`]. Whoever needs more takes the whole process down, and names itself by that.
fn with_little_stack(name: &str, run: impl FnOnce() + Send) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name(name.to_owned());
        let thread = thread.stack_size(STACK).spawn_scoped(scope, run);
        assert!(thread.expect("a thread").join().is_ok(), "{name}");
    });
}

/// Each of a chain refers to the next; the last is text, or refers to the first.
fn chain(way: Way, last: Value) -> Value {
    let reference = |number: usize| json!({ "$ref": format!("#/components/schemas/S{number}") });
    let mut schemas = Map::new();
    for number in 1..CHAIN {
        schemas.insert(format!("S{number}"), way(reference(number + 1)));
    }
    schemas.insert(format!("S{CHAIN}"), last);
    schemas.into()
}

#[test]
fn chains_of_references_end_in_rust() {
    for (name, way) in WAYS {
        let document = document(&chain(*way, json!({ "type": "string" })));
        with_little_stack(name, || {
            let (rust, _) = dump(Stage::Rust, &document, &Config::new("deep"));
            assert!(rust.len() > CHAIN, "{name}: each schema is told");
        });
    }
}

#[test]
fn circles_of_references_end() {
    for (name, way) in WAYS {
        let first = json!({ "$ref": "#/components/schemas/S1" });
        let document = document(&chain(*way, way(first)));
        with_little_stack(name, || {
            let (rust, found) = dump(Stage::Rust, &document, &Config::new("deep"));
            let refused = found.iter().next().is_some();
            assert!(rust.len() > CHAIN || refused, "{name}: generated or told");
        });
    }
}

#[test]
fn schemas_within_schemas_are_printed() {
    for (name, way) in WAYS {
        let inner = (0..NESTED).fold(json!({ "type": "string" }), |inner, _| way(inner));
        let document = document(&json!({ "Outer": inner }));
        with_little_stack(name, || {
            let (files, _) = generate(&document, &Config::new("deep"));
            assert!(files.get("src/models/outer.rs").is_some(), "{name}");
        });
    }
}

#[test]
fn no_value_holds_so_many_others_that_compilers_give_up() {
    let way: Way =
        |inner| json!({ "type": "object", "required": ["next"], "properties": { "next": inner } });
    let document = document(&chain(way, json!({ "type": "object" })));
    let (rust, _) = dump(Stage::Rust, &document, &Config::new("deep"));
    let fields = rust
        .lines()
        .filter(|line| line.trim_start().starts_with("next: "));
    let mut in_place = 0;
    for field in fields {
        in_place = if field.contains("Box<") {
            0
        } else {
            in_place + 1
        };
        assert!(in_place <= 32, "one in another, {in_place} times");
    }
}
