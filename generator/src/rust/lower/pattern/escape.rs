use super::Translation;
use crate::rust::Engine;

pub(super) const DIGITS: &str = "0-9";
pub(super) const WORDS: &str = "0-9A-Za-z_";
/// ECMA-262 section 22.2.2.9: white space and line ends.
pub(super) const SPACES: &str = "\\t\\n\\x{B}\\x{C}\\r \\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}";

/// What a backslash and the characters after it stand for.
pub(super) enum Escaped {
    /// One character.
    Char(char),
    /// One of a set of characters, as the inside of a class.
    Set(&'static str),
    /// One that is none of a set.
    NotIn(&'static str),
    /// A property of Unicode, spelled the same.
    Property(String),
    /// Something that stands between characters, or another letter: by what follows the backslash.
    Other(char),
}

impl Translation<'_> {
    /// A backslash outside of a class.
    pub(super) fn escape(&mut self) -> Option<()> {
        match self.escaped()? {
            Escaped::Set(set) => self.out.extend(["[", set, "]"]),
            Escaped::NotIn(set) => self.out.extend(["[^", set, "]"]),
            Escaped::Property(text) => self.out.push_str(&text),
            Escaped::Other('b') => self.boundary("(?-u:\\b)", ["(?<=W)(?!W)", "(?<!W)(?=W)"]),
            Escaped::Other('B') => {
                self.steps_back = true;
                self.boundary("", ["(?<=W)(?=W)", "(?<!W)(?!W)"]);
            }
            Escaped::Other('A') => self.out.push('^'),
            Escaped::Other('z' | 'Z') => self.out.push('$'),
            Escaped::Other('k') => {
                self.steps_back = true;
                self.out.push_str("\\k");
            }
            Escaped::Other(digit @ '1'..='9') => {
                self.steps_back = true;
                self.out.extend(['\\', digit]);
            }
            Escaped::Char(c) | Escaped::Other(c) => self.literal(c),
        }
        Some(())
    }

    /// `W` in the spelling of the library that can look around stands for a word's characters.
    fn boundary(&mut self, linear: &str, looks: [&str; 2]) {
        match self.engine {
            Engine::Linear => self.out.push_str(linear),
            Engine::Backtracking => {
                let words = format!("[{WORDS}]");
                let looks = looks.map(|look| look.replace('W', &words));
                self.out.extend(["(?:", &looks[0], "|", &looks[1], ")"]);
            }
        }
    }

    pub(super) fn literal(&mut self, c: char) {
        let mut buffer = [0; 4];
        self.out
            .push_str(&regex::escape(c.encode_utf8(&mut buffer)));
    }

    /// What comes after a backslash (ECMA-262 section 22.2.1).
    pub(super) fn escaped(&mut self) -> Option<Escaped> {
        Some(match self.next()? {
            'd' => Escaped::Set(DIGITS),
            'D' => Escaped::NotIn(DIGITS),
            'w' => Escaped::Set(WORDS),
            'W' => Escaped::NotIn(WORDS),
            's' => Escaped::Set(SPACES),
            'S' => Escaped::NotIn(SPACES),
            't' => Escaped::Char('\t'),
            'n' => Escaped::Char('\n'),
            'v' => Escaped::Char('\u{B}'),
            'f' => Escaped::Char('\u{C}'),
            'r' => Escaped::Char('\r'),
            '0' if !self.rest.starts_with(|c: char| c.is_ascii_digit()) => Escaped::Char('\0'),
            'c' => self.control()?,
            'x' => Escaped::Char(char::from_u32(self.digits(2)?)?),
            'u' => Escaped::Char(self.code_point()?),
            kind @ ('p' | 'P') if self.rest.starts_with('{') => {
                let end = self.rest.find('}')? + 1;
                let (name, rest) = self.rest.split_at(end);
                self.rest = rest;
                Escaped::Property(format!("\\{kind}{name}"))
            }
            other => Escaped::Other(other),
        })
    }

    fn control(&mut self) -> Option<Escaped> {
        let letter = self.next().filter(char::is_ascii_alphabetic)?;
        let code = u32::from(letter) % 32;
        Some(Escaped::Char(char::from_u32(code)?))
    }

    /// So many hexadecimal digits.
    fn digits(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        u32::from_str_radix(digits, 16).ok()
    }

    /// `{1F600}`, four digits, or two surrogates.
    fn code_point(&mut self) -> Option<char> {
        if self.skip("{") {
            let end = self.rest.find('}')?;
            let code = self.digits(end)?;
            self.skip("}");
            return char::from_u32(code);
        }
        let first = self.digits(4)?;
        if !(0xD800..0xDC00).contains(&first) || !self.skip("\\u") {
            return char::from_u32(first);
        }
        let second = self.digits(4)?.checked_sub(0xDC00)?;
        char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + second)
    }
}
