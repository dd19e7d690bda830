//! The tree as plain text again, overlays applied: for other tools.
//!
//! Whoever reads it, in whatever version of YAML, reads the same values: numbers to their last digit, and strings as strings.

mod json;
mod yaml;

use super::{Document, Number};

impl Document {
    /// As YAML, in blocks.
    pub fn to_yaml(&self) -> String {
        yaml::print(&self.root)
    }

    /// As JSON, indented, with a line break at the end.
    pub fn to_json(&self) -> String {
        json::print(&self.root)
    }
}

/// A string as JSON has it, which is a double-quoted one of YAML as well.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Every digit of a number.
fn digits(number: &Number) -> String {
    match number {
        Number::Int(value) => value.to_string(),
        Number::Float(value) => serde_json::Value::from(*value).to_string(),
        Number::Big(text) => text.to_string(),
    }
}

#[cfg(test)]
mod tests;
