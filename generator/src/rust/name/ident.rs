use std::fmt;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use super::words::{keeps_case, words};

/// A claimed Rust identifier: ASCII, no keyword, unique in its scope. Only [`Scope::claim`](super::Scope::claim) makes one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ident(String);

impl Ident {
    pub(super) fn new(text: String) -> Self {
        Self(text)
    }

    /// As it stands in code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An identifier is a file's name as well: with its number and ending it has to stay below the 255 bytes of file systems.
const LONGEST: usize = 120;

/// How Rust writes the names of a kind of item (Rust API guidelines, C-CASE).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `line_item`: modules, functions, fields, parameters.
    Snake,
    /// `LineItem`: types and variants.
    UpperCamel,
    /// `LINE_ITEM`: constants.
    Shouty,
}

impl Case {
    /// The identifier a name would get if nobody else wanted it.
    pub(super) fn spell(self, name: &str) -> String {
        let words = words(name);
        let text = if words.is_empty() {
            self.join(&["empty".to_owned()])
        } else {
            self.join(&words)
        };
        let text = if text.starts_with(|c: char| c.is_ascii_digit()) {
            format!("{}{text}", self.digit_prefix())
        } else {
            text
        };
        let text = text
            .get(..LONGEST)
            .unwrap_or(&text)
            .trim_end_matches('_')
            .to_owned();
        if is_keyword(&text) {
            format!("{text}_")
        } else {
            text
        }
    }

    /// The words were split with care: `heck` joins them one by one, so that it finds nothing left to split.
    fn join(self, words: &[String]) -> String {
        let lower = words.iter().map(|word| word.to_ascii_lowercase());
        match self {
            Self::Snake => lower.collect::<Vec<_>>().join("_").to_snake_case(),
            Self::Shouty => lower.collect::<Vec<_>>().join("_").to_shouty_snake_case(),
            Self::UpperCamel => words
                .iter()
                .map(|word| {
                    if keeps_case(word) {
                        capitalised(word)
                    } else {
                        word.to_ascii_lowercase().to_upper_camel_case()
                    }
                })
                .collect(),
        }
    }

    /// An identifier cannot start with a digit.
    fn digit_prefix(self) -> &'static str {
        match self {
            Self::Snake => "n",
            Self::UpperCamel | Self::Shouty => "N",
        }
    }
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    format!("{}{rest}", first.to_ascii_uppercase())
}

/// Whether a text can stand as an identifier: ASCII, and no keyword.
pub fn is_free(text: &str) -> bool {
    let starts = |c: char| c.is_ascii_alphabetic() || c == '_';
    text.starts_with(starts)
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !is_keyword(text)
}

/// Strict and reserved keywords of edition 2024, and `_`.
fn is_keyword(text: &str) -> bool {
    matches!(
        text,
        "_" | "Self"
            | "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "crate"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "self"
            | "static"
            | "struct"
            | "super"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn every_name_becomes_an_identifier() {
        for (name, snake, camel) in [
            ("OAuth2Token", "oauth2_token", "OAuth2Token"),
            ("userIDs", "user_ids", "UserIds"),
            ("IPv4Address", "ipv4_address", "IPv4Address"),
            ("type", "type_", "Type"),
            ("self", "self_", "Self_"),
            ("2fa", "n2fa", "N2fa"),
            ("", "empty", "Empty"),
            ("page[size]", "page_size", "PageSize"),
            ("-1", "minus_1", "Minus1"),
        ] {
            assert_eq!(Case::Snake.spell(name), snake, "{name}");
            assert_eq!(Case::UpperCamel.spell(name), camel, "{name}");
        }
    }
}
