use serde::de::DeserializeSeed;

use super::numbers;
use super::reading::Reading;
use super::value::Value;
use super::{Fault, Marked, Tree, at_offset, fault, line_start, syntax};
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
    if let Some((offset, escape)) = lone_surrogate(text, offset) {
        let at = at_offset(reading.source, reading.pointer(), offset);
        let message = format!("`{escape}` is half of a character: its other half must follow");
        return fault(Code::SYNTAX, at, message).help("write the character itself");
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    syntax::of_json(reading.source, reading.pointer(), offset, message)
}

/// The escape just before a fault, where it is half of a surrogate pair (RFC 8259 section 8.2): its offset and text.
fn lone_surrogate(text: &str, offset: usize) -> Option<(usize, &str)> {
    // The reader stops where the other half should be: behind an escape or within one.
    const NEAR: usize = 12;
    let start = (offset.saturating_sub(NEAR)..=offset).find(|at| {
        let digits = text
            .get(at + 2..at + 6)
            .filter(|_| text.get(*at..at + 2) == Some("\\u"));
        let unit = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        unit.is_some_and(|unit| (0xD800..0xE000).contains(&unit))
    })?;
    Some((start, text.get(start..start + 6)?))
}
