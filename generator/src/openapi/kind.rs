use openapiv3::{
    AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType, SchemaKind, StringType,
    Type,
};
use serde_json::{Number, Value};

use super::Export;
use crate::spec::{Limits, Schema};

/// The bounds, as doubles; 3.0 says an exclusive one by a flag.
pub(super) fn limit(schema: &Schema, any: &mut AnySchema) {
    let limits = schema.limits();
    let lower = bound(
        limits.minimum.as_ref(),
        limits.exclusive_minimum.as_ref(),
        f64::lt,
    );
    let upper = bound(
        limits.maximum.as_ref(),
        limits.exclusive_maximum.as_ref(),
        f64::gt,
    );
    any.minimum = lower.value.and_then(Number::as_f64);
    any.exclusive_minimum = lower.exclusive.then_some(true);
    any.maximum = upper.value.and_then(Number::as_f64);
    any.exclusive_maximum = upper.exclusive.then_some(true);
    any.multiple_of = limits.multiple_of.as_ref().and_then(Number::as_f64);
    any.min_length = limits.min_length.map(count);
    any.max_length = limits.max_length.map(count);
    any.pattern.clone_from(&limits.pattern);
    any.min_items = limits.min_items.map(count);
    any.max_items = limits.max_items.map(count);
    any.unique_items = limits.unique_items.then_some(true);
    any.min_properties = limits.min_properties.map(count);
    any.max_properties = limits.max_properties.map(count);
}

/// One side's bound; of two, the one that leaves less.
struct Bound<'n> {
    value: Option<&'n Number>,
    exclusive: bool,
}

fn bound<'n>(
    inclusive: Option<&'n Number>,
    exclusive: Option<&'n Number>,
    is_weaker: fn(&f64, &f64) -> bool,
) -> Bound<'n> {
    let weaker = match (
        inclusive.and_then(Number::as_f64),
        exclusive.and_then(Number::as_f64),
    ) {
        (Some(inclusive), Some(exclusive)) => is_weaker(&exclusive, &inclusive),
        (Some(_) | None, None) => true,
        (None, Some(_)) => false,
    };
    Bound {
        value: if weaker { inclusive } else { exclusive },
        exclusive: !weaker,
    }
}

