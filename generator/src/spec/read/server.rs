use super::field;
use super::object::Object;
use crate::diagnostics::Diagnostics;
use crate::document::Node;
use crate::spec::{Server, ServerVariable};

/// Reads a list of Server Objects; one without a URL is none.
pub(super) fn read_all(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Vec<Server> {
    field::items(diagnostics, node)
        .filter_map(|item| read(diagnostics, &item))
        .collect()
}

fn read(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<Server> {
    let mut url = None;
    let mut server = Server {
        at: node.at().clone(),
        url: String::new(),
        name: None,
        description: None,
        variables: Vec::new(),
    };
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "url" => url = field::text(diagnostics, &value),
            "name" => server.name = field::text(diagnostics, &value),
            "description" => server.description = field::text(diagnostics, &value),
            "variables" => server.variables = variables(diagnostics, &value),
            _ => field::unknown(diagnostics, Object::Server, key, &value),
        }
    }
    if url.is_none() && node.get("url").is_none() && node.is_object() {
        field::missing(diagnostics, node, "url", "a server is known by its URL");
    }
    server.url = url?;
    Some(server)
}

fn variables(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Vec<ServerVariable> {
    field::members(diagnostics, node)
        .filter_map(|(name, value)| variable(diagnostics, name, &value))
        .collect()
}

fn variable(diagnostics: &mut Diagnostics, name: &str, node: &Node<'_>) -> Option<ServerVariable> {
    let mut default = None;
    let mut values = Vec::new();
    let mut description = None;
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "default" => default = field::text(diagnostics, &value),
            "enum" => {
                let items = field::items(diagnostics, &value);
                values = items
                    .filter_map(|item| field::text(diagnostics, &item))
                    .collect();
            }
            "description" => description = field::text(diagnostics, &value),
            _ => field::unknown(diagnostics, Object::ServerVariable, key, &value),
        }
    }
    if default.is_none() && node.get("default").is_none() && node.is_object() {
        let help = "add a `default`: what the variable is where nobody says";
        field::missing(diagnostics, node, "default", help);
        default = values.first().cloned();
    }
    Some(ServerVariable {
        at: node.at().clone(),
        name: name.to_owned(),
        default: default?,
        values,
        description,
    })
}
