//! What stands for values that are absent: `default` (JSON Schema Validation section 9.2), as Rust.
//!
//! A field keeps whether its value was there, so a default is never stored: a method beside the field gives it out. `Default` is what a
//! document says of a type itself or of the properties that have to be there; what may be absent is absent in it, so that writing
//! invents nothing.

use serde_json::Value;

use super::fate::{Fate, fate};
use super::model::{self, branch_ty};
use super::spell::{At, spell, value_of};
use super::traits::Given;
use super::{Input, foreign};
use crate::ir::{self, Property, Record, Shape, TypeId};
use crate::rust::name::{Case, Ident, Scope};
use crate::rust::{
    Derive, Fallback, Item, Lent, Literal, ModelFile, ModelPath, Presence, Struct, Ty,
};

/// Adds the methods that give out defaults, whose values are made of the items of other types, to the structs of the model files.
pub(super) fn add(input: &Input<'_>, files: &mut [ModelFile]) {
    for (index, ((_, ids), file)) in input.names.modules.iter().zip(files).enumerate() {
        let items = ids.iter().filter(|id| input.names.ident(**id).is_some());
        for (&id, item) in items.zip(&mut file.items) {
            if let (Item::Struct(item), Shape::Record(record)) =
                (&mut *item, &input.api.types[id].shape)
            {
                of_fields(input, record, item, At::File(index));
            }
            of_item(input, id, item, At::File(index));
        }
    }
}

/// Which defaults can be written down: asked before anything is known of them.
pub(super) fn given(input: &Input<'_>) -> Given {
    let types = &input.api.types;
    let mut given = Given::nothing(types);
    for (id, def) in types.iter() {
        given.own[id] = own(input, id, At::Outside).is_some();
        if let Shape::Record(record) = &def.shape {
            let has = |property: &Property| required(input, property, At::Outside).is_some();
            given.properties[id] = record.properties.iter().map(has).collect();
        }
    }
    given
}

/// What the document says of a type itself.
fn own(input: &Input<'_>, id: TypeId, at: At) -> Option<Literal> {
    let (_, default) = input.api.types[id].default.as_ref()?;
    input.names.ident(id)?;
    literal(input, id, default, at)
}

/// What the document says of a property that has to be there.
fn required(input: &Input<'_>, property: &Property, at: At) -> Option<Literal> {
    let default = property
        .default
        .as_ref()
        .filter(|default| !default.is_null())?;
    let (value, _nullable) = value_of(input, property.ty);
    literal(input, value, default, at)
}

/// `Default` as the document has it: what stands for a value as a whole, or for the properties that have to be there. What may be
/// absent is absent, so that nothing is written that nobody said.
fn of_item(input: &Input<'_>, id: TypeId, item: &mut Item, at: At) {
    match item {
        Item::Enum(item) => item.default = variant_of(own(input, id, at)),
        Item::Listed(item) => item.default = variant_of(own(input, id, at)),
        Item::Union(item) => {
            item.default = own(input, id, at);
            if item.default.is_some() {
                item.derives.retain(|derive| *derive != Derive::Default);
            }
        }
        Item::Struct(item) => {
            let whole = own(input, id, at).or_else(|| of_required(input, id, item, at));
            item.default = whole.filter(|literal| !is_derived(literal));
            if item.default.is_some() {
                item.derives.retain(|derive| *derive != Derive::Default);
            }
        }
        Item::Constant(_) | Item::Alias(_) | Item::Newtype(_) => {}
    }
}

fn variant_of(literal: Option<Literal>) -> Option<Ident> {
    if let Some(Literal::Variant(_, variant)) = literal {
        Some(variant)
    } else {
        None
    }
}

