use super::Upgrade;
use super::body::{self, step};
use super::build::{Object, each, list, moved};
use super::media::{self, Media};
use super::parameter::{self, Parameters};
use super::report;
use super::response;
use super::server;
use crate::diagnostics::Diagnostics;
use crate::document::{Node, Tree};
use crate::source::Pointer;

const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Rewrites a Paths Object.
pub(super) fn paths<'d>(
    diagnostics: &mut Diagnostics,
    upgrade: &mut Upgrade<'d>,
    node: &Node<'d>,
) -> Tree {
    let place = step(&Pointer::root(), "paths");
    each(node, |path, item| {
        if path.starts_with("x-") || !item.is_object() {
            moved(item)
        } else {
            path_item(diagnostics, upgrade, item, &step(&place, path))
        }
    })
}

/// A Path Item Object: a body that it declares for all its operations goes into each.
fn path_item<'d>(
    diagnostics: &mut Diagnostics,
    upgrade: &mut Upgrade<'d>,
    node: &Node<'d>,
    place: &Pointer,
) -> Tree {
    let shared = node
        .get("parameters")
        .map_or_else(Parameters::default, |node| {
            parameter::sorted(diagnostics, upgrade, &node)
        });
    let mut object = Object::of(node);
    for (key, value) in node.members() {
        let made = match (key, value.as_str()) {
            ("parameters", _) => list(&value, shared.plain.clone()),
            ("$ref", Some(target)) => super::build::text(&value, upgrade.target(target)),
            _ if METHODS.contains(&key) && value.is_object() => {
                operation(diagnostics, upgrade, &value, &shared, &step(place, key))
            }
            _ => moved(&value),
        };
        object.set(key, made);
    }
    object.done()
}

fn operation<'d>(
    diagnostics: &mut Diagnostics,
    upgrade: &mut Upgrade<'d>,
    node: &Node<'d>,
    shared: &Parameters<'d>,
    place: &Pointer,
) -> Tree {
    let own = node
        .get("parameters")
        .map_or_else(Parameters::default, |node| {
            parameter::sorted(diagnostics, upgrade, &node)
        });
    let consumes = node
        .get("consumes")
        .map(|node| media::read(diagnostics, &node));
    let produces = node
        .get("produces")
        .map(|node| media::read(diagnostics, &node));
    let mut object = Object::of(node);
    for (key, value) in node.members() {
        match key {
            "consumes" | "produces" => {}
            "parameters" => object.set(key, list(&value, own.plain.clone())),
            "responses" => {
                let produces = produces
                    .as_deref()
                    .filter(|own| !same(own, &upgrade.produces));
                let place = step(place, key);
                let made = response::responses(diagnostics, upgrade, &value, produces, &place);
                object.set(key, made);
            }
            "schemes" => {
                if let Some(servers) = server::of_operation(diagnostics, upgrade, &value) {
                    object.set("servers", servers);
                }
            }
            "requestBody" | "callbacks" | "servers" => {
                report::newer(diagnostics, &value, key);
                object.keep(key, &value);
            }
            _ => object.keep(key, &value),
        }
    }
    let consumes = consumes.unwrap_or_else(|| upgrade.consumes.clone());
    let parameters = together(shared, own);
    let place = (node, place);
    if let Some(body) = body::request(diagnostics, upgrade, &parameters, &consumes, place) {
        object.set("requestBody", body);
    }
    object.done()
}

fn same(own: &[Media<'_>], global: &[Media<'_>]) -> bool {
    own.iter()
        .map(|media| &media.name)
        .eq(global.iter().map(|media| &media.name))
}

/// An operation's parameters over those of its path: its own body takes the place of any other, its own fields that of fields
/// of the same name.
fn together<'d>(shared: &Parameters<'d>, own: Parameters<'d>) -> Parameters<'d> {
    if own.body.is_some() || !shared.has_body() {
        return own;
    }
    if !own.has_body() {
        return shared.clone();
    }
    let mut both = own;
    let name = |node: &Node<'d>| node.get("name").and_then(|name| name.as_str());
    let mut fields = shared.fields.clone();
    fields.retain(|field| both.fields.iter().all(|own| name(own) != name(field)));
    fields.append(&mut both.fields);
    both.fields = fields;
    both
}
