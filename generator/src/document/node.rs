use std::sync::Arc;

use super::tree::{Kind, Number, Tree};
use crate::source::{Key, Location, Pointer};

/// A value in a [`Document`](super::Document) with its place: what readers step through.
#[derive(Clone, Debug)]
pub struct Node<'d> {
    tree: &'d Tree,
    at: Location,
}

impl<'d> Node<'d> {
    /// The root of a tree that stands at `at`.
    pub fn new(tree: &'d Tree, at: Location) -> Self {
        let at = tree.origin.as_deref().cloned().unwrap_or(at);
        Self { tree, at }
    }

    /// Where it stands: in the file that the user wrote it in.
    pub fn at(&self) -> &Location {
        &self.at
    }

    /// The value itself.
    pub fn tree(&self) -> &'d Tree {
        self.tree
    }

    /// What stands under a pointer that starts here.
    pub fn find(&self, pointer: &Pointer) -> Option<Self> {
        pointer
            .keys()
            .into_iter()
            .try_fold(self.clone(), |node, key| node.step(key))
    }

    /// One step down. A name of digits is an index in an array, as RFC 6901 section 4 has it.
    pub fn step(&self, key: &Key) -> Option<Self> {
        let child = self.tree.child(key)?;
        let at = match (&self.tree.kind, key) {
            (Kind::Array(_), Key::Name(name)) => self.at.index(name.parse().ok()?),
            _ => self.at.step(key.clone()),
        };
        Some(Self::new(child, at))
    }

    /// The member `key` of an object.
    pub fn get(&self, key: &str) -> Option<Self> {
        match &self.tree.kind {
            Kind::Object(members) => members
                .get(key)
                .map(|tree| Self::new(tree, self.at.key(key))),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Array(_) => None,
        }
    }

    /// An object's members in document order; nothing where it is no object.
    pub fn members(&self) -> impl Iterator<Item = (&'d str, Self)> + use<'d> {
        let at = self.at.clone();
        let members = match &self.tree.kind {
            Kind::Object(members) => Some(members),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Array(_) => None,
        };
        members
            .into_iter()
            .flatten()
            .map(move |(key, tree)| (key.as_str(), Self::new(tree, at.key(key))))
    }

    /// An array's elements; nothing where it is no array.
    pub fn items(&self) -> impl Iterator<Item = Self> + use<'d> {
        let at = self.at.clone();
        let items = match &self.tree.kind {
            Kind::Array(items) => items.as_slice(),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Object(_) => &[],
        };
        items
            .iter()
            .enumerate()
            .map(move |(index, tree)| Self::new(tree, at.index(index)))
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&'d str> {
        if let Kind::String(text) = &self.tree.kind {
            Some(text)
        } else {
            None
        }
    }

    /// A boolean's value.
    pub fn as_bool(&self) -> Option<bool> {
        if let Kind::Bool(value) = self.tree.kind {
            Some(value)
        } else {
            None
        }
    }

    /// A number.
    pub fn as_number(&self) -> Option<&'d Number> {
        if let Kind::Number(number) = &self.tree.kind {
            Some(number)
        } else {
            None
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.tree.kind, Kind::Null)
    }

    /// Whether it is an object.
    pub fn is_object(&self) -> bool {
        matches!(self.tree.kind, Kind::Object(_))
    }

    /// Whether it is an array.
    pub fn is_array(&self) -> bool {
        matches!(self.tree.kind, Kind::Array(_))
    }

    /// The JSON name of its kind, with its article, for messages: `an object`.
    pub fn kind_name(&self) -> &'static str {
        self.tree.kind_name()
    }

    /// Its value without the places, for defaults, examples and enum members.
    pub fn to_json(&self) -> serde_json::Value {
        self.tree.to_json()
    }

    /// Its origin as an owned mark, for subtrees that move.
    pub fn origin(&self) -> Arc<Location> {
        Arc::new(self.at.clone())
    }
}
