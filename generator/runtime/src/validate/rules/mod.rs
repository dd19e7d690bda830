//! The keywords that have to see a value as it is on the wire: `not`, `if`, `contains`, `unevaluatedProperties` and their like.
//!
//! An emitted type that has such keywords holds them in a static, as JSON Schema (2020-12) text that refers to nothing outside:
//!
//! ```text
//! static RULES: validate::Rules = validate::Rules::new("{\"not\":{\"required\":[\"a\",\"b\"]}}", &[]);
//! validate::rules(self, &RULES, at, out);
//! ```
//!
//! It is read at its first use. What the type guarantees, or checks by itself, is not in it. Beside the standard's keywords it may have
//! `$beside`: a schema that is only asked which parts of a value it looks at. A `$ref` is a number: a place in the outermost `$defs`,
//! which is an array.

mod array;
mod choice;
mod number;
mod object;
mod plain;
mod seen;

use std::sync::OnceLock;

use serde::Serialize;
use serde_json::{Map, Value};

use self::plain::list;
use self::seen::Seen;
use super::constraint::check_pattern;
use super::{Matcher, Path, Violations};

/// Demands on a whole value.
#[derive(Debug)]
pub struct Rules {
    text: &'static str,
    patterns: &'static [&'static dyn Matcher],
    depth: usize,
    skips_null: bool,
    schema: OnceLock<Value>,
}

impl Rules {
    /// Demands in JSON Schema, with the patterns that are in it.
    pub const fn new(text: &'static str, patterns: &'static [&'static dyn Matcher]) -> Self {
        Self {
            text,
            patterns,
            depth: 0,
            skips_null: false,
            schema: OnceLock::new(),
        }
    }

    /// The same for whatever stands within so many lists and maps, where it is not null.
    pub const fn within(
        depth: usize,
        text: &'static str,
        patterns: &'static [&'static dyn Matcher],
    ) -> Self {
        Self {
            text,
            patterns,
            depth,
            skips_null: true,
            schema: OnceLock::new(),
        }
    }
}

/// Checks a value against demands on what it is on the wire.
pub fn rules<T: Serialize + ?Sized>(
    value: &T,
    rules: &'static Rules,
    at: &Path<'_>,
    out: &mut Violations,
) {
    let Ok(value) = serde_json::to_value(value) else {
        out.add(at, "type", || "must be a JSON value".to_owned());
        return;
    };
    let schema = rules.schema.get_or_init(|| {
        serde_json::from_str(rules.text).expect("the generator writes JSON into its literals")
    });
    let mut evaluation = Evaluation {
        rules,
        definitions: schema.get("$defs"),
        depth: 0,
        steps: 0,
    };
    evaluation.each(schema, &value, rules.depth, at, out);
    if evaluation.steps > STEPS {
        out.add(at, "$ref", || "takes too long to check".to_owned());
    }
}

/// How many schemas are asked about one value, and how many within each other: a hostile value must not cost more than it is long.
const STEPS: usize = 250_000;
const DEPTH: usize = 500;

struct Evaluation<'r> {
    rules: &'r Rules,
    definitions: Option<&'r Value>,
    depth: usize,
    steps: usize,
}

impl<'r> Evaluation<'r> {
    /// The values within lists and maps.
    fn each(
        &mut self,
        schema: &'r Value,
        value: &Value,
        depth: usize,
        at: &Path<'_>,
        out: &mut Violations,
    ) {
        if value.is_null() && self.rules.skips_null {
            return;
        }
        let Some(within) = depth.checked_sub(1) else {
            self.part("not", schema, value, at, out);
            return;
        };
        for (index, item) in list(Some(value)).enumerate() {
            self.each(schema, item, within, &at.item(index), out);
        }
        for (name, part) in value.as_object().into_iter().flatten() {
            self.each(schema, part, within, &at.field(name), out);
        }
    }

    /// Asks a schema that stands under a keyword. Of `false` the keyword tells.
    fn part(
        &mut self,
        keyword: &'static str,
        schema: &'r Value,
        value: &Value,
        at: &Path<'_>,
        out: &mut Violations,
    ) {
        if *schema == Value::Bool(false) {
            out.add(at, keyword, || "must not be there".to_owned());
        } else {
            self.schema(schema, value, at, out);
        }
    }

    /// What a schema looks at where the value fits it.
    fn fits<'v>(&mut self, schema: &'r Value, value: &'v Value, at: &Path<'_>) -> Option<Seen<'v>> {
        let mut counter = Violations::counter();
        let seen = self.schema(schema, value, at, &mut counter);
        counter.is_empty().then_some(seen)
    }

    /// Asks a schema; says what it has looked at, which is nothing where the value does not fit.
    fn schema<'v>(
        &mut self,
        schema: &'r Value,
        value: &'v Value,
        at: &Path<'_>,
        out: &mut Violations,
    ) -> Seen<'v> {
        let Some(schema) = schema.as_object() else {
            if *schema == Value::Bool(false) {
                out.add(at, "not", || "must not be there".to_owned());
            }
            return Seen::default();
        };
        self.steps += 1;
        if self.depth == DEPTH || self.steps > STEPS {
            return Seen::default();
        }
        self.depth += 1;
        let before = out.len();
        let mut seen = self.parts(schema, value, at, out);
        plain::check(schema, value, at, out);
        if let (Some(Value::String(pattern)), Value::String(text)) = (schema.get("pattern"), value)
            && let Some(pattern) = self.matcher(pattern)
        {
            check_pattern(pattern, text, at, out);
        }
        self.unevaluated(schema, value, &mut seen, at, out);
        self.depth -= 1;
        if out.len() == before {
            seen
        } else {
            Seen::default()
        }
    }

    /// The keywords that ask other schemas.
    fn parts<'v>(
        &mut self,
        schema: &'r Map<String, Value>,
        value: &'v Value,
        at: &Path<'_>,
        out: &mut Violations,
    ) -> Seen<'v> {
        let mut seen = match value {
            Value::Object(object) => self.object(schema, object, at, out),
            Value::Array(items) => self.array(schema, items, at, out),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Seen::default(),
        };
        let definition = schema.get("$ref").and_then(Value::as_u64);
        let definition = definition.and_then(|index| {
            let all = self.definitions?.as_array()?;
            all.get(usize::try_from(index).ok()?)
        });
        for part in definition.into_iter().chain(list(schema.get("allOf"))) {
            seen.merge(self.schema(part, value, at, out));
        }
        if let Some(part) = schema.get("$beside") {
            seen.merge(self.fits(part, value, at).unwrap_or_default());
        }
        seen.merge(self.choice(schema, value, at, out));
        seen.merge(self.condition(schema, value, at, out));
        seen
    }

    fn unevaluated<'v>(
        &mut self,
        schema: &'r Map<String, Value>,
        value: &'v Value,
        seen: &mut Seen<'v>,
        at: &Path<'_>,
        out: &mut Violations,
    ) {
        if let (Some(demand), Value::Object(object)) = (schema.get("unevaluatedProperties"), value)
        {
            self.unevaluated_properties(demand, object, seen, at, out);
        }
        if let (Some(demand), Value::Array(items)) = (schema.get("unevaluatedItems"), value) {
            self.unevaluated_items(demand, items, seen, at, out);
        }
    }

    fn matcher(&self, source: &str) -> Option<&'static dyn Matcher> {
        let mut all = self.rules.patterns.iter().copied();
        all.find(|pattern| pattern.source() == source)
    }

    fn finds(&self, source: &str, text: &str) -> bool {
        let found = self.matcher(source).and_then(|pattern| pattern.finds(text));
        found.unwrap_or_default()
    }
}
