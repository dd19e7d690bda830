use super::build::{Object, each, moved, text};
use crate::document::{Node, Tree};

/// Rewrites the Security Definitions Object.
pub(super) fn schemes(node: &Node<'_>) -> Tree {
    each(node, |_, value| scheme(value))
}

/// `basic` becomes HTTP's scheme of that name, the flow of `oauth2` moves into `flows`; what is something else stays, and
/// readers tell.
fn scheme(node: &Node<'_>) -> Tree {
    match node.get("type").and_then(|ty| ty.as_str()) {
        Some("basic") => basic(node),
        Some("oauth2") => oauth2(node),
        Some(_) | None => moved(node),
    }
}

fn basic(node: &Node<'_>) -> Tree {
    let mut object = Object::of(node);
    for (key, value) in node.members() {
        if key == "type" {
            object.set("type", text(&value, "http"));
            object.set("scheme", text(&value, "basic"));
        } else {
            object.keep(key, &value);
        }
    }
    object.done()
}

fn oauth2(node: &Node<'_>) -> Tree {
    let mut object = Object::of(node);
    let mut flow = Object::of(node);
    for (key, value) in node.members() {
        match key {
            "authorizationUrl" | "tokenUrl" | "scopes" => flow.keep(key, &value),
            "flow" => {}
            _ => object.keep(key, &value),
        }
    }
    if let Some(written) = node.get("flow") {
        if !flow.has("scopes") {
            flow.set("scopes", Object::of(node).done());
        }
        let name = match written.as_str() {
            Some("application") => "clientCredentials",
            Some("accessCode") => "authorizationCode",
            Some(other) => other,
            None => "",
        };
        let mut flows = Object::of(&written);
        flows.set(name, flow.done());
        object.set("flows", flows.done());
    }
    object.done()
}
