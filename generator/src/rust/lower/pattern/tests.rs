use super::translate;
use crate::rust::Engine;

/// Whether the translation finds the pattern in a text, with the library that it is for.
fn finds(source: &str, text: &str) -> Option<bool> {
    let pattern = translate(source)?;
    match pattern.engine {
        Engine::Linear => Some(regex::Regex::new(&pattern.translated).ok()?.is_match(text)),
        Engine::Backtracking => fancy_regex::Regex::new(&pattern.translated)
            .ok()?
            .is_match(text)
            .ok(),
    }
}

#[test]
fn means_the_same() {
    let table = [
        ("^\\d+$", "12", true),
        ("^\\d+$", "\u{967}", false),
        ("^\\d+$", "12\n", false),
        ("^\\w$", "\u{e9}", false),
        ("^\\W$", "\u{e9}", true),
        ("^\\s$", "\u{feff}", true),
        ("^\\s$", "\u{85}", false),
        ("^.$", "\r", false),
        ("^.$", "\u{1f600}", true),
        ("^[\\d-x]$", "-", true),
        ("^[a\\-z]$", "b", false),
        ("^[[&&^]$", "&", true),
        ("^[[:alpha:]]$", "a]", true),
        ("^[^\\S]$", " ", true),
        ("^[\\b]$", "\u{8}", true),
        ("[]", "a", false),
        ("^[^]$", "\n", true),
        ("^a{2}$", "aa", true),
        ("^a{,2}$", "a{,2}", true),
        ("^{a}$", "{a}", true),
        ("^\\u0041\\x42\\u{43}$", "ABC", true),
        ("^\\ud83d\\ude00$", "\u{1f600}", true),
        ("^\\cA\\0$", "\u{1}\0", true),
        ("^\\/\\@\\_\\-$", "/@_-", true),
        ("^\\p{Lu}$", "\u{c9}", true),
        ("\\bfoo\\b", "a foo b", true),
        ("\\bfoo\\b", "\u{e9}foo", true),
        ("^(?i)abc$", "ABC", true),
        ("\\Afoo\\Z", "foo", true),
        ("^(?<year>\\d{4})$", "2026", true),
        ("^(?:a|b)+?$", "ab", true),
        ("^(?!x-).*$", "x-a", false),
        ("^(?=.*\\d).{2,}$", "a1", true),
        ("(?<=a)\\bb", "a b", false),
        ("^(a)\\1$", "aa", true),
        ("^(?<c>a)\\k<c>$", "aa", true),
        ("\\Boo\\B", "foot", true),
    ];
    for (source, text, expected) in table {
        assert_eq!(
            finds(source, text),
            Some(expected),
            "`{source}` in {text:?}"
        );
    }
}

#[test]
fn takes_linear_time_wherever_it_can() {
    let engine = |source| translate(source).map(|pattern| pattern.engine);
    for source in ["^(a+)+$", "^\\b[\\w.]+$", "^(?:[a-z]{1,63}\\.)+$"] {
        assert_eq!(engine(source), Some(Engine::Linear), "`{source}`");
    }
    for source in ["(?!a)", "(?<!a)b", "(a)\\1", "a\\B"] {
        assert_eq!(engine(source), Some(Engine::Backtracking), "`{source}`");
    }
}

#[test]
fn refuses_what_is_no_pattern() {
    for source in [
        "(", "[a", "[b-a]", "a{2,1}", "*", "\\", "\\u12", "(?>a)", "\\ud83d", "(?#x)", "\\2(a)",
    ] {
        assert_eq!(translate(source), None, "`{source}`");
    }
}
