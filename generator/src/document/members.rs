use std::ops::Index;

use foldhash::{HashMap, HashMapExt};

use super::Tree;

/// Text of the document. Most of it is short, and then kept without memory of its own.
pub type Text = compact_str::CompactString;

/// An object's members by their names, in document order.
///
/// Most objects have few members, and those are found by looking at each; only where there are more is there a table of places.
#[derive(Clone, Debug, Default)]
pub struct Members {
    entries: Vec<(Text, Tree)>,
    places: Option<Box<HashMap<Text, usize>>>,
}

/// An object of more members than this has a table.
const FEW: usize = 8;

impl Members {
    /// None yet, with room for so many.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            entries: Vec::with_capacity(capacity),
            places: None,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Where the member called so stands among the others.
    pub fn get_index_of(&self, name: &str) -> Option<usize> {
        match &self.places {
            Some(places) => places.get(name).copied(),
            None => self.entries.iter().position(|(known, _)| known == name),
        }
    }

    /// Whether one is called so.
    pub fn contains_key(&self, name: &str) -> bool {
        self.get_index_of(name).is_some()
    }

    /// The value of the member called so.
    pub fn get(&self, name: &str) -> Option<&Tree> {
        self.get_index_of(name).map(|place| &self.entries[place].1)
    }

    /// The member called so, by the name that stands in the document.
    pub fn get_key_value(&self, name: &str) -> Option<(&Text, &Tree)> {
        let (name, value) = &self.entries[self.get_index_of(name)?];
        Some((name, value))
    }

    /// The value of the member called so, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Tree> {
        let place = self.get_index_of(name)?;
        Some(&mut self.entries[place].1)
    }

    /// The member at a place.
    pub fn get_index(&self, place: usize) -> Option<(&Text, &Tree)> {
        self.entries.get(place).map(|(name, value)| (name, value))
    }

    /// Sets the member called so: in its place if there is one, else behind the others. Gives back what was there.
    pub fn insert(&mut self, name: impl Into<Text>, value: Tree) -> Option<Tree> {
        let name = name.into();
        if let Some(held) = self.get_mut(&name) {
            return Some(std::mem::replace(held, value));
        }
        self.push(name, value);
        None
    }

    /// The value of the member called so, which is added behind the others if there is none.
    pub fn get_or_insert(&mut self, name: impl Into<Text>, value: Tree) -> &mut Tree {
        let name = name.into();
        let place = self.get_index_of(&name).unwrap_or_else(|| {
            self.push(name, value);
            self.entries.len() - 1
        });
        &mut self.entries[place].1
    }

    /// Puts a member of a new name before the one at a place; one that has the name already moves there.
    pub fn shift_insert(&mut self, place: usize, name: impl Into<Text>, value: Tree) {
        let name = name.into();
        self.shift_remove(&name);
        let place = place.min(self.len());
        self.entries.insert(place, (name, value));
        self.find_places();
    }

    /// Adds a member behind the others, none of which has its name.
    pub(super) fn push(&mut self, name: Text, value: Tree) {
        if let Some(places) = &mut self.places {
            places.insert(name.clone(), self.entries.len());
        }
        self.entries.push((name, value));
        if self.places.is_none() && self.entries.len() > FEW {
            self.find_places();
        }
    }

    /// Takes the member called so out; the others keep their order.
    pub fn shift_remove(&mut self, name: &str) -> Option<Tree> {
        let place = self.get_index_of(name)?;
        let (_, value) = self.entries.remove(place);
        self.find_places();
        Some(value)
    }

    /// Takes the member at a place out; the others keep their order.
    pub fn shift_remove_index(&mut self, place: usize) -> Option<(Text, Tree)> {
        let removed = (place < self.entries.len()).then(|| self.entries.remove(place));
        self.find_places();
        removed
    }

    /// Keeps the members that pass.
    pub fn retain(&mut self, mut keep: impl FnMut(&Text, &mut Tree) -> bool) {
        self.entries.retain_mut(|(name, value)| keep(name, value));
        self.find_places();
    }

    fn find_places(&mut self) {
        self.places = (self.entries.len() > FEW).then(|| {
            let mut places = HashMap::with_capacity(self.entries.len());
            let names = self.entries.iter().map(|(name, _)| name.clone());
            places.extend(names.zip(0..));
            Box::new(places)
        });
    }

    /// The members, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Text, &Tree)> + ExactSizeIterator {
        self.entries.iter().map(|(name, value)| (name, value))
    }

    /// The members, to change their values.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&Text, &mut Tree)> {
        let entries = self.entries.iter_mut();
        entries.map(|(name, value)| (&*name, value))
    }

    /// Their names, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Text> + ExactSizeIterator {
        self.entries.iter().map(|(name, _)| name)
    }

    /// Their values, in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Tree> + ExactSizeIterator {
        self.entries.iter().map(|(_, value)| value)
    }

    /// Their values, to change them.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Tree> {
        self.entries.iter_mut().map(|(_, value)| value)
    }
}

impl Index<&str> for Members {
    type Output = Tree;

    fn index(&self, name: &str) -> &Tree {
        self.get(name)
            .expect("whoever indexes knows that it is there")
    }
}

impl<N: Into<Text>> FromIterator<(N, Tree)> for Members {
    fn from_iter<I: IntoIterator<Item = (N, Tree)>>(members: I) -> Self {
        let mut all = Self::default();
        all.extend(members);
        all
    }
}

impl<N: Into<Text>> Extend<(N, Tree)> for Members {
    fn extend<I: IntoIterator<Item = (N, Tree)>>(&mut self, members: I) {
        for (name, value) in members {
            self.insert(name, value);
        }
    }
}

impl IntoIterator for Members {
    type Item = (Text, Tree);
    type IntoIter = std::vec::IntoIter<(Text, Tree)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'m> IntoIterator for &'m Members {
    type Item = (&'m Text, &'m Tree);
    type IntoIter = std::iter::Map<
        std::slice::Iter<'m, (Text, Tree)>,
        fn(&'m (Text, Tree)) -> (&'m Text, &'m Tree),
    >;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter().map(|(name, value)| (name, value))
    }
}
