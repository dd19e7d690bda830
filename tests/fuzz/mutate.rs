//! Mutations: of bytes and lines, for the readers of text; of trees, for what comes behind them.

use fastrand::Rng;
use serde_json::{Map, Value};

use crate::seeds::Seed;

/// Pieces that mean something to a reader of either format.
const PIECES: &[&str] = &[
    "$ref: ",
    "*a",
    "&a ",
    "<<: ",
    "!!str ",
    "!x ",
    "- ",
    "? ",
    ": ",
    "|\n",
    ">-\n",
    "---\n",
    "...\n",
    "%TAG ! x\n",
    "\t",
    "\r\n",
    "# ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "\"",
    "'",
    "\\",
    "\\ud800",
    "\\u0000",
    "null",
    "~",
    "true",
    "NO",
    "1e400",
    "-0",
    "0x1F",
    "007",
    ".inf",
    "99999999999999999999",
    "0.1000000000000000055511151231257827",
    "\u{feff}",
    "\u{1F600}",
    "é",
    "\u{202e}",
    "\0",
];

/// Values that are at home nowhere, or everywhere.
const ODD: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1.5",
    "1e300",
    "18446744073709551616",
    "\"\"",
    "\"x\"",
    "\"string\"",
    "\"object\"",
    "\"#/components/schemas/X\"",
    "[]",
    "{}",
    "[null]",
    "[[]]",
    "{\"\": {}}",
    "{\"$ref\": \"#\"}",
    "{\"type\": [\"null\", \"array\"]}",
    "{\"type\": \"object\", \"properties\": {\"a b\": {}, \"a_b\": {}, \"self\": {}}}",
    "{\"enum\": [1, \"1\", null, {}]}",
    "{\"allOf\": [{\"$ref\": \"#/components/schemas/X\"}]}",
    "{\"oneOf\": [{}, {}]}",
    "\"\\u0000\\u202e*/}{\\\"\"",
    "\"application/json\"",
];

/// Keys that readers know.
const KEYS: &[&str] = &[
    "$ref",
    "type",
    "properties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "enum",
    "const",
    "default",
    "example",
    "examples",
    "required",
    "nullable",
    "format",
    "minimum",
    "exclusiveMinimum",
    "additionalProperties",
    "prefixItems",
    "discriminator",
    "mapping",
    "propertyName",
    "parameters",
    "requestBody",
    "responses",
    "content",
    "schema",
    "headers",
    "security",
    "servers",
    "tags",
    "name",
    "in",
    "style",
    "explode",
    "200",
    "default",
    "get",
    "post",
    "/{a}/{b}",
    "components",
    "schemas",
    "paths",
    "info",
    "openapi",
    "x-a",
    "description",
];

/// Makes inputs out of seeds.
pub(crate) struct Mutator {
    seeds: Vec<Seed>,
    random: Rng,
}

impl Mutator {
    pub(crate) fn new(seeds: Vec<Seed>, seed: u64) -> Self {
        Self {
            seeds,
            random: Rng::with_seed(seed),
        }
    }

    fn seed(&mut self) -> Vec<u8> {
        self.seeds[self.random.usize(..self.seeds.len())]
            .bytes
            .clone()
    }

