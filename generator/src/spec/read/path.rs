use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::object::Object;
use super::parameter::Declared;
use super::{Reader, field, operation, parameter, server};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity, similar};
use crate::document::Node;
use crate::source::Location;
use crate::spec::dialect::Dialect;
use crate::spec::resolve::{Kind, identity};
use crate::spec::{
    Extensions, JsonType, Method, Operation, Parameter, Part, PathTemplate, Place, Schema, Server,
    Webhook,
};

/// What a path and its item say about every operation on it.
pub(super) struct Scope {
    pub(super) template: PathTemplate,
    pub(super) summary: Option<String>,
    pub(super) description: Option<String>,
    pub(super) servers: Option<Vec<Server>>,
    at: Location,
    declared: Declared,
    inferred: Vec<Parameter>,
}

/// Reads the Paths Object.
pub(super) fn read_all<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Vec<Operation> {
    let mut operations = Vec::new();
    let Some(node) = &reader.references.misplaced(diagnostics, node) else {
        return operations;
    };
    for (path, item) in field::members(diagnostics, node) {
        if path.starts_with("x-") {
            continue;
        }
        if let Some(template) = template(diagnostics, path, &item) {
            operations.extend(read(diagnostics, reader, template, &item));
        }
    }
    operations
}

/// Reads the calls that the API makes: path items by name.
pub(super) fn read_webhooks<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Vec<Webhook> {
    let mut webhooks = Vec::new();
    for (name, item) in field::members(diagnostics, node) {
        if name.starts_with("x-") {
            continue;
        }
        let template = PathTemplate {
            text: name.to_owned(),
            segments: Vec::new(),
        };
        webhooks.push(Webhook {
            at: item.at().clone(),
            name: name.to_owned(),
            operations: read(diagnostics, reader, template, &item),
        });
    }
    webhooks
}

/// Reads one path's operations. A path item that several paths refer to has its findings told once.
fn read<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    template: PathTemplate,
    item: &Node<'d>,
) -> Vec<Operation> {
    let layers = layers(diagnostics, reader, item);
    let first = layers
        .last()
        .is_none_or(|layer| reader.path_items.insert(identity(layer)));
    let mut scratch = Diagnostics::default();
    let known = if first {
        &mut *diagnostics
    } else {
        &mut scratch
    };
    let mut scope = Scope {
        template,
        summary: None,
        description: None,
        servers: None,
        at: item.at().clone(),
        declared: Declared::default(),
        inferred: Vec::new(),
    };
    let mut calls = Vec::new();
    let mut seen = HashSet::new();
    for layer in &layers {
        for (key, value) in field::members(known, layer) {
            if key != "$ref" && seen.insert(key) {
                member(known, reader, &mut scope, &mut calls, key, &value);
            }
        }
    }
    scope.drop_undeclared(known);
    let read = |(method, node)| operation::read(known, reader, &mut scope, method, &node);
    let operations = calls.into_iter().map(read).collect();
    for finding in scratch.into_vec() {
        if hangs_on_path(finding.code) {
            diagnostics.push(finding);
        }
    }
    operations
}

/// Findings that another path makes anew.
fn hangs_on_path(code: Code) -> bool {
    [
        Code::DUPLICATE_OPERATION_ID,
        Code::INFERRED_PATH_PARAMETER,
        Code::UNDECLARED_PATH_PARAMETER,
    ]
    .contains(&code)
}

/// A path item and those that it refers to; what stands nearer wins.
fn layers<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    item: &Node<'d>,
) -> Vec<Node<'d>> {
    let mut layers = vec![item.clone()];
    let mut node = item.clone();
    // A chain of references is followed link by link, for each may bring operations; `follow` finds the circles.
    let kind = Kind::PathItem;
    if node.get("$ref").is_some() && reader.references.follow(diagnostics, item, kind).is_ok() {
        while let Some(reference) = node.get("$ref") {
            let next = reader.references.resolve(diagnostics, &reference, kind);
            let Ok(next) = next else { break };
            layers.push(next.clone());
            node = next;
        }
    }
    layers
}

