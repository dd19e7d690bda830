//! The paths that a file names, followed to where they begin.

use super::text::Source;

/// Every path in shipped code that leads through a crate or a module, absolute: `["crate", "spec", "Schema"]`, `["std", "fs"]`.
pub(crate) fn paths(source: &Source, folder: &str) -> Vec<Vec<String>> {
    let module = module(&source.path, folder);
    let code = &source.shipped;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = code[at..].find("::") {
        let end = at + next;
        let start = code[..end]
            .rfind(|c: char| !is_word(c))
            .map_or(0, |before| before + 1);
        let continued = code[..start].ends_with("::");
        let (tree, length) = tree(&code[start..]);
        if !continued && start < end {
            found.extend(tree.into_iter().map(|path| absolute(path, &module)));
        }
        at = (start + length).max(end + 2);
    }
    found
}

/// `use x;` without `::` names a crate too.
pub(crate) fn names_crate(source: &Source, name: &str) -> bool {
    let direct = [
        format!("use {name};"),
        format!("use {name} as "),
        format!("extern crate {name}"),
    ];
    direct.iter().any(|words| source.shipped.contains(words))
}

/// The module a file is: `["crate", "rust", "name", "ident"]`.
pub(crate) fn module(path: &str, folder: &str) -> Vec<String> {
    let inside = path.trim_start_matches(folder).trim_start_matches('/');
    let inside = inside.trim_end_matches(".rs");
    let parts = inside
        .split('/')
        .filter(|part| !matches!(*part, "mod" | "lib" | "main"));
    std::iter::once("crate")
        .chain(parts)
        .map(str::to_owned)
        .collect()
}

/// Follows `self` and `super` from a module to the root.
fn absolute(path: Vec<String>, module: &[String]) -> Vec<String> {
    let mut base = module.to_vec();
    let mut rest = path.as_slice();
    match rest.first().map(String::as_str) {
        Some("self") => rest = &rest[1..],
        Some("super") => {}
        _ => return path,
    }
    while rest.first().is_some_and(|part| part == "super") {
        base.pop();
        rest = &rest[1..];
    }
    base.extend_from_slice(rest);
    base
}

/// Reads one path or use tree, `a::{b, c::d}`, and says how long it was.
fn tree(code: &str) -> (Vec<Vec<String>>, usize) {
    let mut at = 0;
    let mut path = Vec::new();
    loop {
        let word = code[at..]
            .find(|c: char| !is_word(c))
            .unwrap_or(code.len() - at);
        if word > 0 {
            path.push(code[at..at + word].to_owned());
        }
        at += word;
        let Some(after) = code[at..].strip_prefix("::") else {
            return (vec![path], at);
        };
        at += 2;
        if after.starts_with('{') {
            let (branches, length) = branches(after);
            let joined = |branch: Vec<String>| path.iter().cloned().chain(branch).collect();
            return (branches.into_iter().map(joined).collect(), at + length);
        }
    }
}

fn branches(code: &str) -> (Vec<Vec<String>>, usize) {
    let mut found = Vec::new();
    let mut at = 1;
    while at < code.len() {
        if code[at..].starts_with('}') {
            return (found, at + 1);
        }
        if code[at..].starts_with(is_word) {
            let (branch, length) = tree(&code[at..]);
            found.extend(branch);
            at += length;
            // `as name` is the reader's own.
            if let Some(renamed) = code[at..].strip_prefix(" as ") {
                let name = renamed.find(|c: char| !is_word(c)).unwrap_or(renamed.len());
                at += " as ".len() + name;
            }
        } else {
            at += code[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    (found, at)
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}
