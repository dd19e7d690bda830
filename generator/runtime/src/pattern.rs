//! Patterns (ECMA-262), compiled once, at their first use.
//!
//! The generator has translated them: [`Pattern`] looks for one in time that is linear in the text. What has no such translation
//! (lookaround, references back) is in the module `backtracking`.

use std::sync::OnceLock;

use regex::Regex;

use super::validate::Matcher;

/// A pattern that takes linear time.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    translated: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern as the document writes it, and as `regex` spells it.
    pub const fn new(source: &'static str, translated: &'static str) -> Self {
        Self {
            source,
            translated,
            compiled: OnceLock::new(),
        }
    }
}

impl Matcher for Pattern {
    fn source(&self) -> &'static str {
        self.source
    }

    fn finds(&self, text: &str) -> Option<bool> {
        let regex = self
            .compiled
            .get_or_init(|| Regex::new(self.translated).ok());
        Some(regex.as_ref()?.is_match(text))
    }
}
