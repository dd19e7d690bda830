use std::sync::Arc;

use serde_json::Value;

use super::{Colour, human, json};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{Location, Source, Span};

const TEXT: &str = "openapi: 3.1.0\ninfo:\n  title: ä\u{1b}[31m\u{202e}x\n";

/// The place of some words in a text.
fn at(source: &Arc<Source>, words: &str) -> Location {
    let start = source.text.find(words).expect(words);
    let end = start + words.len();
    Location::root(source).with_span(Span { start, end })
}

fn render(diagnostic: &Diagnostic) -> String {
    human([diagnostic], Colour::Plain, &mut |at, _| {
        at.span().expect("a span")
    })
}

#[test]
fn a_listing_looks_like_rustcs() {
    let (source, other) = (
        Source::new("a.yaml", TEXT),
        Source::new("b.yaml", "x\ny: z\n"),
    );
    let diagnostic = Diagnostic::new(
        Code::UNRESOLVED_REFERENCE,
        at(&source, "title"),
        "`x` is not defined",
    )
    .label(at(&source, "3.1.0"), "in this version")
    .label(at(&other, "z"), "also used here")
    .help("define it");
    let expected = "\
warning[E0201]: `x` is not defined
 --> a.yaml:3:3
  |
1 | openapi: 3.1.0
  |          ----- in this version
2 | info:
3 |   title: ä\\u{1b}[31m\\u{202e}x
  |   ^^^^^
  |
 ::: b.yaml:2:4
  |
2 | y: z
  |    - also used here
  |
  = help: define it

";
    assert_eq!(render(&diagnostic), expected);
}

#[test]
fn documents_cannot_write_to_the_terminal() {
    let source = Source::new("a\n\u{1b}.yaml", "k: \u{9b}31m\u{2066}\u{e000}0:1\r\n");
    let diagnostic = Diagnostic::new(Code::SYNTAX, at(&source, "k"), "a\n::error::\u{202e}\u{7}")
        .label(at(&source, "k"), "b\r\n")
        .help("c\u{1b}");
    let listing = render(&diagnostic);
    assert!(
        listing
            .chars()
            .all(|c| c == '\n' || (!c.is_control() && !"\u{202e}\u{2066}\u{e000}".contains(c))),
        "{listing}"
    );
    assert!(listing.lines().all(|line| !line.starts_with("::")));
    let report = json([&diagnostic], &mut |at, _| at.span().expect("a span"));
    assert!(report.chars().all(|c| !c.is_control() && c != '\u{202e}'));
    let report: Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!(
        report["diagnostics"][0]["message"],
        "a\n::error::\u{202e}\u{7}"
    );
}

#[test]
fn long_lines_are_cut_around_the_place_and_keep_their_column() {
    let text = format!(
        "{{\"a\": \"{}\", \"here\": 1, \"b\": \"{}\"}}",
        "é".repeat(50_000),
        "y".repeat(50_000)
    );
    let source = Source::new("a.json", text);
    let listing = render(&Diagnostic::new(Code::SYNTAX, at(&source, "\"here\""), "m"));
    assert!(listing.contains("--> a.json:1:50011\n"), "{listing}");
    assert!(listing.contains("\"here\": 1"), "{listing}");
    assert!(listing.len() < 1000);
    let colourful = human(
        [&Diagnostic::new(Code::SYNTAX, at(&source, "\"here\""), "m")],
        Colour::Ansi,
        &mut |at, _| at.span().expect("a span"),
    );
    assert!(colourful.contains("a.json:1:50011") && colourful.contains("\u{1b}["));
}

#[test]
fn json_counts_and_places() {
    let source = Source::new("a.yaml", TEXT);
    let list = [
        Diagnostic::new(Code::SYNTAX, at(&source, "info"), "m").help("h"),
        Diagnostic::new(Code::UNRESOLVED_REFERENCE, at(&source, "x\n"), "n"),
    ];
    let report = json(&list, &mut |at, _| at.span().expect("a span"));
    let expected = r#"{"diagnostics":[{"code":"E0101","severity":"error","message":"m","file":"a.yaml","line":2,"column":1,"pointer":"","help":"h"},{"code":"E0201","severity":"warning","message":"n","file":"a.yaml","line":3,"column":17,"pointer":"","help":null}],"summary":{"errors":1,"warnings":1,"notes":0}}"#;
    assert_eq!(report, expected);
}
