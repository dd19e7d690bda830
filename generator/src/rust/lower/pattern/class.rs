use super::Translation;
use super::escape::Escaped;

/// What stands in a class.
enum Atom {
    /// One character.
    Char(char),
    /// Several, as the class spells them.
    Set(String),
}

impl Translation<'_> {
    /// What stands between brackets. Every character that could mean more to the library is escaped.
    pub(super) fn class(&mut self) -> Option<()> {
        let negated = self.skip("^");
        if self.skip("]") {
            // Nothing, or anything.
            let any = "\\x{0}-\\x{10FFFF}";
            let open = if negated { "[" } else { "[^" };
            self.out.extend([open, any, "]"]);
            return Some(());
        }
        self.out.push_str(if negated { "[^" } else { "[" });
        while !self.skip("]") {
            let first = self.atom()?;
            let is_range = self.rest.starts_with('-') && !self.rest.starts_with("-]");
            if let Atom::Char(first) = first
                && is_range
            {
                self.range(first)?;
            } else {
                self.put(&first);
            }
        }
        self.out.push(']');
        Some(())
    }

    /// From one character to the next; beside a set the dash stands for itself.
    fn range(&mut self, first: char) -> Option<()> {
        self.skip("-");
        self.put(&Atom::Char(first));
        let last = self.atom()?;
        self.out.push_str(if matches!(last, Atom::Char(_)) {
            "-"
        } else {
            "\\-"
        });
        self.put(&last);
        Some(())
    }

    fn atom(&mut self) -> Option<Atom> {
        let c = self.next()?;
        if c != '\\' {
            return Some(Atom::Char(c));
        }
        Some(match self.escaped()? {
            Escaped::Other('b') => Atom::Char('\u{8}'),
            Escaped::Char(c) | Escaped::Other(c) => Atom::Char(c),
            Escaped::Set(set) => Atom::Set(set.to_owned()),
            Escaped::NotIn(set) => Atom::Set(format!("[^{set}]")),
            Escaped::Property(text) => Atom::Set(text),
        })
    }

    fn put(&mut self, atom: &Atom) {
        match atom {
            Atom::Char(c) if c.is_ascii_punctuation() => self.out.extend(['\\', *c]),
            Atom::Char(c) => self.out.push(*c),
            Atom::Set(text) => self.out.push_str(text),
        }
    }
}
