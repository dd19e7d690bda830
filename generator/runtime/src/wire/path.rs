//! The styles `simple` (path and header), `label` and `matrix` (path): RFC 6570, sections 3.2.2, 3.2.5 and 3.2.7.

use super::error::{self, Reason, said};
use super::escape::{DOTS, Escape, HEADER, HEADER_ITEM, PATH};
use super::tree::Flat;
use super::{Kind, Parameter, Style, items};

pub(super) fn write(parameter: &Parameter, value: &Flat) -> Result<String, Reason> {
    if matches!(value, Flat::Nothing) {
        return Err(error::NOTHING);
    }
    let text = match parameter.style {
        Style::Label => write_label(parameter, value)?,
        Style::Matrix => write_matrix(parameter, value)?,
        Style::Simple
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject => items::write(value, parameter.explode, &PATH)?.join(","),
    };
    match text.as_str() {
        "" | "." | ".." => Err(said("a part of a path cannot be empty, `.` or `..`")),
        _ => Ok(text),
    }
}

pub(super) fn read(parameter: &Parameter, raw: &str) -> Result<Flat, Reason> {
    if raw.is_empty() {
        return Err(Reason::Missing);
    }
    match parameter.style {
        Style::Label => read_label(parameter, raw),
        Style::Matrix => read_matrix(parameter, raw),
        Style::Simple
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject => items::read(raw, ',', (parameter.kind, parameter.explode), &PATH),
    }
}

/// `.blue`, `.blue,black` and exploded `.blue.black`, `.R=100.G=200`.
fn write_label(parameter: &Parameter, value: &Flat) -> Result<String, Reason> {
    let scalar = matches!(value, Flat::Scalar(_));
    let (separator, escape) = label(parameter, scalar);
    Ok(format!(
        ".{}",
        items::write(value, parameter.explode, escape)?.join(separator)
    ))
}

fn read_label(parameter: &Parameter, raw: &str) -> Result<Flat, Reason> {
    let text = raw.strip_prefix('.').ok_or(said("must start with `.`"))?;
    let (separator, escape) = label(
        parameter,
        matches!(parameter.kind, Kind::Scalar | Kind::Json),
    );
    let separator = if separator == "." { '.' } else { ',' };
    items::read(text, separator, (parameter.kind, parameter.explode), escape)
}

fn label(parameter: &Parameter, scalar: bool) -> (&'static str, &'static Escape) {
    if parameter.explode && !scalar {
        (".", &DOTS)
    } else {
        (",", &PATH)
    }
}

/// `;color=blue`, `;color=blue,black` and exploded `;color=blue;color=black`, `;R=100;G=200`. An empty text is
/// `;color` alone.
fn write_matrix(parameter: &Parameter, value: &Flat) -> Result<String, Reason> {
    let name = PATH.write(parameter.name)?;
    let pair = |text: &str| {
        if text.is_empty() {
            format!(";{name}")
        } else {
            format!(";{name}={text}")
        }
    };
    Ok(match value {
        Flat::List(items) if parameter.explode => items
            .iter()
            .map(|item| Ok(pair(&PATH.write(item)?)))
            .collect::<Result<String, Reason>>()?,
        Flat::Object(_) if parameter.explode => {
            format!(";{}", items::write(value, true, &PATH)?.join(";"))
        }
        Flat::Nothing | Flat::Scalar(_) | Flat::List(_) | Flat::Object(_) => {
            pair(&items::write(value, false, &PATH)?.join(","))
        }
    })
}

fn read_matrix(parameter: &Parameter, raw: &str) -> Result<Flat, Reason> {
    let text = raw.strip_prefix(';').ok_or(said("must start with `;`"))?;
    match parameter.kind {
        Kind::Object if parameter.explode => items::read(text, ';', (Kind::Object, true), &PATH),
        Kind::List if parameter.explode => text
            .split(';')
            .map(|part| PATH.read(matrix_value(parameter, part)?))
            .collect::<Result<_, _>>()
            .map(Flat::List),
        Kind::Scalar | Kind::List | Kind::Object | Kind::Json => items::read(
            matrix_value(parameter, text)?,
            ',',
            (parameter.kind, false),
            &PATH,
        ),
    }
}

fn matrix_value<'a>(parameter: &Parameter, part: &'a str) -> Result<&'a str, Reason> {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    if PATH.read(name)? == parameter.name {
        Ok(value)
    } else {
        Err(said("must have its name before its value"))
    }
}

pub(super) fn write_header(parameter: &Parameter, value: &Flat) -> Result<Option<String>, Reason> {
    match value {
        Flat::Nothing => Ok(None),
        Flat::Scalar(text) => HEADER.write(text).map(Some),
        Flat::List(_) | Flat::Object(_) => Ok(Some(
            items::write(value, parameter.explode, &HEADER_ITEM)?.join(","),
        )),
    }
}

pub(super) fn read_header(parameter: &Parameter, value: Option<&str>) -> Result<Flat, Reason> {
    match value {
        None => Ok(Flat::Nothing),
        Some(text) => items::read(text, ',', (parameter.kind, parameter.explode), &HEADER),
    }
}
