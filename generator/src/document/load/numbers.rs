use super::super::marks::{Marks, NodeId};
use super::super::{Kind, Number, Tree};
use crate::source::Key;

/// Rewrites numbers that no `f64` holds (`1e400`) so that the text can be read; every offset stays what it was.
pub(super) fn tame(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c == '"' || c == '-' || c.is_ascii_digit()) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let length = token_length(rest);
        let token = &rest[..length];
        if token.parse::<f64>().is_ok_and(f64::is_infinite) {
            out.push('0');
            out.extend(std::iter::repeat_n(' ', length - 1));
        } else {
            out.push_str(token);
        }
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// The length of the string or number that `text` starts with.
fn token_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    if bytes[0] != b'"' {
        let number = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
        return bytes.iter().take_while(|byte| number(byte)).count();
    }
    let mut at = 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    let mut end = (at + 1).min(bytes.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    end
}

/// Whether a text may hold a whole number that the YAML reader knows and YAML 1.2 does not (section 10.3.2): `0b11`, `-0x1F`.
pub(super) fn has_foreign(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        before.is_none_or(|before| before.is_ascii_whitespace() || b"[{,".contains(before))
    };
    let token = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        let plain = rest.split([' ', '\t', '\r', '\n', ',', ']', '}']).next();
        starts(at) && is_foreign(plain.unwrap_or_default())
    };
    text.match_indices('0').any(|(at, _)| {
        matches!(bytes.get(at + 1), Some(b'b' | b'x' | b'o'))
            && (token(at) || at > 0 && token(at - 1))
    })
}

/// Whether a plain scalar is text in YAML 1.2, and a number to the reader.
fn is_foreign(plain: &str) -> bool {
    let signed = plain.strip_prefix(['+', '-']);
    let digits = signed.unwrap_or(plain);
    let prefixes: &[&str] = if signed.is_some() {
        &["0b", "0x", "0o"]
    } else {
        &["0b"]
    };
    prefixes.iter().any(|prefix| {
        let rest = digits.strip_prefix(prefix).unwrap_or_default();
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Puts back what reading as `f64` lost, from the text that the marks point at.
pub(super) fn restore(tree: &mut Tree, marks: &Marks, text: &str) {
    if let Some(root) = marks.root() {
        restore_at(tree, marks, root, text);
    }
}

fn restore_at(tree: &mut Tree, marks: &Marks, node: NodeId, text: &str) {
    let node = marks.behind(node);
    match &mut tree.kind {
        Kind::Number(number) => {
            let written = text.get(marks.raw_span(node).range()).unwrap_or_default();
            if is_foreign(written) {
                tree.kind = Kind::String(written.into());
            } else if let Some(exact) = exact(number, written) {
                *number = exact;
            }
        }
        Kind::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                if let Some(node) = marks.child(node, &Key::Index(index)) {
                    restore_at(item, marks, node, text);
                }
            }
        }
        Kind::Object(members) => {
            for (key, value) in members.iter_mut() {
                if let Some(node) = marks.child(node, &Key::Name(key.as_str().into())) {
                    restore_at(value, marks, node, text);
                }
            }
        }
        Kind::Null | Kind::Bool(_) | Kind::String(_) => {}
    }
}

/// The number as its text has it, where that says more than what was read.
fn exact(read: &Number, text: &str) -> Option<Number> {
    let is_zero = matches!(read, Number::Int(value) if **value == 0);
    if !is_zero && !matches!(read, Number::Float(_)) {
        return None;
    }
    let value = text.parse::<f64>().ok()?;
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse::<i128>().map_or_else(
            |_| Number::Big(text.into()),
            |whole| Number::Int(whole.into()),
        ));
    }
    (!value.is_finite()).then(|| Number::Big(text.into()))
}

#[cfg(test)]
mod tests {
    use super::tame;

    #[test]
    fn only_what_no_float_holds_is_rewritten() {
        let text = r#"{"a\"1e999": [1e400, -1E999, 12, 1e3], "1e400": "1e400ä"}"#;
        let tamed = r#"{"a\"1e999": [0    , 0     , 12, 1e3], "1e400": "1e400ä"}"#;
        assert_eq!(tame(text), tamed);
        for odd in ["\"", "\"\\", "\"ä\\ä", "-", "1e", "\"\\😀"] {
            assert_eq!(tame(odd), odd);
        }
    }
}
