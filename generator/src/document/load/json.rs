use serde::de::DeserializeSeed;

use super::numbers;
use super::reading::Reading;
use super::value::Value;
use super::{Fault, Marked, Tree, at_offset, fault, line_start};
use crate::diagnostics::Code;

/// Reads JSON (RFC 8259). Numbers that no `f64` holds are kept as their text.
pub(super) fn read(reading: &mut Reading<'_>) -> Result<Tree, Fault> {
    let source = reading.source.clone();
    match parse(reading, &source.text) {
        Ok(tree) => Ok(exact(reading, tree)),
        Err(error) if is_out_of_range(&error) => {
            let tamed = numbers::tame(&source.text);
            reading.restart();
            reading.inexact = true;
            match parse(reading, &tamed) {
                Ok(tree) => Ok(exact(reading, tree)),
                Err(error) => Err(explain(reading, &error)),
            }
        }
        Err(error) => Err(explain(reading, &error)),
    }
}

fn parse(reading: &mut Reading<'_>, text: &str) -> Result<Tree, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    // The visitor counts the depth itself: the limit is ours, and so is the error.
    deserializer.disable_recursion_limit();
    let tree = Value(reading).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(tree)
}

fn exact(reading: &Reading<'_>, mut tree: Tree) -> Tree {
    if reading.inexact {
        numbers::restore(
            &mut tree,
            Marked::new(reading.source).marks(),
            &reading.source.text,
        );
    }
    tree
}

fn is_out_of_range(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("number out of range")
}

fn explain(reading: &mut Reading<'_>, error: &serde_json::Error) -> Fault {
    let text = &reading.source.text;
    let offset = line_start(text, error.line()) + error.column().saturating_sub(1);
    if let Some(fault) = reading.settle(Some(offset)) {
        return fault;
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let at = at_offset(reading.source, reading.pointer(), offset);
    fault(Code::SYNTAX, at, message)
}
