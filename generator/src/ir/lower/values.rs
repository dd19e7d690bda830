//! Values that the document shows: defaults and examples, looked at from afar.

use std::ops::RangeInclusive;

use serde_json::Value;

use super::compact::Moved;
use super::draft::PendingDefault;
use super::{limits, literals};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Docs, IntegerFormat, Shape, TypeId, Types};
use crate::source::Location;
use crate::spec::Example;

/// How many choices and nullable types are looked through. Behind that a value is taken to fit.
const DEPTH: u8 = 64;

/// Takes out defaults and examples that cannot be what they are said to be.
pub(super) fn check(
    diagnostics: &mut Diagnostics,
    api: &mut Api,
    moved: &Moved<'_>,
    defaults: &[PendingDefault],
) {
    for pending in defaults {
        if let Some(record) = moved.get(pending.record) {
            check_property(diagnostics, &mut api.types, record, pending);
        }
    }
    for id in api.types.ids() {
        let default = api.types[id].default.take();
        api.types[id].default =
            default.filter(|(at, default)| is_default(diagnostics, &api.types, id, default, at));
        let examples = std::mem::take(&mut api.types[id].examples);
        api.types[id].examples = fitting(diagnostics, &api.types, id, examples);
    }
    let types = &api.types;
    for operation in &mut api.operations {
        for parameter in &mut operation.parameters {
            let examples = std::mem::take(&mut parameter.examples);
            parameter.examples = fitting(diagnostics, types, parameter.ty, examples);
            let default = parameter.default.take();
            parameter.default = default.filter(|default| {
                is_default(diagnostics, types, parameter.ty, default, &parameter.at)
            });
        }
        for media in operation.media_mut() {
            let examples = std::mem::take(&mut media.examples);
            media.examples = fitting(diagnostics, types, media.ty, examples);
        }
    }
}

/// The words of a property that says none are its type's.
pub(super) fn fill_docs(types: &mut Types) {
    for id in types.ids() {
        let Shape::Record(mut record) = types[id].shape.clone() else {
            continue;
        };
        for property in &mut record.properties {
            let own = &property.docs;
            if own.title.is_none() && own.description.is_none() && own.more.is_none() {
                let docs = &types[property.ty].docs;
                property.docs = Docs {
                    title: docs.title.clone(),
                    description: docs.description.clone(),
                    more: docs.more.clone(),
                    deprecated: property.docs.deprecated,
                };
            }
        }
        types[id].shape = Shape::Record(record);
    }
}

fn check_property(
    diagnostics: &mut Diagnostics,
    types: &mut Types,
    record: TypeId,
    pending: &PendingDefault,
) {
    let Shape::Record(found) = &types[record].shape else {
        return;
    };
    let Some(property) = found.properties.get(pending.property) else {
        return;
    };
    let Some(default) = &property.default else {
        return;
    };
    let is = is_default(diagnostics, types, property.ty, default, &pending.at);
    if let (false, Shape::Record(found)) = (is, &mut types[record].shape) {
        found.properties[pending.property].default = None;
    }
}

fn is_default(
    diagnostics: &mut Diagnostics,
    types: &Types,
    ty: TypeId,
    default: &Value,
    at: &Location,
) -> bool {
    let is = fits(types, ty, default, Closeness::Listed, DEPTH);
    if !is {
        let message = format!(
            "the default `{}` is no value of its schema, which asks for {}; it is left out",
            short(default),
            asked(types, ty, DEPTH)
        );
        diagnostics.push(Diagnostic::new(Code::INVALID_DEFAULT, at.clone(), message));
    }
    is
}

fn fitting(
    diagnostics: &mut Diagnostics,
    types: &Types,
    ty: TypeId,
    mut examples: Vec<Example>,
) -> Vec<Example> {
    examples.retain(|example| {
        let is = fits(types, ty, &example.value, Closeness::Kind, DEPTH);
        if !is {
            let message = format!(
                "the example `{}` is no value of its schema, which asks for {}; it is left out",
                short(&example.value),
                asked(types, ty, DEPTH)
            );
            diagnostics.push(Diagnostic::new(
                Code::INVALID_EXAMPLE,
                example.at.clone(),
                message,
            ));
        }
        is
    });
    examples
}

