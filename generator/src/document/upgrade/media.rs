use super::build::{insert, moved};
use super::report;
use crate::diagnostics::Diagnostics;
use crate::document::{Kind, Node, Tree};

/// A media type that bodies may have, and where it is said.
#[derive(Clone, Debug)]
pub(super) struct Media<'d> {
    pub(super) name: String,
    pub(super) node: Node<'d>,
}

/// Reads `consumes` or `produces`: a list of media types, each once.
pub(super) fn read<'d>(diagnostics: &mut Diagnostics, node: &Node<'d>) -> Vec<Media<'d>> {
    let mut all: Vec<Media<'d>> = Vec::new();
    for node in listed(diagnostics, node) {
        let Some(written) = node.as_str() else {
            let words = format!("a media type must be a string, found {}", node.kind_name());
            report::wrong(
                diagnostics,
                &node,
                words,
                "write a type and a subtype: `application/json`",
            );
            continue;
        };
        let Some(name) = name(diagnostics, &node, written) else {
            continue;
        };
        if all.iter().all(|other| other.name != name) {
            all.push(Media { name, node });
        }
    }
    all
}

/// A lone media type is a list of one.
fn listed<'d>(diagnostics: &mut Diagnostics, node: &Node<'d>) -> Vec<Node<'d>> {
    if node.is_array() {
        return node.items().collect();
    }
    let words = format!(
        "media types must be a list, found {}{}",
        node.kind_name(),
        if node.as_str().is_some() {
            ": it is taken to be the only one"
        } else {
            ""
        }
    );
    report::wrong(
        diagnostics,
        node,
        words,
        "put it into a list: `[application/json]`",
    );
    node.as_str().map(|_| node.clone()).into_iter().collect()
}

/// A media type without its space; `json` stands for the one that everybody means by it.
fn name(diagnostics: &mut Diagnostics, node: &Node<'_>, written: &str) -> Option<String> {
    let trimmed = written.trim();
    if trimmed.contains('/') && !trimmed.contains(char::is_control) {
        if trimmed != written {
            let words = format!("the media type has space around it: `{trimmed}` is taken");
            report::wrong(diagnostics, node, words, "take the space out");
        }
        return Some(trimmed.to_owned());
    }
    let meant = match trimmed.to_ascii_lowercase().as_str() {
        "json" => Some("application/json"),
        "xml" => Some("application/xml"),
        "text" | "plain" => Some("text/plain"),
        "html" => Some("text/html"),
        _ => None,
    };
    let shown = written.escape_debug();
    let words = match meant {
        Some(meant) => format!("`{shown}` is no media type, and is taken to be `{meant}`"),
        None => format!("`{shown}` is no media type, and is ignored"),
    };
    report::wrong(
        diagnostics,
        node,
        words,
        "write a type and a subtype: `application/json`",
    );
    meant.map(str::to_owned)
}

/// The media type without its parameters, lower case.
pub(super) fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or(name);
    essence.trim().to_ascii_lowercase()
}

/// Whether a form is sent as it.
pub(super) fn is_form(name: &str) -> bool {
    matches!(&*essence(name), MULTIPART | URLENCODED)
}

pub(super) const MULTIPART: &str = "multipart/form-data";
pub(super) const URLENCODED: &str = "application/x-www-form-urlencoded";

/// Adds an example to the media type of this name, whatever its parameters; false where there is none.
pub(super) fn add_example(content: &mut Tree, name: &str, example: &Node<'_>) -> bool {
    let Kind::Object(members) = &mut content.kind else {
        return false;
    };
    let media = members
        .iter_mut()
        .find(|(key, _)| essence(key) == essence(name));
    if let Some((_, media)) = media {
        insert(media, "example", moved(example));
        return true;
    }
    false
}
