//! YAML in blocks. Strings that any version of YAML takes for something else have quotes: 1.1, which many tools still read, has
//! more words for booleans, numbers and dates than 1.2.

use std::fmt::Write;

use super::{digits, quoted};
use crate::document::{Kind, Number, Tree};

/// Longer keys cannot stand before a colon alone (YAML 1.2.2 section 8.2.2); counted in bytes, to be safe.
const LONGEST_KEY: usize = 1000;

pub(super) fn print(tree: &Tree) -> String {
    let mut text = String::new();
    match &tree.kind {
        Kind::Object(members) if !members.is_empty() => object(&mut text, tree, 0),
        Kind::Array(items) if !items.is_empty() => array(&mut text, tree, 0),
        Kind::Null
        | Kind::Bool(_)
        | Kind::Number(_)
        | Kind::String(_)
        | Kind::Array(_)
        | Kind::Object(_) => {
            scalar(&mut text, tree, 0);
        }
    }
    text
}

/// The members, the first where the line stands, the others on lines of their own.
fn object(out: &mut String, tree: &Tree, depth: usize) {
    let Kind::Object(members) = &tree.kind else {
        return;
    };
    for (index, (key, value)) in members.iter().enumerate() {
        if index > 0 {
            indent(out, depth);
        }
        let key = word(key);
        if key.len() > LONGEST_KEY {
            let _ = writeln!(out, "? {key}");
            indent(out, depth);
        } else {
            out.push_str(&key);
        }
        out.push(':');
        match &value.kind {
            Kind::Object(members) if !members.is_empty() => {
                out.push('\n');
                indent(out, depth + 1);
                object(out, value, depth + 1);
            }
            // A list is as far in as its key.
            Kind::Array(items) if !items.is_empty() => {
                out.push('\n');
                indent(out, depth);
                array(out, value, depth);
            }
            Kind::Null
            | Kind::Bool(_)
            | Kind::Number(_)
            | Kind::String(_)
            | Kind::Array(_)
            | Kind::Object(_) => {
                out.push(' ');
                scalar(out, value, depth + 1);
            }
        }
    }
}

fn array(out: &mut String, tree: &Tree, depth: usize) {
    let Kind::Array(items) = &tree.kind else {
        return;
    };
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            indent(out, depth);
        }
        out.push_str("- ");
        match &item.kind {
            Kind::Object(members) if !members.is_empty() => object(out, item, depth + 1),
            Kind::Array(items) if !items.is_empty() => array(out, item, depth + 1),
            Kind::Null
            | Kind::Bool(_)
            | Kind::Number(_)
            | Kind::String(_)
            | Kind::Array(_)
            | Kind::Object(_) => scalar(out, item, depth + 1),
        }
    }
}

/// What stands on the line that is begun; `depth` is how far in its further lines are.
fn scalar(out: &mut String, tree: &Tree, depth: usize) {
    match &tree.kind {
        Kind::Null => out.push_str("null"),
        Kind::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Kind::Number(number @ Number::Float(_)) => out.push_str(&float(digits(number))),
        Kind::Number(number) => out.push_str(&digits(number)),
        Kind::String(text) if is_block(text) => return block(out, text, depth),
        Kind::String(text) => out.push_str(&word(text)),
        Kind::Array(_) => out.push_str("[]"),
        Kind::Object(_) => out.push_str("{}"),
    }
    out.push('\n');
}

/// YAML 1.1 knows an exponent by its point and its sign.
fn float(digits: String) -> String {
    let Some((mantissa, exponent)) = digits.split_once(['e', 'E']) else {
        return digits;
    };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['-', '+']) {
        ""
    } else {
        "+"
    };
    format!("{mantissa}{point}e{sign}{exponent}")
}

/// Several lines, to be kept as they are.
fn block(out: &mut String, text: &str, depth: usize) {
    out.push('|');
    if text.starts_with([' ', '\n']) {
        out.push('2');
    }
    let lines = text.strip_suffix('\n');
    match lines {
        None => out.push('-'),
        Some(lines) if lines.ends_with('\n') => out.push('+'),
        Some(_) => {}
    }
    out.push('\n');
    for line in lines.unwrap_or(text).split('\n') {
        if !line.is_empty() {
            indent(out, depth.max(1));
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// Whether a text is of several lines that a literal block gives back to the byte.
fn is_block(text: &str) -> bool {
    let mut lines = text.split('\n');
    let has_break = lines.next().is_some_and(|first| first.len() < text.len());
    has_break
        && !text.starts_with('\t')
        && text
            .chars()
            .all(|c| c == '\n' || c == '\t' || is_printable(c))
        && !text.trim().is_empty()
        && text
            .split('\n')
            .all(|line| line.is_empty() || !line.trim().is_empty())
}

/// A text on one line: plain where nobody can take it for anything else.
fn word(text: &str) -> String {
    if !text.chars().all(is_printable) {
        return escaped(text);
    }
    if is_plain(text) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// JSON's escapes, and YAML's for what JSON lets stand.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in quoted(text).chars() {
        if is_printable(c) {
            out.push(c);
        } else {
            let _ = write!(out, "\\u{:04X}", u32::from(c));
        }
    }
    out
}

/// YAML 1.2.2 section 5.1, without what ends a line in any version.
fn is_printable(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}' | '\u{10000}'..)
}

fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let begins = first.is_alphanumeric() || "_/$(<^;".contains(first);
    let is_whole = !text.contains(": ") && !text.contains(" #") && !text.ends_with([':', ' ']);
    begins && is_whole && !is_other_type(text)
}

/// Whether some version of YAML sees null, a boolean, a number, a date or a merge in it.
fn is_other_type(text: &str) -> bool {
    const WORDS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let is_word = WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    let digit = |c: char| c.is_ascii_hexdigit() || "xXoO_:.,eE+-tTzZ ".contains(c);
    // `3.1.0` is none to anybody.
    let is_version = text.matches('.').count() > 1;
    let is_number =
        text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(digit) && !is_version;
    is_word || is_number || text == "<<"
}

fn indent(out: &mut String, depth: usize) {
    out.extend(std::iter::repeat_n("  ", depth));
}
