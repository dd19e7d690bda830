//! The parts of one text: what a delimiter joins and splits.

use super::Kind;
use super::error::{Reason, said};
use super::escape::Escape;
use super::tree::Flat;

/// The escaped parts of a value. An object's are `name=value` where exploded, otherwise names and values in turn.
pub(super) fn write(value: &Flat, explode: bool, escape: &Escape) -> Result<Vec<String>, Reason> {
    match value {
        Flat::Nothing => Ok(Vec::new()),
        Flat::Scalar(text) => Ok(vec![escape.write(text)?]),
        Flat::List(items) => items.iter().map(|item| escape.write(item)).collect(),
        Flat::Object(properties) if explode => properties
            .iter()
            .map(|(key, value)| {
                Ok(format!(
                    "{}={}",
                    escape.write_key(key)?,
                    escape.write(value)?
                ))
            })
            .collect(),
        Flat::Object(properties) => properties
            .iter()
            .flat_map(|(key, value)| [key, value])
            .map(|text| escape.write(text))
            .collect(),
    }
}

/// Reads the parts between separators: they are split first and unescaped after, so an escaped separator is text.
pub(super) fn read(
    text: &str,
    separator: char,
    (kind, explode): (Kind, bool),
    escape: &Escape,
) -> Result<Flat, Reason> {
    match kind {
        Kind::Scalar | Kind::Json => Ok(Flat::Scalar(escape.read(text)?)),
        Kind::List => Ok(Flat::List(
            text.split(separator)
                .map(|item| escape.read(item))
                .collect::<Result<_, _>>()?,
        )),
        Kind::Object if text.is_empty() => Ok(Flat::Object(Vec::new())),
        Kind::Object if explode => text
            .split(separator)
            .map(|part| named(part, escape))
            .collect::<Result<_, _>>()
            .map(Flat::Object),
        Kind::Object => in_turn(text.split(separator), escape).map(Flat::Object),
    }
}

fn named(part: &str, escape: &Escape) -> Result<(String, String), Reason> {
    let (key, value) = part
        .split_once('=')
        .ok_or(said("must be properties of the form `name=value`"))?;
    Ok((escape.read(key)?, escape.read(value)?))
}

fn in_turn<'a>(
    mut parts: impl Iterator<Item = &'a str>,
    escape: &Escape,
) -> Result<Vec<(String, String)>, Reason> {
    let mut properties = Vec::new();
    while let Some(key) = parts.next() {
        let value = parts
            .next()
            .ok_or(said("must be names and values in turn"))?;
        properties.push((escape.read(key)?, escape.read(value)?));
    }
    Ok(properties)
}
