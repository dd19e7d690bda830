use crate::diagnostics::Diagnostics;
use crate::document::Document;
use crate::document::marks::Locator;
use crate::source::{Lines, Location, Pointer};

fn load(name: &str, text: &str) -> Document {
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&mut diagnostics, name, text.as_bytes());
    assert_eq!(diagnostics.iter().count(), 0, "{text}");
    document.expect("a document")
}

fn place(at: &Location) -> String {
    let span = Locator::default().span(at, false);
    let place = Lines::of(at.source()).position(at.source(), span.start);
    format!("{}:{}:{}", at.source().name, place.line, place.column)
}

/// The result, and what was said where.
fn apply(document: &str, actions: &str) -> (String, Vec<String>) {
    let mut document = load("d", document);
    let overlay = load("o", &format!("overlay: 1.1.0\nactions:\n{actions}"));
    let mut diagnostics = Diagnostics::default();
    document.apply(&mut diagnostics, &overlay);
    let found = diagnostics
        .iter()
        .map(|found| format!("{} {}", found.code, place(&found.at)));
    let found = found.collect();
    (document.root.to_json().to_string(), found)
}

#[test]
fn what_meets_what() {
    let document = "{a: {x: 1, l: [1], n: null}, b: [{k: 1}, {k: 2}], s: t}";
    let cases = [
        (
            "$.a",
            "{x: 2, y: {z: 3}, l: [2, 3], n: {}}",
            r#"{"a":{"x":2,"l":[1,2,3],"n":{},"y":{"z":3}},"b":[{"k":1},{"k":2}],"s":"t"}"#,
        ),
        (
            "$.b",
            "[{k: 3}]",
            r#"{"a":{"x":1,"l":[1],"n":null},"b":[{"k":1},{"k":2},{"k":3}],"s":"t"}"#,
        ),
        (
            "$.b",
            "{k: 3}",
            r#"{"a":{"x":1,"l":[1],"n":null},"b":[{"k":1},{"k":2},{"k":3}],"s":"t"}"#,
        ),
        (
            "$.b[?@.k > 1]",
            "{m: 1}",
            r#"{"a":{"x":1,"l":[1],"n":null},"b":[{"k":1},{"k":2,"m":1}],"s":"t"}"#,
        ),
        (
            "$['s']",
            "u",
            r#"{"a":{"x":1,"l":[1],"n":null},"b":[{"k":1},{"k":2}],"s":"u"}"#,
        ),
    ];
    for (target, update, json) in cases {
        let actions = format!("  - target: {target}\n    update: {update}");
        assert_eq!(
            apply(document, &actions),
            (json.to_owned(), vec![]),
            "{target}"
        );
    }
}

#[test]
fn removing_and_copying() {
    let (json, found) = apply(
        "{a: [1, 2, 3, 4], b: {c: 1}}",
        "  - {target: '$.a[?@ > 2]', remove: true}\n  - {target: $..c, remove: true}",
    );
    assert_eq!((json.as_str(), found.len()), (r#"{"a":[1,2],"b":{}}"#, 0));
    let rename = "  - {target: $, update: {new: {}}}\n  - {target: $.new, copy: $.old}\n  - {target: $.old, remove: true}";
    assert_eq!(apply("{old: {x: [1]}}", rename).0, r#"{"new":{"x":[1]}}"#);
}

#[test]
fn faults_are_shown_in_the_overlay() {
    let faults = "  - {target: $.nope, update: {}}\n  - {target: 'a b', update: {}}\n  - {target: $.a}\n  - target: $.a\n    update: {x: [1]}\n  - {target: $, remove: true}";
    let (json, found) = apply("{a: {x: 1}}", faults);
    assert_eq!(json, r#"{"a":{"x":1}}"#);
    let expected = [
        "E0211 o:4:14",
        "E0213 o:7:17",
        "E0210 o:5:5",
        "E0212 o:3:14",
        "E0210 o:8:14",
    ];
    for place in expected {
        assert!(found.contains(&place.to_owned()), "{place} in {found:?}");
    }
    for (version, code) in [("2.0.0", "E0210"), ("[]", "E0210")] {
        let mut diagnostics = Diagnostics::default();
        let overlay = load("o", &format!("overlay: {version}\nactions: []"));
        load("d", "{}").apply(&mut diagnostics, &overlay);
        assert_eq!(
            diagnostics.iter().map(|d| d.code.id()).collect::<Vec<_>>(),
            [code]
        );
    }
}

#[test]
fn every_value_knows_the_file_it_was_written_in() {
    let mut document = load("d", "a: [x, y, z]\nb:\n  c: 1\n");
    let overlay = load(
        "o",
        "overlay: 1.0.0\nactions:\n  - {target: '$.a[0]', remove: true}\n  - target: $\n    update:\n      b: {c: 2, d: [{e: 1}]}\n      a: [n]\n",
    );
    document.apply(&mut Diagnostics::default(), &overlay);
    assert_eq!(document.sources.len(), 2);
    let cases = [
        ("/a/0", "d:1:8"),
        ("/a/1", "d:1:11"),
        ("/a/2", "o:7:11"),
        ("/b/c", "o:6:14"),
        ("/b/d/0/e", "o:6:25"),
        ("/b", "d:2:1"),
    ];
    for (pointer, expected) in cases {
        let node = document.root().find(&Pointer::parse(pointer).unwrap());
        assert_eq!(place(node.expect(pointer).at()), expected, "{pointer}");
    }
}

#[test]
fn copies_cannot_grow_without_end() {
    let copy = "  - {target: $.a, copy: $}";
    for (depth, found) in [(100, &[][..]), (130, &["E0103 o:3:25".to_owned()])] {
        let deep = format!(
            "{{\"a\": {{\"x\": {}{}}}}}",
            "[".repeat(depth),
            "]".repeat(depth)
        );
        assert_eq!(apply(&deep, copy).1, found);
    }
}
