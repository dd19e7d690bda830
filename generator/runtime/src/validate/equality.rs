//! `uniqueItems`: equality of JSON values (JSON Schema 2020-12 core, section 4.2.2).

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

/// The places of two items that are equal JSON.
pub(super) fn first_pair<T: Serialize>(items: &[T]) -> Option<(usize, usize)> {
    let mut seen = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        let mut key = String::new();
        write_key(&serde_json::to_value(item).ok()?, &mut key);
        if let Some(first) = seen.insert(key, index) {
            return Some((first, index));
        }
    }
    None
}

/// A text that is the same for equal values: numbers by their value, properties by their names.
fn write_key(value: &Value, key: &mut String) {
    match value {
        Value::Number(number) => match number.as_f64().filter(|_| number.is_f64()) {
            // Adding zero makes a negative zero the other one.
            Some(float) => key.push_str(&(float + 0.0).to_string()),
            None => key.push_str(&number.to_string()),
        },
        Value::Array(items) => {
            key.push('[');
            for item in items {
                write_key(item, key);
                key.push(',');
            }
            key.push(']');
        }
        Value::Object(object) => {
            let mut properties: Vec<_> = object.iter().collect();
            properties.sort_by_key(|(name, _)| *name);
            key.push('{');
            for (name, value) in properties {
                key.push_str(&Value::from(name.as_str()).to_string());
                key.push(':');
                write_key(value, key);
                key.push(',');
            }
            key.push('}');
        }
        Value::Null | Value::Bool(_) | Value::String(_) => key.push_str(&value.to_string()),
    }
}
