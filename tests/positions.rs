//! Where a finding points: line, column in characters, and the text there, in every way that a document can be written.

use oasmith::diagnostics::{Code, Diagnostic, render};
use oasmith::document::marks::Locator;
use oasmith::source::{Location, Memory, Pointer};
use oasmith::{Config, Diagnostics, Document, generate};
use serde_json::Value;

/// A document's text, a pointer, and `line:column text` of its value and of its key.
const PLACES: &[(&str, &str, &str, &str)] = &[
    ("a: |\n  one\n  two\nb: 1\n", "/a", "2:3 one", "1:1 a"),
    ("a: >-\n  one\n  two\nb: 1\n", "/a", "2:3 one", "1:1 a"),
    ("a: |\n  one\nb: 1\n", "/b", "3:4 1", "3:1 b"),
    ("a: 'x\n  y'\nb: 1\n", "/b", "3:4 1", "3:1 b"),
    ("a: {b: [1, {c: x}]}", "/a/b/1/c", "1:16 x", "1:13 c"),
    ("a: {\n  b: [x,\n      y]}", "/a/b/1", "3:7 y", "3:7 y"),
    ("l:\n- a: 1\n- b: 2\n", "/l/1/b", "3:6 2", "3:3 b"),
    ("x: &a {k: v}\ny: *a\n", "/y", "2:4 *a", "2:1 y"),
    ("x: &a {k: v}\ny: *a\n", "/y/k", "1:11 v", "1:8 k"),
    ("x: &a {k: v}\ny:\n  <<: *a\n", "/y/k", "1:11 v", "1:8 k"),
    (
        "{\n  \"a\": [1, \"x\"]\n}",
        "/a/1",
        "2:12 \"x\"",
        "2:12 \"x\"",
    ),
    ("{\n\t\"a\":\t1}", "/a", "2:7 1", "2:2 \"a\""),
    ("a:\t1\n", "/a", "1:4 1", "1:1 a"),
    ("a: 1\r\nb:\r\n  c: 2\r\n", "/b/c", "3:6 2", "3:3 c"),
    ("\u{feff}a: 1\nb: 2\n", "/a", "1:4 1", "1:1 a"),
    ("\u{feff}{\"a\": 1}", "/a", "1:7 1", "1:2 \"a\""),
    ("a: {日本: x, b: y}", "/a/b", "1:15 y", "1:12 b"),
    ("a: {e\u{301}: x, b: y}", "/a/b", "1:15 y", "1:12 b"),
    ("a: {😀: x, b: y}", "/a/b", "1:14 y", "1:11 b"),
    ("p: {/a/b: {~x: 1}}", "/p/~1a~1b/~0x", "1:16 1", "1:12 ~x"),
    ("r:\n  200: x\n", "/r/200", "2:8 x", "2:3 200"),
];

/// The first finding's place, as programs are told it.
fn place(found: &Value) -> String {
    let first = &found["diagnostics"][0];
    format!("{}:{}", first["line"], first["column"])
}

#[test]
fn a_place_is_found_however_it_is_written() {
    for (text, pointer, value, key) in PLACES {
        let mut diagnostics = Diagnostics::default();
        let loaded = Document::load(&mut diagnostics, "a.yaml", text.as_bytes());
        let document = loaded.expect("it can be taken apart");
        let pointer = Pointer::parse(pointer).expect("it is a pointer");
        let at = Location::new(&document.source, pointer);
        let shown = |at_key| {
            let mut locator = Locator::default();
            let span = locator.span(&at, at_key);
            let finding = Diagnostic::new(Code::SYNTAX, at.clone(), "m");
            let finding = if at_key { finding.on_key() } else { finding };
            let found = render::report([&finding], &mut |at, at_key| locator.span(at, at_key));
            format!("{} {}", place(&found), &document.source.text[span.range()])
        };
        assert_eq!(shown(false), *value, "{text:?}");
        assert_eq!(shown(true), *key, "{text:?}");
    }
}

#[test]
fn utf_16_counts_as_utf_8_does() {
    let text = "a: {😀: x, b: y}\n";
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&mut diagnostics, "a.yaml", &bytes).expect("it is text");
    let at = Location::new(&document.source, Pointer::parse("/a/b").expect("a pointer"));
    let finding = Diagnostic::new(Code::SYNTAX, at, "m");
    let mut locator = Locator::default();
    let found = render::report([&finding], &mut |at, at_key| locator.span(at, at_key));
    assert_eq!(place(&found), "1:14");
}

#[test]
fn a_fault_is_shown_in_the_file_that_it_stands_in() {
    let document = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Pet: {$ref: 'pet.yaml#/Pet'}\n";
    let overlay = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n  - target: $.components.schemas\n    update:\n      Dog: {typ: object}\n";
    let other = "Pet:\r\n  type: object\r\n  propertees: {}\r\n";
    let mut diagnostics = Diagnostics::default();
    let mut load = |name: &str, text: &str| {
        let loaded = Document::load(&mut diagnostics, name, text.as_bytes());
        loaded.expect("it can be taken apart")
    };
    let (mut document, overlay) = (
        load("openapi.yaml", document),
        load("a.overlay.yaml", overlay),
    );
    document.apply(&mut diagnostics, &overlay);
    document.link(&mut diagnostics, &Memory::default().with("pet.yaml", other));
    let (_, found) = generate(&document, &Config::new("a"));
    diagnostics.extend(found);
    let mut locator = Locator::default();
    let found = render::report(&diagnostics, &mut |at, at_key| locator.span(at, at_key));
    let places: Vec<String> = found["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| format!("{} {}:{}", one["file"], one["line"], one["column"]))
        .collect();
    assert_eq!(places, ["\"pet.yaml\" 3:3", "\"a.overlay.yaml\" 6:13"]);
}
