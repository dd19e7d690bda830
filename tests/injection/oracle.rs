//! What a generated file must not hold, whatever the document said: the crate is inert (code runs nothing, reads nothing, includes
//! nothing), its documentation runs and loads nothing, and no character in it turns text around or hides.

use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// Items that documents of ours try to plant. Names made of such a text have more words than these.
const CANARIES: &[&str] = &["canary_planted", "pwned_canary"];
/// Attributes that generated code has.
const ATTRIBUTES: &[&str] = &[
    "allow",
    "cfg",
    "cfg_attr",
    "default",
    "deprecated",
    "derive",
    "doc",
    "expect",
    "inline",
    "must_use",
    "non_exhaustive",
    "serde",
    "test",
    "track_caller",
    "warn",
];
/// Macros that read files or the environment, or whose first text is more than text.
const MACROS: &[&str] = &[
    "asm",
    "compile_error",
    "concat",
    "env",
    "global_asm",
    "include",
    "include_bytes",
    "include_str",
    "option_env",
];
/// Modules of the standard library that reach out of the process.
const REACHING: &[&str] = &["env", "fs", "net", "os", "process"];
/// Names that Windows keeps for its devices, whatever follows the dot.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];

/// Everything wrong with a file; nothing, if all is well.
pub(crate) fn hits(path: &str, text: &str) -> Vec<String> {
    let mut hits: Vec<String> = name(path)
        .into_iter()
        .chain(characters(path, text))
        .collect();
    if is_rust(path) {
        hits.extend(code(text));
    } else if path == "Cargo.toml" {
        hits.extend(manifest(text));
    }
    hits
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|end| end == "rs")
}

/// A path stays below its folder, and means the same on every system.
fn name(path: &str) -> Option<String> {
    let is_part = |part: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let stem = part.split('.').next().unwrap_or_default();
        let stem = stem.to_ascii_lowercase();
        let port = stem.strip_prefix("com").or(stem.strip_prefix("lpt"));
        let port = port.is_some_and(|n| n.len() == 1 && n.chars().all(|c| c.is_ascii_digit()));
        let hidden = part.starts_with('.') && part != ".gitattributes";
        part.len() <= 128
            && !part.is_empty()
            && part.chars().all(plain)
            && !hidden
            && !part.ends_with('.')
            && !port
            && !DEVICES.contains(&&*stem)
    };
    let fine = path.split('/').all(is_part);
    (!fine).then(|| "its name is not one for every system".to_owned())
}

/// Nothing hides or turns round, and code is ASCII; what documentation says may be in any script.
fn characters(path: &str, text: &str) -> Option<String> {
    let hides = |c: &char| {
        c.is_control() && *c != '\n'
            || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
    };
    if let Some(c) = text.chars().find(hides) {
        return Some(format!("holds {c:?} as it is"));
    }
    let is_code = |line: &&str| {
        let line = line.trim_start();
        !(line.starts_with("///") || line.starts_with("//!"))
    };
    let mut code = text.lines().filter(is_code);
    let foreign = code.find(|line| is_rust(path) && !line.is_ascii());
    foreign.map(|line| format!("code that is not ASCII: {line}"))
}

fn code(text: &str) -> Vec<String> {
    if let Err(error) = syn::parse_file(text) {
        return vec![format!("is not Rust: {error}")];
    }
    let tokens: TokenStream = text.parse().expect("what has been parsed has tokens");
    let mut hits = Vec::new();
    walk(tokens, &mut hits);
    hits
}