fn of_required(input: &Input<'_>, id: TypeId, item: &Struct, at: At) -> Option<Literal> {
    let Shape::Record(record) = &input.api.types[id].shape else {
        return None;
    };
    if !input.traits.has_default(id) {
        return None;
    }
    let fields = record.properties.iter().zip(&item.fields);
    let fields = fields.map(|(property, field)| {
        let literal = required(input, property, at).filter(|literal| !is_natural(literal));
        let literal = match (field.presence, literal) {
            (Presence::Optional | Presence::OptionalNullable, _) => Literal::None,
            (_, None) => Literal::Default,
            (Presence::Required, Some(literal)) => literal.boxed_as(&field.ty),
            (Presence::Nullable, Some(literal)) => {
                Literal::Some(Box::new(literal.boxed_as(&field.ty)))
            }
        };
        (field.ident.clone(), literal)
    });
    let rest = item.rest.as_ref().map(|rest| rest.ident.clone());
    Some(Literal::Struct(
        path(input, id, at)?,
        fields.collect(),
        rest,
    ))
}

/// Whether deriving comes to the same.
fn is_derived(literal: &Literal) -> bool {
    if let Literal::Struct(_, fields, _) = literal {
        fields.iter().all(|(_, literal)| is_natural(literal))
    } else {
        false
    }
}

/// Whether it is what Rust has for a default.
fn is_natural(literal: &Literal) -> bool {
    match literal {
        Literal::Bool(value) => !value,
        Literal::Integer(value) => value.as_i64() == Some(0),
        Literal::Number(value) => value.to_bits() == 0,
        Literal::Text(text) => text.is_empty(),
        Literal::List(items) => items.is_empty(),
        Literal::Map(entries) => entries.is_empty(),
        Literal::Json(value) => value.is_null(),
        Literal::Default | Literal::Constant | Literal::None => true,
        Literal::Runtime(..)
        | Literal::Variant(..)
        | Literal::Branch(..)
        | Literal::Struct(..)
        | Literal::Some(_)
        | Literal::Boxed(_) => false,
    }
}

fn of_fields(input: &Input<'_>, record: &Record, item: &mut Struct, at: At) {
    let mut methods = Scope::with_reserved(&["new"]);
    for (property, field) in record.properties.iter().zip(&mut item.fields) {
        let is_optional = match field.presence {
            Presence::Optional | Presence::OptionalNullable => true,
            Presence::Required | Presence::Nullable => false,
        };
        if let Some(default) = property.default.as_ref().filter(|_| is_optional) {
            field.fallback = of(
                input,
                &mut methods,
                &field.ident,
                (property.ty, default),
                at,
            );
        }
    }
}

/// The method for one default; none for null, which says nothing that absence does not, and where no literal can be written.
pub(super) fn of(
    input: &Input<'_>,
    methods: &mut Scope,
    field: &Ident,
    (ty, default): (TypeId, &Value),
    at: At,
) -> Option<Fallback> {
    let (value, _nullable) = value_of(input, ty);
    if default.is_null() {
        return None;
    }
    let literal = literal(input, value, default, at)?;
    Some(Fallback {
        ident: methods.claim(Case::Snake, &format!("{field} or default")),
        access: lent(&literal),
        value: literal,
    })
}

fn lent(literal: &Literal) -> Lent {
    match literal {
        Literal::Bool(_) | Literal::Integer(_) | Literal::Number(_) => Lent::Copied,
        Literal::Text(_) => Lent::Text,
        Literal::Variant(..) => Lent::Borrowed,
        Literal::Runtime(..)
        | Literal::Default
        | Literal::Constant
        | Literal::Json(_)
        | Literal::Branch(..)
        | Literal::Struct(..)
        | Literal::List(_)
        | Literal::Map(_)
        | Literal::None
        | Literal::Some(_)
        | Literal::Boxed(_) => Lent::Cow,
    }
}

