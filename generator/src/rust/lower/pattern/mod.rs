//! Patterns: from ECMA-262 (with the flag `u`, as JSON Schema asks for) to the syntax of the `regex` library, which looks for them in
//! linear time. Lookaround and references back have no such translation: those go to `fancy-regex`, which bounds its steps.
//!
//! What differs: `\d`, `\w`, `\s`, `\b` and `.` mean other characters, a class may hold `[` and `&&` as they are, and a brace that
//! counts nothing stands for itself. Of other dialects `\A`, `\z`, `\Z` and `(?i)` are understood, since documents have them.

mod class;
mod escape;
#[cfg(test)]
mod tests;

use crate::rust::{Engine, Pattern};

/// The pattern as a library spells it; nothing where it is no pattern, or too large a one.
pub(super) fn translate(source: &str) -> Option<Pattern> {
    let linear = Translation::of(source, Engine::Linear)?;
    let translation = if linear.steps_back {
        Translation::of(source, Engine::Backtracking)?
    } else {
        linear
    };
    let compiles = match translation.engine {
        Engine::Linear => regex::Regex::new(&translation.out).is_ok(),
        Engine::Backtracking => fancy_regex::Regex::new(&translation.out).is_ok(),
    };
    compiles.then(|| Pattern {
        source: source.to_owned(),
        translated: translation.out,
        engine: translation.engine,
    })
}

struct Translation<'p> {
    rest: &'p str,
    out: String,
    engine: Engine,
    steps_back: bool,
}

impl<'p> Translation<'p> {
    fn of(source: &'p str, engine: Engine) -> Option<Self> {
        let mut translation = Self {
            rest: source,
            out: String::new(),
            engine,
            steps_back: false,
        };
        while let Some(c) = translation.next() {
            translation.term(c)?;
        }
        Some(translation)
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    /// Goes past a text that comes next.
    fn skip(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn term(&mut self, c: char) -> Option<()> {
        match c {
            '\\' => self.escape()?,
            '[' => self.class()?,
            '(' => self.group()?,
            '.' => self.out.push_str("[^\\n\\r\\x{2028}\\x{2029}]"),
            '{' => self.brace(),
            '}' | ']' => self.out.extend(['\\', c]),
            c => self.out.push(c),
        }
        Some(())
    }

    /// How often something repeats, or else a brace.
    fn brace(&mut self) {
        let counts = self.rest.find('}').map(|end| &self.rest[..end]);
        let is_count = |text: &str| {
            let (least, most) = text.split_once(',').unwrap_or((text, ""));
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            !least.is_empty() && digits(least) && digits(most)
        };
        match counts.filter(|counts| is_count(counts)) {
            Some(counts) => {
                self.out.extend(["{", counts, "}"]);
                self.rest = &self.rest[counts.len() + 1..];
            }
            None => self.out.push_str("\\{"),
        }
    }

    fn group(&mut self) -> Option<()> {
        for look in ["?=", "?!", "?<=", "?<!"] {
            if self.skip(look) {
                self.steps_back = true;
                self.out.extend(["(", look]);
                return Some(());
            }
        }
        if !self.skip("?") {
            self.out.push('(');
            return Some(());
        }
        let end = self.rest.find([':', '>', ')'])? + 1;
        let (kind, rest) = self.rest.split_at(end);
        let flags = kind.trim_end_matches([':', ')']);
        let is_name = kind.starts_with('<') && kind.ends_with('>');
        if !is_name && !flags.chars().all(|flag| "ims-".contains(flag)) {
            return None;
        }
        self.out.extend(["(?", kind]);
        self.rest = rest;
        Some(())
    }
}
