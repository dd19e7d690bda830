//! Overlays: a file of changes to a document (Overlay Specification 1.0 and 1.1).
//!
//! What an overlay puts in keeps its place in the overlay's file, so that a fault in it is shown there. Open
//! `merge` for what meets what.

mod action;
mod merge;

use std::sync::Arc;

use self::action::{Action, Change, Target};
use super::load::Limits;
use super::{Document, Node, Tree};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Key, Location};

/// Where in a tree a JSONPath led.
type Path = Vec<Key>;

impl Document {
    /// Applies an overlay's actions in their order, each to the result of the one before. An action with a fault is left
    /// out and the others are applied.
    pub fn apply(&mut self, diagnostics: &mut Diagnostics, overlay: &Self) {
        self.sources.extend(overlay.sources.iter().map(Arc::clone));
        let Some(actions) = action::read(diagnostics, &overlay.root()) else {
            return;
        };
        if let Some(other) = extends_another(self, overlay) {
            diagnostics.push(other);
        }
        for action in actions {
            perform(diagnostics, self, &action);
        }
    }
}

/// Whether an overlay says that it is for another file (Overlay Specification section 4.4.1). What is published elsewhere is often
/// kept in a copy, so only files are compared.
fn extends_another(document: &Document, overlay: &Document) -> Option<Diagnostic> {
    let extends = overlay.root().get("extends")?;
    let base = overlay.uris.first()?;
    let (target, _) = base.resolve(extends.as_str()?.trim()).ok()?;
    let is_file = target.scheme() == base.scheme() && matches!(base.scheme(), "file" | "document");
    if !is_file || document.uris.contains(&target) {
        return None;
    }
    let message = format!(
        "the overlay is for another document, and is applied to `{}`",
        document.source.name
    );
    Some(
        Diagnostic::new(Code::OVERLAY_MATCHES_NOTHING, extends.at().clone(), message)
            .help("correct `extends`, or name the overlay that is meant"),
    )
}

fn perform(diagnostics: &mut Diagnostics, document: &mut Document, action: &Action<'_>) {
    let json = document.root.to_json();
    let paths = action.target.find(&json);
    if paths.is_empty() {
        diagnostics.push(no_match(&action.target, &json));
        return;
    }
    match &action.change {
        Change::Remove => remove_all(diagnostics, document, paths, &action.target.at),
        Change::Update(update) => merge_all(diagnostics, document, paths, update),
        Change::Copy(from) => {
            let mut found = from.find(&json);
            match (found.pop(), found.is_empty()) {
                (Some(path), true) => copy(diagnostics, document, paths, &path, &from.at),
                (Some(_), false) => diagnostics.push(many_matches(&from.at)),
                (None, _) => diagnostics.push(no_match(from, &json)),
            }
        }
    }
}

fn copy(
    diagnostics: &mut Diagnostics,
    document: &mut Document,
    paths: Vec<Path>,
    from: &[Key],
    at: &Location,
) {
    let root = document.root();
    let Some(source) = from.iter().try_fold(root, |node, key| node.step(key)) else {
        return;
    };
    let copied: Tree = source.tree().clone();
    let place = source.at().clone();
    let depth = document.root.depth() + copied.depth();
    if depth > Limits::default().depth {
        diagnostics.push(too_large(at));
        return;
    }
    merge_all(diagnostics, document, paths, &Node::new(&copied, place));
}

fn merge_all(
    diagnostics: &mut Diagnostics,
    document: &mut Document,
    paths: Vec<Path>,
    update: &Node<'_>,
) {
    let grown = update.tree().size().saturating_mul(paths.len());
    if grown > Limits::default().nodes.saturating_sub(document.root.size()) {
        diagnostics.push(too_large(update.at()));
        return;
    }
    let root = Location::root(&document.source);
    for path in paths {
        if let Some((target, at)) = locate(&mut document.root, &root, &path) {
            merge::into_target(diagnostics, target, &at, update);
        }
    }
}

/// Takes nodes out, the last of each array first, so that the others stay where they were found.
fn remove_all(
    diagnostics: &mut Diagnostics,
    document: &mut Document,
    mut paths: Vec<Path>,
    at: &Location,
) {
    paths.sort_by(|a, b| compare(b, a));
    let root = Location::root(&document.source);
    for path in paths {
        let Some((last, parent)) = path.split_last() else {
            let message = "the whole document cannot be removed";
            diagnostics.push(
                Diagnostic::new(Code::INVALID_OVERLAY, at.clone(), message)
                    .help("name what is to go: `$.paths['/pets']`"),
            );
            continue;
        };
        if let Some((parent, at)) = locate(&mut document.root, &root, parent) {
            merge::remove(parent, &at, last);
        }
    }
}

/// By the places in the tree; of two in one another, the outer first.
fn compare(a: &[Key], b: &[Key]) -> std::cmp::Ordering {
    let steps = a.iter().zip(b).map(|(a, b)| match (a, b) {
        (Key::Index(a), Key::Index(b)) => a.cmp(b),
        (Key::Name(a), Key::Name(b)) => a.cmp(b),
        (Key::Index(_), Key::Name(_)) => std::cmp::Ordering::Less,
        (Key::Name(_), Key::Index(_)) => std::cmp::Ordering::Greater,
    });
    steps
        .fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
        .then(a.len().cmp(&b.len()))
}

/// The node at a path, with the place in the file that it comes from.
fn locate<'t>(tree: &'t mut Tree, at: &Location, path: &[Key]) -> Option<(&'t mut Tree, Location)> {
    let at = tree.origin.as_deref().unwrap_or(at).clone();
    match path.split_first() {
        None => Some((tree, at)),
        Some((key, rest)) => locate(tree.child_mut(key)?, &at.step(key.clone()), rest),
    }
}

fn no_match(target: &Target, json: &serde_json::Value) -> Diagnostic {
    let message = "the target matches nothing in the document";
    let help = match target.meant(json) {
        Some((name, meant)) => format!("`{name}` is not there; did you mean `{meant}`?"),
        None => "remove the action, or correct its target".to_owned(),
    };
    Diagnostic::new(Code::OVERLAY_MATCHES_NOTHING, target.at.clone(), message).help(help)
}

fn many_matches(at: &Location) -> Diagnostic {
    let message = "`copy` must select one node, and selects several";
    Diagnostic::new(Code::INVALID_OVERLAY, at.clone(), message)
        .help("write a path to one: names and indices, without `*`, `..` or a filter")
}

fn too_large(at: &Location) -> Diagnostic {
    let message = "the action would make the document larger or deeper than is read";
    Diagnostic::new(Code::TOO_LARGE, at.clone(), message)
        .help("select fewer targets, or put what is repeated into a component and refer to it")
}

#[cfg(test)]
mod tests;
