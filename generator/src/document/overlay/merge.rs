use std::sync::Arc;

use super::super::{Kind, Node, Tree};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Key, Location};

/// Merges an update into a selected node: an object by its members, an array by more elements (an array's own, or one of
/// any other kind; 1.0 and 1.1 differ on this, and arrays of arrays are not what anybody means), a primitive by another.
pub(super) fn into_target(
    diagnostics: &mut Diagnostics,
    target: &mut Tree,
    at: &Location,
    update: &Node<'_>,
) {
    match &mut target.kind {
        Kind::Array(items) if !update.is_array() => items.push(taken(update)),
        Kind::Null
        | Kind::Bool(_)
        | Kind::Number(_)
        | Kind::String(_)
        | Kind::Array(_)
        | Kind::Object(_) => merge(diagnostics, target, at, update),
    }
}

/// Objects merge by their members, arrays are concatenated, primitives replaced; nothing else fits. Two cases more are
/// what people mean: anything fits a null (`components:` with nothing behind it), and a null leaves a collection alone, as
/// in the standard's own "structured overlay" example.
fn merge(diagnostics: &mut Diagnostics, target: &mut Tree, at: &Location, update: &Node<'_>) {
    let found = target.kind_name();
    match (&mut target.kind, &update.tree().kind) {
        (Kind::Object(members), Kind::Object(_)) => {
            for (key, value) in update.members() {
                if let Some(member) = members.get_mut(key) {
                    let at = match &member.origin {
                        Some(origin) => (**origin).clone(),
                        None => at.key(key),
                    };
                    merge(diagnostics, member, &at, &value);
                } else {
                    members.insert(key.to_owned(), taken(&value));
                }
            }
        }
        (Kind::Array(items), Kind::Array(_)) => {
            items.extend(update.items().map(|item| taken(&item)));
        }
        (Kind::Object(_) | Kind::Array(_), Kind::Null) => {}
        (Kind::Null, _)
        | (
            Kind::Bool(_) | Kind::Number(_) | Kind::String(_),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_),
        ) => *target = taken(update),
        (
            Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Array(_) | Kind::Object(_),
            Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Array(_) | Kind::Object(_),
        ) => {
            let message = format!("{} cannot be merged into {found}", update.kind_name());
            diagnostics.push(
                Diagnostic::new(Code::OVERLAY_MISMATCH, update.at().clone(), message)
                    .label(at.clone(), format!("this is {found}"))
                    .help("to replace a value, remove it in an action before"),
            );
        }
    }
}

/// A copy of a value that remembers where it was written.
fn taken(node: &Node<'_>) -> Tree {
    Tree {
        kind: node.tree().kind.clone(),
        origin: Some(node.origin()),
    }
}

/// Takes a child out. The elements behind it move up and remember where they were written.
pub(super) fn remove(parent: &mut Tree, at: &Location, key: &Key) {
    if let (Kind::Object(members), Key::Name(name)) = (&mut parent.kind, key) {
        members.shift_remove(name);
    }
    if let (Kind::Array(items), Key::Index(index)) = (&mut parent.kind, key)
        && *index < items.len()
    {
        for (index, item) in items.iter_mut().enumerate().skip(index + 1) {
            item.origin.get_or_insert_with(|| Arc::new(at.index(index)));
        }
        items.remove(*index);
    }
}