/// A value of a type; none where the type would not keep all of it, where several branches of a union would take it, and for types of
/// other crates.
pub(super) fn literal(input: &Input<'_>, ty: TypeId, value: &Value, at: At) -> Option<Literal> {
    if fate(input, ty, value) != Fate::Kept || foreign::spell(input, ty).is_some() {
        return None;
    }
    if input.newtypes[ty] {
        return None;
    }
    match &input.api.types[ty].shape {
        Shape::Null => value.is_null().then_some(Literal::Constant),
        Shape::Any | Shape::Never => Some(Literal::Json(value.clone())),
        Shape::Bool => value.as_bool().map(Literal::Bool),
        Shape::Integer(_) => value.as_number().cloned().map(Literal::Integer),
        Shape::Number(_) => value.as_f64().map(Literal::Number),
        Shape::Text(_) => Some(text(input, ty, value.as_str()?, at)),
        Shape::Literals(_) => variant(input, ty, value, at),
        Shape::List(list) => {
            let items = value.as_array()?.iter();
            let items = items.map(|item| literal(input, list.item, item, at));
            items.collect::<Option<_>>().map(Literal::List)
        }
        Shape::Map(map) => {
            let entries = value.as_object()?.iter();
            let entries = entries.map(|(key, value)| {
                literal(input, map.value, value, at).map(|value| (key.clone(), value))
            });
            entries.collect::<Option<_>>().map(Literal::Map)
        }
        Shape::Nullable(_) if value.is_null() => Some(Literal::None),
        Shape::Nullable(inner) => {
            let value = literal(input, *inner, value, at)?;
            let value = if let Ty::Option(held) = spell(input, ty, at) {
                value.boxed_as(&held)
            } else {
                value
            };
            Some(Literal::Some(Box::new(value)))
        }
        Shape::Alias(target) => literal(input, *target, value, at),
        Shape::Record(record) => structure(input, ty, record, value, at),
        Shape::Choice(_) => branch(input, ty, value, at),
        // Its type is generic over its parts: nothing that is read with ease.
        Shape::Tuple(_) => None,
    }
}

fn text(input: &Input<'_>, ty: TypeId, text: &str, at: At) -> Literal {
    if let Ty::Runtime(runtime) = spell(input, ty, at) {
        Literal::Runtime(runtime, text.to_owned())
    } else {
        Literal::Text(text.to_owned())
    }
}

fn path(input: &Input<'_>, ty: TypeId, at: At) -> Option<ModelPath> {
    if let Ty::Model(path) = spell(input, ty, at) {
        Some(path)
    } else {
        None
    }
}

/// One of the known values; what is not known is no variant that can be named.
fn variant(input: &Input<'_>, ty: TypeId, value: &Value, at: At) -> Option<Literal> {
    let value = ir::normal(value);
    let variant = match model::outside(input, ty)? {
        Item::Enum(item) => {
            let mut variants = item.variants.into_iter();
            variants.find(|known| value == known.value)?.ident
        }
        Item::Listed(item) => {
            let mut variants = item.variants.into_iter();
            variants.find(|known| value == known.value)?.ident
        }
        Item::Constant(item) => return (value == item.value).then_some(Literal::Constant),
        Item::Struct(_) | Item::Union(_) | Item::Alias(_) | Item::Newtype(_) => return None,
    };
    Some(Literal::Variant(path(input, ty, at)?, variant))
}

fn branch(input: &Input<'_>, ty: TypeId, value: &Value, at: At) -> Option<Literal> {
    let Shape::Choice(choice) = &input.api.types[ty].shape else {
        return None;
    };
    let reads = |ty: TypeId| fate(input, ty, value) != Fate::Refused;
    let mut fitting = (0..choice.branches.len()).filter(|&index| reads(choice.branches[index].ty));
    let (index, others) = (fitting.next()?, fitting.next());
    if others.is_some() {
        return None;
    }
    let Some(Item::Union(item)) = model::outside(input, ty) else {
        return None;
    };
    let held = choice.branches[index].ty;
    let value = literal(input, held, value, at)?;
    let value = value.boxed_as(&branch_ty(input, ty, index, held, at));
    let variant = item.variants.into_iter().nth(index)?;
    let path = path(input, ty, at)?;
    Some(Literal::Branch(path, variant.ident, Box::new(value)))
}

