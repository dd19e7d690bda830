//! The project's own files as the rules read them: code apart from comments, strings and tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A Rust file.
pub(crate) struct Source {
    /// From the root, `/` between the parts.
    pub(crate) path: String,
    /// As it stands.
    pub(crate) text: String,
    /// Without comments, and with the strings emptied; lines stay where they are.
    pub(crate) code: String,
    /// The code without what is compiled for tests only.
    pub(crate) shipped: String,
}

/// The workspace's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package stands in the workspace")
        .to_owned()
}

/// Every file below a folder, sorted; nothing where the folder is not there.
pub(crate) fn files(folder: &str) -> Vec<String> {
    let root = root();
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if name == ".git" || name.starts_with("target") && path.is_dir() {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                let path = path.strip_prefix(&root).expect("it is below the root");
                found.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// A file's text; empty where it is not text or not there.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// The Rust files below a folder.
pub(crate) fn sources(folder: &str) -> Vec<Source> {
    let mut sources: Vec<Source> = files(folder)
        .into_iter()
        .filter(|path| path.rsplit_once('.').is_some_and(|(_, end)| end == "rs"))
        .map(|path| {
            let text = read(&path);
            let code = without_comments(&text);
            let shipped = without_tests(&code);
            Source {
                path,
                text,
                code,
                shipped,
            }
        })
        .collect();
    let tests: BTreeSet<String> = sources.iter().flat_map(test_modules).collect();
    for source in &mut sources {
        if tests.contains(&source.path) {
            source.shipped.clear();
        }
    }
    sources
}

/// The files that a `#[cfg(test)] mod name;` brings in.
fn test_modules(source: &Source) -> Vec<String> {
    let (folder, name) = source.path.rsplit_once('/').unwrap_or(("", &source.path));
    let folder = match name {
        "mod.rs" | "lib.rs" | "main.rs" => folder.to_owned(),
        _ => source.path.trim_end_matches(".rs").to_owned(),
    };
    let words = source.code.split("#[cfg(test)]").skip(1);
    words
        .filter_map(|after| after.trim_start().strip_prefix("mod "))
        .filter_map(|after| after.split_once(';'))
        .filter(|(name, _)| !name.contains('{'))
        .map(|(name, _)| format!("{folder}/{}.rs", name.trim()))
        .collect()
}

/// Cuts every item marked `#[cfg(test)]`, to its semicolon or its closing brace.
fn without_tests(code: &str) -> String {
    let mut pieces = code.split("#[cfg(test)]");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let mut depth = 0;
        let end = piece.find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0 && matches!(c, ';' | '}')
        });
        out.push_str(&piece[end.map_or(piece.len(), |end| end + 1)..]);
    }
    out
}

/// Blanks comments and the insides of strings.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = literal(rest, out.chars().next_back()) {
            out.push('"');
            length
        } else {
            let length = rest.chars().next().map_or(1, char::len_utf8);
            out.push_str(&rest[..length]);
            at += length;
            continue;
        };
        out.extend(rest[..skipped].chars().filter(|c| *c == '\n'));
        if !rest.starts_with('/') {
            out.push('"');
        }
        at += skipped;
    }
    out
}

/// The length of the string or character that `text` begins with.
fn literal(text: &str, previous: Option<char>) -> Option<usize> {
    if let Some(inside) = text.strip_prefix('"') {
        return Some(1 + closing(inside, '"'));
    }
    if text.starts_with("'\\") || text.starts_with('\'') && text.chars().nth(2) == Some('\'') {
        let first = text[1..].chars().next()?.len_utf8();
        let escaped = text.starts_with("'\\");
        return Some(
            1 + if escaped {
                closing(&text[1..], '\'')
            } else {
                first + 1
            },
        );
    }
    if text.starts_with('r') && !previous.is_some_and(|c| c.is_alphanumeric() && c != 'b') {
        let hashes = text[1..].len() - text[1..].trim_start_matches('#').len();
        let quoted = text[1 + hashes..].strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        let length = quoted.find(&end).map_or(quoted.len(), |at| at + end.len());
        return Some(2 + hashes + length);
    }
    None
}

/// The length up to and with the closing quote.
fn closing(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if c == quote && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}
