//! Forms (`application/x-www-form-urlencoded`): how each property is spelled (OpenAPI 3.1.1 section 4.8.15.1).

use super::media::is_json;
use super::{Input, wire};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Encoding, Media, Shape, TypeId};
use crate::rust::{FormField, FormSpelling};

/// Whether a value can be one: an object, or what may turn out to be one.
pub(super) fn is_typed(input: &Input<'_>, media: &Media) -> bool {
    let types = &input.api.types;
    match &types[types.non_null(media.ty)].shape {
        Shape::Record(_) | Shape::Map(_) | Shape::Choice(_) | Shape::Any => true,
        Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Nullable(_)
        | Shape::Alias(_)
        | Shape::Literals(_) => false,
    }
}

/// The properties that are not spelled as texts are: those of the schema, then those that only `encoding` names.
pub(super) fn fields(
    diagnostics: &mut Diagnostics,
    input: &Input<'_>,
    media: &Media,
) -> Vec<FormField> {
    let types = &input.api.types;
    let mut fields = Vec::new();
    let mut declared = Vec::new();
    if let Shape::Record(record) = &types[types.non_null(media.ty)].shape {
        for property in &record.properties {
            let name = &property.name;
            declared.push(name);
            let encoding = media.encodings.iter().find(|one| one.property == *name);
            let value = Value::of(input, property.ty);
            if let Some(spelling) = spelling(diagnostics, encoding, &value) {
                let name = name.clone();
                fields.push(FormField { name, spelling });
            }
        }
    }
    let others = media.encodings.iter();
    for encoding in others.filter(|one| !declared.contains(&&one.property)) {
        let name = encoding.property.clone();
        if let Some(spelling) = spelling(diagnostics, Some(encoding), &Value::UNKNOWN) {
            fields.push(FormField { name, spelling });
        }
    }
    fields
}

/// What a property's schema says of its form.
struct Value {
    kind: &'static str,
    /// Whether it is a list, or a tuple, of what is no text.
    has_compounds: bool,
}

impl Value {
    const UNKNOWN: Self = Self {
        kind: "Scalar",
        has_compounds: false,
    };

    fn of(input: &Input<'_>, ty: TypeId) -> Self {
        let types = &input.api.types;
        let is_compound = |id: &TypeId| wire::kind(input, *id) != "Scalar";
        let shape = &types[types.non_null(ty)].shape;
        let has_compounds = if let Shape::List(list) = shape {
            is_compound(&list.item)
        } else if let Shape::Tuple(tuple) = shape {
            tuple.parts.iter().chain(&tuple.rest).any(is_compound)
        } else {
            false
        };
        Self {
            kind: wire::kind(input, ty),
            has_compounds,
        }
    }
}

/// None where it is spelled as texts are.
fn spelling(
    diagnostics: &mut Diagnostics,
    encoding: Option<&Encoding>,
    value: &Value,
) -> Option<FormSpelling> {
    match encoding.map(|encoding| (encoding, encoding.style, &encoding.content_type)) {
        Some((encoding, Some(style), _)) => styled(diagnostics, encoding, style, value),
        Some((encoding, None, Some(content_type))) => {
            typed(diagnostics, encoding, content_type, value)
        }
        Some((_, None, None)) | None => unsaid(value),
    }
}

/// Objects are JSON, and of a list each item is what it is alone.
fn unsaid(value: &Value) -> Option<FormSpelling> {
    match value.kind {
        "Object" => Some(FormSpelling::Json),
        "List" if value.has_compounds => Some(FormSpelling::JsonItems),
        _ => None,
    }
}

fn styled(
    diagnostics: &mut Diagnostics,
    encoding: &Encoding,
    style: crate::spec::Style,
    value: &Value,
) -> Option<FormSpelling> {
    let style = wire::style(style);
    let spread = style == "Form" && encoding.explode;
    if spread && value.kind == "Object" {
        let words = format!(
            "the properties of `{}` would stand among the form's own, and not be told from them: it is JSON",
            encoding.property
        );
        let help = "write `style: deepObject`, or `explode: false`";
        let found = Diagnostic::new(Code::IGNORED_KEYWORD, encoding.at.clone(), words);
        diagnostics.push(found.help(help));
        return Some(FormSpelling::Json);
    }
    if value.has_compounds && style != "DeepObject" {
        return Some(FormSpelling::JsonItems);
    }
    if spread && !encoding.allow_reserved {
        return None;
    }
    Some(FormSpelling::Styled {
        style,
        explode: encoding.explode,
        kind: value.kind,
        allow_reserved: encoding.allow_reserved,
    })
}

fn typed(
    diagnostics: &mut Diagnostics,
    encoding: &Encoding,
    content_type: &str,
    value: &Value,
) -> Option<FormSpelling> {
    if is_json(content_type) && value.kind == "List" {
        return Some(FormSpelling::JsonItems);
    }
    if is_json(content_type) {
        return Some(FormSpelling::Json);
    }
    let is_text = content_type
        .trim()
        .to_ascii_lowercase()
        .starts_with("text/");
    if !is_text || value.kind != "Scalar" {
        let words = format!(
            "`{content_type}` is not what a form holds here: it is written as if nothing were said"
        );
        let help = "write `application/json`, or a `style`";
        let found = Diagnostic::new(Code::IGNORED_KEYWORD, encoding.at.clone(), words);
        diagnostics.push(found.help(help));
    }
    unsaid(value)
}
