use super::{digits, quoted};
use crate::document::{Kind, Tree};

/// Two spaces for each step, and a line break at the end.
pub(super) fn print(tree: &Tree) -> String {
    let mut text = String::new();
    value(&mut text, tree, 0);
    text.push('\n');
    text
}

fn value(out: &mut String, tree: &Tree, depth: usize) {
    match &tree.kind {
        Kind::Null => out.push_str("null"),
        Kind::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Kind::Number(number) => out.push_str(&digits(number)),
        Kind::String(text) => out.push_str(&quoted(text)),
        Kind::Array(items) if items.is_empty() => out.push_str("[]"),
        Kind::Object(members) if members.is_empty() => out.push_str("{}"),
        Kind::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                line(out, index, depth + 1);
                value(out, item, depth + 1);
            }
            end(out, depth);
            out.push(']');
        }
        Kind::Object(members) => {
            out.push('{');
            for (index, (key, member)) in members.iter().enumerate() {
                line(out, index, depth + 1);
                out.push_str(&quoted(key));
                out.push_str(": ");
                value(out, member, depth + 1);
            }
            end(out, depth);
            out.push('}');
        }
    }
}

fn line(out: &mut String, index: usize, depth: usize) {
    if index > 0 {
        out.push(',');
    }
    end(out, depth);
}

fn end(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}
