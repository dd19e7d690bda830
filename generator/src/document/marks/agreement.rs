//! The marks and the reader see one document: the same members, elements and scalars at the same addresses, and the bytes that a
//! scalar is marked with mean its value. Runs over the fixtures here and over every document in the folder that `OASMITH_CORPUS`
//! names; prints figures: `cargo test -p oasmith --lib agreement -- --nocapture`.

#![expect(clippy::disallowed_methods, reason = "a test reads a folder")]

use std::fs;
use std::path::{Path, PathBuf};

use super::{Children, Marks, NodeId};
use crate::diagnostics::Diagnostics;
use crate::document::{Kind, Limits, Number, Tree, load_tree};
use crate::source::{Key, Source};

const FIXTURES: [&str; 4] = [
    // Characters that JSON's strings may hold and a YAML stream may not.
    "{\"a\": [\"\u{91}\u{7f}\", 1], \"b\": {\"c\": \"\u{ffff}\", \"d\": 2}}",
    "a: &a {x: 1, 'y z': [~, true, 1e3]}\nb: *a\nc:\n  <<: *a\n  x: 2\n? d\n: |\n  text\n",
    "{\"a\\u00e9\\/\": [1, -2.5e3, \"\\ud83d\\ude00\", null, {}], \"\":\t[],\r\n\"b\":{\"c\":\"\"}}",
    "%YAML 1.2\n---\n- - a\n  - 'b'\n-\n- \"c\\\n  d\"\n- >-\n  e\n  f\n",
];

#[test]
fn on_fixtures() {
    for (index, text) in FIXTURES.iter().enumerate() {
        let values = agree(&format!("fixture {index}"), text.as_bytes());
        assert!(values.is_some_and(|values| values > 5));
    }
}

#[test]
#[expect(
    clippy::print_stdout,
    clippy::disallowed_macros,
    reason = "the figures are what it is for"
)]
fn on_the_corpus() {
    let Some(folder) = std::env::var_os("OASMITH_CORPUS") else {
        return;
    };
    let (mut compared, mut values, mut refused) = (0, 0, 0);
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        visit(&folder, &mut folders, &mut |path, bytes| {
            if let Some(found) = agree(&path.to_string_lossy(), bytes) {
                compared += 1;
                values += found;
            } else {
                refused += 1;
            }
        });
    }
    println!("{compared} documents agree in {values} values; {refused} are no documents");
    assert!(compared > refused);
}

fn visit(folder: &Path, folders: &mut Vec<PathBuf>, each: &mut impl FnMut(&Path, &[u8])) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let is_document = path.extension().is_some_and(|extension| {
            ["json", "yaml", "yml"]
                .iter()
                .any(|known| extension == *known)
        });
        if path.is_dir() {
            folders.push(path);
        } else if is_document {
            let bytes = fs::read(&path).expect("a file");
            each(&path, &bytes);
        }
    }
}

/// How many values were compared; none where there is no tree.
fn agree(name: &str, bytes: &[u8]) -> Option<usize> {
    let mut diagnostics = Diagnostics::default();
    let Ok((source, tree)) = load_tree(&mut diagnostics, name, bytes, &Limits::default()) else {
        return None;
    };
    let marks = Marks::of(&source);
    let root = marks.root().expect(name);
    compare(&source, &marks, root, &tree, &mut format!("{name}#"));
    Some(tree.size())
}

fn compare(source: &Source, marks: &Marks, node: NodeId, tree: &Tree, at: &mut String) {
    let children: Vec<(Key, &Tree)> = match &tree.kind {
        Kind::Array(items) => items
            .iter()
            .enumerate()
            .map(|(i, item)| (Key::Index(i), item))
            .collect(),
        Kind::Object(members) => members
            .iter()
            .map(|(key, value)| (Key::Name(key.as_str().into()), value))
            .collect(),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {
            compare_scalar(
                &source.text[marks.raw_span(marks.behind(node)).range()],
                tree,
                at,
            );
            Vec::new()
        }
    };
    let marked = match &marks.mark(marks.behind(node)).children {
        Children::Items(items) => items.len(),
        // What `<<` brings in is not counted here.
        Children::Members(members) if members.contains_key("<<") => children.len(),
        Children::Members(members) => members.len(),
        Children::None | Children::Alias(_) => 0,
    };
    assert_eq!(marked, children.len(), "{at}");
    let length = at.len();
    for (key, child) in children {
        *at = format!("{at}/{key}");
        compare(source, marks, marks.child(node, &key).expect(at), child, at);
        at.truncate(length);
    }
}

/// Reads the bytes of a scalar alone. A block scalar's are its lines: all but their breaks and indentation must agree.
fn compare_scalar(text: &str, tree: &Tree, at: &str) {
    let words = |text: &str| text.split_whitespace().collect::<String>();
    let agrees = match &tree.kind {
        Kind::Null => ["", "~", "null", "Null", "NULL"].contains(&text),
        Kind::Bool(value) => text.eq_ignore_ascii_case(&value.to_string()),
        Kind::Number(Number::Int(value)) => {
            text.parse() == Ok(**value) || text.starts_with("0x") || text.starts_with("0o")
        }
        Kind::Number(Number::Float(value)) => text.parse() == Ok(*value),
        Kind::Number(Number::Big(value)) => *text == **value,
        Kind::String(value) => {
            alone(text).as_deref() == Some(value.as_str()) || words(text) == words(value)
        }
        Kind::Array(_) | Kind::Object(_) => false,
    };
    assert!(agrees, "{at}: {text:?} is not {tree:?}");
}

/// The string that a text is by itself, in the format that its quotes say.
fn alone(text: &str) -> Option<String> {
    let json = serde_json::from_str(text).ok();
    json.or_else(|| serde_yaml::from_str(text).ok())
}
