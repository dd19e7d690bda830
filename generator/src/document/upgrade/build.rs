//! New values that remember where what they are made of stands.

use crate::document::{Kind, Members, Node, Tree};
use crate::source::{Pointer, Text};

/// A value as it was written, to be put elsewhere.
pub(super) fn moved(node: &Node<'_>) -> Tree {
    Tree {
        kind: node.tree().kind.clone(),
        origin: Some(node.origin()),
    }
}

/// A string in place of `node`.
pub(super) fn text(node: &Node<'_>, text: impl Into<Text>) -> Tree {
    made(node, Kind::String(text.into()))
}

/// A boolean in place of `node`.
pub(super) fn flag(node: &Node<'_>, flag: bool) -> Tree {
    made(node, Kind::Bool(flag))
}

/// A list in place of `node`.
pub(super) fn list(node: &Node<'_>, items: Vec<Tree>) -> Tree {
    made(node, Kind::Array(items))
}

/// An object in place of `node`, with its members rewritten one by one; what is no object stays.
pub(super) fn each<'d>(
    node: &Node<'d>,
    mut rewrite: impl FnMut(&'d str, &Node<'d>) -> Tree,
) -> Tree {
    if !node.is_object() {
        return moved(node);
    }
    let mut object = Object::of(node);
    for (key, value) in node.members() {
        object.set(key, rewrite(key, &value));
    }
    object.done()
}

fn made(node: &Node<'_>, kind: Kind) -> Tree {
    Tree {
        kind,
        origin: Some(node.origin()),
    }
}

/// An object that is being put together in place of a node.
pub(super) struct Object<'d> {
    node: Node<'d>,
    members: Members,
}

impl<'d> Object<'d> {
    /// An object without members yet.
    pub(super) fn of(node: &Node<'d>) -> Self {
        Self {
            node: node.clone(),
            members: Members::default(),
        }
    }

    /// Adds a member, or changes it.
    pub(super) fn set(&mut self, key: impl Into<String>, value: Tree) {
        self.members.insert(key.into(), value);
    }

    /// Adds a member as it was written.
    pub(super) fn keep(&mut self, key: &str, node: &Node<'_>) {
        self.set(key, moved(node));
    }

    /// Whether it has this member.
    pub(super) fn has(&self, key: &str) -> bool {
        self.members.contains_key(key)
    }

    /// A member, to change it.
    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Tree> {
        self.members.get_mut(key)
    }

    /// Whether it has no member.
    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The object.
    pub(super) fn done(self) -> Tree {
        made(&self.node, Kind::Object(self.members))
    }
}

/// A reference to a place of the new tree, as a fragment (RFC 6901 section 6).
pub(super) fn reference(node: &Node<'_>, pointer: &Pointer) -> Tree {
    let mut object = Object::of(node);
    let fragment = pointer.to_string().replace('%', "%25");
    object.set("$ref", text(node, format!("#{fragment}")));
    object.done()
}

/// Whether a schema says nothing but where it stands.
pub(super) fn is_reference(tree: &Tree) -> bool {
    matches!(&tree.kind, Kind::Object(members) if members.len() == 1 && members.contains_key("$ref"))
}

/// Adds a member to an object.
pub(super) fn insert(tree: &mut Tree, key: &str, value: Tree) {
    if let Kind::Object(members) = &mut tree.kind {
        members.insert(key.to_owned(), value);
    }
}

/// Changes every member of an object.
pub(super) fn in_each(tree: &mut Tree, change: impl FnMut(&mut Tree)) {
    if let Kind::Object(members) = &mut tree.kind {
        members.values_mut().for_each(change);
    }
}

/// Changes the first member of an object.
pub(super) fn in_first(tree: &mut Tree, change: impl FnOnce(&mut Tree)) {
    if let Kind::Object(members) = &mut tree.kind
        && let Some(first) = members.values_mut().next()
    {
        change(first);
    }
}
