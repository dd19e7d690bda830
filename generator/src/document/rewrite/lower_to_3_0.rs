//! 3.1 in 3.0's words: everything but schemas, which are in `schema`.

use std::collections::HashSet;

use super::lost::{drop_members, lose};
use super::lower_to_3_1::{describe, put_in_place};
use super::schema;
use super::walk::{Members, at_fragment, made, place, reference, walk};
use crate::diagnostics::Diagnostics;
use crate::document::grammar::Part;
use crate::document::{Kind, Node, ObjectKind, Tree};
use crate::source::Location;

/// Fields that came with 3.1, and whose they are.
const NEWER: &[(Part, &[&str])] = &[
    (Part::Root, &["webhooks", "jsonSchemaDialect"]),
    (Part::Info, &["summary"]),
    (Part::License, &["identifier"]),
];

pub(super) fn lower(diagnostics: &mut Diagnostics, root: &mut Tree, at: &Location) {
    put_in_place(root, at, Part::PathItem, "pathItems");
    let mutual = mutual_tls(root, at);
    schema::keep_by_name(root);
    walk(root, at, Part::Root, &mut |part, tree, at| {
        schema::lower_booleans(part, tree);
        let Kind::Object(members) = &mut tree.kind else {
            return;
        };
        if let Some((_, keys)) = NEWER.iter().find(|(of, _)| *of == part) {
            drop_members(diagnostics, members, at, "3.0", keys);
        }
        match part.kind() {
            Some(ObjectKind::Schema) => schema::lower(diagnostics, members, at),
            Some(kind) if kind != ObjectKind::PathItem && members.contains_key("$ref") => {
                beside(diagnostics, members, at);
            }
            Some(ObjectKind::Response) if !members.contains_key("description") => {
                describe(diagnostics, members, at);
            }
            _ => {}
        }
        if part == Part::Root {
            demanded(members, "paths", at);
        } else if part == Part::Operation {
            demanded(members, "responses", at);
        } else if part == Part::Map(&Part::SecurityScheme) {
            drop_mutual_tls(diagnostics, members, at, &mutual);
        }
        if matches!(part, Part::Root | Part::Operation) {
            drop_requirements(diagnostics, members, at, &mutual);
        }
    });
}

/// 3.0 demands `paths` and `responses`, and lets the first be empty.
fn demanded(members: &mut Members, key: &str, at: &Location) {
    if !members.contains_key(key) && !members.contains_key("$ref") {
        members.insert(key.to_owned(), made(Kind::Object(Members::default()), at));
    }
}

/// Beside a reference nothing counts.
fn beside(diagnostics: &mut Diagnostics, members: &mut Members, at: &Location) {
    for key in ["summary", "description"] {
        if let Some(value) = members.shift_remove(key) {
            let words = format!("OpenAPI 3.0 has no `{key}` beside `$ref`: it is left out");
            lose(diagnostics, &place(at, key, &value), words);
        }
    }
}

/// The names of the schemes that 3.0 does not have, those that are references to such among them.
fn mutual_tls(root: &Tree, at: &Location) -> HashSet<String> {
    let root_node = Node::new(root, at.clone());
    let components = root_node.get("components");
    let schemes = components.and_then(|components| components.get("securitySchemes"));
    let is_mutual = |scheme: &Node<'_>| {
        let found = reference(scheme.tree()).and_then(|text| at_fragment(root, at, text));
        let ty = found.as_ref().unwrap_or(scheme).get("type");
        ty.is_some_and(|ty| ty.as_str() == Some("mutualTLS"))
    };
    let schemes = schemes.iter().flat_map(Node::members);
    schemes
        .filter(|(_, scheme)| is_mutual(scheme))
        .map(|(name, _)| name.to_owned())
        .collect()
}

fn drop_mutual_tls(
    diagnostics: &mut Diagnostics,
    members: &mut Members,
    at: &Location,
    mutual: &HashSet<String>,
) {
    members.retain(|name, scheme| {
        let is_newer = mutual.contains(name.as_str());
        if is_newer {
            let words = "OpenAPI 3.0 has no security scheme `mutualTLS`: it is left out";
            lose(diagnostics, &place(at, name, scheme), words.to_owned());
        }
        !is_newer
    });
}

/// What asks for a scheme that is left out asks for the others that it names; one that names no other is left out, for an empty one
/// would let everybody in beside them.
fn drop_requirements(
    diagnostics: &mut Diagnostics,
    members: &mut Members,
    at: &Location,
    mutual: &HashSet<String>,
) {
    let Some(security) = members.get_mut("security") else {
        return;
    };
    let at = place(at, "security", security);
    let Kind::Array(requirements) = &mut security.kind else {
        return;
    };
    let mut index = 0;
    requirements.retain_mut(|requirement| {
        let at = requirement
            .origin
            .as_deref()
            .cloned()
            .unwrap_or_else(|| at.index(index));
        index += 1;
        requirement.origin.get_or_insert_with(|| at.clone().into());
        let Kind::Object(names) = &mut requirement.kind else {
            return true;
        };
        let before = names.len();
        names.retain(|name, value| {
            let goes = mutual.contains(name.as_str());
            if goes {
                let words = format!("OpenAPI 3.0 has no `mutualTLS`: `{name}` is not asked for");
                lose(diagnostics, &place(&at, name, value), words);
            }
            !goes
        });
        names.len() == before || !names.is_empty()
    });
}
