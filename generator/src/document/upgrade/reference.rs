//! Where references lead after everything has moved.

use std::collections::HashMap;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::document::{Kind, Node, Tree};
use crate::source::{Key, Location, Pointer, Source};

/// The collections that moved as they stand.
const SECTIONS: &[(&str, &str)] = &[
    ("definitions", "schemas"),
    ("responses", "responses"),
    ("parameters", "parameters"),
    ("securityDefinitions", "securitySchemes"),
];

/// A reference's text for the new tree, where its collection alone tells; none where what it leads to has to be looked for.
pub(super) fn section(pointer: &str) -> Option<String> {
    let mut steps = pointer.strip_prefix('/')?.split('/');
    let old = steps.next()?;
    let (_, new) = SECTIONS.iter().find(|(section, _)| *section == old)?;
    let rest: Vec<&str> = steps.collect();
    let whole = match rest.as_slice() {
        [_] => true,
        // A schema keeps its inside; the others do not.
        [_, ..] => old == "definitions",
        [] => false,
    };
    whole.then(|| format!("#/components/{new}/{}", rest.join("/")))
}

/// Corrects references to the inside of what was taken apart: each new value remembers where it stood, so that the old
/// address finds the new one.
pub(super) fn correct(root: &mut Tree, source: &Arc<Source>, sought: &[String]) {
    let mut places: HashMap<String, Option<String>> = sought
        .iter()
        .filter_map(|old| Some((decoded(old)?, None)))
        .collect();
    let at = Location::root(source);
    look(
        &Node::new(root, at),
        &Pointer::root(),
        &source.name,
        &mut places,
    );
    replace(root, &places);
}

/// Notes the first new place of each old one.
fn look(
    node: &Node<'_>,
    place: &Pointer,
    name: &str,
    places: &mut HashMap<String, Option<String>>,
) {
    if node.at().source().name == name
        && let Some(found) = places.get_mut(&node.at().pointer().to_string())
        && found.is_none()
    {
        *found = Some(place.to_string());
    }
    for (key, value) in node.members() {
        look(&value, &place.step(Key::Name(key.into())), name, places);
    }
    for (index, value) in node.items().enumerate() {
        look(&value, &place.step(Key::Index(index)), name, places);
    }
}

fn replace(tree: &mut Tree, places: &HashMap<String, Option<String>>) {
    match &mut tree.kind {
        Kind::Object(members) => {
            for (key, value) in members.iter_mut() {
                match (key.as_str(), &mut value.kind) {
                    ("$ref", Kind::String(text)) => {
                        let old = text.strip_prefix('#').and_then(decoded);
                        if let Some(Some(new)) = old.and_then(|old| places.get(&old)) {
                            *text = format!("#{}", new.replace('%', "%25")).into();
                        }
                    }
                    _ => replace(value, places),
                }
            }
        }
        Kind::Array(items) => items.iter_mut().for_each(|item| replace(item, places)),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
    }
}

/// Undoes percent-encoding (RFC 3986 section 2.1).
pub(super) fn decoded(fragment: &str) -> Option<String> {
    let text = percent_decode_str(fragment).decode_utf8().ok()?;
    Some(text.into_owned())
}
