//! What listed values become: enums with a variant for each, and names of constants.

use serde_json::Value;

use super::{Input, docs, told, traits};
use crate::ir::{Docs, Literal, LiteralKind, Literals, TypeId};
use crate::rust::name::{Case, Ident, Scope};
use crate::rust::{Constant, Enum, EnumVariant, IntegerTy, Item, Listed, ListedVariant, Ty};

/// Methods and variants that emitted code brings along.
pub(super) const UNION_RESERVED: &[&str] = &["Unknown"];

/// The item of a type that lists values.
pub(super) fn item(input: &Input<'_>, id: TypeId, ident: Ident, list: &Literals) -> Item {
    match (&list.values[..], list.kind) {
        ([only], _) if list.constant => Item::Constant(Constant {
            ident,
            docs: docs::of_type(input, id),
            deprecated: input.api.types[id].docs.deprecated,
            ty: ty(list),
            value: only.value.clone(),
        }),
        (_, LiteralKind::Text) => Item::Enum(enum_item(input, id, ident, list)),
        (
            _,
            LiteralKind::Integer | LiteralKind::Number | LiteralKind::Boolean | LiteralKind::Mixed,
        ) => Item::Listed(listed_item(input, id, ident, list)),
    }
}

/// What values of the same kind are read as.
fn ty(list: &Literals) -> Ty {
    match list.kind {
        LiteralKind::Text => Ty::String,
        LiteralKind::Integer if list.values.iter().all(|one| one.value.is_i64()) => {
            Ty::Integer(IntegerTy::I64)
        }
        LiteralKind::Integer => Ty::Integer(IntegerTy::U64),
        LiteralKind::Number => Ty::F64,
        LiteralKind::Boolean => Ty::Bool,
        LiteralKind::Mixed => Ty::Value,
    }
}

fn enum_item(input: &Input<'_>, id: TypeId, ident: Ident, list: &Literals) -> Enum {
    let variants = variants(input, id, &ident, list).map(|(ident, docs, literal)| EnumVariant {
        ident,
        docs,
        value: literal.value.as_str().unwrap_or_default().to_owned(),
    });
    Enum {
        variants: variants.collect(),
        docs: docs::of_type(input, id),
        deprecated: input.api.types[id].docs.deprecated,
        unknown: unknown(),
        default: None,
        open: list.others,
        ident,
    }
}

fn listed_item(input: &Input<'_>, id: TypeId, ident: Ident, list: &Literals) -> Listed {
    let variants = variants(input, id, &ident, list).map(|(ident, docs, literal)| ListedVariant {
        ident,
        docs,
        value: literal.value.clone(),
    });
    Listed {
        variants: variants.collect(),
        docs: docs::of_type(input, id),
        deprecated: input.api.types[id].docs.deprecated,
        derives: traits::derives(input, id),
        ty: ty(list),
        unknown: unknown(),
        default: None,
        ident,
    }
}

/// The variants' names and words, in document order.
fn variants<'l>(
    input: &Input<'_>,
    id: TypeId,
    ident: &Ident,
    list: &'l Literals,
) -> impl Iterator<Item = (Ident, crate::rust::Docs, &'l Literal)> + use<'l> {
    let at = &input.api.types[id].at;
    let path = format!("models::{ident}");
    let mut scope = input.naming.scope(UNION_RESERVED, &path);
    let mut named = Vec::new();
    for literal in &list.values {
        let (place, own) = spelled(&literal.value);
        let name = input.naming.value(&input.api.types, id, literal);
        let name = name.unwrap_or(own);
        let described = Docs {
            description: literal.description.clone(),
            ..Docs::default()
        };
        let ident = scope.claim_at(Case::UpperCamel, &place, at, &name);
        named.push((ident, docs::or_code(&described, &place), literal));
    }
    told::keep(input, scope);
    named.into_iter()
}

/// A value's text, and what it is called where nobody says.
fn spelled(value: &Value) -> (String, String) {
    let text = match value {
        Value::String(text) => return (text.clone(), text.clone()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            value.to_string()
        }
    };
    let name = match value {
        Value::Array(_) => "array".to_owned(),
        Value::Object(_) => "object".to_owned(),
        Value::Number(_) if text.starts_with('-') => text.replace('.', " point "),
        Value::Number(_) => format!("value {}", text.replace('.', " point ")),
        Value::Null | Value::Bool(_) | Value::String(_) => text.clone(),
    };
    (text, name)
}

fn unknown() -> Ident {
    Scope::default().claim(Case::UpperCamel, "Unknown")
}
