use super::field;
use super::object::Object;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::document::Node;
use crate::source::server_fault;
use crate::spec::{Server, ServerVariable};

/// Reads a list of Server Objects; one without a URL that requests can go under is none.
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
            "url" => url = Some(value),
            "name" => server.name = field::text(diagnostics, &value),
            "description" => server.description = field::text(diagnostics, &value),
            "variables" => server.variables = variables(diagnostics, &value),
            _ => field::unknown(diagnostics, Object::Server, key, &value),
        }
    }
    if url.is_none() && node.is_object() {
        field::missing(
            diagnostics,
            node,
            "url",
            "say where it is: `url: https://api.example.com`",
        );
    }
    server.url = self::url(diagnostics, &url?, &server.variables)?;
    Some(server)
}

/// A server's URL; none where it leads nowhere, so that no request goes where nobody meant it to.
fn url(
    diagnostics: &mut Diagnostics,
    node: &Node<'_>,
    variables: &[ServerVariable],
) -> Option<String> {
    let written = field::text(diagnostics, node)?;
    let url = written.split(['?', '#']).next().unwrap_or_default();
    if url != written {
        let words =
            "a server's URL must have no query and no fragment: what follows the path is ignored";
        let found = Diagnostic::new(Code::WRONG_TYPE, node.at().clone(), words);
        diagnostics.push(found.help("end the URL with its path"));
    }
    let mut filled = url.to_owned();
    for variable in variables {
        filled = filled.replace(&format!("{{{}}}", variable.name), &variable.default);
    }
    let at = node.at().clone();
    if let Some((name, _)) = filled
        .split_once('{')
        .and_then(|(_, rest)| rest.split_once('}'))
    {
        let name = name.escape_debug();
        let words = format!("the server is left out: no variable `{name}` of it is declared");
        let help = format!("declare it beside the URL: `variables: {{{name}: {{default: …}}}}`");
        diagnostics.push(Diagnostic::new(Code::MISSING_FIELD, at, words).help(help));
        return None;
    }
    if let Some(fault) = server_fault(&filled) {
        let shown = filled.escape_debug();
        let words = format!("the server is left out: `{shown}` {fault}");
        let help = "write an address that begins with `https://` or `http://`, or a path";
        diagnostics.push(Diagnostic::new(Code::WRONG_TYPE, at, words).help(help));
        return None;
    }
    Some(url.to_owned())
}

fn variables(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Vec<ServerVariable> {
    field::members(diagnostics, node)
        .filter_map(|(name, value)| variable(diagnostics, name, &value))
        .collect()
}

fn variable(diagnostics: &mut Diagnostics, name: &str, node: &Node<'_>) -> Option<ServerVariable> {
    let mut default = None;
    let mut default_at = node.at().clone();
    let mut values: Vec<String> = Vec::new();
    let mut description = None;
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "default" => {
                default_at = value.at().clone();
                default = field::text(diagnostics, &value);
            }
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
    let default = default?;
    if !values.is_empty() && !values.contains(&default) {
        let words = "`default` must be one of the values in `enum`, and is taken all the same";
        let found = Diagnostic::new(Code::WRONG_TYPE, default_at, words);
        diagnostics.push(found.help("add it to the `enum`, or choose another"));
    }
    Some(ServerVariable {
        at: node.at().clone(),
        name: name.to_owned(),
        default,
        values,
        description,
    })
}
