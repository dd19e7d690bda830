use std::cell::OnceCell;
use std::sync::Arc;

use super::Members;
use super::tree::{Kind, Number, Tree};
use crate::source::{Key, Location, Pointer};

/// A value in a [`Document`](super::Document) with its place: what readers step through.
#[derive(Clone, Debug)]
pub struct Node<'d> {
    tree: &'d Tree,
    /// Where it stands, or what it stands in: most values are read without anybody asking for their place.
    base: Location,
    step: Option<Step<'d>>,
    at: OnceCell<Location>,
}

/// A value's identity: a document does not move while it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Identity(*const Tree);

impl Identity {
    /// Of the value at a node.
    pub(crate) fn of(node: &Node<'_>) -> Self {
        Self::of_tree(node.tree)
    }

    /// Of a value.
    pub(crate) fn of_tree(tree: &Tree) -> Self {
        Self(tree)
    }
}

/// The last step to a value, while nobody has asked for its place.
#[derive(Clone, Copy, Debug)]
enum Step<'d> {
    Member(&'d str),
    Element(usize),
}

impl<'d> Node<'d> {
    /// The root of a tree that stands at `at`.
    pub fn new(tree: &'d Tree, at: Location) -> Self {
        Self {
            tree,
            base: tree.origin.as_deref().cloned().unwrap_or(at),
            step: None,
            at: OnceCell::new(),
        }
    }

    /// What stands one step below `parent`.
    fn below(tree: &'d Tree, parent: &Location, step: Step<'d>) -> Self {
        match tree.origin.as_deref() {
            Some(origin) => Self::new(tree, origin.clone()),
            None => Self {
                step: Some(step),
                ..Self::new(tree, parent.clone())
            },
        }
    }

    /// Where it stands: in the file that the user wrote it in.
    pub fn at(&self) -> &Location {
        match self.step {
            None => &self.base,
            Some(step) => self.at.get_or_init(|| match step {
                Step::Member(name) => self.base.key(name),
                Step::Element(index) => self.base.index(index),
            }),
        }
    }

    /// The value itself.
    pub fn tree(&self) -> &'d Tree {
        self.tree
    }

    /// What stands under a pointer that starts here.
    pub fn find(&self, pointer: &Pointer) -> Option<Self> {
        pointer
            .keys()
            .iter()
            .try_fold(self.clone(), |node, key| node.step(key))
    }

    /// One step down. A name of digits is an index in an array, as RFC 6901 section 4 has it.
    pub fn step(&self, key: &Key) -> Option<Self> {
        let child = self.tree.child(key)?;
        let at = if let (Kind::Array(_), Key::Name(name)) = (&self.tree.kind, key) {
            self.at().index(name.parse().ok()?)
        } else {
            self.at().step(key.clone())
        };
        Some(Self::new(child, at))
    }

    /// The member `key` of an object.
    pub fn get(&self, key: &str) -> Option<Self> {
        match &self.tree.kind {
            Kind::Object(members) => {
                let (key, tree) = members.get_key_value(key)?;
                Some(Self::below(tree, self.at(), Step::Member(key)))
            }
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Array(_) => None,
        }
    }

    /// An object's members in document order; nothing where it is no object.
    pub fn members(&self) -> impl Iterator<Item = (&'d str, Self)> + use<'d> {
        let at = self.at().clone();
        let members = match &self.tree.kind {
            Kind::Object(members) => Some(members),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Array(_) => None,
        };
        members
            .into_iter()
            .flat_map(Members::iter)
            .map(move |(key, tree)| (key.as_str(), Self::below(tree, &at, Step::Member(key))))
    }

    /// An array's elements; nothing where it is no array.
    pub fn items(&self) -> impl Iterator<Item = Self> + use<'d> {
        let at = self.at().clone();
        let items = match &self.tree.kind {
            Kind::Array(items) => items.as_slice(),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Object(_) => &[],
        };
        items
            .iter()
            .enumerate()
            .map(move |(index, tree)| Self::below(tree, &at, Step::Element(index)))
    }

    /// How many members or elements it has; 0 where it is neither an object nor an array.
    pub fn len(&self) -> usize {
        match &self.tree.kind {
            Kind::Object(members) => members.len(),
            Kind::Array(items) => items.len(),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => 0,
        }
    }

    /// Whether it has no members or elements.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
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
        Arc::new(self.at().clone())
    }
}
