use super::{Locator, Marks};
use crate::source::{Location, Pointer, Source};

const TEXT: &str = "\
openapi: 3.1.0
info: # said often
  title: 'a b'
  x: |
    hello
    you
servers:
  - url: a
    b: c
  - url: z
base: &b {k: 1}
derived:
  <<: *b
  l: *b
";

fn shown(pointer: &str, at_key: bool) -> String {
    let source = Source::new("a.yaml", TEXT);
    let at = Location::new(&source, Pointer::parse(pointer).unwrap());
    let span = Locator::default().span(&at, at_key);
    let line = TEXT[..span.start].matches('\n').count() + 1;
    format!("{line}: {}", &TEXT[span.range()])
}

#[test]
fn values_and_keys_are_found() {
    let cases = [
        ("/openapi", "1: 3.1.0", "1: openapi"),
        ("/info/title", "3: 'a b'", "3: title"),
        ("/servers/1/url", "10: z", "10: url"),
        ("/derived/l", "14: *b", "14: l"),
        // Through an alias, and through a merge.
        ("/derived/l/k", "11: 1", "11: k"),
        ("/derived/k", "11: 1", "11: k"),
    ];
    for (pointer, value, key) in cases {
        assert_eq!(shown(pointer, false), value, "{pointer}");
        assert_eq!(shown(pointer, true), key, "{pointer}");
    }
}

#[test]
fn blocks_show_their_key_and_what_is_missing_what_is_above_it() {
    assert_eq!(shown("/info", false), "2: info");
    assert_eq!(shown("/info/nothing/here", false), "2: info");
    assert_eq!(shown("/servers/0", false), "8: url: a");
    assert_eq!(shown("/servers/7", false), "7: servers");
    assert_eq!(shown("/info/x", false), "5: hello");
    assert_eq!(shown("", false), "1: openapi: 3.1.0");
}

#[test]
fn a_broken_text_has_marks_up_to_the_break() {
    let source = Source::new("a", "a:\n  b:\n    - 1\n    - c: \"x");
    let marks = Marks::of(&source);
    assert_eq!(marks.pointer_at(23).to_string(), "/a/b/1");
    let span = marks.span(&source, &Pointer::parse("/a/b/0").unwrap(), false);
    assert_eq!(&source.text[span.range()], "1");
}
