use std::collections::BTreeMap;

use super::ident::{Ident, is_free};
use crate::rust::docs::is_hidden;
use crate::source::Location;

/// Who got which name where two places wanted one: `oasmith.lock`. Everything else is named after its place alone, so that an edit
/// elsewhere renames nothing.
///
/// ```text
/// ["models", "Pet", "Pet"]
/// ["models", "pet", "Pet2"]
/// ```
///
/// A line is whole by itself: two branches that each add one merge, and what a merge left between them is skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameLock(BTreeMap<(String, String), String>);

impl NameLock {
    /// Reads the lock's text. A line that is none, or that gives away a name a second time, is skipped.
    pub fn read(text: &str) -> Self {
        let mut lock = Self::default();
        let mut given = std::collections::BTreeSet::new();
        for line in text.lines() {
            let Ok((scope, place, ident)) = serde_json::from_str::<(String, String, String)>(line)
            else {
                continue;
            };
            let is_new = is_free(&ident) && !lock.0.contains_key(&(scope.clone(), place.clone()));
            if is_new && given.insert((scope.clone(), ident.to_ascii_lowercase())) {
                lock.0.insert((scope, place), ident);
            }
        }
        lock
    }

    /// The lock's text, sorted; nothing where no two places wanted one name.
    pub fn write(&self) -> String {
        let line = |((scope, place), ident): (&(String, String), &String)| {
            let line = serde_json::json!([scope, place, ident]).to_string();
            line.chars()
                .flat_map(escaped)
                .chain(['\n'])
                .collect::<String>()
        };
        self.0.iter().map(line).collect()
    }

    /// Whether nothing had to be told apart.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Remembers a place's name; whether that is news.
    pub fn remember(&mut self, told: &Told) -> bool {
        let key = (told.scope.clone(), told.place.clone());
        self.0.insert(key, told.ident.to_string()).is_none()
    }

    /// The names of one scope by their places.
    pub(super) fn of(&self, scope: &str) -> BTreeMap<String, String> {
        let from = (scope.to_owned(), String::new());
        let names = self.0.range(from..);
        names
            .take_while(|((known, _), _)| known == scope)
            .map(|((_, place), ident)| (place.clone(), ident.clone()))
            .collect()
    }
}

/// What a reader could not see, or what would turn the line around, in JSON's own spelling (RFC 8259 section 7).
fn escaped(c: char) -> Vec<char> {
    if !is_hidden(c) {
        return vec![c];
    }
    let units = c.encode_utf16(&mut [0; 2]).to_vec();
    let units = units.iter().map(|unit| format!("\\u{unit:04x}"));
    units.collect::<String>().chars().collect()
}

/// A place whose name another wanted too.
#[derive(Clone, Debug)]
pub struct Told {
    /// What the lock calls the scope.
    pub scope: String,
    /// The place, as the lock calls it.
    pub place: String,
    /// Where that is.
    pub at: Location,
    /// Its name.
    pub ident: Ident,
    /// What it would be called if it were alone.
    pub plain: String,
}

#[cfg(test)]
mod tests {
    use super::NameLock;

    #[test]
    fn what_cannot_be_seen_is_spelled_out() {
        let text = "[\"models\",\"/\\u2028\\u202e\\udb40\\udc41\",\"B2\"]\n";
        assert_eq!(NameLock::read(text).write(), text);
    }

    #[test]
    fn both_sides_of_a_merge_are_read() {
        let text = "# a comment\n<<<<<<< ours\n[\"models\",\"/b\",\"B2\"]\n=======\n[\"models\",\"/c\",\"C2\"]\n\
                    >>>>>>> theirs\n[\"models\",\"/d\",\"b2\"]\n[\"models\",\"/b\",\"B3\"]\n[\"models\",\"/e\",\"not one\"]\n";
        let lock = NameLock::read(text);
        assert_eq!(
            lock.write(),
            "[\"models\",\"/b\",\"B2\"]\n[\"models\",\"/c\",\"C2\"]\n"
        );
        assert_eq!(NameLock::read(&lock.write()), lock);
        assert_eq!(lock.of("models").len(), 2);
        assert!(lock.of("model").is_empty());
    }
}
