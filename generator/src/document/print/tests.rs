use crate::diagnostics::Diagnostics;
use crate::document::{Document, Kind, Tree};

fn load(name: &str, text: &str) -> Document {
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&mut diagnostics, name, text.as_bytes());
    document.unwrap_or_else(|_| panic!("{text}\n{diagnostics:?}"))
}

/// Both formats give back what was printed, to the byte.
#[track_caller]
fn reads_back(document: &Document) {
    let (yaml, json) = (document.to_yaml(), document.to_json());
    for (name, text) in [("a.yaml", &yaml), ("a.json", &json)] {
        let again = load(name, text);
        assert_eq!(again.to_json(), json, "{yaml}");
        assert_eq!(again.to_yaml(), yaml);
    }
}

#[test]
fn a_document_is_printed_in_blocks() {
    let text = "\
openapi: 3.1.0
x:
- 1
- 170141183460469231731687303715884105727
- 1.5
- null
- 'null'
- 'no'
- - a
  - - {}
- a: []
  b: |
    two

    lines
  c: |2-
     in
    out
";
    let document = load("a.yaml", text);
    assert_eq!(document.to_yaml(), text);
    reads_back(&document);
}

#[test]
fn numbers_keep_every_digit() {
    let text =
        r#"{"x": [1e400, -0.1, 1E5, 123456789012345678901234567890123456789012345, 0.1e-7, 1.0]}"#;
    let document = load("a.json", text);
    let json = document.to_json();
    assert!(
        json.contains("1e400") && json.contains("123456789012345678901234567890123456789012345")
    );
    reads_back(&document);
}

const QUOTED: &[&str] = &[
    "",
    "no",
    "On",
    "Y",
    "NULL",
    "~",
    "1",
    "1_000",
    "0x1F",
    "0o7",
    "1e3",
    "+1",
    "-1",
    ".5",
    ".inf",
    "12:30:45",
    "2020-01-01",
    "2020-01-01T00:00:00Z",
    "<<",
    "=",
    "- a",
    "a: b",
    "a #b",
    "#a",
    "a:",
    " a",
    "a ",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a",
    "{a",
    "[a",
    "'a",
    "\"a",
    "|",
    ">",
    "?",
    ",a",
    "---",
    "...",
];
const PLAIN: &[&str] = &[
    "a",
    "/pets/{id}",
    "2 dogs",
    "a:b",
    "don't",
    "x-a",
    "/a",
    "größe",
    "日本",
];
const ESCAPED: &[&str] = &[
    "\u{feff}",
    "a\u{85}b",
    "\u{7f}",
    "a\u{2028}b",
    "\0",
    "a\tb\r\n",
    "\n",
    " \n ",
    "a\n \nb",
];

#[test]
fn strings_stay_strings_in_any_version_of_yaml() {
    for (texts, begins) in [(QUOTED, "'"), (PLAIN, ""), (ESCAPED, "\"")] {
        for text in texts {
            let mut document = load("a.yaml", "x: 1");
            let string = Tree::from(Kind::String((*text).into()));
            let Kind::Object(members) = &mut document.root.kind else {
                panic!("it is an object");
            };
            members.insert((*text).to_owned(), string.clone());
            members.insert("list".to_owned(), Tree::from(Kind::Array(vec![string])));
            let written = document.to_yaml();
            let last = written.rsplit_once("list:\n- ").expect("a list").1;
            assert!(last.starts_with(begins), "{text:?}: {last}");
            assert_eq!(
                begins.is_empty(),
                !last.starts_with(['\'', '"']),
                "{text:?}: {last}"
            );
            reads_back(&document);
        }
    }
}

#[test]
fn a_very_long_key_reads_back() {
    let text = format!("{{\"{}\": {{\"a\": [1]}}, \"b\": 2}}", "k".repeat(3000));
    reads_back(&load("a.json", &text));
}
