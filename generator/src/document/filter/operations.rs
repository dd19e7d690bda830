//! Takes the operations out that are not wanted.

use super::Filter;
use super::selection::{Described, Word};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, similar};
use crate::document::{Document, Kind, Node, Tree};
use crate::source::{Key, Pointer};

/// The fields of a Path Item Object that hold an operation (OpenAPI 3.2 §4.9).
const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];
/// The field that holds the others (OpenAPI 3.2).
const ADDITIONAL: &str = "additionalOperations";

/// The members of the root that hold path items.
const ITEMS: [&str; 2] = ["paths", "webhooks"];

/// An operation that is there: where, and whether it stays.
struct Fate {
    keys: Vec<Key>,
    stays: bool,
}

pub(super) fn remove(diagnostics: &mut Diagnostics, document: &mut Document, filter: &Filter) {
    inline_path_items(document);
    let words: Vec<Word<'_>> = filter
        .include
        .words()
        .chain(filter.exclude.words())
        .collect();
    let mut used = vec![false; words.len()];
    let mut fates = Vec::new();
    for (keys, operation) in operations(document) {
        let described = describe(&keys, &operation);
        for (word, used) in words.iter().zip(&mut used) {
            *used |= word.fits(&described);
        }
        let stays = filter.include.fits_all(&described) && !filter.exclude.fits_any(&described);
        fates.push(Fate { keys, stays });
    }
    for (word, _) in words.iter().zip(used).filter(|(_, used)| !used) {
        let message = format!("no operation fits `{word}`");
        let at = document.root().at().clone();
        let help = help(document, word);
        diagnostics.push(Diagnostic::new(Code::UNUSED_FILTER, at, message).help(help));
    }
    for fate in fates.iter().filter(|fate| !fate.stays) {
        cut(&mut document.root, &fate.keys);
    }
    drop_empty_items(&mut document.root, &fates);
}

/// The way out for a word that fits nothing.
fn help(document: &Document, word: &Word<'_>) -> String {
    let mut known = Vec::new();
    for (keys, operation) in operations(document) {
        let described = describe(&keys, &operation);
        match word {
            Word::Tag(_) => known.extend(described.tags.iter().map(ToString::to_string)),
            Word::Operation(_) => known.extend(described.id.map(str::to_owned)),
            Word::Method(_) => known.push(described.method.to_owned()),
            Word::Path(_) => {}
        }
    }
    let text = match word {
        Word::Tag(text) | Word::Operation(text) | Word::Method(text) => text,
        Word::Path(_) => "",
    };
    match similar(text, known.iter().map(String::as_str)) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "compare it with the document's tags, operationIds, paths and methods".to_owned(),
    }
}

/// A path item that is a reference within the document is put where it is used, so that its operations can be told apart.
fn inline_path_items(document: &mut Document) {
    let mut found: Vec<([Key; 2], Tree)> = Vec::new();
    for collection in ITEMS {
        let items = document.root().get(collection);
        for (name, item) in items.iter().flat_map(Node::members) {
            if let Some(target) = target(document, &item) {
                let mut merged = target.tree().clone();
                merged.origin = Some(target.origin());
                // What stands beside the reference holds as well, and before what it leads to.
                if let Kind::Object(members) = &mut merged.kind {
                    for (key, beside) in item.members().filter(|(key, _)| *key != "$ref") {
                        let mut tree = beside.tree().clone();
                        tree.origin = Some(beside.origin());
                        members.insert(key.to_owned(), tree);
                    }
                }
                found.push(([Key::from(collection), Key::from(name)], merged));
            }
        }
    }
    for (keys, tree) in found {
        let item = keys
            .iter()
            .try_fold(&mut document.root, |tree, key| tree.child_mut(key));
        if let Some(item) = item {
            *item = tree;
        }
    }
}

/// What a path item's `$ref` leads to, over as many references as there are components.
fn target<'d>(document: &'d Document, item: &Node<'d>) -> Option<Node<'d>> {
    let mut node = item.clone();
    let mut followed = None;
    for _ in 0..64 {
        let Some(reference) = node.get("$ref") else {
            return followed;
        };
        let pointer = Pointer::parse(reference.as_str()?.strip_prefix('#')?).ok()?;
        node = document.root().find(&pointer)?;
        followed = Some(node.clone());
    }
    None
}

/// Every operation, with the steps that lead to it.
fn operations(document: &Document) -> Vec<(Vec<Key>, Node<'_>)> {
    let mut operations = Vec::new();
    for collection in ITEMS {
        let items = document.root().get(collection);
        for (name, item) in items.iter().flat_map(Node::members) {
            let item_keys = [Key::from(collection), Key::from(name)];
            for (key, member) in item.members() {
                if METHODS.contains(&key) {
                    let keys = item_keys.iter().cloned().chain([Key::from(key)]);
                    operations.push((keys.collect(), member));
                } else if key == ADDITIONAL {
                    for (method, member) in member.members() {
                        let keys = [Key::from(ADDITIONAL), Key::from(method)];
                        let keys = item_keys.iter().cloned().chain(keys);
                        operations.push((keys.collect(), member));
                    }
                }
            }
        }
    }
    operations
}

fn describe<'d>(keys: &'d [Key], operation: &Node<'d>) -> Described<'d> {
    let name = |key: Option<&'d Key>| match key {
        Some(Key::Name(name)) => &**name,
        Some(Key::Index(_)) | None => "",
    };
    let tags = operation.get("tags");
    Described {
        path: name(keys.get(1)),
        method: name(keys.last()),
        id: operation.get("operationId").and_then(|id| id.as_str()),
        tags: tags
            .iter()
            .flat_map(Node::items)
            .filter_map(|tag| tag.as_str())
            .collect(),
    }
}

fn cut(root: &mut Tree, keys: &[Key]) {
    let Some((Key::Name(last), parents)) = keys.split_last() else {
        return;
    };
    let parent = parents
        .iter()
        .try_fold(root, |tree, key| tree.child_mut(key));
    if let Some(Kind::Object(members)) = parent.map(|parent| &mut parent.kind) {
        members.shift_remove(last);
    }
}

/// Removes the path items that had operations and have none any more.
fn drop_empty_items(root: &mut Tree, fates: &[Fate]) {
    let item = |fate: &Fate| fate.keys.get(..2).map(<[Key]>::to_vec);
    let stay: Vec<_> = fates.iter().filter(|fate| fate.stays).map(item).collect();
    for fate in fates {
        let keys = item(fate);
        if let (false, Some(keys)) = (stay.contains(&keys), &keys) {
            cut(root, keys);
        }
    }
}
