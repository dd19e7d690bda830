//! What a document holds, by a plain walk over its JSON: no code of the reader's and no model. It follows references and goes
//! where schemas stand in schemas; of the repairs it knows only that a path starts with `/`.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value};

use crate::facts::{Facts, Kind};

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];
const PLACES: [&str; 5] = ["path", "query", "header", "cookie", "querystring"];
/// As many references in a row as anybody writes.
const CHAIN: usize = 20;

/// A value and its pointer.
#[derive(Clone)]
struct At<'d> {
    value: &'d Value,
    pointer: String,
}

impl<'d> At<'d> {
    fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.as_object()?.get(key)?;
        let key = key.replace('~', "~0").replace('/', "~1");
        let pointer = format!("{}/{key}", self.pointer);
        Some(Self { value, pointer })
    }

    /// An object's members.
    fn members(&self) -> impl Iterator<Item = (&'d str, Self)> + use<'d> {
        let (members, at) = (self.value.as_object(), self.clone());
        let members = members.into_iter().flat_map(Map::keys);
        members.filter_map(move |key| Some((key.as_str(), at.get(key)?)))
    }

    /// A list's elements.
    fn items(&self) -> impl Iterator<Item = Self> + use<'d> {
        let (items, pointer) = (self.value.as_array(), self.pointer.clone());
        let items = items.into_iter().flatten().enumerate();
        items.map(move |(index, value)| Self {
            value,
            pointer: format!("{pointer}/{index}"),
        })
    }

    fn text(&self, key: &str) -> Option<&'d str> {
        self.value.as_object()?.get(key)?.as_str()
    }
}

/// What is found in a document.
pub(crate) fn facts(root: &Value) -> Facts {
    let root = At {
        value: root,
        pointer: String::new(),
    };
    let version = root.text("openapi").unwrap_or_default();
    let mut walk = Walk {
        older: root.get("swagger").is_some(),
        siblings: version.starts_with("3.1") || version.starts_with("3.2"),
        root,
        seen: HashSet::new(),
        facts: Facts::new(),
    };
    walk.document();
    walk.facts
}

struct Walk<'d> {
    root: At<'d>,
    /// Swagger 2.0.
    older: bool,
    /// Whether keywords beside a schema's `$ref` count.
    siblings: bool,
    seen: HashSet<*const Value>,
    facts: Facts,
}

/// What a path item's or an operation's parameters come to.
#[derive(Default)]
struct Parameters<'d> {
    named: BTreeMap<String, String>,
    fields: BTreeMap<String, At<'d>>,
    body: bool,
}

impl<'d> Walk<'d> {
    fn document(&mut self) {
        let components = if self.older {
            Some(self.root.clone())
        } else {
            self.root.get("components")
        };
        let schemas = if self.older { "definitions" } else { "schemas" };
        let section = |name| components.as_ref().and_then(|all| all.get(name));
        for (name, schema) in section(schemas).iter().flat_map(At::members) {
            self.add(Kind::Schema, name.to_owned(), &schema);
            self.schema(schema);
        }
        for (path, item) in self.root.get("paths").iter().flat_map(At::members) {
            if !path.starts_with("x-") {
                let slash = if path.starts_with('/') { "" } else { "/" };
                self.item(&format!("{slash}{path}"), item);
            }
        }
        for (name, item) in self.root.get("webhooks").iter().flat_map(At::members) {
            self.item(&format!("webhook {name}"), item);
        }
        for (_, parameter) in section("parameters").iter().flat_map(At::members) {
            self.parameter(parameter);
        }
        for (_, response) in section("responses").iter().flat_map(At::members) {
            self.response(response);
        }
        if !self.older {
            for (_, body) in section("requestBodies").iter().flat_map(At::members) {
                self.body(body);
            }
            for (_, header) in section("headers").iter().flat_map(At::members) {
                self.header(header);
            }
        }
    }

    fn add(&mut self, kind: Kind, name: String, at: &At<'_>) {
        self.facts.insert((kind, name), at.pointer.clone());
    }

