use super::{Input, foreign};
use crate::ir::{IntegerFormat, Shape, TextFormat, Tuple, TypeId};
use crate::rust::name::is_typed;
use crate::rust::{IntegerTy, ModelPath, RuntimeTy, Site, Ty};

/// Where a type is spelled: outside the models, or in one of their files.
#[derive(Clone, Copy, Debug)]
pub(super) enum At {
    /// In an operation, the client, the server.
    Outside,
    /// In the model file of this index.
    File(usize),
}

/// The Rust type of a type, null and all.
pub(super) fn spell(input: &Input<'_>, id: TypeId, at: At) -> Ty {
    if let Some(path) = path(input, id, at) {
        let shape = &input.api.types[id].shape;
        let is_constant = matches!(shape, Shape::Literals(literals) if literals.constant);
        return if is_constant {
            Ty::Constant(path)
        } else {
            Ty::Model(path)
        };
    }
    spell_shape(input, id, at)
}

/// The Rust type of what a type looks like, its own name aside.
pub(super) fn spell_shape(input: &Input<'_>, id: TypeId, at: At) -> Ty {
    if let Some(ty) = foreign::spell(input, id) {
        return ty;
    }
    match &input.api.types[id].shape {
        // The last three have names, and are spelled by those.
        Shape::Any | Shape::Never | Shape::Record(_) | Shape::Choice(_) | Shape::Literals(_) => {
            Ty::Value
        }
        Shape::Null => Ty::Runtime(RuntimeTy::Null),
        Shape::Tuple(tuple) => self::tuple(input, id, tuple, at),
        Shape::Bool => Ty::Bool,
        Shape::Integer(format) => Ty::Integer(integer(*format)),
        Shape::Number(_) => Ty::F64,
        Shape::Text(format) => text(*format),
        Shape::List(list) => Ty::Vec(Box::new(spell(input, list.item, at))),
        Shape::Map(map) => Ty::Map(Box::new(spell(input, map.value, at))),
        Shape::Nullable(inner) => boxed(input, id, 0, spell(input, *inner, at)).option(),
        Shape::Alias(target) => spell(input, *target, at),
    }
}

fn tuple(input: &Input<'_>, id: TypeId, tuple: &Tuple, at: At) -> Ty {
    if !is_typed(tuple) {
        return Ty::Value;
    }
    let parts = tuple.parts.iter().enumerate();
    let parts = parts.map(|(index, part)| boxed(input, id, index, spell(input, *part, at)));
    let rest = tuple.rest.map_or(Ty::Value, |rest| spell(input, rest, at));
    Ty::Tuple(parts.collect(), Box::new(rest))
}

/// Around a type that must not stand in its owner as it is, `Box`.
pub(super) fn boxed(input: &Input<'_>, owner: TypeId, index: usize, ty: Ty) -> Ty {
    if input.facts.boxes.contains(owner, index) {
        Ty::Boxed(Box::new(ty))
    } else {
        ty
    }
}

/// What a type is when it is not null, and whether it can be null. An alias keeps its name unless null hides behind it.
pub(super) fn value_of(input: &Input<'_>, id: TypeId) -> (TypeId, bool) {
    match input.api.types[input.api.types.resolve(id)].shape {
        Shape::Nullable(inner) => (inner, true),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Map(_)
        | Shape::Alias(_)
        | Shape::Record(_)
        | Shape::Choice(_)
        | Shape::Literals(_) => (id, false),
    }
}

/// The type of a value that is not null, boxed where it must be.
pub(super) fn spell_value(
    input: &Input<'_>,
    owner: TypeId,
    index: usize,
    id: TypeId,
    at: At,
) -> Ty {
    let (value, nullable) = value_of(input, id);
    let ty = spell(input, value, at);
    let behind_null = nullable && input.facts.boxes.contains(input.api.types.resolve(id), 0);
    if behind_null && !input.facts.boxes.contains(owner, index) {
        Ty::Boxed(Box::new(ty))
    } else {
        boxed(input, owner, index, ty)
    }
}

fn path(input: &Input<'_>, id: TypeId, at: At) -> Option<ModelPath> {
    let ident = input.names.ident(id)?.clone();
    let site = match at {
        At::Outside => Site::Outside,
        At::File(file) if input.names.file(id) == Some(file) => Site::Own,
        At::File(_) => Site::Sibling,
    };
    Some(ModelPath { site, ident })
}

fn integer(format: IntegerFormat) -> IntegerTy {
    match format {
        IntegerFormat::I8 => IntegerTy::I8,
        IntegerFormat::I16 => IntegerTy::I16,
        IntegerFormat::I32 => IntegerTy::I32,
        IntegerFormat::I64 => IntegerTy::I64,
        IntegerFormat::U8 => IntegerTy::U8,
        IntegerFormat::U16 => IntegerTy::U16,
        IntegerFormat::U32 => IntegerTy::U32,
        IntegerFormat::U64 => IntegerTy::U64,
    }
}

fn text(format: TextFormat) -> Ty {
    match format {
        TextFormat::Plain | TextFormat::Binary => Ty::String,
        TextFormat::DateTime => Ty::Runtime(RuntimeTy::DateTime),
        TextFormat::Date => Ty::Runtime(RuntimeTy::Date),
        TextFormat::Time => Ty::Runtime(RuntimeTy::Time),
        TextFormat::Duration => Ty::Runtime(RuntimeTy::Duration),
        TextFormat::Uuid => Ty::Runtime(RuntimeTy::Uuid),
        TextFormat::Ipv4 => Ty::Runtime(RuntimeTy::Ipv4),
        TextFormat::Ipv6 => Ty::Runtime(RuntimeTy::Ipv6),
        TextFormat::Password => Ty::Runtime(RuntimeTy::Secret),
        TextFormat::Byte => Ty::Runtime(RuntimeTy::Base64),
        TextFormat::Base64Url => Ty::Runtime(RuntimeTy::Base64Url),
    }
}
