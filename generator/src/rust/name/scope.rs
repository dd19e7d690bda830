use std::collections::{BTreeMap, HashMap};

use super::lock::{NameLock, Told};
use super::{Case, Ident};
use crate::source::Location;

/// Names that no file may have: `mod.rs` is taken, and Windows keeps the others for devices.
pub const FILES: &[&str] = &[
    "mod",
    "models",
    "operations",
    "runtime",
    "aux",
    "con",
    "nul",
    "prn",
    "com0",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "lpt0",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
];

/// Where identifiers are unique: a module's types, a struct's fields, an enum's variants.
#[derive(Debug, Default)]
pub struct Scope {
    /// Every identifier taken, lower case, with how many wanted it: file systems and readers ignore case.
    taken: HashMap<String, usize>,
    /// Identifiers that mean something else where this scope is read.
    reserved: Vec<&'static [&'static str]>,
    /// What the lock calls the scope.
    name: String,
    /// What the lock remembers of it, by place.
    remembered: BTreeMap<String, String>,
    /// Who has a plain spelling, by that in lower case, until another wants it.
    holders: HashMap<String, Option<Told>>,
    /// Places that had to be told apart from others.
    told: Vec<Told>,
}

impl Scope {
    /// A scope in which some identifiers are not to be had: whoever wants one gets it with an underscore behind it.
    pub fn with_reserved(reserved: &'static [&'static str]) -> Self {
        Self {
            reserved: vec![reserved],
            ..Self::default()
        }
    }

    /// The same, with more names that are not to be had.
    #[must_use]
    pub fn also_reserving(mut self, names: &'static [&'static str]) -> Self {
        self.reserved.push(names);
        self
    }

    /// The same, with what the lock remembers under a name.
    pub fn remembered(reserved: &'static [&'static str], name: String, lock: &NameLock) -> Self {
        let remembered = lock.of(&name);
        // Whoever comes first must not take what another has.
        let taken = remembered
            .values()
            .map(|ident| (ident.to_ascii_lowercase(), 1));
        Self {
            taken: taken.collect(),
            reserved: vec![reserved],
            name,
            remembered,
            ..Self::default()
        }
    }

    /// The identifier of a place: the one that the lock remembers, or the one for its name. Where it had to be told apart from
    /// another, both are remembered.
    pub fn claim_at(&mut self, case: Case, place: &str, at: &Location, name: &str) -> Ident {
        let plain = self.plain(case, name);
        let ident = match self.remembered.remove(place) {
            Some(known) => Ident::new(known),
            None => self.claim(case, name),
        };
        let told = Told {
            scope: self.name.clone(),
            place: place.to_owned(),
            at: at.clone(),
            ident: ident.clone(),
            plain,
        };
        let key = told.plain.to_ascii_lowercase();
        match self.holders.get_mut(&key) {
            Some(holder) => {
                self.told.extend(holder.take());
                self.told.push(told);
            }
            None if ident.as_str() == told.plain => {
                self.holders.insert(key, Some(told));
            }
            None => self.told.push(told),
        }
        ident
    }

    /// Every place that had to be told apart from another.
    pub fn told_apart(self) -> Vec<Told> {
        self.told
    }

    fn plain(&self, case: Case, name: &str) -> String {
        let spelled = case.spell(name);
        if self
            .reserved
            .iter()
            .any(|names| names.contains(&spelled.as_str()))
        {
            format!("{spelled}_")
        } else {
            spelled
        }
    }

    /// The identifier for a name: its plain spelling, or the first free one with a number behind it.
    pub fn claim(&mut self, case: Case, name: &str) -> Ident {
        let plain = self.plain(case, name);
        let key = plain.to_ascii_lowercase();
        let mut wanted = self.taken.get(&key).copied().unwrap_or(0) + 1;
        let text = if wanted == 1 {
            plain
        } else {
            self.numbered(case, &plain, &mut wanted)
        };
        self.taken.insert(key, wanted);
        self.taken.entry(text.to_ascii_lowercase()).or_insert(1);
        Ident::new(text)
    }

    fn numbered(&self, case: Case, plain: &str, wanted: &mut usize) -> String {
        loop {
            let text = match case {
                Case::Snake | Case::Shouty => format!("{}_{wanted}", plain.trim_end_matches('_')),
                Case::UpperCamel => format!("{}{wanted}", plain.trim_end_matches('_')),
            };
            if !self.taken.contains_key(&text.to_ascii_lowercase()) {
                return text;
            }
            *wanted += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, NameLock, Scope};
    use crate::source::{Location, Source};

    #[test]
    fn the_first_keeps_its_name_and_the_others_are_numbered() {
        let mut scope = Scope::with_reserved(&["new"]);
        let claimed: Vec<String> = ["new", "a", "A", "a_2", "a"]
            .iter()
            .map(|name| scope.claim(Case::Snake, name).to_string())
            .collect();
        assert_eq!(claimed, ["new_", "a", "a_2", "a_2_2", "a_3"]);
    }

    /// What is claimed in this order, under what was claimed in that order before.
    fn claimed(before: &[&str], now: &[&str]) -> Vec<String> {
        let at = Location::root(&Source::new("a.yaml", ""));
        let claim = |places: &[&str], lock: &NameLock| {
            let mut scope = Scope::remembered(&[], "models".to_owned(), lock);
            let mut idents = Vec::new();
            for place in places {
                idents.push(
                    scope
                        .claim_at(Case::UpperCamel, place, &at, place)
                        .to_string(),
                );
            }
            let mut lock = NameLock::default();
            for told in scope.told_apart() {
                lock.remember(&told);
            }
            (idents, lock)
        };
        let (_, lock) = claim(before, &NameLock::default());
        claim(now, &lock).0
    }

    #[test]
    fn what_was_told_apart_keeps_its_name() {
        let before = ["pet", "Pet", "dog"];
        assert_eq!(claimed(&[], &before), ["Pet", "Pet2", "Dog"]);
        assert_eq!(
            claimed(&before, &["Pet", "pet", "dog"]),
            ["Pet2", "Pet", "Dog"]
        );
        assert_eq!(
            claimed(&before, &["PET", "Pet", "pet"]),
            ["Pet3", "Pet2", "Pet"]
        );
        assert_eq!(claimed(&before, &["Pet"]), ["Pet2"]);
        assert_eq!(claimed(&before, &["dog", "cat"]), ["Dog", "Cat"]);
    }
}