    fn target(&self, reference: &str) -> Option<At<'d>> {
        let steps = reference.strip_prefix("#/")?;
        steps.split('/').try_fold(self.root.clone(), |at, step| {
            let step = unescape(step)?;
            if at.value.is_array() {
                return at.items().nth(step.parse().ok()?);
            }
            at.get(&step)
        })
    }

    fn follow(&self, mut at: At<'d>) -> Option<At<'d>> {
        for _ in 0..CHAIN {
            match at.text("$ref") {
                Some(reference) => at = self.target(reference)?,
                None => return at.value.is_object().then_some(at),
            }
        }
        None
    }

    fn schema(&mut self, schema: At<'d>) {
        let mut waiting = vec![schema];
        while let Some(at) = waiting.pop() {
            if !at.value.is_object() || !self.seen.insert(at.value) {
                continue;
            }
            if let Some(reference) = at.text("$ref") {
                waiting.extend(self.target(reference));
                if !self.siblings {
                    continue;
                }
            }
            for (name, property) in at.get("properties").iter().flat_map(At::members) {
                self.add(Kind::Property, format!("{} {name}", at.pointer), &property);
                waiting.push(property);
            }
            for key in ["items", "additionalProperties"] {
                let inner = at.get(key);
                waiting.extend(inner.iter().flat_map(At::items));
                waiting.extend(inner);
            }
            for key in ["allOf", "oneOf", "anyOf", "prefixItems"] {
                waiting.extend(at.get(key).iter().flat_map(At::items));
            }
            let discriminator = at.get("discriminator");
            let mapping = discriminator.and_then(|at| at.get("mapping"));
            for (_, target) in mapping.iter().flat_map(At::members) {
                waiting.extend(target.value.as_str().and_then(|to| self.target(to)));
            }
        }
    }

    fn content(&mut self, at: &At<'d>) {
        let schema = at.get("schema");
        if let Some(schema) = schema {
            self.schema(schema);
        }
        for (_, media) in at.get("content").iter().flat_map(At::members) {
            let Some(media) = self.follow(media) else {
                continue;
            };
            let schemas = ["schema", "itemSchema"].map(|key| media.get(key));
            for schema in schemas.into_iter().flatten() {
                self.schema(schema);
            }
            for (_, encoding) in media.get("encoding").iter().flat_map(At::members) {
                for (_, header) in encoding.get("headers").iter().flat_map(At::members) {
                    self.header(header);
                }
            }
        }
    }

    fn header(&mut self, at: At<'d>) {
        if let Some(at) = self.follow(at) {
            self.content(&at);
        }
    }

    fn parameter(&mut self, at: At<'d>) -> Option<At<'d>> {
        let at = self.follow(at)?;
        if at.text("in") != Some("formData") {
            self.content(&at);
        }
        Some(at)
    }

    fn response(&mut self, at: At<'d>) {
        let Some(at) = self.follow(at) else { return };
        self.content(&at);
        for (name, header) in at.get("headers").iter().flat_map(At::members) {
            // The media type says it, by the standard.
            if !name.eq_ignore_ascii_case("content-type") {
                self.header(header);
            }
        }
    }

    fn body(&mut self, at: At<'d>) -> bool {
        let Some(at) = self.follow(at) else {
            return false;
        };
        self.content(&at);
        true
    }

    /// A path item, what it refers to below what it says itself.
    fn item(&mut self, path: &str, item: At<'d>) {
        let mut layers = vec![item];
        for _ in 0..CHAIN {
            let last = layers.last().and_then(|layer| layer.text("$ref"));
            let Some(next) = last.and_then(|to| self.target(to)) else {
                break;
            };
            layers.push(next);
        }
        let field = |name: &str| layers.iter().find_map(|layer| layer.get(name));
        let methods = METHODS.iter().filter_map(|method| {
            let operation = field(method).filter(|at| at.value.is_object());
            Some((method.to_ascii_uppercase(), operation?))
        });
        let mut operations: Vec<_> = methods.collect();
        let additional = field("additionalOperations");
        let additional = additional.iter().flat_map(At::members);
        operations.extend(additional.map(|(method, at)| (method.to_owned(), at)));
        for (method, operation) in operations {
            let key = format!("{method} {path}");
            let shared = field("parameters");
            self.operation(&key, shared.as_ref(), &operation);
        }
    }

    fn operation(&mut self, key: &str, shared: Option<&At<'d>>, operation: &At<'d>) {
        self.add(Kind::Operation, key.to_owned(), operation);
        let own = operation.get("parameters");
        let mut all = Parameters::default();
        for list in [shared, own.as_ref()].into_iter().flatten() {
            self.parameters(list, &mut all);
        }
        for (name, pointer) in all.named {
            self.facts
                .insert((Kind::Parameter, format!("{key} {name}")), pointer);
        }
        let form = !all.body && !all.fields.is_empty();
        if form {
            for (name, at) in &all.fields {
                self.add(Kind::Property, format!("{key} form {name}"), at);
            }
        }
        let has_body = match operation.get("requestBody") {
            // Neither has a body (RFC 9110 sections 9.3.2 and 9.3.8).
            Some(_) if key.starts_with("TRACE ") || key.starts_with("HEAD ") => false,
            Some(body) => self.body(body),
            None => all.body || form,
        };
        if has_body {
            self.add(Kind::Body, key.to_owned(), operation);
        }
        for (status, response) in operation.get("responses").iter().flat_map(At::members) {
            if status.starts_with("x-") {
                continue;
            }
            let name = match status {
                "default" => status.to_owned(),
                code => code.to_ascii_uppercase(),
            };
            self.add(Kind::Response, format!("{key} {name}"), &response);
            self.response(response);
        }
    }

    /// One list of parameters, which counts before those already there.
    fn parameters(&mut self, list: &At<'d>, all: &mut Parameters<'d>) {
        let (mut fields, mut body) = (BTreeMap::new(), false);
        for at in list.items() {
            let Some(at) = self.parameter(at) else {
                continue;
            };
            let (place, Some(name)) = (at.text("in").unwrap_or_default(), at.text("name")) else {
                continue;
            };
            match place {
                "body" if self.older => body = true,
                "formData" if self.older => drop(fields.insert(name.to_owned(), at)),
                "header" => {
                    let name = format!("header {}", name.to_ascii_lowercase());
                    all.named.insert(name, at.pointer);
                }
                _ if PLACES.contains(&place) => {
                    all.named.insert(format!("{place} {name}"), at.pointer);
                }
                _ => {}
            }
        }
        if body {
            all.body = true;
            all.fields.clear();
        } else if !fields.is_empty() {
            all.body = false;
            all.fields.extend(fields);
        }
    }
}

/// RFC 3986 section 2.1, then RFC 6901 section 4.
fn unescape(step: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = step.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let hex = tail.get(..2).filter(|_| *first == b'%');
        let hex = hex.and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => bytes.push(*first),
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    Some(text.replace("~1", "/").replace("~0", "~"))
}