/// Looks at each token, inside macros and attributes too, and at the documentation of each item as one text.
fn walk(tokens: TokenStream, hits: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut docs = String::new();
    for (index, token) in tokens.iter().enumerate() {
        let after = &tokens[index + 1..];
        match token {
            TokenTree::Group(group) => {
                let is_attribute = group.delimiter() == Delimiter::Bracket
                    && matches!(&tokens[..index], [.., TokenTree::Punct(mark)] | [.., TokenTree::Punct(mark), TokenTree::Punct(_)] if mark.as_char() == '#');
                match is_attribute.then(|| attribute(group.stream(), hits)) {
                    Some(Some(line)) => docs += &(line + "\n"),
                    Some(None) => {}
                    None => {
                        documentation(&std::mem::take(&mut docs), hits);
                    }
                }
                walk(group.stream(), hits);
            }
            TokenTree::Ident(word) => {
                documentation(&std::mem::take(&mut docs), hits);
                hits.extend(spoken(&word.to_string(), after));
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
    documentation(&docs, hits);
}

/// What is wrong with a word, by what follows it.
fn spoken(word: &str, after: &[TokenTree]) -> Option<String> {
    let calls =
        matches!(after, [TokenTree::Punct(mark), TokenTree::Group(_), ..] if mark.as_char() == '!');
    let step = match after {
        [
            TokenTree::Punct(a),
            TokenTree::Punct(b),
            TokenTree::Ident(step),
            ..,
        ] if a.as_char() == ':' && b.as_char() == ':' => Some(step.to_string()),
        _ => None,
    };
    let reaches = matches!(word, "std" | "core" | "alloc" | "tokio")
        && step.is_some_and(|step| REACHING.contains(&&*step));
    let is_macro = calls && MACROS.contains(&word);
    let formats = calls
        && matches!(after.get(1), Some(TokenTree::Group(group))
            if matches!(group.stream().into_iter().next(), Some(TokenTree::Literal(first)) if first.to_string().contains("canary")));
    let wrong = reaches
        || is_macro
        || formats
        || matches!(word, "unsafe" | "extern")
        || word == "macro_rules"
            && matches!(after, [TokenTree::Punct(mark), ..] if mark.as_char() == '!')
        || CANARIES.contains(&word);
    wrong.then(|| format!("`{word}` is code here"))
}

/// The line of documentation that an attribute is; a hit for one that generated code has no use for.
fn attribute(tokens: TokenStream, hits: &mut Vec<String>) -> Option<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let name = tokens.first().map(ToString::to_string).unwrap_or_default();
    if !ATTRIBUTES.contains(&&*name) {
        hits.push(format!("the attribute `{name}`"));
    }
    if name != "doc" {
        return None;
    }
    match tokens.as_slice() {
        [_, TokenTree::Punct(_), TokenTree::Literal(text)] => {
            let text: Result<syn::LitStr, _> = syn::parse_str(&text.to_string());
            let text = text.map(|text| text.value());
            if text.is_err() {
                hits.push("documentation that is no text".to_owned());
            }
            text.ok()
        }
        _ => None,
    }
}

/// No code runs, no HTML is passed on, and links lead to the web alone, as rustdoc reads the text.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser's list of events is long, and the others are text"
)]
fn documentation(text: &str, hits: &mut Vec<String>) {
    if text.is_empty() {
        return;
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(text, options) {
        let hit = match event {
            Event::Html(html) | Event::InlineHtml(html) => Some(format!("HTML: {html}")),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => Some("a doctest".to_owned()),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                (&*language != "text").then(|| format!("a doctest: {language}"))
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let web = dest_url.starts_with("https://") || dest_url.starts_with("http://");
                // Our own, to the type around an inline one.
                let own = dest_url.strip_prefix("super::");
                let own = own.is_some_and(|name| syn::parse_str::<syn::Ident>(name).is_ok());
                (!web && !own).then(|| format!("a link to {dest_url}"))
            }
            _ => None,
        };
        hits.extend(hit);
    }
}

/// The manifest has what every generated one has, and takes no crate from anywhere but the registry.
fn manifest(text: &str) -> Vec<String> {
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => return vec![format!("is not TOML: {error}")],
    };
    let mut hits = Vec::new();
    let mut only = |table: Option<&toml::Value>, place: &str, allowed: &[&str]| {
        let keys = table.and_then(toml::Value::as_table).into_iter().flatten();
        let other = keys.filter(|(key, _)| !allowed.contains(&key.as_str()));
        hits.extend(other.map(|(key, _)| format!("`{key}` in {place}")));
    };
    let root = toml::Value::Table(table.clone());
    only(
        Some(&root),
        "the manifest",
        &["package", "lib", "lints", "features", "dependencies"],
    );
    let package = ["name", "version", "edition", "rust-version", "metadata"];
    only(table.get("package"), "`package`", &package);
    let metadata = table
        .get("package")
        .and_then(|package| package.get("metadata"));
    only(metadata, "`package.metadata`", &["oasmith"]);
    only(table.get("lib"), "`lib`", &["doctest"]);
    let dependencies = table.get("dependencies").and_then(toml::Value::as_table);
    let planted = |name: &&String| name.contains("canary");
    for (name, dependency) in dependencies.into_iter().flatten() {
        let known = ["version", "features", "default-features", "optional"];
        only(Some(dependency), name, &known);
    }
    let planted = dependencies
        .into_iter()
        .flatten()
        .map(|(name, _)| name)
        .filter(planted);
    hits.extend(planted.map(|name| format!("depends on {name}")));
    hits
}
