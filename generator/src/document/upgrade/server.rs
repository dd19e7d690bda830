//! `host`, `basePath` and `schemes` as servers.

use super::Upgrade;
use super::build::{Object, list, text};
use super::report;
use crate::diagnostics::Diagnostics;
use crate::document::{Node, Tree};

const SCHEMES: &[&str] = &["http", "https", "ws", "wss"];

/// The document's servers: one for each scheme; none where it says nothing about them.
pub(super) fn of_document(diagnostics: &mut Diagnostics, root: &Node<'_>) -> Option<Tree> {
    let base = root.get("basePath");
    let path = base
        .as_ref()
        .map(|node| base_path(diagnostics, node))
        .unwrap_or_default();
    let schemes = root.get("schemes");
    let schemes = schemes.map_or_else(Vec::new, |node| self::schemes(diagnostics, &node));
    let written = root.get("host");
    let Some((node, host)) =
        written.and_then(|node| host(diagnostics, &node).map(|host| (node, host)))
    else {
        let node = base.filter(|_| !path.is_empty())?;
        return Some(list(&node, vec![server(&node, &path)]));
    };
    if schemes.is_empty() {
        let words = "the document does not say by which scheme it is served: `https` is taken";
        report::assumed(diagnostics, &node, words, "list it under `schemes`");
        return Some(list(
            &node,
            vec![server(&node, &format!("https://{host}{path}"))],
        ));
    }
    let servers = schemes
        .iter()
        .map(|(node, scheme)| server(node, &format!("{scheme}://{host}{path}")));
    Some(list(&node, servers.collect()))
}

/// An operation's own `schemes`: the same host by them.
pub(super) fn of_operation(
    diagnostics: &mut Diagnostics,
    upgrade: &Upgrade<'_>,
    node: &Node<'_>,
) -> Option<Tree> {
    let own = schemes(diagnostics, node);
    let mut scratch = Diagnostics::default();
    let root = &upgrade.root;
    let global = root
        .get("schemes")
        .map(|node| schemes(&mut scratch, &node))
        .unwrap_or_default();
    let names = |list: &[(Node<'_>, String)]| -> Vec<String> {
        list.iter().map(|(_, scheme)| scheme.clone()).collect()
    };
    let host = root
        .get("host")
        .and_then(|node| host(&mut scratch, &node))?;
    if own.is_empty() || names(&own) == names(&global) {
        return None;
    }
    let base = root.get("basePath");
    let path = base
        .map(|node| base_path(&mut scratch, &node))
        .unwrap_or_default();
    let servers = own
        .iter()
        .map(|(node, scheme)| server(node, &format!("{scheme}://{host}{path}")));
    Some(list(node, servers.collect()))
}

fn server(node: &Node<'_>, url: &str) -> Tree {
    let mut object = Object::of(node);
    object.set("url", text(node, url));
    object.done()
}

fn schemes<'d>(diagnostics: &mut Diagnostics, node: &Node<'d>) -> Vec<(Node<'d>, String)> {
    let mut all: Vec<(Node<'d>, String)> = Vec::new();
    if !node.is_array() {
        let words = format!("`schemes` must be a list, found {}", node.kind_name());
        report::wrong(diagnostics, node, words, "put it into a list: `[https]`");
    }
    let lone = (!node.is_array()).then(|| node.clone());
    for item in node.items().chain(lone) {
        let scheme = item.as_str().unwrap_or_default().to_ascii_lowercase();
        if !SCHEMES.contains(&scheme.as_str()) {
            if node.is_array() {
                let words = "a scheme must be `http`, `https`, `ws` or `wss`: this is ignored";
                report::wrong(
                    diagnostics,
                    &item,
                    words,
                    "write one of these in small letters, without `://`",
                );
            }
        } else if all.iter().all(|(_, other)| *other != scheme) {
            all.push((item, scheme));
        }
    }
    all
}

/// The host and port alone; none where there is no telling them.
fn host(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<String> {
    let Some(written) = node.as_str() else {
        let words = format!("`host` must be a string, found {}", node.kind_name());
        report::wrong(
            diagnostics,
            node,
            words,
            "write a host and a port: `api.example.com:8443`",
        );
        return None;
    };
    let trimmed = written.trim();
    let bare = trimmed.split_once("://").map_or(trimmed, |(_, rest)| rest);
    let bare = bare.trim_end_matches('/');
    let may_be = |c: char| c.is_alphanumeric() || "-._~:[]/".contains(c);
    if bare.is_empty() || !bare.chars().all(may_be) {
        let words =
            "`host` must be a host's name and port: it is ignored, and servers are relative";
        report::wrong(
            diagnostics,
            node,
            words,
            "write a host and a port: `api.example.com:8443`",
        );
        return None;
    }
    if bare != written {
        let words = format!("`host` must be a host's name and port alone: `{bare}` is taken");
        report::wrong(
            diagnostics,
            node,
            words,
            "the scheme stands under `schemes`, the path under `basePath`",
        );
    }
    Some(bare.to_owned())
}

/// The path before every path: `/` is none, and what ends it is taken off, since every path starts with it.
fn base_path(diagnostics: &mut Diagnostics, node: &Node<'_>) -> String {
    let Some(written) = node.as_str() else {
        let words = format!("`basePath` must be a string, found {}", node.kind_name());
        report::wrong(diagnostics, node, words, "write a path: `/v1`");
        return String::new();
    };
    let path = written.trim().trim_matches('/');
    if path.contains(|c: char| c.is_control() || c.is_whitespace() || "?#{}\\\"<>".contains(c)) {
        let words = "`basePath` must be a path without query and template: it is ignored";
        report::wrong(diagnostics, node, words, "write a path: `/v1`");
        return String::new();
    }
    if !written.is_empty() && !written.starts_with('/') {
        let words = format!("`basePath` must start with `/`: `/{path}` is taken");
        report::wrong(diagnostics, node, words, "begin it with `/`");
    }
    if path.is_empty() {
        String::new()
    } else {
        format!("/{path}")
    }
}
