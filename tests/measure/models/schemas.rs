//! A document as an independent validator reads it: every schema in the words of JSON Schema 2020-12, where it stands.
//!
//! Written against the standards alone and not against the generator, which it judges. What 3.0 and 2.0 say otherwise: `nullable`,
//! exclusive bounds that are true or false, a reference hides what stands beside it (OpenAPI 3.0.3, 4.7.24 and 4.7.23.2).

use serde_json::{Map, Value};

/// A document with its schemas.
pub(crate) struct View {
    /// The whole document, every schema in 2020-12's words.
    pub(crate) root: Value,
    /// The pointer of each schema, those inside others included.
    pub(crate) schemas: Vec<String>,
    /// The values that the document shows.
    pub(crate) shown: Vec<Shown>,
}

/// A value that a document shows.
#[derive(Clone)]
pub(crate) struct Shown {
    /// The pointer of the schema that it is for.
    pub(crate) schema: String,
    /// The keyword that shows it.
    pub(crate) keyword: &'static str,
    /// The value.
    pub(crate) value: Value,
}

/// Keywords whose values are schemas by name, a schema, and lists of schemas.
const NAMED: &[&str] = &[
    "properties",
    "patternProperties",
    "$defs",
    "definitions",
    "dependentSchemas",
];
const ONE: &[&str] = &[
    "items",
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
];
/// Keywords that say nothing of values.
const NOTES: &[&str] = &[
    "title",
    "description",
    "example",
    "examples",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
    "$comment",
];
const SEVERAL: &[&str] = &["allOf", "anyOf", "oneOf", "prefixItems"];

impl View {
    /// Of a document's text; none where it is neither JSON nor YAML.
    pub(crate) fn of(text: &str) -> Option<Self> {
        Some(Self::of_value(tree(text)?, true))
    }

    /// The same without what is only agreed on: a mechanical upgrade.
    pub(crate) fn upgraded(text: &str) -> Option<Self> {
        Some(Self::of_value(tree(text)?, false))
    }

    fn of_value(mut root: Value, agrees: bool) -> Self {
        let version = ["openapi", "swagger"]
            .iter()
            .find_map(|key| root[key].as_str());
        let version = version.unwrap_or_default();
        let mut walk = Walk {
            is_old: version.starts_with("3.0") || version.starts_with('2'),
            is_2: version.starts_with('2'),
            agrees,
            schemas: Vec::new(),
            shown: Vec::new(),
        };
        walk.other(&mut root, "");
        Self {
            root,
            schemas: walk.schemas,
            shown: walk.shown,
        }
    }

    /// The schema at a pointer, behind references within the document that say nothing else; its pointer and itself.
    pub(crate) fn resolve(&self, pointer: &str) -> Option<(String, &Value)> {
        let mut pointer = pointer.to_owned();
        for _ in 0..32 {
            let schema = self.root.pointer(&pointer)?;
            match alone(schema) {
                Some(Alone::Reference(reference)) => {
                    pointer = unescape(reference.strip_prefix('#')?);
                }
                Some(Alone::Part(key)) => pointer = format!("{pointer}/{key}/0"),
                None => return Some((pointer, schema)),
            }
        }
        None
    }
}

/// Whether a keyword says nothing of values.
fn is_note(key: &str) -> bool {
    NOTES.contains(&key) || key.starts_with("x-")
}

/// The only thing that a schema says of values.
enum Alone<'a> {
    Reference(&'a str),
    Part(&'a str),
}

fn alone(schema: &Value) -> Option<Alone<'_>> {
    let schema = schema.as_object()?;
    let mut says = schema.iter().filter(|(key, _)| !is_note(key));
    let (key, value) = says.next()?;
    if says.next().is_some() {
        return None;
    }
    match (key.as_str(), value) {
        ("$ref", Value::String(reference)) => Some(Alone::Reference(reference)),
        ("allOf" | "oneOf" | "anyOf", Value::Array(parts)) if parts.len() == 1 => {
            Some(Alone::Part(key))
        }
        _ => None,
    }
}