fn structure(
    input: &Input<'_>,
    ty: TypeId,
    record: &Record,
    value: &Value,
    at: At,
) -> Option<Literal> {
    let object = value.as_object()?;
    let is_declared = |name: &String| {
        let mut properties = record.properties.iter();
        properties.any(|property| property.name == *name)
    };
    if !object.keys().all(is_declared) {
        return None;
    }
    let Some(Item::Struct(item)) = model::outside(input, ty) else {
        return None;
    };
    let fields = record.properties.iter().zip(&item.fields);
    let fields = fields.map(|(property, field)| {
        let given = object.get(&property.name);
        let (value, _nullable) = value_of(input, property.ty);
        let literal = match given {
            None => Literal::None,
            Some(Value::Null) => match field.presence {
                Presence::OptionalNullable => Literal::Some(Box::new(Literal::None)),
                Presence::Nullable => Literal::None,
                Presence::Required | Presence::Optional => literal(input, value, &Value::Null, at)?,
            },
            Some(given) => {
                let value = literal(input, value, given, at)?;
                let value = value.boxed_as(&field.ty);
                let some = |value| Literal::Some(Box::new(value));
                match field.presence {
                    Presence::Required => value,
                    Presence::Optional | Presence::Nullable => some(value),
                    Presence::OptionalNullable => some(some(value)),
                }
            }
        };
        Some((field.ident.clone(), literal))
    });
    let fields = fields.collect::<Option<_>>()?;
    Some(Literal::Struct(
        path(input, ty, at)?,
        fields,
        item.rest.map(|rest| rest.ident),
    ))
}

/// Constants that clippy knows by their first digits.
const CONSTANTS: [f64; 19] = {
    use std::f64::consts::{
        E, FRAC_1_PI, FRAC_1_SQRT_2, FRAC_2_PI, FRAC_2_SQRT_PI, FRAC_PI_2, FRAC_PI_3, FRAC_PI_4,
        FRAC_PI_6, FRAC_PI_8, LN_2, LN_10, LOG2_10, LOG2_E, LOG10_2, LOG10_E, PI, SQRT_2, TAU,
    };
    [
        E,
        FRAC_1_PI,
        FRAC_1_SQRT_2,
        FRAC_2_PI,
        FRAC_2_SQRT_PI,
        FRAC_PI_2,
        FRAC_PI_3,
        FRAC_PI_4,
        FRAC_PI_6,
        FRAC_PI_8,
        LN_2,
        LN_10,
        LOG2_10,
        LOG2_E,
        LOG10_2,
        LOG10_E,
        PI,
        SQRT_2,
        TAU,
    ]
};

fn resembles_a_constant(number: &serde_json::Number) -> bool {
    let value = number.as_f64().unwrap_or_default().abs();
    let near = |constant: f64| (value - constant).abs() < 0.01 * constant;
    number.is_f64() && CONSTANTS.into_iter().any(near)
}

/// Whether a bound or a default looks like a constant of the standard library.
pub(super) fn resembles_constants(api: &ir::Api) -> bool {
    let bounds = api.types.iter().any(|(_, def)| {
        let limits = &def.constraints;
        let bounds = [
            &limits.minimum,
            &limits.maximum,
            &limits.exclusive_minimum,
            &limits.exclusive_maximum,
            &limits.multiple_of,
        ];
        bounds.into_iter().flatten().any(resembles_a_constant)
    });
    let properties = api.types.iter().flat_map(|(_, def)| {
        if let Shape::Record(record) = &def.shape {
            record.properties.as_slice()
        } else {
            &[]
        }
    });
    let parameters = api.operations.iter().flat_map(|one| &one.parameters);
    let mut defaults = properties
        .filter_map(|property| property.default.as_ref())
        .chain(parameters.filter_map(|parameter| parameter.default.as_ref()));
    bounds || defaults.any(holds_one)
}

fn holds_one(value: &Value) -> bool {
    match value {
        Value::Number(number) => resembles_a_constant(number),
        Value::Array(items) => items.iter().any(holds_one),
        Value::Object(members) => members.values().any(holds_one),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}
