use super::{Limits, load_tree};
use crate::diagnostics::Diagnostics;
use crate::document::marks::Locator;
use crate::source::Lines;

/// What a text reads as in JSON, and what is said about it: code, line, column, pointer.
fn load(name: &str, text: &str) -> (Option<String>, Vec<String>) {
    load_within(name, text, &Limits::default())
}

fn load_within(name: &str, text: &str, limits: &Limits) -> (Option<String>, Vec<String>) {
    let mut diagnostics = Diagnostics::default();
    let tree = load_tree(&mut diagnostics, name, text.as_bytes(), limits);
    let mut locator = Locator::default();
    let found = diagnostics.iter().map(|found| {
        let source = found.at.source();
        let span = locator.span(&found.at, found.at_key);
        let place = Lines::of(source).position(source, span.start);
        format!(
            "{} {}:{} {}",
            found.code,
            place.line,
            place.column,
            found.at.pointer()
        )
    });
    let found = found.collect();
    (tree.ok().map(|(_, tree)| tree.to_json().to_string()), found)
}

fn reads(name: &str, text: &str, json: &str) {
    assert_eq!(load(name, text), (Some(json.to_owned()), vec![]), "{text}");
}

fn fails(text: &str, found: &str) {
    assert_eq!(load("a", text), (None, vec![found.to_owned()]), "{text}");
}

#[test]
fn yaml_is_read_as_1_2() {
    reads(
        "a",
        "[NO, on, y, 1_000, 2020-01-01, 12:30]",
        r#"["NO","on","y","1_000","2020-01-01","12:30"]"#,
    );
    reads(
        "a",
        "- True\n- ~\n-\n- 0x1F\n- 0o17\n- 1e3\n- '1'\n- 007",
        r#"[true,null,null,31,15,1000.0,"1","007"]"#,
    );
    reads(
        "a",
        "a: >-\n  b\n  c\n\"\\u00e9\": |\n  x\n",
        r#"{"a":"b c","é":"x\n"}"#,
    );
    reads("a", "a: .inf\nb: !!str 12", r#"{"a":".inf","b":"12"}"#);
}

#[test]
fn aliases_and_merges_are_written_out() {
    let merged = "a: &a {x: 1, y: 2}\nb: {y: 3, <<: *a}\nc: {<<: [{x: 0}, *a], z: *a}";
    let json = r#"{"a":{"x":1,"y":2},"b":{"y":3,"x":1},"c":{"z":{"x":1,"y":2},"x":0,"y":2}}"#;
    reads("a", merged, json);
    reads("a", "\"<<\": 1", r#"{"<<":1}"#);
    fails("a: {<<: 1}", "E0105 1:9 /a/<<");
    fails("a: &x [*x]", "E0106 1:8 /a/0");
    fails("a:\n  - *x", "E0106 2:5 /a/0");
    fails("a: &x 1\nb: &x 2\nc: *x", "E0105 2:4 /b");
}

#[test]
fn json_is_read_by_its_first_character() {
    reads(
        "a",
        r#" {"a": "\ud83d\ude00", "b": [1, -0.5]}"#,
        r#"{"a":"😀","b":[1,-0.5]}"#,
    );
    // Flow style that is no JSON, where the name does not promise any.
    reads("a.yaml", "{a: 1, b: [x y,]} # c", r#"{"a":1,"b":["x y"]}"#);
    fails("{\"a\": 1} x", "E0101 1:10 ");
    assert_eq!(load("a.json", "{a: 1}").1, ["E0101 1:2 /a"]);
    assert_eq!(
        load("a.json", r#"{"a": {"b": [1,}}"#).1,
        ["E0101 1:15 /a/b/1"]
    );
}

#[test]
fn numbers_keep_their_digits() {
    let numbers = "[18446744073709551616, -9223372036854775809, 170141183460469231731687303715884105728, 1e400, -1e400, 0.1]";
    for name in ["a.json", "a.yaml"] {
        let mut diagnostics = Diagnostics::default();
        let text = if name == "a.yaml" {
            format!("- x\n- {numbers}")
        } else {
            format!("[\"x\", {numbers}]")
        };
        let (_, tree) =
            load_tree(&mut diagnostics, name, text.as_bytes(), &Limits::default()).unwrap();
        let debug = format!("{tree:?}");
        for exact in [
            "Int(18446744073709551616)",
            "Int(-9223372036854775809)",
            "Big(\"170141183460469231731687303715884105728\")",
            "Big(\"1e400\")",
            "Big(\"-1e400\")",
            "Float(0.1)",
        ] {
            assert!(debug.contains(exact), "{name}: {exact} in {debug}");
        }
    }
}

#[test]
fn keys_are_text_and_given_once() {
    let (json, found) = load("a", "200: a\n'404': b\ndefault: c\n5.0: d");
    assert_eq!(
        json.unwrap(),
        r#"{"200":"a","404":"b","default":"c","5.0":"d"}"#
    );
    assert_eq!(found, ["E0107 1:1 /200"]);
    let (json, found) = load("a", "a:\n  b: 1\n  c: 2\n  b: 3\nd: &d {x: 1, x: 2}\ne: *d");
    assert_eq!(
        json.unwrap(),
        r#"{"a":{"b":1,"c":2},"d":{"x":1},"e":{"x":1}}"#
    );
    assert_eq!(found, ["E0104 4:3 /a/b", "E0104 5:14 /d/x"]);
    assert_eq!(
        load("a", r#"{"a": [{"b": 1, "b": 2}]}"#).1,
        ["E0104 1:17 /a/0/b"]
    );
    fails("a:\n  ? [x]\n  : 1", "E0105 2:5 /a");
}

#[test]
fn what_is_not_one_plain_document_is_an_error() {
    fails("a: 1\n---\nb: 2", "E0105 2:1 ");
    fails("a:\n  b: !ruby/x {}", "E0105 2:6 /a/b");
    fails("a: !!binary aGk=", "E0105 1:4 /a");
    fails("a:\n b: \"x\n", "E0101 2:5 /a/b");
    fails("a: b: c", "E0101 1:5 /a");
    fails("a: \u{1}", "E0101 1:4 ");
}

#[test]
fn limits_hold() {
    let limits = Limits {
        bytes: 2000,
        nodes: 50,
        depth: 20,
        alias_nodes: 10,
    };
    let cases = [
        (
            "[".repeat(21) + &"]".repeat(21),
            "E0103 1:22 /0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0",
        ),
        (
            format!("- {}{}", "[".repeat(21), "]".repeat(21)),
            "E0103 1:2",
        ),
        (format!("[{}0]", "0,".repeat(60)), "E0103 1:100 /49"),
        (
            format!("- &a [1, 2, 3, 4, 5]\n{}", "- *a\n".repeat(5)),
            "E0103 3:3 /2",
        ),
        (format!("- {}", "x".repeat(2000)), "E0103 1:1 "),
    ];
    for (text, expected) in cases {
        let (_, found) = load_within("a", &text, &limits);
        assert_eq!(found.len(), 1, "{text}");
        assert!(found[0].starts_with(expected), "{text}: {found:?}");
    }
    // The deepest that is read is read without overflowing a test's small stack.
    let deep = "[".repeat(256) + &"]".repeat(256);
    assert!(load("a", &deep).0.is_some());
    assert_eq!(load("a", &"- ".repeat(3000)).1.len(), 1);
}
