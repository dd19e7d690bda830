//! Stands in for the reader until it is there.

use std::sync::Arc;

use super::{Document, Kind, Number, Tree};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Stop};
use crate::source::{Location, Source};

impl Document {
    /// Reads a document.
    pub fn load(diagnostics: &mut Diagnostics, name: &str, bytes: &[u8]) -> Result<Self, Stop> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let source = Source::new(name, text);
        match serde_yaml::from_str::<serde_json::Value>(&source.text) {
            Ok(value) => Ok(Self {
                root: tree(value),
                sources: vec![Arc::clone(&source)],
                source,
            }),
            Err(error) => {
                diagnostics.push(Diagnostic::new(
                    Code::SYNTAX,
                    Location::root(&source),
                    error.to_string(),
                ));
                Err(Stop)
            }
        }
    }

    /// As YAML.
    pub fn to_yaml(&self) -> String {
        serde_yaml::to_string(&self.root.to_json()).unwrap_or_default()
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        format!("{:#}\n", self.root.to_json())
    }
}

/// Applies an overlay.
pub fn apply(_diagnostics: &mut Diagnostics, document: &mut Document, overlay: &Document) {
    document.sources.extend(overlay.sources.iter().cloned());
}

fn tree(value: serde_json::Value) -> Tree {
    Tree::from(match value {
        serde_json::Value::Null => Kind::Null,
        serde_json::Value::Bool(value) => Kind::Bool(value),
        serde_json::Value::Number(number) => Kind::Number(
            number
                .as_i64()
                .map_or(Number::Float(0.0), |n| Number::Int(n.into())),
        ),
        serde_json::Value::String(text) => Kind::String(text),
        serde_json::Value::Array(items) => Kind::Array(items.into_iter().map(tree).collect()),
        serde_json::Value::Object(members) => {
            Kind::Object(members.into_iter().map(|(k, v)| (k, tree(v))).collect())
        }
    })
}