/// What a type asks for, in words.
fn asked(types: &Types, ty: TypeId, depth: u8) -> String {
    /// As many values as a line takes.
    const SHOWN: usize = 5;
    let plain = match &types[types.resolve(ty)].shape {
        Shape::Any | Shape::Alias(_) => "any value",
        Shape::Never => "no value at all",
        Shape::Null => "`null`",
        Shape::Bool => "a boolean",
        Shape::Integer(IntegerFormat::I64) => "an integer",
        Shape::Integer(format) => {
            let range = range(*format);
            return format!("an integer from {} to {}", range.start(), range.end());
        }
        Shape::Number(_) => "a number",
        Shape::Text(_) => "a string",
        Shape::List(_) | Shape::Tuple(_) => "an array",
        Shape::Map(_) | Shape::Record(_) => "an object",
        Shape::Nullable(inner) if depth > 0 => {
            return format!("{} or `null`", asked(types, *inner, depth - 1));
        }
        Shape::Nullable(_) | Shape::Choice(_) => "a value of one of its branches",
        Shape::Literals(list) => {
            let values = list.values.iter().take(SHOWN);
            let values: Vec<String> = values
                .map(|listed| format!("`{}`", short(&listed.value)))
                .collect();
            let more = if list.values.len() > SHOWN {
                " or another that it lists"
            } else {
                ""
            };
            return format!("one of {}{more}", values.join(", "));
        }
    };
    plain.to_owned()
}

/// The start of a value's text.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// How closely a value is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closeness {
    /// Its JSON type is right.
    Kind,
    /// And where values are listed, it is one of them; what is in it is looked at, too.
    Listed,
}

fn fits(types: &Types, ty: TypeId, value: &Value, closeness: Closeness, depth: u8) -> bool {
    if depth == 0 {
        return true;
    }
    let within = |ty: TypeId| fits(types, ty, value, closeness, depth - 1);
    let fits_in = |ty: TypeId, value: &Value| fits(types, ty, value, closeness, depth - 1);
    match &types[types.resolve(ty)].shape {
        Shape::Any | Shape::Alias(_) => true,
        Shape::Never => false,
        Shape::Null => value.is_null(),
        Shape::Bool => value.is_boolean(),
        Shape::Integer(format) => is_integer(*format, value, closeness),
        Shape::Number(_) => value.is_number(),
        Shape::Text(_) => value.is_string(),
        Shape::List(list) if closeness == Closeness::Listed => value
            .as_array()
            .is_some_and(|items| items.iter().all(|item| fits_in(list.item, item))),
        Shape::List(_) | Shape::Tuple(_) => value.is_array(),
        Shape::Map(map) if closeness == Closeness::Listed => value
            .as_object()
            .is_some_and(|values| values.values().all(|value| fits_in(map.value, value))),
        Shape::Record(record) if closeness == Closeness::Listed => {
            value.as_object().is_some_and(|values| {
                let mut properties = record.properties.iter();
                properties.all(|property| match values.get(&property.name) {
                    Some(value) => fits_in(property.ty, value),
                    None => !property.required,
                })
            })
        }
        Shape::Map(_) | Shape::Record(_) => value.is_object(),
        Shape::Nullable(inner) => value.is_null() || within(*inner),
        Shape::Choice(choice) => choice.branches.iter().any(|branch| within(branch.ty)),
        Shape::Literals(list) if closeness == Closeness::Listed => {
            literals::contains(&list.values, &literals::normal(value))
        }
        Shape::Literals(list) => list
            .values
            .iter()
            .any(|literal| is_alike(&literal.value, value)),
    }
}

/// A default has to be within the format too; examples are looked at less closely.
fn is_integer(format: IntegerFormat, value: &Value, closeness: Closeness) -> bool {
    let value = literals::normal(value);
    let Some(number) = value.as_number() else {
        return false;
    };
    match (limits::whole(number), closeness) {
        (Some(whole), Closeness::Listed) => range(format).contains(&whole),
        (Some(_), Closeness::Kind) => true,
        // Whole numbers beyond 64 bits are read as floats.
        (None, Closeness::Kind) => number.as_f64().is_some_and(|float| float.fract() == 0.0),
        (None, Closeness::Listed) => false,
    }
}

fn range(format: IntegerFormat) -> RangeInclusive<i128> {
    match format {
        IntegerFormat::I8 => i8::MIN.into()..=i8::MAX.into(),
        IntegerFormat::I16 => i16::MIN.into()..=i16::MAX.into(),
        IntegerFormat::I32 => i32::MIN.into()..=i32::MAX.into(),
        IntegerFormat::I64 => i64::MIN.into()..=i64::MAX.into(),
        IntegerFormat::U8 => 0..=u8::MAX.into(),
        IntegerFormat::U16 => 0..=u16::MAX.into(),
        IntegerFormat::U32 => 0..=u32::MAX.into(),
        IntegerFormat::U64 => 0..=u64::MAX.into(),
    }
}

fn is_alike(one: &Value, other: &Value) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}
