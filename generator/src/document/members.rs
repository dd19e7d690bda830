//! The members of JSON objects, by name and in order.

use foldhash::{HashMap, HashMapExt};

use crate::source::Text;

/// An object's members by their names, in document order.
///
/// Most objects have few members, and those are found by looking at each; only where there are more is there a table of places.
#[derive(Clone, Debug)]
pub struct Members<T>(Kept<T>);

/// No larger than a list alone.
#[derive(Clone, Debug)]
enum Kept<T> {
    Few(Vec<(Text, T)>),
    Many(Box<Table<T>>),
}

#[derive(Clone, Debug)]
struct Table<T> {
    entries: Vec<(Text, T)>,
    /// Where each stands among the others.
    places: HashMap<Text, usize>,
}

/// An object that comes to more members than this has a table.
const FEW: usize = 8;

impl<T> Default for Members<T> {
    fn default() -> Self {
        Self(Kept::Few(Vec::new()))
    }
}

impl<T> Members<T> {
    /// None yet, with room for so many.
    pub fn with_capacity(count: usize) -> Self {
        let entries = Vec::with_capacity(count);
        Self(if count > FEW {
            let places = HashMap::with_capacity(count);
            Kept::Many(Box::new(Table { entries, places }))
        } else {
            Kept::Few(entries)
        })
    }

    fn entries(&self) -> &Vec<(Text, T)> {
        match &self.0 {
            Kept::Few(entries) => entries,
            Kept::Many(table) => &table.entries,
        }
    }

    fn entries_mut(&mut self) -> &mut Vec<(Text, T)> {
        match &mut self.0 {
            Kept::Few(entries) => entries,
            Kept::Many(table) => &mut table.entries,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries().is_empty()
    }

    /// Where the member called so stands among the others.
    pub fn get_index_of(&self, name: &str) -> Option<usize> {
        match &self.0 {
            Kept::Few(entries) => entries.iter().position(|(known, _)| known == name),
            Kept::Many(table) => table.places.get(name).copied(),
        }
    }

    /// Whether one is called so.
    pub fn contains_key(&self, name: &str) -> bool {
        self.get_index_of(name).is_some()
    }

    /// The value of the member called so.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.get_index_of(name)
            .map(|place| &self.entries()[place].1)
    }

    /// The member called so, by the name that stands in the document.
    pub fn get_key_value(&self, name: &str) -> Option<(&Text, &T)> {
        let (name, value) = &self.entries()[self.get_index_of(name)?];
        Some((name, value))
    }

    /// The value of the member called so, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        let place = self.get_index_of(name)?;
        Some(&mut self.entries_mut()[place].1)
    }

    /// The member at a place.
    pub fn get_index(&self, place: usize) -> Option<(&Text, &T)> {
        self.entries().get(place).map(|(name, value)| (name, value))
    }

    /// Sets the member called so: in its place if there is one, else behind the others. Gives back what was there.
    pub fn insert(&mut self, name: impl Into<Text>, value: T) -> Option<T> {
        let name = name.into();
        if let Some(held) = self.get_mut(&name) {
            return Some(std::mem::replace(held, value));
        }
        self.push(name, value);
        None
    }

    /// The value of the member called so, which is added behind the others if there is none.
    pub fn get_or_insert(&mut self, name: impl Into<Text>, value: T) -> &mut T {
        let name = name.into();
        let place = self.get_index_of(&name).unwrap_or_else(|| {
            self.push(name, value);
            self.entries().len() - 1
        });
        &mut self.entries_mut()[place].1
    }

    /// Puts a member of a new name before the one at a place; one that has the name already moves there.
    pub fn shift_insert(&mut self, place: usize, name: impl Into<Text>, value: T) {
        let name = name.into();
        self.shift_remove(&name);
        let place = place.min(self.len());
        self.entries_mut().insert(place, (name, value));
        self.find_places();
    }

    /// Adds a member behind the others, none of which has its name.
    fn push(&mut self, name: Text, value: T) {
        if let Kept::Many(table) = &mut self.0 {
            table.places.insert(name.clone(), table.entries.len());
        }
        self.entries_mut().push((name, value));
        if matches!(&self.0, Kept::Few(entries) if entries.len() > FEW) {
            self.find_places();
        }
    }

    /// Takes the member called so out; the others keep their order.
    pub fn shift_remove(&mut self, name: &str) -> Option<T> {
        let place = self.get_index_of(name)?;
        self.shift_remove_index(place).map(|(_, value)| value)
    }

    /// Takes the member at a place out; the others keep their order.
    pub fn shift_remove_index(&mut self, place: usize) -> Option<(Text, T)> {
        let removed = (place < self.len()).then(|| self.entries_mut().remove(place))?;
        if let Kept::Many(table) = &mut self.0 {
            table.places.remove(&removed.0);
            for behind in table.places.values_mut().filter(|other| **other > place) {
                *behind -= 1;
            }
        }
        Some(removed)
    }

    /// Keeps the members that pass.
    pub fn retain(&mut self, mut keep: impl FnMut(&Text, &mut T) -> bool) {
        self.entries_mut()
            .retain_mut(|(name, value)| keep(name, value));
        self.find_places();
    }

    /// After members have moved.
    fn find_places(&mut self) {
        let entries = std::mem::take(self.entries_mut());
        self.0 = if entries.len() > FEW {
            let mut places = HashMap::with_capacity(entries.len());
            places.extend(entries.iter().map(|(name, _)| name.clone()).zip(0..));
            Kept::Many(Box::new(Table { entries, places }))
        } else {
            Kept::Few(entries)
        };
    }

    /// The members, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Text, &T)> + ExactSizeIterator {
        self.entries().iter().map(|(name, value)| (name, value))
    }

    /// The members, to change their values.
    pub fn iter_mut(&mut self) -> impl DoubleEndedIterator<Item = (&Text, &mut T)> {
        let entries = self.entries_mut().iter_mut();
        entries.map(|(name, value)| (&*name, value))
    }

    /// Their names, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Text> + ExactSizeIterator {
        self.entries().iter().map(|(name, _)| name)
    }

    /// Their values, in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        self.entries().iter().map(|(_, value)| value)
    }

    /// Their values, to change them.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut T> {
        self.entries_mut().iter_mut().map(|(_, value)| value)
    }
}