/// Percent escapes of a fragment undone.
fn unescape(fragment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = fragment.as_bytes();
    while let Some((&first, others)) = rest.split_first() {
        let code = fragment_code(rest);
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &rest[3..] } else { others };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn fragment_code(rest: &[u8]) -> Option<u8> {
    let digits = rest.strip_prefix(b"%")?.get(..2)?;
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// A step of a pointer.
pub(crate) fn step(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The tree of a text; none where it is neither JSON nor YAML.
fn tree(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().or_else(|| {
        let lines: Vec<String> = text.lines().map(with_fraction).collect();
        let yaml = serde_yaml::from_str::<serde_yaml::Value>(&lines.join("\n")).ok()?;
        Some(json(yaml))
    })
}

/// The parser's tree has no room for integers beyond 64 bits; as fractions they are as large.
fn with_fraction(line: &str) -> String {
    let last = line.rsplit(' ').next().unwrap_or_default();
    let digits = last.strip_prefix('-').unwrap_or(last);
    let is_integer = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_long = is_integer && last.parse::<i64>().is_err() && last.parse::<u64>().is_err();
    format!("{line}{}", if is_long { ".0" } else { "" })
}

/// YAML as JSON: keys are texts.
fn json(yaml: serde_yaml::Value) -> Value {
    use serde_yaml::Value as Yaml;
    match yaml {
        Yaml::Sequence(items) => items.into_iter().map(json).collect(),
        Yaml::Mapping(entries) => {
            let entries = entries.into_iter().map(|(key, value)| {
                let spelled = || serde_yaml::to_string(&key).unwrap_or_default();
                let key = key
                    .as_str()
                    .map_or_else(|| spelled().trim().to_owned(), str::to_owned);
                (key, json(value))
            });
            Value::Object(entries.collect())
        }
        Yaml::Tagged(tagged) => json(tagged.value),
        plain @ (Yaml::Null | Yaml::Bool(_) | Yaml::Number(_) | Yaml::String(_)) => {
            serde_json::to_value(plain).unwrap_or(Value::Null)
        }
    }
}

struct Walk {
    is_old: bool,
    /// Whether what is agreed on beyond JSON Schema is said too.
    agrees: bool,
    is_2: bool,
    schemas: Vec<String>,
    shown: Vec<Shown>,
}

impl Walk {
    /// What is no schema, but may hold some.
    fn other(&mut self, node: &mut Value, at: &str) {
        match node {
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.other(item, &step(at, &index.to_string()));
                }
            }
            Value::Object(entries) => self.object(entries, at),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn object(&mut self, entries: &mut Map<String, Value>, at: &str) {
        self.examples(entries, at);
        if self.is_2 && entries.contains_key("in") && entries.contains_key("type") {
            let mut schema = Value::Object(std::mem::take(entries));
            self.schema(&mut schema, at);
            if let Value::Object(schema) = schema {
                *entries = schema;
            }
            return;
        }
        let is_components = at == "/components";
        for (key, value) in entries.iter_mut() {
            let at = step(at, key);
            match (key.as_str(), &mut *value) {
                ("schema" | "itemSchema", _) => self.schema(value, &at),
                ("schemas", Value::Object(schemas)) if is_components => self.named(schemas, &at),
                ("definitions", Value::Object(schemas)) if at == "/definitions" => {
                    self.named(schemas, &at);
                }
                ("example" | "examples" | "default" | "enum", _) => {}
                (key, _) if key.starts_with("x-") => {}
                (_, value) => self.other(value, &at),
            }
        }
    }

    fn named(&mut self, schemas: &mut Map<String, Value>, at: &str) {
        for (name, schema) in schemas {
            self.schema(schema, &step(at, name));
        }
    }

    /// The examples beside a schema: of a media type that is JSON, a parameter, a header; in 2.0 of a response, by media type.
    fn examples(&mut self, entries: &Map<String, Value>, at: &str) {
        let in_content = at.rsplit('/').nth(1) == Some("content");
        let is_json = !in_content || at.ends_with("json");
        if !entries.contains_key("schema") || !is_json {
            return;
        }
        let schema = step(at, "schema");
        let by_name = entries
            .get("examples")
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        let examples = by_name.filter_map(|(name, example)| {
            if self.is_2 {
                name.ends_with("json").then_some(example)
            } else {
                example.get("value")
            }
        });
        let values = entries.get("example").into_iter().chain(examples);
        let shown = values.map(|value| Shown {
            schema: schema.clone(),
            keyword: "example",
            value: value.clone(),
        });
        self.shown.extend(shown);
    }

    fn schema(&mut self, node: &mut Value, at: &str) {
        self.schemas.push(at.to_owned());
        let Value::Object(schema) = node else { return };
        if let (true, Some(reference)) = (self.is_old, schema.get("$ref")) {
            let is_nullable = self.agrees && schema.get("x-nullable") == Some(&Value::Bool(true));
            *schema = Map::from_iter([("$ref".to_owned(), reference.clone())]);
            if is_nullable {
                allow_null(schema);
            }
            return;
        }
        self.show(schema, at);
        for key in NAMED {
            if let Some(Value::Object(schemas)) = schema.get_mut(*key) {
                self.named(schemas, &step(at, key));
            }
        }
        for key in ONE {
            if let Some(inner) = schema.get_mut(*key) {
                self.schema(inner, &step(at, key));
            }
        }
        for key in SEVERAL {
            if let Some(Value::Array(schemas)) = schema.get_mut(*key) {
                for (index, inner) in schemas.iter_mut().enumerate() {
                    self.schema(inner, &step(&step(at, key), &index.to_string()));
                }
            }
        }
        if self.is_old {
            renew(schema);
        }
        if self.agrees {
            agree(schema);
        }
        let is_true = |key| {
            schema
                .get(key)
                .is_some_and(|value| *value == Value::Bool(true))
        };
        if is_true("nullable") || is_true("x-nullable") {
            allow_null(schema);
        }
    }

    /// The values that a schema shows.
    fn show(&mut self, schema: &Map<String, Value>, at: &str) {
        let mut show = |keyword, value: &Value| {
            let schema = at.to_owned();
            self.shown.push(Shown {
                schema,
                keyword,
                value: value.clone(),
            });
        };
        for keyword in ["example", "default", "const"] {
            if let Some(value) = schema.get(keyword) {
                show(keyword, value);
            }
        }
        for keyword in ["examples", "enum"] {
            for value in schema
                .get(keyword)
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                show(keyword, value);
            }
        }
    }
}

/// What everybody who writes such a schema means, and JSON Schema alone does not say: a schema with properties is of objects, one
/// with items of arrays, `int32` has 32 bits, and `nullable` means it in later versions too, as `x-nullable` does beside a reference.
fn agree(schema: &mut Map<String, Value>) {
    let implied = [
        ("properties", "object"),
        ("additionalProperties", "object"),
        ("items", "array"),
    ];
    let says_more = ["type", "enum", "const", "allOf", "anyOf", "oneOf", "$ref"];
    for (keyword, name) in implied {
        let says = schema.get(keyword).is_some_and(Value::is_object);
        if says && !says_more.iter().any(|key| schema.contains_key(*key)) {
            schema.insert("type".to_owned(), name.into());
        }
    }
    // The same format beside `type: number` bounds nothing.
    let is_integer = schema.get("type").is_some_and(|name| {
        let or_null = || serde_json::json!(["integer", "null"]);
        name == "integer" || *name == or_null()
    });
    let format = schema.get("format").and_then(Value::as_str);
    let format = format.filter(|_| is_integer);
    let bounds: Option<(Value, Value)> = match format {
        Some("int8") => Some((i8::MIN.into(), i8::MAX.into())),
        Some("uint8") => Some((u8::MIN.into(), u8::MAX.into())),
        Some("int16") => Some((i16::MIN.into(), i16::MAX.into())),
        Some("uint16") => Some((u16::MIN.into(), u16::MAX.into())),
        Some("int32") => Some((i32::MIN.into(), i32::MAX.into())),
        Some("uint32") => Some((u32::MIN.into(), u32::MAX.into())),
        Some("int64") => Some((i64::MIN.into(), i64::MAX.into())),
        Some("uint64") => Some((u64::MIN.into(), u64::MAX.into())),
        _ => None,
    };
    if let Some((least, most)) = bounds {
        schema.entry("minimum").or_insert(least);
        schema.entry("maximum").or_insert(most);
    }
}

/// A schema of 3.0 or 2.0 in 2020-12's words.
fn renew(schema: &mut Map<String, Value>) {
    if schema.get("required").is_some_and(Value::is_boolean) {
        schema.remove("required");
    }
    if schema.get("type").is_some_and(|name| name == "file") {
        schema.remove("type");
    }
    for (exclusive, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        match schema.get(exclusive) {
            Some(Value::Bool(true)) => {
                let bound = schema.remove(bound).unwrap_or(Value::Null);
                schema.insert(exclusive.to_owned(), bound);
            }
            Some(Value::Bool(false)) => {
                schema.remove(exclusive);
            }
            _ => {}
        }
    }
}

/// Lets null in: beside the type where that decides, around the schema where other schemas decide too.
fn allow_null(schema: &mut Map<String, Value>) {
    let decides = ["allOf", "anyOf", "oneOf", "not", "$ref"]
        .iter()
        .all(|key| !schema.contains_key(*key));
    if let (true, Some(Value::String(name))) = (decides, schema.get("type")) {
        let types = serde_json::json!([name, "null"]);
        schema.insert("type".to_owned(), types);
        if let Some(Value::Array(values)) = schema.get_mut("enum") {
            values.push(Value::Null);
        }
        return;
    }
    let says = |key: &str| !is_note(key) && key != "nullable";
    if !schema.keys().any(|key| says(key)) {
        return;
    }
    let whole = std::mem::take(schema);
    let (notes, inner): (Map<_, _>, Map<_, _>) =
        whole.into_iter().partition(|(key, _)| is_note(key));
    *schema = notes;
    let branches = vec![Value::Object(inner), serde_json::json!({"type": "null"})];
    schema.insert("anyOf".to_owned(), Value::Array(branches));
}
