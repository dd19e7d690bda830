//! What is compared: lines that both sides spell alike.

use std::collections::BTreeSet;

use serde_json::Value;

/// Everything that one reader saw.
pub(crate) type Facts = BTreeSet<String>;

/// A value with its numbers as doubles: `1` and `1.0` are one number (JSON Schema 2020-12 section 4.2.2).
pub(crate) fn plain(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| (name.clone(), plain(value)));
            Value::Object(members.collect())
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value.clone(),
    }
}

/// `enum`, without null: 3.0 says that by `nullable` too.
pub(crate) fn enumeration<'v>(values: impl Iterator<Item = &'v Value>) -> Option<String> {
    let values = values.filter(|value| !value.is_null());
    let values: BTreeSet<String> = values.map(|value| plain(value).to_string()).collect();
    (!values.is_empty()).then(|| format!("{values:?}"))
}

/// The last step of a reference: what its target is called.
pub(crate) fn target(reference: &str) -> String {
    let last = reference.rsplit('/').next().unwrap_or_default();
    let mut bytes = Vec::new();
    let mut rest = last.bytes();
    while let Some(byte) = rest.next() {
        let escaped = (byte == b'%').then(|| {
            let digits: String = rest.by_ref().take(2).map(char::from).collect();
            u8::from_str_radix(&digits, 16).unwrap_or(b'%')
        });
        bytes.push(escaped.unwrap_or(byte));
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    text.replace("~1", "/").replace("~0", "~")
}
