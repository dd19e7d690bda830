//! Takes the components out that nothing reaches.
//!
//! Whatever is called `$ref`, or stands in a discriminator's mapping, counts as a use: more may stay than is needed, never less.

use std::collections::HashSet;

use percent_encoding::percent_decode_str;

use crate::diagnostics::Diagnostics;
use crate::document::{Document, External, Kind, Node, Version};
use crate::source::{Key, Pointer};

/// A component: its kind and its name.
type Component = (String, String);

pub(super) fn prune(document: &mut Document) {
    let Ok((upgraded, version)) = document.upgraded(&mut Diagnostics::default()) else {
        return;
    };
    if version == Version::V2_0 {
        let reached = reached(&upgraded, &["parameters", "requestBodies"]);
        return prune_older(document, &reached);
    }
    let reached = reached(&upgraded, &[]);
    let Some(components) = document.root.child_mut(&Key::from("components")) else {
        return;
    };
    let Kind::Object(kinds) = &mut components.kind else {
        return;
    };
    for (kind, members) in kinds.iter_mut() {
        if let Kind::Object(members) = &mut members.kind {
            members.retain(|name, _| reached.contains(&(kind.to_string(), name.to_string())));
        }
    }
}

/// The same for 2.0, whose collections stand at the root. Global parameters stay, with what they need: what they become, a
/// parameter, a body or a form's field, stands in each operation.
fn prune_older(document: &mut Document, reached: &HashSet<Component>) {
    for (section, kind) in [
        ("definitions", "schemas"),
        ("responses", "responses"),
        ("securityDefinitions", "securitySchemes"),
    ] {
        let section = document.root.child_mut(&Key::from(section));
        if let Some(Kind::Object(members)) = section.map(|tree| &mut tree.kind) {
            members.retain(|name, _| reached.contains(&(kind.to_owned(), name.to_string())));
        }
    }
}

/// What everything but the components leads to; components of the kinds that are `kept` are not asked about.
fn reached(document: &Document, kept: &[&str]) -> HashSet<Component> {
    let root = document.root();
    let mut reached = HashSet::new();
    let mut open: Vec<Node<'_>> = root
        .members()
        .filter(|(key, _)| *key != "components")
        .map(|(_, member)| member)
        .chain(document.externals.files.iter().map(External::root))
        .collect();
    if let Some(components) = root.get("components") {
        open.extend(kept.iter().filter_map(|kind| components.get(kind)));
    }
    let mut found = security(&root);
    let mut anchored = Some(anchored(&root));
    loop {
        while let Some(node) = open.pop() {
            for text in references(&node) {
                match target(text) {
                    Some(Target::Component(component)) => found.push(component),
                    Some(Target::Name(component)) => {
                        found.push(component);
                        found.extend(anchored.take().into_iter().flatten());
                    }
                    Some(Target::Elsewhere) => {}
                    // A name that some component gives itself: any of them may be meant.
                    None => found.extend(anchored.take().into_iter().flatten()),
                }
            }
            open.extend(node.members().map(|(_, member)| member));
            open.extend(node.items());
        }
        let Some(component) = found.pop() else {
            return reached;
        };
        if reached.insert(component.clone()) {
            open.extend(root.get("components").and_then(|kinds| {
                let members = kinds.get(&component.0)?;
                members.get(&component.1)
            }));
        }
    }
}

/// What a value leads to itself, as it is written.
fn references<'d>(node: &Node<'d>) -> Vec<&'d str> {
    let references = ["$ref", "$dynamicRef", "$recursiveRef"];
    let references = references.iter().filter_map(|key| node.get(key));
    let mapping = node.get("discriminator").and_then(|it| it.get("mapping"));
    let mapped: Vec<Node<'d>> = mapping
        .iter()
        .flat_map(|mapping| mapping.members().map(|(_, to)| to))
        .collect();
    references
        .chain(mapped)
        .filter_map(|text| text.as_str())
        .collect()
}

enum Target {
    Component(Component),
    /// A schema's name, as a discriminator's mapping may write it; or what some schema calls itself by its `$id`.
    Name(Component),
    /// A place outside of the components.
    Elsewhere,
}

/// Where a reference leads; nothing where only `$id` and `$anchor` can tell.
fn target(text: &str) -> Option<Target> {
    let Some((file, fragment)) = text.split_once('#') else {
        let schema = ("schemas".to_owned(), text.to_owned());
        return (!text.contains(['/', '.', ':'])).then_some(Target::Name(schema));
    };
    // Another file's reference may lead back into the entry, and it is not known here which file that is.
    let fragment = percent_decode_str(fragment).decode_utf8().ok()?;
    let pointer = Pointer::parse(&fragment).ok()?;
    Some(match pointer.keys() {
        [Key::Name(components), kind, name, ..] if &**components == "components" => {
            Target::Component((kind.to_string(), name.to_string()))
        }
        _ if !file.is_empty() => return None,
        _ => Target::Elsewhere,
    })
}

/// The components that give themselves, or a part of themselves, a name.
fn anchored(root: &Node<'_>) -> Vec<Component> {
    let kinds = root.get("components");
    let kinds = kinds.iter().flat_map(Node::members);
    let members = kinds.flat_map(|(kind, members)| {
        let members = members.members();
        members.map(move |(name, member)| ((kind.to_owned(), name.to_owned()), member))
    });
    members
        .filter(|(_, member)| is_anchored(member))
        .map(|(component, _)| component)
        .collect()
}

fn is_anchored(node: &Node<'_>) -> bool {
    let mut open = vec![node.clone()];
    while let Some(node) = open.pop() {
        let names = ["$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor"];
        if names.iter().any(|name| node.get(name).is_some()) {
            return true;
        }
        open.extend(node.members().map(|(_, member)| member));
        open.extend(node.items());
    }
    false
}

/// The schemes that the root and the operations name.
fn security(root: &Node<'_>) -> Vec<Component> {
    let items = ["paths", "webhooks"];
    let items = items.iter().filter_map(|key| root.get(key));
    let items: Vec<Node<'_>> = items
        .flat_map(|items| items.members().map(|(_, item)| item))
        .collect();
    let operations = items
        .iter()
        .flat_map(Node::members)
        .map(|(_, member)| member);
    let mut open: Vec<Node<'_>> = operations.collect();
    open.push(root.clone());
    open.iter()
        .filter_map(|node| node.get("security"))
        .flat_map(|security| security.items())
        .flat_map(|requirement| requirement.members())
        .map(|(name, _)| ("securitySchemes".to_owned(), name.to_owned()))
        .collect()
}