fn member<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    scope: &mut Scope,
    calls: &mut Vec<(Method, Node<'d>)>,
    key: &str,
    value: &Node<'d>,
) {
    match key {
        "summary" => scope.summary = field::text(diagnostics, value),
        "description" => scope.description = field::text(diagnostics, value),
        "servers" => scope.servers = Some(server::read_all(diagnostics, value)),
        "parameters" => scope.declared = parameter::read_all(diagnostics, reader, value),
        "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query" => {
            if key == "query" {
                reader.dialect.since(diagnostics, Dialect::V32, key, value);
            }
            if value.is_object() {
                let end = reader.references.misplaced(diagnostics, value);
                calls.extend(end.map(|end| (Method::new(key.to_ascii_uppercase()), end)));
            } else {
                field::wrong_type(diagnostics, value, "an object");
            }
        }
        "additionalOperations" => {
            reader.dialect.since(diagnostics, Dialect::V32, key, value);
            for (method, value) in field::members(diagnostics, value) {
                if field::is_token(method) && value.is_object() {
                    calls.push((Method::new(method), value));
                } else {
                    let words = format!("`{method}` is no method with an operation");
                    let help = "write the method in capitals and an operation below it: `LINK: {responses: …}`";
                    field::wrong_value(diagnostics, &value, words, help);
                }
            }
        }
        _ => field::unknown(diagnostics, Object::PathItem, key, value),
    }
}

impl Scope {
    /// Drops declared path parameters that the template does not name.
    fn drop_undeclared(&mut self, diagnostics: &mut Diagnostics) {
        retain_named(diagnostics, &self.template, &mut self.declared);
    }

    /// An operation's parameters: the path item's, overridden and completed by its own. What the template names and nobody
    /// declares comes first, as strings.
    pub(super) fn merge(
        &mut self,
        diagnostics: &mut Diagnostics,
        reader: &mut Reader<'_>,
        mut own: Declared,
        node: &Node<'_>,
    ) -> Vec<Parameter> {
        retain_named(diagnostics, &self.template, &mut own);
        let mut all = own.parameters;
        if !self.declared.parameters.is_empty() {
            let own = std::mem::replace(&mut all, self.declared.parameters.clone());
            all.extend(own);
        }
        let undeclared = |name: &&str| !all.contains_key(&(Place::Path, (*name).to_owned()));
        let names = self.template.parameters();
        let names: Vec<String> = names
            .into_iter()
            .filter(undeclared)
            .map(ToOwned::to_owned)
            .collect();
        let lost: Vec<_> = self
            .declared
            .lost
            .iter()
            .chain(&own.lost)
            .cloned()
            .collect();
        for lost in &lost {
            reader.references.inferred_for(lost, &names);
        }
        if lost.is_empty() {
            note_inferred(diagnostics, node, &names);
        }
        let inferred = names.iter().map(|name| self.infer(reader, name));
        let mut parameters = Vec::with_capacity(names.len() + all.len());
        parameters.extend(inferred);
        parameters.extend(all.into_values());
        parameters
    }

    /// A required string, the same for all operations of the path.
    fn infer(&mut self, reader: &mut Reader<'_>, name: &str) -> Parameter {
        if let Some(known) = self.inferred.iter().find(|known| known.name == name) {
            return known.clone();
        }
        let mut schema = Schema::any(self.at.clone());
        schema.types.insert(JsonType::String);
        let parameter = Parameter {
            at: self.at.clone(),
            component: None,
            name: name.to_owned(),
            place: Place::Path,
            required: true,
            description: None,
            deprecated: false,
            style: Place::Path.default_style(),
            explode: false,
            allow_reserved: false,
            allow_empty_value: false,
            schema: Some(reader.claimed.add(schema)),
            content: None,
            examples: Vec::new(),
            extensions: Extensions::default(),
            inferred: true,
        };
        self.inferred.push(parameter.clone());
        parameter
    }
}

fn note_inferred(diagnostics: &mut Diagnostics, node: &Node<'_>, names: &[String]) {
    for name in names {
        let words = format!("nobody declares path parameter `{name}`: it is taken to be a string");
        let help = format!("declare it: `{{name: {name}, in: path, required: true, schema: …}}`");
        diagnostics.push(
            Diagnostic::new(Code::INFERRED_PATH_PARAMETER, node.at().clone(), words)
                .on_key()
                .help(help),
        );
    }
}

fn retain_named(diagnostics: &mut Diagnostics, template: &PathTemplate, declared: &mut Declared) {
    let names = template.parameters();
    declared.parameters.retain(|(place, name), parameter| {
        let used = *place != Place::Path || names.contains(&name.as_str());
        if !used {
            let words = format!("`{template}` has no `{{{name}}}`: the path parameter is ignored");
            let at = parameter.at.clone();
            let help = match similar(name, names.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => {
                    "correct its name, put it into the path in braces, or take it out".to_owned()
                }
            };
            let found = Diagnostic::new(Code::UNDECLARED_PATH_PARAMETER, at, words);
            diagnostics.push(found.help(help));
        }
        used
    });
}

