//! The properties that a record keeps although nothing declares them.

use serde_json::Value;

use super::json::Map;
use super::record::Others;

/// What was read beside the declared properties, and is written again. Only reading puts something in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Undeclared(Map);

impl Undeclared {
    /// Their names and values, as they were read.
    pub fn iter(&self) -> serde_json::map::Iter<'_> {
        self.0.iter()
    }

    /// The value of one of them.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Takes one of them out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Others<'_> for Undeclared {
    type Value = Value;

    fn take(&mut self, name: String, value: Value) {
        self.0.insert(name, value);
    }
}

impl<'a> IntoIterator for &'a Undeclared {
    type Item = (&'a String, &'a Value);
    type IntoIter = serde_json::map::Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