    fn one<T: ?Sized>(&mut self, list: &[&'static T]) -> &'static T {
        list[self.random.usize(..list.len())]
    }

    /// A seed as it is written, with some of its bytes and lines changed.
    pub(crate) fn yaml(&mut self) -> Vec<u8> {
        let bytes = self.seed();
        self.bytes(bytes)
    }

    /// The same of its JSON.
    pub(crate) fn json(&mut self) -> Vec<u8> {
        let text = self.value().to_string();
        self.bytes(text.into_bytes())
    }

    /// A document of good form with some of its values changed.
    pub(crate) fn tree(&mut self) -> Vec<u8> {
        let mut value = self.value();
        for _ in 0..self.random.usize(1..6) {
            self.change(&mut value);
        }
        value.to_string().into_bytes()
    }

    /// A document whose references lead anywhere, in circles too.
    pub(crate) fn references(&mut self) -> Vec<u8> {
        let mut value = self.value();
        let mut places = Vec::new();
        collect(&value, "", &mut places);
        for _ in 0..self.random.usize(1..8) {
            let target = places[self.random.usize(..places.len())].clone();
            let target = match self.random.u8(..8) {
                0 => target.replace('/', "%2F"),
                1 => format!("{target}/"),
                2 => format!("other.yaml{target}"),
                3 => target.replacen("#/", "#", 1),
                _ => target,
            };
            let place = places[self.random.usize(..places.len())].clone();
            let at = value.pointer_mut(place.trim_start_matches('#'));
            if let Some(at) = at.filter(|_| place != "#") {
                *at = serde_json::json!({ "$ref": target });
            }
        }
        value.to_string().into_bytes()
    }

    /// An overlay with actions on anything.
    pub(crate) fn overlay(&mut self) -> Vec<u8> {
        const TARGETS: &[&str] = &[
            "$",
            "$.*",
            "$..*",
            "$.paths",
            "$.paths.*.*",
            "$.components.schemas.*",
            "$..[?@.type]",
            "$..properties",
            "$['info']",
            "$[0]",
            "$..[?(",
            "$.components.schemas[?@.type == 'object'].properties",
        ];
        let mut actions = Vec::new();
        for _ in 0..self.random.usize(1..5) {
            let mut action = serde_json::json!({ "target": self.one(TARGETS) });
            let update = self.odd();
            match self.random.u8(..4) {
                0 => action["remove"] = true.into(),
                1 => action["copy"] = self.one(TARGETS).into(),
                _ => action["update"] = update,
            }
            actions.push(action);
        }
        let mut overlay = serde_json::json!({ "overlay": "1.1.0", "info": { "title": "t", "version": "1" }, "actions": actions });
        if self.random.u8(..3) == 0 {
            self.change(&mut overlay);
        }
        overlay.to_string().into_bytes()
    }

    /// Steps and escapes.
    pub(crate) fn pointer(&mut self) -> Vec<u8> {
        const STEPS: &[&str] = &[
            "/", "~0", "~1", "~", "~2", "a", "0", "01", "%25", "é", "#", "",
        ];
        self.some(STEPS, 8)
    }

    /// Paths with braces and what else means something in a URL.
    pub(crate) fn template(&mut self) -> Vec<u8> {
        const PARTS: &[&str] = &[
            "/", "{", "}", "{a}", "{b}", "a", ":", "*", "?", "#", "%", "%2F", "..", ".", "é",
            "\r\n", "\\", "x=1", "{{", "}}", "\0", " ",
        ];
        self.some(PARTS, 10)
    }

    /// A request as it stands on the wire.
    pub(crate) fn request(&mut self) -> Vec<u8> {
        const LINES: &[&str] = &[
            "GET /",
            "POST /x",
            "PUT /a/b.c",
            "GET /a/b:walk",
            "POST /xy/",
            "GET /a?b=c",
            "HEAD /",
            "OPTIONS *",
            "QUERY /x?a=1",
        ];
        const TARGET: &[&str] = &[
            "/",
            "%2F",
            "%",
            "%zz",
            "..",
            "?a=1",
            "&a=2",
            "a",
            ",",
            "a%5Bb%5D=1",
            "%FF",
            "=",
            ".",
            ";a=",
        ];
        const FIELDS: &[&str] = &[
            "content-type: application/json",
            "content-type: text/plain; charset=x",
            "content-type: \"",
            "accept: */*;q=0",
            "accept: text/html, text/*;q=0.5",
            "cookie: a=1; a=2",
            "cookie: \x01",
            "a: 1,2",
            "a: \"",
            "content-length: 99999999999999999999",
            "content-encoding: gzip",
            "authorization: Basic x",
        ];
        const BODIES: &[&str] = &[
            "{",
            "\"\\ud800\"",
            "[1e400]",
            "[[",
            "null",
            "{}",
            "\u{feff}",
            "x",
        ];
        let mut text = self.one(LINES).as_bytes().to_vec();
        text.extend(self.some(TARGET, 4));
        for _ in 0..self.random.usize(..4) {
            text.extend(format!("\n{}", self.one(FIELDS)).bytes());
        }
        text.extend(b"\n\n");
        text.extend(self.some(BODIES, 4));
        if self.random.u8(..4) == 0 {
            self.bytes(text)
        } else {
            text
        }
    }

    /// What may stand where a parameter's value does.
    pub(crate) fn parameter(&mut self) -> Vec<u8> {
        const PARTS: &[&str] = &[
            "a",
            "a=",
            "a[",
            "]",
            "a[b]=1",
            "a%5Bb%5D=",
            "&",
            ";",
            ";a=",
            ".",
            ",",
            "|",
            "%7C",
            "%20",
            "+",
            "%2C",
            "%",
            "%zz",
            "%FF",
            "=",
            "1",
            "-0",
            "true",
            "é",
            "\"",
            "{",
            "}",
            "null",
            "; ",
            " ",
            "b",
            "",
        ];
        let text = self.some(PARTS, 8);
        if self.random.u8(..4) == 0 {
            self.bytes(text)
        } else {
            text
        }
    }

    /// Up to so many of the pieces, one behind the other.
    fn some(&mut self, pieces: &[&'static str], most: usize) -> Vec<u8> {
        let count = self.random.usize(..most);
        let pieces = (0..count).map(|_| self.one(pieces));
        pieces.collect::<String>().into_bytes()
    }

    /// Any seed that is a document.
    fn value(&mut self) -> Value {
        loop {
            if let Ok(value @ Value::Object(_)) = serde_yaml::from_slice(&self.seed()) {
                return value;
            }
        }
    }

    fn odd(&mut self) -> Value {
        serde_json::from_str(self.one(ODD)).expect("the list is JSON")
    }

    fn bytes(&mut self, mut bytes: Vec<u8>) -> Vec<u8> {
        for _ in 0..self.random.usize(1..6) {
            let at = self.random.usize(..=bytes.len());
            let end = (at + self.random.usize(..24)).min(bytes.len());
            match self.random.u8(..8) {
                0 => drop(bytes.drain(at..end)),
                1 => {
                    let copy = bytes[at..end].to_vec();
                    let there = self.random.usize(..=bytes.len());
                    drop(bytes.splice(there..there, copy));
                }
                2 if at < bytes.len() => bytes[at] ^= 1 << self.random.u8(..8),
                3 if at < bytes.len() => bytes[at] = self.random.u8(..),
                4 => self.lines(&mut bytes),
                _ => {
                    let piece = self.one(PIECES).bytes();
                    drop(bytes.splice(at..at, piece));
                }
            }
        }
        bytes
    }

    /// Takes a line out, doubles it, or moves it in.
    fn lines(&mut self, bytes: &mut Vec<u8>) {
        let mut lines: Vec<Vec<u8>> = bytes
            .split_inclusive(|byte| *byte == b'\n')
            .map(<[u8]>::to_vec)
            .collect();
        if lines.is_empty() {
            return;
        }
        let at = self.random.usize(..lines.len());
        match self.random.u8(..3) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[at].clone()),
            _ => drop(lines[at].splice(0..0, *b"  ")),
        }
        *bytes = lines.concat();
    }

    /// Changes one value, somewhere inside.
    fn change(&mut self, value: &mut Value) {
        let mut places = Vec::new();
        collect(value, "", &mut places);
        let place = places[self.random.usize(..places.len())].clone();
        let other = places[self.random.usize(..places.len())].clone();
        let other = value.pointer(other.trim_start_matches('#')).cloned();
        let (odd, key, choice) = (self.odd(), self.one(KEYS), self.random.u8(..5));
        let Some(at) = value.pointer_mut(place.trim_start_matches('#')) else {
            return;
        };
        match (choice, at) {
            (0, at) => *at = odd,
            (1, Value::Object(members)) => rename(members, key),
            (2 | 3, Value::Object(members)) => {
                drop(members.insert(key.to_owned(), other.unwrap_or(odd)));
            }
            (2 | 3, Value::Array(items)) => items.push(other.unwrap_or(odd)),
            (_, at) => {
                *at = other
                    .filter(|other| other.to_string().len() < 2000)
                    .unwrap_or(odd);
            }
        }
    }
}

/// Gives the first member another key.
fn rename(members: &mut Map<String, Value>, key: &str) {
    if let Some((first, value)) = members.clone().into_iter().next() {
        members.remove(&first);
        members.insert(key.to_owned(), value);
    }
}

/// The address of every value, as references write it.
fn collect(value: &Value, at: &str, places: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                collect(value, &format!("{at}/{key}"), places);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                collect(value, &format!("{at}/{index}"), places);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    places.push(format!("#{at}"));
}
