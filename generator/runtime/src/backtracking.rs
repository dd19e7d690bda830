//! Patterns that cannot be looked for in linear time: those with lookaround or references back.

use std::sync::OnceLock;

use fancy_regex::{Regex, RegexBuilder};

use super::validate::Matcher;

/// A pattern with lookaround or references back. It gives up after a bounded number of steps back, and on long texts at once.
#[derive(Debug)]
pub struct Backtracking {
    source: &'static str,
    translated: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Backtracking {
    /// The longest text that is looked at, in bytes.
    pub const LENGTH: usize = 100_000;
    /// How often it may step back.
    const STEPS: usize = 100_000;

    /// A pattern as the document writes it, and as `fancy-regex` spells it.
    pub const fn new(source: &'static str, translated: &'static str) -> Self {
        Self {
            source,
            translated,
            compiled: OnceLock::new(),
        }
    }

    fn compile(&self) -> Option<Regex> {
        RegexBuilder::new(self.translated)
            .backtrack_limit(Self::STEPS)
            .build()
            .ok()
    }
}

impl Matcher for Backtracking {
    fn source(&self) -> &'static str {
        self.source
    }

    fn finds(&self, text: &str) -> Option<bool> {
        if text.len() > Self::LENGTH {
            return None;
        }
        self.compiled
            .get_or_init(|| self.compile())
            .as_ref()?
            .is_match(text)
            .ok()
    }
}
