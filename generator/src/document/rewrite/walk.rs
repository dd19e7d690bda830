pub(super) use crate::document::Members;
use crate::document::grammar::Part;
use crate::document::{Kind, Node, Tree};
use crate::source::{Key, Location, Pointer, decode};

/// Meets every object of the standard, the outer before those in it, and may change it.
pub(super) fn walk(
    tree: &mut Tree,
    at: &Location,
    part: Part,
    change: &mut dyn FnMut(Part, &mut Tree, &Location),
) {
    if part == Part::Data {
        return;
    }
    let at = tree
        .origin
        .as_deref()
        .cloned()
        .unwrap_or_else(|| at.clone());
    change(part, tree, &at);
    match &mut tree.kind {
        Kind::Object(members) => {
            for (key, value) in members.iter_mut() {
                let part = part.under(key, value);
                if part != Part::Data {
                    walk(value, &at.key(key), part, change);
                }
            }
        }
        Kind::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                walk(item, &at.index(index), part.element(), change);
            }
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
    }
}

/// Where a member stands.
pub(super) fn place(at: &Location, key: &str, value: &Tree) -> Location {
    let origin = value.origin.as_deref().cloned();
    origin.unwrap_or_else(|| at.key(key))
}

/// A value that is to stand elsewhere, with the place that its author wrote it at.
pub(super) fn moved(mut value: Tree, at: Location) -> Tree {
    value.origin.get_or_insert_with(|| at.into());
    value
}

/// A new value in place of something at `at`.
pub(super) fn made(kind: Kind, at: &Location) -> Tree {
    Tree {
        kind,
        origin: Some(at.clone().into()),
    }
}

/// An object of one member.
pub(super) fn object(key: &str, value: Tree, at: &Location) -> Tree {
    let members = Members::from_iter([(key.to_owned(), value)]);
    made(Kind::Object(members), at)
}

pub(super) fn text(text: &str, at: &Location) -> Tree {
    made(Kind::String(text.into()), at)
}

/// What a pointer of the document leads to.
pub(super) fn at_fragment<'t>(root: &'t Tree, at: &Location, reference: &str) -> Option<Node<'t>> {
    let fragment = decode(reference.strip_prefix('#')?)?;
    Node::new(root, at.clone()).find(&Pointer::parse(&fragment).ok()?)
}

/// The text of a `$ref`.
pub(super) fn reference(tree: &Tree) -> Option<&str> {
    match tree.child(&Key::from("$ref")).map(|it| &it.kind) {
        Some(Kind::String(text)) => Some(text.trim()),
        _ => None,
    }
}