/// No memory holds more than it can count.
fn count(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// The narrowest kind that says all of it, with its bounds told where a double loses their digits.
pub(super) fn narrow(export: &mut Export<'_>, any: AnySchema, schema: &Schema) -> SchemaKind {
    let kind = match integer(&any, schema.limits()) {
        Some(integer) => return SchemaKind::Type(Type::Integer(integer)),
        None => plain(any),
    };
    let limits = schema.limits();
    let bounds = [
        &limits.minimum,
        &limits.maximum,
        &limits.exclusive_minimum,
        &limits.exclusive_maximum,
        &limits.multiple_of,
    ];
    for number in bounds
        .into_iter()
        .flatten()
        .filter(|number| is_inexact(number))
    {
        let words = format!("`openapiv3` holds the bound {number} as a double, which rounds it");
        export.lose(&schema.at, words);
    }
    kind
}

fn is_inexact(number: &Number) -> bool {
    let text = number.to_string();
    let double = number.as_f64().map(|double| format!("{double:.0}"));
    !number.is_f64() && double != Some(text)
}

/// An integer whose bounds and values all fit into 64 bits.
fn integer(any: &AnySchema, limits: &Limits) -> Option<IntegerType> {
    let exact = |number: &Option<Number>| match number {
        Some(number) => number.as_i64().map(Some),
        None => Some(None),
    };
    let lower = if any.exclusive_minimum == Some(true) {
        &limits.exclusive_minimum
    } else {
        &limits.minimum
    };
    let upper = if any.exclusive_maximum == Some(true) {
        &limits.exclusive_maximum
    } else {
        &limits.maximum
    };
    let integer = IntegerType {
        format: any.format.clone().into(),
        multiple_of: exact(&limits.multiple_of)?,
        exclusive_minimum: any.exclusive_minimum == Some(true),
        exclusive_maximum: any.exclusive_maximum == Some(true),
        minimum: exact(lower)?,
        maximum: exact(upper)?,
        enumeration: values(&any.enumeration, Value::as_i64)?,
    };
    let said = AnySchema {
        typ: Some("integer".to_owned()),
        format: any.format.clone(),
        multiple_of: any.multiple_of,
        exclusive_minimum: any.exclusive_minimum,
        exclusive_maximum: any.exclusive_maximum,
        minimum: any.minimum,
        maximum: any.maximum,
        enumeration: any.enumeration.clone(),
        ..AnySchema::default()
    };
    (*any == said).then_some(integer)
}

/// `enum`, where every value is null or of the one kind.
fn values<T>(all: &[Value], one: impl Fn(&Value) -> Option<T>) -> Option<Vec<Option<T>>> {
    let value = |value: &Value| match value {
        Value::Null => Some(None),
        Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => one(value).map(Some),
    };
    all.iter().map(value).collect()
}

/// The narrowest kind that says all of it.
pub(super) fn plain(any: AnySchema) -> SchemaKind {
    let ty = match any.typ.as_deref() {
        Some("string") => string(&any),
        Some("number") => number(&any),
        Some("boolean") => boolean(&any),
        Some("object") => return object(any),
        Some("array") => return array(any),
        Some(_) => None,
        None => return alternatives(any),
    };
    match ty {
        Some(ty) => SchemaKind::Type(ty),
        None => SchemaKind::Any(any),
    }
}

fn string(any: &AnySchema) -> Option<Type> {
    let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
    let string = StringType {
        format: any.format.clone().into(),
        pattern: any.pattern.clone(),
        enumeration: values(&any.enumeration, text)?,
        min_length: any.min_length,
        max_length: any.max_length,
    };
    let said = AnySchema {
        typ: any.typ.clone(),
        format: any.format.clone(),
        pattern: any.pattern.clone(),
        enumeration: any.enumeration.clone(),
        min_length: any.min_length,
        max_length: any.max_length,
        ..AnySchema::default()
    };
    (*any == said).then_some(Type::String(string))
}

fn number(any: &AnySchema) -> Option<Type> {
    // A whole number among them would come back with a fraction.
    let double = |value: &Value| value.as_f64().filter(|_| value.is_f64());
    let number = NumberType {
        format: any.format.clone().into(),
        multiple_of: any.multiple_of,
        exclusive_minimum: any.exclusive_minimum == Some(true),
        exclusive_maximum: any.exclusive_maximum == Some(true),
        minimum: any.minimum,
        maximum: any.maximum,
        enumeration: values(&any.enumeration, double)?,
    };
    let said = AnySchema {
        typ: any.typ.clone(),
        format: any.format.clone(),
        multiple_of: any.multiple_of,
        exclusive_minimum: any.exclusive_minimum,
        exclusive_maximum: any.exclusive_maximum,
        minimum: any.minimum,
        maximum: any.maximum,
        enumeration: any.enumeration.clone(),
        ..AnySchema::default()
    };
    (*any == said).then_some(Type::Number(number))
}

fn boolean(any: &AnySchema) -> Option<Type> {
    let boolean = BooleanType {
        enumeration: values(&any.enumeration, Value::as_bool)?,
    };
    let said = AnySchema {
        typ: any.typ.clone(),
        enumeration: any.enumeration.clone(),
        ..AnySchema::default()
    };
    (*any == said).then_some(Type::Boolean(boolean))
}

fn object(mut any: AnySchema) -> SchemaKind {
    let object = ObjectType {
        properties: std::mem::take(&mut any.properties),
        required: std::mem::take(&mut any.required),
        additional_properties: any.additional_properties.take(),
        min_properties: any.min_properties.take(),
        max_properties: any.max_properties.take(),
    };
    let typed = AnySchema {
        typ: any.typ.clone(),
        ..AnySchema::default()
    };
    if any == typed {
        return SchemaKind::Type(Type::Object(object));
    }
    any.properties = object.properties;
    any.required = object.required;
    any.additional_properties = object.additional_properties;
    any.min_properties = object.min_properties;
    any.max_properties = object.max_properties;
    SchemaKind::Any(any)
}

fn array(mut any: AnySchema) -> SchemaKind {
    let array = ArrayType {
        items: any.items.take(),
        min_items: any.min_items.take(),
        max_items: any.max_items.take(),
        unique_items: any.unique_items.take() == Some(true),
    };
    let typed = AnySchema {
        typ: any.typ.clone(),
        ..AnySchema::default()
    };
    if any == typed {
        return SchemaKind::Type(Type::Array(array));
    }
    any.items = array.items;
    any.min_items = array.min_items;
    any.max_items = array.max_items;
    any.unique_items = array.unique_items.then_some(true);
    SchemaKind::Any(any)
}

/// One of the keywords that combine schemas, where it stands alone.
pub(super) fn alternatives(mut any: AnySchema) -> SchemaKind {
    let all_of = std::mem::take(&mut any.all_of);
    let one_of = std::mem::take(&mut any.one_of);
    let any_of = std::mem::take(&mut any.any_of);
    let not = any.not.take();
    if any == AnySchema::default() {
        match (all_of.is_empty(), one_of.is_empty(), any_of.is_empty(), not) {
            (false, true, true, None) => return SchemaKind::AllOf { all_of },
            (true, false, true, None) => return SchemaKind::OneOf { one_of },
            (true, true, false, None) => return SchemaKind::AnyOf { any_of },
            (true, true, true, Some(not)) => return SchemaKind::Not { not },
            (_, _, _, not) => any.not = not,
        }
    } else {
        any.not = not;
    }
    any.all_of = all_of;
    any.one_of = one_of;
    any.any_of = any_of;
    SchemaKind::Any(any)
}
