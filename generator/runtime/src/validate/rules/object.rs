use serde_json::{Map, Value};

use super::super::{Path, Violations};
use super::Evaluation;
use super::plain::names;
use super::seen::Seen;

impl<'r> Evaluation<'r> {
    /// The keywords that look at an object.
    pub(super) fn object<'v>(
        &mut self,
        schema: &'r Map<String, Value>,
        value: &'v Map<String, Value>,
        at: &Path<'_>,
        out: &mut Violations,
    ) -> Seen<'v> {
        let mut seen = Seen::default();
        for name in names(schema.get("required")) {
            require(value, name, at, out);
        }
        dependent(schema, value, at, out);
        if let Some(names) = schema.get("propertyNames") {
            for name in value.keys() {
                let name = Value::from(name.as_str());
                let place = at.field(name.as_str().unwrap_or_default());
                self.part("propertyNames", names, &name, &place, out);
            }
        }
        for (name, part) in value {
            if self.property(schema, name, part, &at.field(name), out) {
                seen.properties.insert(name);
            }
        }
        seen
    }

    /// Asks what is said of a property; whether anything is.
    fn property(
        &mut self,
        schema: &'r Map<String, Value>,
        name: &str,
        value: &Value,
        at: &Path<'_>,
        out: &mut Violations,
    ) -> bool {
        let mut met = false;
        if let Some(part) = schema.get("properties").and_then(|all| all.get(name)) {
            met = true;
            self.part("properties", part, value, at, out);
        }
        let patterns = schema.get("patternProperties").and_then(Value::as_object);
        for (pattern, part) in patterns.into_iter().flatten() {
            if self.finds(pattern, name) {
                met = true;
                self.part("patternProperties", part, value, at, out);
            }
        }
        if let Some(part) = schema.get("additionalProperties").filter(|_| !met) {
            met = true;
            self.part("additionalProperties", part, value, at, out);
        }
        met
    }

    /// What no other keyword has looked at.
    pub(super) fn unevaluated_properties<'v>(
        &mut self,
        demand: &'r Value,
        value: &'v Map<String, Value>,
        seen: &mut Seen<'v>,
        at: &Path<'_>,
        out: &mut Violations,
    ) {
        for (name, part) in value {
            if seen.properties.insert(name) {
                self.part("unevaluatedProperties", demand, part, &at.field(name), out);
            }
        }
    }
}

fn require(value: &Map<String, Value>, name: &str, at: &Path<'_>, out: &mut Violations) {
    if !value.contains_key(name) {
        out.add(&at.field(name), "required", || "must be there".to_owned());
    }
}

fn dependent(
    schema: &Map<String, Value>,
    value: &Map<String, Value>,
    at: &Path<'_>,
    out: &mut Violations,
) {
    let required = schema.get("dependentRequired").and_then(Value::as_object);
    for (name, others) in required.into_iter().flatten() {
        for other in names(Some(others)) {
            if value.contains_key(name) && !value.contains_key(other) {
                out.add(&at.field(other), "dependentRequired", || {
                    format!("must be there, as `{name}` is")
                });
            }
        }
    }
}
