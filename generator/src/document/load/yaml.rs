use serde::de::DeserializeSeed;

use super::reading::Reading;
use super::value::{KEY, Value};
use super::{Fault, Marked, Tree, at_offset, fault, guard, numbers, offset, syntax};
use crate::diagnostics::Code;
use crate::source::{Location, Pointer};

/// Reads YAML 1.2 as far as JSON's model goes: `NO`, `on`, `1_000` and dates are strings.
pub(super) fn read(reading: &mut Reading<'_>) -> Result<Tree, Fault> {
    let source = reading.source.clone();
    reading.yaml = true;
    guard::check(&source, &reading.limits)?;
    let deserializer = serde_yaml::Deserializer::from_str(&source.text);
    let mut tree = Value(reading)
        .deserialize(deserializer)
        .map_err(|error| explain(reading, &error))?;
    if reading.inexact || numbers::has_foreign(&source.text) {
        numbers::restore(&mut tree, Marked::new(&source).marks(), &source.text);
    }
    Ok(tree)
}

fn explain(reading: &mut Reading<'_>, error: &serde_yaml::Error) -> Fault {
    let source = reading.source;
    let (message, offset_in_words) = words(error);
    let offset = offset_in_words.or_else(|| {
        let location = error.location()?;
        Some(offset(&source.text, location.line(), location.column()))
    });
    if let Some(fault) = reading.settle(offset) {
        return fault;
    }
    let at = match offset {
        Some(offset) => at_offset(source, reading.pointer(), offset),
        None => Location::new(source, reading.pointer()),
    };
    if message.starts_with("deserializing from YAML containing more than one document") {
        let (second, is_marked) = guard::second_document(&source.text);
        if !is_marked {
            let words = "did not find expected <document start>";
            return syntax::of_yaml(source, Pointer::root(), second, words);
        }
        return second_document(at_offset(source, Pointer::root(), second));
    }
    if message == "recursion limit exceeded" {
        return fault(Code::TOO_LARGE, at, "the document nests deeper than 127");
    }
    if message == "unknown anchor" {
        return guard::unknown_anchor(at);
    }
    if message.ends_with(KEY) {
        return fault(
            Code::UNSUPPORTED_YAML,
            at,
            "a key must be text, found an array or an object",
        )
        .help("put a key that begins with `{` or `[` in quotes, and the name alone behind `?`");
    }
    match offset {
        Some(offset) => syntax::of_yaml(source, reading.pointer(), offset, &message),
        None => fault(Code::SYNTAX, at, message),
    }
}

fn second_document(at: Location) -> Fault {
    let message = "a second YAML document begins here; one is read";
    let mut fault = fault(Code::UNSUPPORTED_YAML, at, message);
    fault.help = Some("keep one document in the file".to_owned());
    fault
}

/// The error's words without its own place, which the diagnostic shows better; characters that YAML forbids are placed by
/// their offset alone.
fn words(error: &serde_yaml::Error) -> (String, Option<usize>) {
    let message = error.to_string();
    if let Some((words, offset)) = message.rsplit_once(" at position ") {
        return (words.to_owned(), offset.parse().ok());
    }
    let words = match message.split_once(" at line ") {
        Some((words, rest)) => match rest.split_once(", ") {
            Some((_, context)) if context.contains(" at line ") => format!("{words}, {context}"),
            _ => words.to_owned(),
        },
        None => message,
    };
    (words, None)
}
