//! Traps of both formats, a row each: what YAML 1.2's core schema (chapter 10.3) and JSON (RFC 8259) make of a text, or what is
//! said about it. Where YAML 1.1 readers differ, the row says so.

use super::{Limits, load_tree};
use crate::diagnostics::Diagnostics;
use crate::document::{Kind, Number, Tree};
use crate::source::Text;

/// What a row expects.
enum Expected {
    /// This value.
    Is(&'static str),
    /// This value, and a finding with this code.
    Told(&'static str, &'static str),
    /// No value, and an error with this code.
    Refused(&'static str),
}

use Expected::{Is, Refused, Told};

/// A value with its kind visible: strings in quotes, whole numbers plain, doubles with a fraction or exponent, other numbers
/// between bars.
fn shown(tree: &Tree) -> String {
    match &tree.kind {
        Kind::Null => "null".to_owned(),
        Kind::Bool(value) => value.to_string(),
        Kind::Number(Number::Int(value)) => value.to_string(),
        Kind::Number(Number::Float(value)) => format!("{value:?}"),
        Kind::Number(Number::Big(text)) => format!("|{text}|"),
        Kind::String(text) => format!("{text:?}"),
        Kind::Array(items) => {
            let items: Vec<String> = items.iter().map(shown).collect();
            format!("[{}]", items.join(", "))
        }
        Kind::Object(members) => {
            let member = |(key, value): (&Text, &Tree)| format!("{key:?}: {}", shown(value));
            let members: Vec<String> = members.iter().map(member).collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

#[track_caller]
fn check(name: &str, rows: &[(&[u8], Expected)]) {
    for (text, expected) in rows {
        let mut diagnostics = Diagnostics::default();
        let read = load_tree(&mut diagnostics, name, *text, &Limits::default());
        let value = read.ok().map(|(_, tree)| shown(&tree));
        let codes: Vec<&str> = diagnostics.iter().map(|found| found.code.id()).collect();
        let (is, told) = match expected {
            Is(value) => (Some(*value), vec![]),
            Told(value, code) => (Some(*value), vec![*code]),
            Refused(code) => (None, vec![*code]),
        };
        let text = String::from_utf8_lossy(text);
        assert_eq!((value.as_deref(), codes), (is, told), "{name}: {text:?}");
    }
}

#[test]
fn plain_scalars_of_yaml() {
    check(
        "a.yaml",
        &[
            // 10.3.2: null.
            (b"a:", Is(r#"{"a": null}"#)),
            (b"[~, null, Null, NULL, nULL]", Is(r#"[null, null, null, null, "nULL"]"#)),
            // 10.3.2: booleans are `true` and `false` in three cases; 1.1's others are text.
            (b"[true, True, TRUE, false, False, FALSE]", Is("[true, true, true, false, false, false]")),
            (b"[yes, Yes, no, NO, on, Off, y, n, tRUE]", Is(r#"["yes", "Yes", "no", "NO", "on", "Off", "y", "n", "tRUE"]"#)),
            // 10.3.2: whole numbers are decimal, `0o` and `0x`; 1.1's leading zero, underscores and base 60 are text.
            (b"[0, -0, +7, 12]", Is("[0, 0, 7, 12]")),
            (b"[0o17, 0x1F, 0xff]", Is("[15, 31, 255]")),
            (b"[1_000, 0b11, 190:20:30, 1:2]", Is(r#"["1_000", "0b11", "190:20:30", "1:2"]"#)),
            (b"[-0x1F, +0o7, -0b1, 0b2, 0X1F]", Is(r#"["-0x1F", "+0o7", "-0b1", "0b2", "0X1F"]"#)),
            (b"a: &x 0b1\nb: *x", Is(r#"{"a": "0b1", "b": "0b1"}"#)),
            // 10.3.2: doubles.
            (b"[1.0, 1., .5, -.5, 1e3, 1E-3, 12e03, -2.5e+1]", Is("[1.0, 1.0, 0.5, -0.5, 1000.0, 0.001, 12000.0, -25.0]")),
            (b"[-0.0, 0.1, 0.9687100052833557]", Is("[-0.0, 0.1, 0.9687100052833557]")),
            // Beyond a double: kept as the text. JSON has no such values, and neither has a contract.
            (b"[.inf, -.inf, .nan, 1e400, -1e400]", Is("[|.inf|, |-.inf|, |.nan|, |1e400|, |-1e400|]")),
            (b"[.INF, +.inf, .NaN, inf, nan, Infinity]", Is(r#"[|.inf|, |.inf|, |.nan|, "inf", "nan", "Infinity"]"#)),
            // Whole numbers beyond 64 bits keep their digits, beyond 128 bits their text.
            (b"[18446744073709551615, 18446744073709551616, -9223372036854775809]", Is("[18446744073709551615, 18446744073709551616, -9223372036854775809]")),
            (b"[170141183460469231731687303715884105727, 170141183460469231731687303715884105728]", Is("[170141183460469231731687303715884105727, |170141183460469231731687303715884105728|]")),
            // Dates and times are text: 1.2's core schema has no such type.
            (b"[2020-01-01, 2001-12-14t21:59:43.10-05:00, 12:30:45]", Is(r#"["2020-01-01", "2001-12-14t21:59:43.10-05:00", "12:30:45"]"#)),
            // Versions are text from the second dot on.
            (b"[3.1, 3.1.0, v1]", Is(r#"[3.1, "3.1.0", "v1"]"#)),
            (b"=: 1", Is(r#"{"=": 1}"#)),
        ],
    );
}

#[test]
fn quotes_blocks_and_tags_of_yaml() {
    check(
        "a.yaml",
        &[
            // 7.3: what is in quotes is text.
            (
                b"['1', \"true\", '', 'it''s', \"~\"]",
                Is(r#"["1", "true", "", "it's", "~"]"#),
            ),
            (
                b"\"\\x41\\u00e9\\U0001F600\\t\\/\\e\\0\"",
                Is("\"A\u{e9}\u{1F600}\\t/\\u{1b}\\0\""),
            ),
            (b"'a\n  b\n\n  c'", Is(r#""a b\nc""#)),
            (b"\"a\\\n  b\"", Is(r#""ab""#)),
            // 8.1: block scalars, kept, clipped, stripped; indentation indicators.
            (b"a: |\n  x\n   y\n\n", Is(r#"{"a": "x\n y\n"}"#)),
            (b"a: |+\n  x\n\n", Is(r#"{"a": "x\n\n"}"#)),
            (b"a: |-\n  x\n\n", Is(r#"{"a": "x"}"#)),
            (b"a: >\n  x\n  y\n\n  z\n", Is(r#"{"a": "x y\nz\n"}"#)),
            (b"a: |2\n   x\n", Is(r#"{"a": " x\n"}"#)),
            // 10.1, 10.3: the core schema's tags; no other has a meaning here.
            (b"!!str 12", Is(r#""12""#)),
            (b"!!int '12'", Is("12")),
            (b"!!float 1", Is("1.0")),
            (b"!!bool 'true'", Is("true")),
            // Nothing under a tag: the reader takes only a spelled null for one.
            (b"!!null ~", Is("null")),
            (b"!!null ''", Refused("E0101")),
            (b"!!binary aGk=", Refused("E0105")),
            (b"!!timestamp 2020-01-01", Refused("E0105")),
            (b"!custom {a: 1}", Refused("E0105")),
            // 6.6: comments, and `#` inside words.
            (b"a: b#c # d", Is(r#"{"a": "b#c"}"#)),
            // 7.4: flow style, trailing commas, single pairs.
            (b"[a, b, ]", Is(r#"["a", "b"]"#)),
            (b"x: [a: 1]", Is(r#"{"x": [{"a": 1}]}"#)),
            (b"x: {a, b: }", Is(r#"{"x": {"a": null, "b": null}}"#)),
            (b"a: b: c", Refused("E0101")),
            (b"a:\n\t- b", Refused("E0101")),
        ],
    );
}

#[test]
fn keys_anchors_and_documents_of_yaml() {
    check(
        "a.yaml",
        &[
            // 3.2.1.3: keys are unique.
            (b"{a: 1, a: 2}", Told(r#"{"a": 1}"#, "E0104")),
            (b"{a: 1, 'a': 2}", Told(r#"{"a": 1}"#, "E0104")),
            // Keys that are not text become their text, which is told.
            (b"200: a", Told(r#"{"200": "a"}"#, "E0107")),
            (
                b"{true: a, null: b, 1.5: c}",
                Told(r#"{"true": "a", "null": "b", "1.5": "c"}"#, "E0107"),
            ),
            (
                b"{yes: a, on: b, 2020-01-01: c}",
                Is(r#"{"yes": "a", "on": "b", "2020-01-01": "c"}"#),
            ),
            (b"? [a]\n: b", Refused("E0105")),
            (b"? {a: b}\n: c", Refused("E0105")),
            // 7.1, and the merge key of 1.1, which documents use.
            (b"a: &x [1]\nb: *x", Is(r#"{"a": [1], "b": [1]}"#)),
            (
                b"a: &x {p: 1}\nb: {<<: *x, q: 2}",
                Is(r#"{"a": {"p": 1}, "b": {"q": 2, "p": 1}}"#),
            ),
            (
                b"a: &x {p: 1}\nb: {<<: *x, p: 2}",
                Is(r#"{"a": {"p": 1}, "b": {"p": 2}}"#),
            ),
            (b"{'<<': {a: 1}}", Is(r#"{"<<": {"a": 1}}"#)),
            (b"{<<: 1}", Refused("E0105")),
            (b"a: *nowhere", Refused("E0106")),
            (b"a: &x [*x]", Refused("E0106")),
            // 9.2: one document.
            (b"%YAML 1.2\n---\na: 1\n...\n", Is(r#"{"a": 1}"#)),
            (b"a: 1\n---\nb: 2\n", Refused("E0105")),
            (b"", Is("null")),
            (b"# nothing\n", Is("null")),
            // 5.2, 5.4: encodings and line breaks.
            (b"\xEF\xBB\xBFa: 1", Is(r#"{"a": 1}"#)),
            (b"\xFF\xFEa\0:\0 \x001\0", Is(r#"{"a": 1}"#)),
            (b"a: 1\r\nb: |\r\n  x\r\n", Is(r#"{"a": 1, "b": "x\n"}"#)),
            (b"a: \xFF", Refused("E0102")),
            // 5.1: control characters.
            (b"a: \x01", Refused("E0101")),
        ],
    );
}

#[test]
fn json_as_rfc_8259_has_it() {
    check(
        "a.json",
        &[
            // Section 6: numbers. `1.0` is a double; so is `-0`, which no whole number of a computer is.
            (b"[0, -0, 1, 1.0, -0.0, 1e3, 1E-2]", Is("[0, -0.0, 1, 1.0, -0.0, 1000.0, 0.01]")),
            (b"[18446744073709551616, -9223372036854775809, 170141183460469231731687303715884105728]", Is("[18446744073709551616, -9223372036854775809, |170141183460469231731687303715884105728|]")),
            (b"[1e400, -1e400, 1e-400, 123456789012345678901234567890.5]", Is("[|1e400|, |-1e400|, 0.0, 1.2345678901234568e29]")),
            (b"[0.1000000000000000055511151231257827, 9007199254740993]", Is("[0.1, 9007199254740993]")),
            (b"[01]", Refused("E0101")),
            (b"[+1]", Refused("E0101")),
            (b"[.5]", Refused("E0101")),
            (b"[1.]", Refused("E0101")),
            (b"[0x1F]", Refused("E0101")),
            (b"[NaN]", Refused("E0101")),
            // Section 3: literals are lower case.
            (b"[true, false, null]", Is("[true, false, null]")),
            (b"[True]", Refused("E0101")),
            // Section 7: strings; surrogates come in pairs.
            (br#"["\u00e9\ud83d\ude00\/\b", "", "~"]"#, Is("[\"\u{e9}\u{1F600}/\\u{8}\", \"\", \"~\"]")),
            (br#"["\ud800"]"#, Refused("E0101")),
            (br#"["\x41"]"#, Refused("E0101")),
            (b"[\"a\tb\"]", Refused("E0101")),
            (b"['a']", Refused("E0101")),
            // Section 4: names within an object should be unique.
            (br#"{"a": 1, "a": 2}"#, Told(r#"{"a": 1}"#, "E0104")),
            (br#"{"200": 1, "<<": {"b": 2}, "true": 3}"#, Is(r#"{"200": 1, "<<": {"b": 2}, "true": 3}"#)),
            // Sections 2, 8: one value, no comments, no trailing commas; a mark at the start may be ignored.
            (b"[1,]", Refused("E0101")),
            (b"[1] // c", Refused("E0101")),
            (b"{} {}", Refused("E0101")),
            (b"{a: 1}", Refused("E0101")),
            (b"\xEF\xBB\xBF{}", Is("{}")),
            (b"\r\n\t {\"a\"\t:\r1}", Is(r#"{"a": 1}"#)),
        ],
    );
}
