use std::collections::HashMap;

use super::{Case, Ident};

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
    reserved: &'static [&'static str],
}

impl Scope {
    /// A scope in which some identifiers are not to be had: whoever wants one gets it with an underscore behind it.
    pub fn with_reserved(reserved: &'static [&'static str]) -> Self {
        Self {
            taken: HashMap::new(),
            reserved,
        }
    }

    /// The identifier for a name: its plain spelling, or the first free one with a number behind it.
    pub fn claim(&mut self, case: Case, name: &str) -> Ident {
        let spelled = case.spell(name);
        let plain = if self.reserved.contains(&spelled.as_str()) {
            format!("{spelled}_")
        } else {
            spelled
        };
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
    use super::{Case, Scope};

    #[test]
    fn the_first_keeps_its_name_and_the_others_are_numbered() {
        let mut scope = Scope::with_reserved(&["new"]);
        let claimed: Vec<String> = ["new", "a", "A", "a_2", "a"]
            .iter()
            .map(|name| scope.claim(Case::Snake, name).to_string())
            .collect();
        assert_eq!(claimed, ["new_", "a", "a_2", "a_2_2", "a_3"]);
    }
}
