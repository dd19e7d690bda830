//! 3.1 in 3.0's words: everything but schemas, which are in `schema`.

use super::lost::{drop_members, lose};
use super::lower_to_3_1::{describe, put_in_place};
use super::members::string;
use super::schema;
use super::walk::{Members, made, place, walk};
use crate::diagnostics::Diagnostics;
use crate::document::grammar::Part;
use crate::document::{Kind, ObjectKind, Tree};
use crate::source::Location;

/// Fields that came with 3.1, and whose they are.
const NEWER: &[(Part, &[&str])] = &[
    (Part::Root, &["webhooks", "jsonSchemaDialect"]),
    (Part::Info, &["summary"]),
    (Part::License, &["identifier"]),
];

pub(super) fn lower(diagnostics: &mut Diagnostics, root: &mut Tree, at: &Location) {
    put_in_place(root, at, Part::PathItem, "pathItems");
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
            drop_mutual_tls(diagnostics, members, at);
        }
    });
}

/// 3.0 demands `paths` and `responses`, and lets the first be empty.
fn demanded(members: &mut Members, key: &str, at: &Location) {
    if !members.contains_key(key) && !members.contains_key("$ref") {
        members.insert(key.to_owned(), made(Kind::Object(Box::default()), at));
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

fn drop_mutual_tls(diagnostics: &mut Diagnostics, members: &mut Members, at: &Location) {
    members.retain(|name, scheme| {
        let Kind::Object(fields) = &scheme.kind else {
            return true;
        };
        let is_newer = string(fields, "type") == Some("mutualTLS");
        if is_newer {
            let words = "OpenAPI 3.0 has no security scheme `mutualTLS`: it is left out";
            lose(diagnostics, &place(at, name, scheme), words.to_owned());
        }
        !is_newer
    });
}
