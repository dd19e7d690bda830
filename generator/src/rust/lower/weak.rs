//! Where a Rust type says less than its schema, and what of a schema nothing checks yet: told, never dropped in silence.

use super::Input;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Additional, LiteralKind, Shape, TypeDef};

/// One note for each weak type, one warning for each keyword that is not enforced.
pub(super) fn report(diagnostics: &mut Diagnostics, input: &Input<'_>) {
    for (_, def) in input.api.types.iter() {
        if let Some(reason) = weakness(def) {
            diagnostics.push(Diagnostic::new(Code::WEAK_TYPE, def.at.clone(), reason));
        }
        for keyword in unenforced(def) {
            let message = format!("`{keyword}` is not checked yet");
            let help = "values that break it are read and written as they are";
            diagnostics
                .push(Diagnostic::new(Code::IGNORED_KEYWORD, def.at.clone(), message).help(help));
        }
    }
}

fn weakness(def: &TypeDef) -> Option<&'static str> {
    match &def.shape {
        Shape::Tuple(_) => Some("an array of fixed parts becomes any JSON value"),
        Shape::Never => Some("a schema that nothing fits becomes any JSON value"),
        Shape::Literals(literals) => match literals.kind {
            LiteralKind::Text => None,
            LiteralKind::Integer => Some("an enumeration of integers becomes any integer"),
            LiteralKind::Mixed => {
                Some("an enumeration of other values than strings becomes any JSON value")
            }
        },
        Shape::Any
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Nullable(_)
        | Shape::Alias(_)
        | Shape::Record(_)
        | Shape::Choice(_) => None,
    }
}

fn unenforced(def: &TypeDef) -> Vec<&'static str> {
    let is_record = matches!(def.shape, Shape::Record(_));
    let is_closed =
        matches!(&def.shape, Shape::Record(record) if record.additional == Additional::Closed);
    let limits = &def.constraints;
    let keywords = [
        ("pattern", limits.pattern.is_some()),
        ("additionalProperties", is_closed),
        (
            "minProperties",
            is_record && limits.min_properties.is_some(),
        ),
        (
            "maxProperties",
            is_record && limits.max_properties.is_some(),
        ),
    ];
    keywords
        .into_iter()
        .filter(|(_, is_there)| *is_there)
        .map(|(keyword, _)| keyword)
        .collect()
}
