//! Rendering.

use super::Diagnostics;

/// For people.
pub fn human(diagnostics: &Diagnostics) -> String {
    diagnostics
        .iter()
        .map(|d| {
            format!(
                "{:?}[{}]: {}\n --> {}\n",
                d.severity, d.code, d.message, d.at
            )
        })
        .collect()
}

/// For machines.
pub fn json(diagnostics: &Diagnostics) -> serde_json::Value {
    diagnostics
        .iter()
        .map(|d| serde_json::json!({"code": d.code.id(), "message": d.message}))
        .collect()
}

/// In one line.
pub fn line(d: &super::Diagnostic) -> String {
    format!("{}: {} [{}]", d.at, d.message, d.code)
}