/// The members of an object that is being read. It is used again for the next, so that what is kept takes no more room than it needs.
#[derive(Debug)]
pub(super) struct Gathering<T> {
    entries: Vec<(Text, T)>,
    /// Where each stands, once there are more than few.
    places: HashMap<Text, usize>,
}

impl<T> Default for Gathering<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            places: HashMap::new(),
        }
    }
}

impl<T> Gathering<T> {
    /// Whether one of the members is called so.
    pub(super) fn contains(&self, name: &str) -> bool {
        if self.places.is_empty() {
            self.entries.iter().any(|(known, _)| known == name)
        } else {
            self.places.contains_key(name)
        }
    }

    /// Adds a member behind the others, none of which has its name.
    pub(super) fn push(&mut self, name: Text, value: T) {
        if !self.places.is_empty() {
            self.places.insert(name.clone(), self.entries.len());
        }
        self.entries.push((name, value));
        if self.places.is_empty() && self.entries.len() > FEW {
            let names = self.entries.iter().map(|(name, _)| name.clone());
            self.places = names.zip(0..).collect();
        }
    }

    /// The object; what is left is empty.
    pub(super) fn finish(&mut self) -> Members<T> {
        let entries: Vec<_> = self.entries.drain(..).collect();
        let places = std::mem::take(&mut self.places);
        Members(if places.is_empty() {
            Kept::Few(entries)
        } else {
            Kept::Many(Box::new(Table { entries, places }))
        })
    }
}

/// The order says nothing (JSON, RFC 8259 section 4).
impl<T: PartialEq> PartialEq for Members<T> {
    fn eq(&self, other: &Self) -> bool {
        let mut all = self.iter();
        self.len() == other.len() && all.all(|(name, value)| other.get(name) == Some(value))
    }
}

impl<T, N: Into<Text>> FromIterator<(N, T)> for Members<T> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(members: I) -> Self {
        let mut all = Self::default();
        all.extend(members);
        all
    }
}

impl<T, N: Into<Text>> Extend<(N, T)> for Members<T> {
    fn extend<I: IntoIterator<Item = (N, T)>>(&mut self, members: I) {
        for (name, value) in members {
            self.insert(name, value);
        }
    }
}

impl<T> IntoIterator for Members<T> {
    type Item = (Text, T);
    type IntoIter = std::vec::IntoIter<(Text, T)>;

    fn into_iter(self) -> Self::IntoIter {
        match self.0 {
            Kept::Few(entries) => entries.into_iter(),
            Kept::Many(table) => table.entries.into_iter(),
        }
    }
}

impl<'m, T> IntoIterator for &'m Members<T> {
    type Item = (&'m Text, &'m T);
    type IntoIter =
        std::iter::Map<std::slice::Iter<'m, (Text, T)>, fn(&'m (Text, T)) -> (&'m Text, &'m T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries().iter().map(|(name, value)| (name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::Members;

    fn numbered(count: usize) -> Members<usize> {
        (0..count)
            .map(|number| (number.to_string(), number))
            .collect()
    }

    /// Each member is found by its name where it stands.
    #[track_caller]
    fn check(members: &Members<usize>, expected: &[usize]) {
        let names: Vec<String> = members.keys().map(ToString::to_string).collect();
        let expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
        assert_eq!(names, expected);
        for (place, name) in names.iter().enumerate() {
            assert_eq!(members.get_index_of(name), Some(place));
            assert_eq!(
                members.get(name).map(ToString::to_string).as_ref(),
                Some(name)
            );
        }
        assert!(!members.contains_key("other"));
    }

    #[test]
    fn room_that_was_asked_for_changes_nothing() {
        for count in [3, 8, 9, 20] {
            let mut members = Members::with_capacity(count);
            members.extend((0..count).map(|number| (number.to_string(), number)));
            check(&members, &(0..count).collect::<Vec<_>>());

            let backwards: Members<usize> = (0..count)
                .rev()
                .map(|number| (number.to_string(), number))
                .collect();
            assert!(members == backwards);
            members.insert("0", count);
            assert!(members != backwards);
        }
    }

    #[test]
    fn members_are_found_whatever_moves() {
        for count in [3, 8, 9, 20] {
            let all: Vec<usize> = (0..count).collect();
            check(&numbered(count), &all);

            let mut members = numbered(count);
            assert!(members.shift_remove("1").is_some());
            assert!(members.shift_remove("1").is_none());
            let others: Vec<usize> = all.iter().copied().filter(|number| *number != 1).collect();
            check(&members, &others);

            members.shift_insert(1, "1", 1);
            check(&members, &all);
            members.shift_insert(0, "2", 2);
            let moved: Vec<usize> = [2, 0, 1].into_iter().chain(3..count).collect();
            check(&members, &moved);

            members.retain(|name, _| name.len() == 1);
            let short: Vec<usize> = moved.into_iter().filter(|number| *number < 10).collect();
            check(&members, &short);
            assert!(members.insert("0", 0).is_some());
            check(&members, &short);
        }
    }
}
