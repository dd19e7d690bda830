//! Values made from schemas: likely valid ones, and valid ones with one thing changed. The judge says which are.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::schemas::View;

/// Deeper than this nothing optional is made.
const DEEP: usize = 5;
/// Deeper than this nothing is made: a schema that demands itself has no value.
const TOO_DEEP: usize = 24;

/// Makes values.
pub(crate) struct Maker<'a> {
    view: &'a View,
    rng: Rng,
}

impl<'a> Maker<'a> {
    /// The same values for the same seed.
    pub(crate) fn new(view: &'a View, seed: u64) -> Self {
        Self {
            view,
            rng: Rng::with_seed(seed),
        }
    }

    /// A value that the schema at a pointer may admit.
    pub(crate) fn value(&mut self, pointer: &str) -> Option<Value> {
        let view = self.view;
        let (_, schema) = view.resolve(pointer)?;
        self.of(schema, 0)
    }

    fn of(&mut self, schema: &Value, depth: usize) -> Option<Value> {
        if depth > TOO_DEEP {
            return None;
        }
        let Value::Object(map) = schema else {
            return (schema != &Value::Bool(false)).then(|| self.anything());
        };
        if let Some(value) = self.listed(map) {
            return Some(value);
        }
        let mut parts = Vec::new();
        if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
            let (_, target) = self.view.resolve(reference.strip_prefix('#')?)?;
            parts.push(self.of(target, depth + 1)?);
        }
        for part in map
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            parts.push(self.of(part, depth + 1)?);
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(branch) = map
                .get(key)
                .and_then(Value::as_array)
                .and_then(|all| self.rng.choice(all))
            {
                parts.push(self.of(branch, depth + 1)?);
            }
        }
        if parts.is_empty()
            || ["type", "properties", "additionalProperties"]
                .iter()
                .any(|key| map.contains_key(*key))
        {
            parts.push(self.own(map, depth)?);
        }
        Some(together(parts))
    }

    /// A value that the schema lists: always where there are no others, at times where it only shows some.
    fn listed(&mut self, map: &Map<String, Value>) -> Option<Value> {
        if let Some(value) = map.get("const") {
            return Some(value.clone());
        }
        if let Some(values) = map.get("enum").and_then(Value::as_array) {
            return self.rng.choice(values).cloned();
        }
        let shown = map
            .get("examples")
            .and_then(Value::as_array)
            .and_then(|all| self.rng.choice(all));
        let shown = shown
            .or_else(|| map.get("example"))
            .or_else(|| map.get("default"));
        shown.filter(|_| self.rng.u8(..3) == 0).cloned()
    }

    fn own(&mut self, map: &Map<String, Value>, depth: usize) -> Option<Value> {
        let name = match map.get("type") {
            Some(Value::String(name)) => name.as_str(),
            Some(Value::Array(names)) => self.rng.choice(names)?.as_str()?,
            _ if map.contains_key("properties") || map.contains_key("additionalProperties") => {
                "object"
            }
            _ if map.contains_key("items") => "array",
            _ => return Some(self.anything()),
        };
        match name {
            "object" => self.object(map, depth),
            "array" => self.array(map, depth),
            "string" => Some(Value::String(self.text(map))),
            "integer" => Some(self.integer(map)),
            "number" if self.rng.bool() => Some(self.integer(map)),
            "number" => Some(json!(self.integer(map).as_f64()? + 0.5)),
            "boolean" => Some(json!(self.rng.bool())),
            _ => Some(Value::Null),
        }
    }

    fn object(&mut self, map: &Map<String, Value>, depth: usize) -> Option<Value> {
        let required = map.get("required").and_then(Value::as_array);
        let is_required =
            |name: &str| required.is_some_and(|names| names.iter().any(|one| one == name));
        let mut object = Map::new();
        for (name, schema) in map
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let wanted = is_required(name);
            if !wanted && (depth >= DEEP || self.rng.u8(..5) < 2) {
                continue;
            }
            match self.of(schema, depth + 1) {
                Some(value) => drop(object.insert(name.clone(), value)),
                None if wanted => return None,
                None => {}
            }
        }
        let rest = map
            .get("additionalProperties")
            .filter(|rest| **rest != Value::Bool(false));
        let open = json!(true);
        let undeclared = required.into_iter().flatten().filter_map(Value::as_str);
        let undeclared: Vec<&str> = undeclared
            .filter(|name| !object.contains_key(*name))
            .collect();
        for name in undeclared {
            object.insert(name.to_owned(), self.of(rest.unwrap_or(&open), depth + 1)?);
        }
        let least = map
            .get("minProperties")
            .and_then(Value::as_u64)
            .unwrap_or(0);
        let more = usize::from(depth < DEEP && self.rng.bool());
        let names = ["extra", "x-other", "3", "another one", "é"];
        if rest.is_some() || least > object.len() as u64 {
            for name in names
                .iter()
                .skip(self.rng.usize(..3))
                .take(more.max(usize::try_from(least).ok()?))
            {
                if let Some(value) = self.of(rest.unwrap_or(&open), depth + 1) {
                    object.insert((*name).to_owned(), value);
                }
            }
        }
        Some(Value::Object(object))
    }

    fn array(&mut self, map: &Map<String, Value>, depth: usize) -> Option<Value> {
        let size = |key| {
            map.get(key)
                .and_then(Value::as_u64)
                .and_then(|size| usize::try_from(size).ok())
        };
        let least = size("minItems").unwrap_or(0);
        let most = size("maxItems").unwrap_or(least + 3).max(least);
        let length = if depth >= DEEP {
            least
        } else {
            self.rng.usize(least..=most.min(least + 3))
        };
        let open = json!(true);
        let first = map
            .get("prefixItems")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let mut items = Vec::new();
        for index in 0..length.min(200) {
            let schema = first
                .get(index)
                .or_else(|| map.get("items"))
                .unwrap_or(&open);
            match self.of(schema, depth + 1) {
                Some(item) => items.push(item),
                None if items.len() < least => return None,
                None => break,
            }
        }
        Some(Value::Array(items))
    }

    fn text(&mut self, map: &Map<String, Value>) -> String {
        let format = map
            .get("format")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let known: &[&str] = match format {
            "date-time" => &[
                "2024-02-29T12:30:45Z",
                "1999-12-31T23:59:59.123+05:30",
                "2020-01-01T00:00:00.000000Z",
            ],
            "date" => &["2024-02-29", "1999-12-31"],
            "time" => &["12:30:45Z", "23:59:59.5+01:00"],
            "duration" => &["P1DT2H", "PT5M"],
            "uuid" => &[
                "123e4567-e89b-12d3-a456-426614174000",
                "00000000-0000-0000-0000-000000000000",
            ],
            "uri" | "url" | "uri-reference" => {
                &["https://example.com/a?b=c#d", "urn:isbn:0451450523"]
            }
            "email" => &["someone@example.com"],
            "ipv4" | "ip" => &["192.0.2.1"],
            "ipv6" => &["2001:db8::1"],
            "byte" | "base64" => &["aGVsbG8=", "", "AA=="],
            _ => &[
                "",
                "text",
                "0",
                "true",
                "Two Words",
                "\u{e9}\u{1f600}\"\\\n",
                "a-b_c.d",
                "a",
                "2024-01-01",
                "1234567890",
            ],
        };
        let size = |key| {
            map.get(key)
                .and_then(Value::as_u64)
                .and_then(|size| usize::try_from(size).ok())
        };
        let mut text = self
            .rng
            .choice(known)
            .copied()
            .unwrap_or_default()
            .to_owned();
        while text.chars().count() < size("minLength").unwrap_or(0).min(5000) {
            text.push('x');
        }
        match size("maxLength") {
            Some(most) => text.chars().take(most).collect(),
            None => text,
        }
    }

    fn integer(&mut self, map: &Map<String, Value>) -> Value {
        let bound = |key, shift: f64| {
            map.get(key)
                .and_then(Value::as_f64)
                .map(|bound| bound + shift)
        };
        let least = bound("minimum", 0.0).or_else(|| bound("exclusiveMinimum", 1.0));
        let most = bound("maximum", 0.0).or_else(|| bound("exclusiveMaximum", -1.0));
        let small = f64::from(self.rng.i32(-3..1000));
        let mut number = match (least, most) {
            (Some(least), Some(most)) if self.rng.bool() => {
                if self.rng.bool() {
                    least
                } else {
                    most
                }
            }
            (Some(least), Some(most)) => (least + small.abs()).min(most),
            (Some(least), None) => least + small.abs(),
            (None, Some(most)) => most - small.abs(),
            (None, None) => small,
        };
        if let Some(factor) = map
            .get("multipleOf")
            .and_then(Value::as_f64)
            .filter(|factor| *factor > 0.0)
        {
            number = (number / factor).ceil() * factor;
        }
        whole(number)
    }

    fn anything(&mut self) -> Value {
        let values = [
            json!("any"),
            json!(3),
            json!(1.5),
            json!(true),
            json!({"a": [1, null]}),
            json!([]),
            Value::Null,
        ];
        self.rng.choice(values).unwrap_or_default()
    }

    /// A valid value with one thing changed, which may make it invalid.
    pub(crate) fn changed(&mut self, value: &Value) -> Value {
        let mut value = value.clone();
        let mut pointers = Vec::new();
        gather(&value, String::new(), &mut pointers);
        let at = self.rng.choice(pointers).unwrap_or_default();
        let Some(target) = value.pointer_mut(&at) else {
            return value;
        };
        let other = match self.rng.u8(..8) {
            0 => json!("text"),
            1 => json!(-7),
            2 => json!(1.25),
            3 => json!([]),
            4 => json!({}),
            5 => Value::Null,
            _ => self.nudged(target),
        };
        *target = other;
        value
    }

    /// The same kind of value, a little different.
    fn nudged(&mut self, value: &Value) -> Value {
        match value {
            Value::Object(map) => {
                let mut map = map.clone();
                match self.rng.choice(map.keys().cloned().collect::<Vec<_>>()) {
                    Some(name) if self.rng.u8(..4) > 0 => drop(map.remove(&name)),
                    _ => drop(map.insert("undeclared".to_owned(), json!(1))),
                }
                Value::Object(map)
            }
            Value::Array(items) => {
                let mut items = items.clone();
                match items.first().cloned() {
                    Some(first) if self.rng.bool() => items.push(first),
                    _ => drop(items.pop()),
                }
                Value::Array(items)
            }
            Value::String(text) if self.rng.bool() => json!(format!("{text}~")),
            Value::String(text) => json!(text.chars().skip(1).collect::<String>()),
            Value::Number(number) => {
                let step = [-1.0, 1.0, -1e6, 1e6, -1e12, 1e12];
                whole(number.as_f64().unwrap_or(0.0) + self.rng.choice(step).unwrap_or(1.0))
            }
            Value::Bool(is) => json!(!is),
            Value::Null => json!(0),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a whole number of this size is exact"
)]
fn whole(number: f64) -> Value {
    // The bounds of 64 bits are larger as fractions than they are.
    if number.fract() == 0.0 && number.abs() <= 2_f64.powi(63) {
        json!(number as i64)
    } else {
        json!(number)
    }
}

/// Objects merged, else the last part.
fn together(parts: Vec<Value>) -> Value {
    let all_objects = parts.iter().all(Value::is_object);
    if !all_objects {
        return parts.into_iter().next().unwrap_or_default();
    }
    let maps = parts.iter().filter_map(Value::as_object);
    let entries = maps
        .flatten()
        .map(|(name, value)| (name.clone(), value.clone()));
    Value::Object(entries.collect())
}

fn gather(value: &Value, at: String, pointers: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                gather(value, crate::schemas::step(&at, name), pointers);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                gather(
                    item,
                    crate::schemas::step(&at, &index.to_string()),
                    pointers,
                );
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    pointers.push(at);
}
