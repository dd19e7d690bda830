//! The documents that hold a text wherever one may stand, and those places.

use std::fmt;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// Stands for the payload until the document is text.
const HERE: &str = "\u{1}here\u{1}";

/// Whether a payload takes the place of what was there, or stands behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mode {
    Alone,
    Behind,
}

impl Mode {
    pub(crate) const ALL: [Self; 2] = [Self::Alone, Self::Behind];
}

/// A text, a number or a key of a document.
pub(crate) struct Place {
    document: String,
    /// JSON Pointer of the value, or of what stands under the key.
    pointer: String,
    is_key: bool,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.is_key { "key" } else { "value" };
        write!(f, "{} {} ({kind})", self.document, self.pointer)
    }
}

/// Each document of the folder: one of OpenAPI 3 three times, as each of its versions.
pub(crate) fn documents() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("injection/documents");
    let entries = fs::read_dir(folder).expect("the folder of the documents");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let mut documents = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(&path).expect("a document");
        let document: Value = serde_yaml::from_str(&text).expect("it is YAML");
        if document.get("swagger").is_some() {
            documents.push((name.into_owned(), document));
            continue;
        }
        for version in ["3.0.4", "3.1.1", "3.2.0"] {
            let mut document = document.clone();
            document["openapi"] = version.into();
            documents.push((format!("{name} {version}"), document));
        }
    }
    documents
}

/// Every place of a document.
pub(crate) fn of(name: &str, document: &Value) -> impl Iterator<Item = Place> {
    let mut places = Vec::new();
    collect(document, "", &mut |pointer, is_key| {
        places.push(Place {
            document: name.to_owned(),
            pointer: pointer.to_owned(),
            is_key,
        });
    });
    places.into_iter()
}

fn collect(value: &Value, pointer: &str, found: &mut impl FnMut(&str, bool)) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
                found(&pointer, true);
                collect(value, &pointer, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{pointer}/{index}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => found(pointer, false),
    }
}

impl Place {
    /// The document's text with a payload here, which is a JSON string.
    pub(crate) fn put(&self, document: &Value, mode: Mode, payload: &str) -> String {
        let mut document = document.clone();
        let was = if self.is_key {
            self.rename(&mut document)
        } else {
            self.replace(&mut document)
        };
        let marked = Value::from(HERE).to_string();
        let before = Value::from(match mode {
            Mode::Alone => String::new(),
            Mode::Behind => was,
        });
        let before = before.to_string();
        let (before, payload) = (&before[..before.len() - 1], &payload[1..]);
        document
            .to_string()
            .replacen(&marked, &format!("{before}{payload}"), 1)
    }

    fn replace(&self, document: &mut Value) -> String {
        let value = document.pointer_mut(&self.pointer).expect("it is there");
        let was = std::mem::replace(value, HERE.into());
        was.as_str()
            .map_or_else(|| was.to_string(), ToOwned::to_owned)
    }

    /// In the same place among the other keys.
    fn rename(&self, document: &mut Value) -> String {
        let (owner, key) = self.pointer.rsplit_once('/').expect("a key has an owner");
        let key = key.replace("~1", "/").replace("~0", "~");
        let owner = document.pointer_mut(owner).and_then(Value::as_object_mut);
        let owner = owner.expect("it is there");
        let members = std::mem::take(owner);
        *owner = members
            .into_iter()
            .map(|(name, value)| (if name == key { HERE.to_owned() } else { name }, value))
            .collect();
        key
    }
}
