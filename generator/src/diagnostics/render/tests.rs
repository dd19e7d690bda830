use std::sync::Arc;

use serde_json::Value;

use super::{Colour, concise, github, human, json, json_line, sarif};
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
    for lines in [
        concise([&diagnostic], &mut |at, _| at.span().expect("a span")),
        github([&diagnostic], &mut |at, _| at.span().expect("a span")),
    ] {
        assert_eq!(lines.lines().count(), 1, "{lines}");
        assert!(lines.chars().all(|c| c == '\n' || !c.is_control()));
        assert!(!lines.contains("\n::error::"), "{lines}");
    }
    let log = sarif([&diagnostic], &mut |at, _| at.span().expect("a span"));
    assert!(json_line(&log).chars().all(|c| !c.is_control()));
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
    let expected = r#"{"diagnostics":[{"code":"E0101","severity":"error","message":"m","file":"a.yaml","line":2,"column":1,"pointer":"","help":"h"},{"code":"E0201","severity":"warning","message":"n","file":"a.yaml","line":3,"column":17,"pointer":"","help":"define the target, correct its name, or add an overlay that defines it"}],"summary":{"errors":1,"warnings":1,"notes":0}}"#;
    assert_eq!(report, expected);
}

#[test]
fn annotations_hold_commas_colons_and_percent_signs() {
    let source = Source::new("a,b:c%.yaml", TEXT);
    let diagnostic = Diagnostic::new(Code::SYNTAX, at(&source, "info"), "50%, or: more").help("h");
    let annotation = github([&diagnostic, &diagnostic], &mut |at, _| {
        at.span().expect("a span")
    });
    let expected = "::error file=a%2Cb%3Ac%25.yaml,line=2,endLine=2,col=1,endColumn=5,title=E0101 syntax::\
        50%25, or: more%0Arelated places: 1%0Ahelp: h\n";
    assert_eq!(annotation, expected);
}

#[test]
fn a_log_names_files_as_relative_uris_and_keeps_related_places() {
    let (source, other) = (Source::new("a b/ä.yaml", TEXT), Source::new("c.yaml", "x"));
    let diagnostic = Diagnostic::new(Code::SYNTAX, at(&source, "info"), "m")
        .help("h")
        .label(at(&other, "x"), "there");
    let log = sarif([&diagnostic], &mut |at, _| at.span().expect("a span"));
    let result = &log["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b/%C3%A4.yaml");
    assert_eq!(
        place["region"],
        serde_json::json!({"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 5})
    );
    assert_eq!(result["message"]["text"], "m\nhelp: h");
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "there");
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
    assert_eq!(
        (&rule["id"], &result["ruleIndex"]),
        (&Value::from("E0101"), &Value::from(0))
    );
}
