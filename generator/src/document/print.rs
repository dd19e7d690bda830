//! The tree as plain text again, overlays applied: for other tools.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Document, Kind, Number, Tree};

impl Document {
    /// As YAML 1.2, in which `no` and `on` are strings.
    pub fn to_yaml(&self) -> String {
        serde_yaml::to_string(&self.root).expect("a tree holds nothing that YAML cannot write")
    }

    /// As JSON, indented, with a line break at the end.
    pub fn to_json(&self) -> String {
        let text = serde_json::to_string_pretty(&self.root);
        text.expect("a tree holds nothing that JSON cannot write") + "\n"
    }
}

/// The value alone; places stay behind.
impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.kind {
            Kind::Null => serializer.serialize_unit(),
            Kind::Bool(value) => serializer.serialize_bool(*value),
            Kind::Number(number) => number.serialize(serializer),
            Kind::String(text) => serializer.serialize_str(text),
            Kind::Array(items) => serializer.collect_seq(items),
            Kind::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, value) in members {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// Whole numbers keep every digit.
impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Int(value) => match i64::try_from(*value) {
                Ok(value) => serializer.serialize_i64(value),
                Err(_) => serializer.serialize_i128(*value),
            },
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Big(_) => self.to_json().serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::Diagnostics;
    use crate::document::Document;

    #[test]
    fn a_document_reads_back() {
        let text = "openapi: 3.1.0\nx:\n- 1\n- 170141183460469231731687303715884105727\n- 1.5\n- null\n- 'null'\n- no\n";
        let mut diagnostics = Diagnostics::default();
        let document = Document::load(&mut diagnostics, "a.yaml", text.as_bytes()).unwrap();
        assert_eq!(document.to_yaml(), text);
        let again = Document::load(&mut diagnostics, "a.json", document.to_json().as_bytes());
        assert_eq!(again.unwrap().to_yaml(), text);
    }
}
