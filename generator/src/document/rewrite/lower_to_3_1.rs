//! 3.2 in 3.1's words.

use super::lost::{drop_members, lose, note};
use super::members::string;
use super::walk::{Members, at_fragment, moved, place, reference, text, walk};
use crate::diagnostics::Diagnostics;
use crate::document::grammar::Part;
use crate::document::{Kind, Node, Tree};
use crate::source::{Key, Location};

/// Fields that came with 3.2, and whose they are. What some of them say can be said in 3.1: those are not here.
const NEWER: &[(Part, &[&str])] = &[
    (Part::Root, &["$self"]),
    (Part::Tag, &["summary", "parent", "kind"]),
    (Part::Server, &["name"]),
    (Part::PathItem, &["query", "additionalOperations"]),
    (
        Part::MediaType,
        &[
            "itemSchema",
            "prefixEncoding",
            "itemEncoding",
            "description",
        ],
    ),
    (
        Part::Encoding,
        &["encoding", "prefixEncoding", "itemEncoding"],
    ),
    (Part::Response, &["summary"]),
    (Part::Example, &["serializedValue"]),
    (Part::SecurityScheme, &["deprecated", "oauth2MetadataUrl"]),
    (Part::Flows, &["deviceAuthorization"]),
    (Part::Discriminator, &["defaultMapping"]),
];

pub(super) fn lower(diagnostics: &mut Diagnostics, root: &mut Tree, at: &Location) {
    put_in_place(root, at, Part::MediaType, "mediaTypes");
    drop_query_strings(diagnostics, root, at);
    walk(root, at, Part::Root, &mut |part, tree, at| {
        let Kind::Object(members) = &mut tree.kind else {
            return;
        };
        if members.contains_key("$ref") && part.kind().is_some() && part != Part::PathItem {
            return;
        }
        if part == Part::Example && !members.contains_key("value") {
            rename(members, at, "dataValue", "value");
        }
        if part == Part::Response && !members.contains_key("description") {
            describe(diagnostics, members, at);
        }
        if let Some((_, keys)) = NEWER.iter().find(|(of, _)| *of == part) {
            drop_members(diagnostics, members, at, "3.1", keys);
        }
        if string(members, "style") == Some("cookie") {
            lose(
                diagnostics,
                &at.key("style"),
                "OpenAPI 3.1 has no style `cookie`: it is left out".to_owned(),
            );
            members.shift_remove("style");
        }
    });
}

/// A response has to say when it is answered, until 3.1.
pub(super) fn describe(diagnostics: &mut Diagnostics, members: &mut Members, at: &Location) {
    let words = "a `description` is demanded, and gets to be empty";
    note(diagnostics, at, words.to_owned());
    members.insert("description".to_owned(), text("", at));
}

fn rename(members: &mut Members, at: &Location, from: &str, to: &str) {
    if let Some(index) = members.get_index_of(from)
        && let Some((_, value)) = members.shift_remove_index(index)
    {
        let at = place(at, from, &value);
        members.shift_insert(index, to.to_owned(), moved(value, at));
    }
}

/// Components of a kind that the version does not keep among them stand where they are used.
pub(super) fn put_in_place(root: &mut Tree, at: &Location, wanted: Part, section: &str) {
    let kept = root.clone();
    let prefix = format!("#/components/{section}/");
    // One component may refer to another.
    for _ in 0..64 {
        let mut is_done = true;
        walk(root, at, Part::Root, &mut |part, tree, _| {
            let Some(text) = reference(tree).filter(|_| part == wanted) else {
                return;
            };
            if text.starts_with(&prefix)
                && let Some(found) = at_fragment(&kept, at, text)
            {
                replace(tree, &found);
                is_done = false;
            }
        });
        if is_done {
            break;
        }
    }
    let components = root.child_mut(&Key::from("components"));
    if let Some(Kind::Object(components)) = components.map(|it| &mut it.kind) {
        components.shift_remove(section);
    }
}

/// What stands beside a path item's reference goes before what it leads to.
fn replace(tree: &mut Tree, found: &Node<'_>) {
    let Kind::Object(own) = &mut tree.kind else {
        return;
    };
    own.shift_remove("$ref");
    for (key, value) in found.members() {
        let copy = moved(value.tree().clone(), value.at().clone());
        own.get_or_insert(key, copy);
    }
}

/// `in: querystring` cannot even be left out of a component without those that refer to it.
fn drop_query_strings(diagnostics: &mut Diagnostics, root: &mut Tree, at: &Location) {
    let kept = root.clone();
    let is_whole = |tree: &Tree| {
        let found = reference(tree).and_then(|text| at_fragment(&kept, at, text));
        let tree = found.as_ref().map_or(tree, Node::tree);
        matches!(tree.child(&Key::from("in")).map(|it| &it.kind), Some(Kind::String(place)) if place == "querystring")
    };
    walk(root, at, Part::Root, &mut |part, tree, at| {
        let words = || "OpenAPI 3.1 has no `in: querystring`: the parameter is left out".to_owned();
        match (&mut tree.kind, part) {
            (Kind::Array(items), Part::List(Part::Parameter)) => {
                let mut index = 0;
                items.retain_mut(|item| {
                    let at = item
                        .origin
                        .as_deref()
                        .cloned()
                        .unwrap_or_else(|| at.index(index));
                    index += 1;
                    item.origin.get_or_insert_with(|| at.clone().into());
                    let whole = is_whole(item);
                    if whole {
                        lose(diagnostics, &at, words());
                    }
                    !whole
                });
            }
            (Kind::Object(members), Part::Map(Part::Parameter)) => {
                members.retain(|key, value| {
                    let whole = is_whole(value);
                    if whole {
                        lose(diagnostics, &place(at, key, value), words());
                    }
                    !whole
                });
            }
            _ => {}
        }
    });
}