/// Splits a path's key, unless no URL can have it.
fn template(diagnostics: &mut Diagnostics, path: &str, item: &Node<'_>) -> Option<PathTemplate> {
    let mut say = |words: String, help: &str| {
        let at = item.at().clone();
        diagnostics.push(
            Diagnostic::new(Code::WRONG_TYPE, at, words)
                .on_key()
                .help(help),
        );
    };
    if let Some(why) = unusable(path) {
        let words = format!("path `{}` is ignored: {why}", path.escape_debug());
        say(
            words,
            "write what follows the server's URL, as in `/pets/{petId}`",
        );
        return None;
    }
    let mut text = path.to_owned();
    if !path.starts_with('/') {
        let words = format!("path `{path}` must start with `/`, and is taken to");
        say(words, &format!("write `/{path}`"));
        text.insert(0, '/');
    }
    if path.contains(['?', '#']) {
        let words = format!(
            "path `{path}` must have no query and no fragment: what follows the path is ignored"
        );
        say(
            words,
            "end it before the `?` or `#`, and declare a parameter with `in: query`",
        );
    }
    let template = PathTemplate::parse(&text);
    let parts = || template.segments.iter().flatten();
    let literal = |part: &&Part| matches!(part, Part::Literal(text) if text.contains(['{', '}']));
    if parts().any(|part| literal(&part)) {
        let words = format!("braces in path `{path}` do not pair: they are taken to be plain text");
        say(
            words,
            "write each parameter as its name in braces: `{petId}`",
        );
    }
    let named = parts().filter(|part| matches!(part, Part::Parameter(_)));
    if named.count() > template.parameters().len() {
        let words = format!("path `{path}` names a parameter twice");
        let at = item.at().clone();
        diagnostics.push(
            Diagnostic::new(Code::DUPLICATE_PARAMETER, at, words)
                .on_key()
                .help("give each its own name"),
        );
    }
    Some(template)
}

/// Why a path cannot be served or asked for as it stands.
fn unusable(path: &str) -> Option<&'static str> {
    let dots = |segment: &str| {
        let plain = segment.to_ascii_lowercase().replace("%2e", ".");
        plain == "." || plain == ".."
    };
    if path.contains("://") {
        Some("it is a whole URL")
    } else if path.chars().any(char::is_control) {
        Some("it holds a control character")
    } else if path.contains('\\') {
        Some("it holds a backslash, which URLs turn into `/`")
    } else if path.split('/').any(dots) {
        Some("it holds a segment of dots, which URLs take out")
    } else if !percent_is_whole(path) {
        Some("`%` in it is not followed by two hexadecimal digits")
    } else {
        None
    }
}

fn percent_is_whole(path: &str) -> bool {
    path.split('%').skip(1).all(|rest| {
        let digits = rest.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}

/// Leaves out operations that a request could mean beside an earlier one: the same method, and the same path but for the
/// parameters' names, a query or a fragment.
pub(super) fn drop_conflicts(diagnostics: &mut Diagnostics, operations: &mut Vec<Operation>) {
    let mut taken: HashMap<(Method, String), (String, Location)> = HashMap::new();
    operations.retain(|operation| {
        let (method, path) = (&operation.method, &operation.path);
        let key = (method.clone(), shape(path));
        let Some((first, at)) = taken.get(&key) else {
            taken.insert(key, (path.text.clone(), operation.at.clone()));
            return true;
        };
        let words = format!("{method} `{path}` is left out: a request for it is one for `{first}`");
        let mut conflict = Diagnostic::new(Code::PATH_CONFLICT, operation.at.clone(), words);
        // The rest of the document is none the worse for it.
        conflict.severity = Severity::Warning;
        diagnostics.push(conflict.on_key().label(at.clone(), "the other one").help(
            "keep one of them, or tell them apart by what a server can see: the path's segments",
        ));
        false
    });
}

/// A template without its parameters' names.
fn shape(template: &PathTemplate) -> String {
    let mut shape = String::with_capacity(template.text.len());
    for segment in &template.segments {
        shape.push('/');
        for part in segment {
            match part {
                Part::Literal(text) => shape.push_str(text),
                Part::Parameter(_) => shape.push_str("{}"),
            }
        }
    }
    shape
}
