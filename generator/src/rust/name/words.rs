//! Splitting what documents call things into words, before `heck` joins them.
//!
//! `heck` alone turns `OAuth2Token` into `o_auth2_token` and `userIDs` into `user_i_ds`: it knows neither names that carry a
//! capital inside nor plural acronyms, and drops symbols that are all there is (`+1`, `<=`).

use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Names whose inner capitals start no word.
const WHOLE: &[&str] = &[
    "OAuth",
    "OpenAPI",
    "GitHub",
    "GitLab",
    "YouTube",
    "PayPal",
    "LinkedIn",
    "IPv",
    "iOS",
    "macOS",
    "GraphQL",
    "WebSocket",
];

/// Whether a word is one of the names that keep their inner capitals.
pub(crate) fn keeps_case(word: &str) -> bool {
    WHOLE.iter().any(|whole| word.starts_with(whole))
}

/// The words of a name, ASCII letters and digits only; empty where it has none.
pub(crate) fn words(name: &str) -> Vec<String> {
    let ascii = ascii(name);
    let mut words = Vec::new();
    for chunk in ascii
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|chunk| !chunk.is_empty())
    {
        split_case(chunk, &mut words);
    }
    let symbols = leading_symbols(name, words.is_empty());
    symbols
        .into_iter()
        .map(str::to_owned)
        .chain(words)
        .collect()
}

/// Letters without their marks; whatever has no ASCII form by its code point.
fn ascii(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            c if c.is_ascii() => out.push(c),
            c if c.is_whitespace() => out.push('_'),
            c => {
                let _ = write!(out, "_u{:x}_", u32::from(c));
            }
        }
    }
    out
}

/// Signs before a number and symbols that are all there is: they carry the meaning then.
fn leading_symbols(name: &str, nothing_else: bool) -> Vec<&'static str> {
    if nothing_else {
        return name.chars().filter_map(symbol).collect();
    }
    let mut chars = name.chars();
    let sign = chars
        .next()
        .filter(|_| chars.next().is_some_and(|c| c.is_ascii_digit()));
    sign.and_then(symbol).into_iter().collect()
}

fn symbol(c: char) -> Option<&'static str> {
    Some(match c {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '~' => "tilde",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '#' => "hash",
        '@' => "at",
        '$' => "dollar",
        '_' => "underscore",
        ' ' => "space",
        '\'' => "apostrophe",
        '"' => "quote",
        '(' | ')' => "parenthesis",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        _ => return None,
    })
}

/// Splits a run of letters and digits where its case says so.
fn split_case(chunk: &str, words: &mut Vec<String>) {
    let bytes = chunk.as_bytes();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        if at > start && boundary(bytes, at) {
            words.push(chunk[start..at].to_owned());
            start = at;
        }
        // The inner capitals of a whole name start no word, nor does what the name's digits belong to.
        at += WHOLE
            .iter()
            .find(|whole| at == start && chunk[at..].starts_with(**whole))
            .map_or(1, |whole| whole.len());
    }
    if start < bytes.len() {
        words.push(chunk[start..].to_owned());
    }
}

/// Whether a word starts at `at`, which is not the first byte.
fn boundary(bytes: &[u8], at: usize) -> bool {
    let (before, here) = (bytes[at - 1], bytes[at]);
    if !here.is_ascii_uppercase() {
        return false;
    }
    if !before.is_ascii_uppercase() {
        return true;
    }
    // The last capital of a run belongs to the next word, except before a plural `s`: `HTTPServer`, `userIDs`.
    match bytes.get(at + 1) {
        Some(next) if next.is_ascii_lowercase() => {
            *next != b's' || bytes.get(at + 2).is_some_and(u8::is_ascii_lowercase)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_split_as_people_read_them() {
        for (name, expected) in [
            ("delivery_address", "delivery address"),
            ("OAuth2Token", "OAuth2 Token"),
            ("userIDs", "user IDs"),
            ("HTTPServer", "HTTP Server"),
            ("getHTTPSUrl", "get HTTPS Url"),
            ("page[size]", "page size"),
            ("ipv4Address", "ipv4 Address"),
            ("IPv4Address", "IPv4 Address"),
            ("X-Rate-Limit", "X Rate Limit"),
            ("ABTest", "AB Test"),
            ("aB", "a B"),
            ("$ref", "ref"),
            ("+1", "plus 1"),
            ("-1", "minus 1"),
            ("a-1", "a 1"),
            ("<=", "less equal"),
            ("", ""),
            ("naïve", "naive"),
            ("日", "u65e5"),
            ("Straße", "Strasse"),
            ("URLs", "URLs"),
            ("IDsList", "IDs List"),
        ] {
            assert_eq!(words(name).join(" "), expected, "{name}");
        }
    }
}
