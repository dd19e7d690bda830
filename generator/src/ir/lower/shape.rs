//! What values of a conjunction look like.

use super::conjunction::Part;
use super::draft::Draft;
use super::facts::Facts;
use super::{choice, limits, literals, merge, object, parents, predicate, report, words, xml};
use crate::diagnostics::Diagnostics;
use crate::ir::{
    Branch, Choice, Constraints, Docs, IntegerFormat, NumberFormat, Origin, Shape, Step,
    TextFormat, TypeId,
};
use crate::spec::{JsonType, JsonTypes, Limits, Schema, SchemaId};

/// Fills in a type that stands for the parts.
pub(super) fn fill(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'_>,
    id: TypeId,
    parts: &[Part],
) {
    draft.types[id].docs = docs(draft, parts);
    draft.types[id].xml = xml::of_parts(draft, parts);
    let mut own = parts
        .iter()
        .rev()
        .map(|part| &draft.spec.schemas[part.schema]);
    let default = own.find_map(|schema| schema.default.as_deref());
    draft.types[id].default = default.cloned();
    for part in parts {
        let examples = draft.spec.schemas[part.schema].examples.iter().cloned();
        draft.types[id].examples.extend(examples);
        let extensions = draft.spec.schemas[part.schema].extensions.clone();
        draft.types[id].extensions.extend(extensions);
    }
    if parts.iter().any(|part| part.without.children) {
        parents::bare(draft, id);
    }
    let chosen = parents::shape(draft, id, parts);
    if let Some(shape) = chosen.or_else(|| wrapper(diagnostics, draft, id, parts)) {
        draft.types[id].shape = shape;
        return;
    }
    let at = draft.types[id].at.clone();
    let facts = merge::facts_at(diagnostics, draft, parts, at);
    fill_facts(diagnostics, draft, id, parts, &facts);
}

/// What people read: the words of the schemas that stand at the place itself, the last first.
fn docs(draft: &Draft<'_>, parts: &[Part]) -> Docs {
    let schemas = &draft.spec.schemas;
    let own = parts.iter().rev().map(|part| &schemas[part.schema]);
    let inline = own
        .clone()
        .flat_map(|schema| &schema.all_of)
        .map(|id| &schemas[*id]);
    let all: Vec<&Schema> = own
        .clone()
        .chain(inline.filter(|schema| schema.name.is_none()))
        .collect();
    Docs {
        title: all.iter().find_map(|schema| schema.title.clone()),
        description: all.iter().find_map(|schema| schema.description.clone()),
        more: all
            .iter()
            .find_map(|schema| schema.external_docs.as_deref().cloned()),
        deprecated: own.clone().any(|schema| schema.deprecated),
    }
}

/// A schema that refers to one other and says no more than its type, or that null is allowed besides, needs no type of its own.
fn wrapper(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'_>,
    id: TypeId,
    parts: &[Part],
) -> Option<Shape> {
    let [part] = parts else { return None };
    let schema = &draft.spec.schemas[part.schema];
    if !words::is_silent_but_types(schema) || draft.parents.has(part.schema) {
        return None;
    }
    let target = words::only_target(&draft.spec.schemas, schema)?;
    let null = schema.types.contains(JsonType::Null);
    let is_mark = schema.types.iter().all(|ty| ty == JsonType::Null);
    if !is_mark && !admits_all_of(diagnostics, draft, &schema.types, target) {
        return None;
    }
    if null {
        let origin = Origin::Inline {
            owner: id,
            step: Step::NonNull,
        };
        Some(Shape::Nullable(draft.type_of(target, origin)))
    } else {
        if !is_mark {
            draft.without_null.insert(id);
        }
        // The target of an alias is named, or written in the alias itself.
        let origin = draft.types[id].origin.clone();
        Some(Shape::Alias(draft.type_of(target, origin)))
    }
}

/// Whether `types` adds nothing to what the schema says about its type.
fn admits_all_of(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'_>,
    types: &JsonTypes,
    schema: SchemaId,
) -> bool {
    let facts = merge::facts(diagnostics, draft, &[schema.into()]);
    facts.kinds_meant().is_some_and(|kinds| {
        kinds.iter().all(|kind| {
            types.contains(kind) || (kind == JsonType::Integer && types.contains(JsonType::Number))
        })
    })
}

/// Fills in a type from merged facts: null is taken apart first, then `false`, choices, values and types, in this order.
fn fill_facts<'s>(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'s>,
    id: TypeId,
    parts: &[Part],
    facts: &Facts<'s>,
) {
    let holder = if facts.null { non_null(draft, id) } else { id };
    // A choice that the schema offers has all that stands beside it in each of its branches.
    if !facts.never
        && let Some(choice) = choice::shape(diagnostics, draft, holder, parts, facts)
    {
        draft.types[holder].shape = choice;
        return;
    }
    let shape = shape(diagnostics, draft, holder, facts);
    let predicate = predicate::left_over(&mut draft.predicates, draft.spec, facts, &shape);
    let def = &mut draft.types[holder];
    def.constraints = constraints(diagnostics, facts, &shape);
    def.predicate = predicate;
    def.format = facts.format.map(str::to_owned);
    def.shape = shape;
}

fn constraints(diagnostics: &mut Diagnostics, facts: &Facts<'_>, shape: &Shape) -> Constraints {
    let constraints = limits::applying(&facts.limits, shape);
    if let Some((least, most)) = limits::crossed(&constraints) {
        let message = format!("no value satisfies `{least}` and `{most}` at once");
        let help = format!("let `{least}` be no more than `{most}`");
        diagnostics.push(report::contradiction(&facts.at, message).help(help));
    }
    constraints
}

/// Makes `id` nullable and hands back the type for what it holds when it is not null.
pub(super) fn non_null(draft: &mut Draft<'_>, id: TypeId) -> TypeId {
    let at = draft.types[id].at.clone();
    let inner = draft.push(
        at,
        Origin::Inline {
            owner: id,
            step: Step::NonNull,
        },
    );
    draft.types[inner].docs = draft.types[id].docs.clone();
    draft.types[id].shape = Shape::Nullable(inner);
    inner
}

fn shape<'s>(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'s>,
    id: TypeId,
    facts: &Facts<'s>,
) -> Shape {
    if facts.never {
        return Shape::Never;
    }
    if let Some(values) = &facts.values {
        return match (values.is_empty(), facts.null) {
            (true, true) => Shape::Null,
            (true, false) => Shape::Never,
            (false, _) => literals::shape(facts, values.clone()),
        };
    }
    match facts.kinds_meant() {
        None => {
            report_weak(diagnostics, facts);
            Shape::Any
        }
        Some(kinds) => of_kinds(diagnostics, draft, id, facts, &kinds),
    }
}

fn of_kinds(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'_>,
    id: TypeId,
    facts: &Facts<'_>,
    kinds: &JsonTypes,
) -> Shape {
    // An integer is a number: the wider of both is enough.
    let both = kinds.contains(JsonType::Number);
    let kinds: Vec<JsonType> = kinds
        .iter()
        .filter(|kind| !(both && *kind == JsonType::Integer))
        .collect();
    match kinds[..] {
        [] => Shape::Null,
        [kind] => of_kind(diagnostics, draft, id, facts, kind),
        [..] if kinds.len() == 5 && facts.is_free_but_types() => Shape::Any,
        [..] => {
            let branches = (0..)
                .zip(&kinds)
                .map(|(index, kind)| {
                    let origin = Origin::Inline {
                        owner: id,
                        step: Step::Branch(index),
                    };
                    let ty = draft.push(facts.at.clone(), origin);
                    let shape = of_kind(diagnostics, draft, ty, facts, *kind);
                    draft.types[ty].constraints = constraints(diagnostics, facts, &shape);
                    draft.types[ty].shape = shape;
                    Branch {
                        at: facts.at.clone(),
                        ty,
                        is_default: false,
                    }
                })
                .collect();
            Shape::Choice(Choice {
                branches,
                discriminator: None,
                overlapping: false,
                parent: false,
            })
        }
    }
}

fn of_kind(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'_>,
    id: TypeId,
    facts: &Facts<'_>,
    kind: JsonType,
) -> Shape {
    match kind {
        JsonType::Null => Shape::Null,
        JsonType::Boolean => Shape::Bool,
        JsonType::Integer => Shape::Integer(integer_format(facts)),
        JsonType::Number => Shape::Number(NumberFormat::F64),
        JsonType::String => Shape::Text(text_format(facts)),
        JsonType::Array => object::array(draft, id, facts),
        JsonType::Object => object::object(diagnostics, draft, id, facts),
    }
}

/// Without a format it is 64 bits, signed unless its bounds say that it does not fit.
fn integer_format(facts: &Facts<'_>) -> IntegerFormat {
    match facts.format {
        Some("int8") => IntegerFormat::I8,
        Some("int16") => IntegerFormat::I16,
        Some("int32") => IntegerFormat::I32,
        Some("uint8") => IntegerFormat::U8,
        Some("uint16") => IntegerFormat::U16,
        Some("uint32") => IntegerFormat::U32,
        Some("uint64") => IntegerFormat::U64,
        Some(_) | None if exceeds_signed(&facts.limits) => IntegerFormat::U64,
        Some(_) | None => IntegerFormat::I64,
    }
}

fn exceeds_signed(limits: &Limits) -> bool {
    let maximum = limits.maximum.as_ref().and_then(limits::whole);
    let minimum = limits.minimum.as_ref().and_then(limits::whole);
    maximum.is_some_and(|maximum| maximum > i128::from(i64::MAX))
        && minimum.is_some_and(|minimum| minimum >= 0)
}

fn text_format(facts: &Facts<'_>) -> TextFormat {
    match facts.format {
        Some("date-time") => TextFormat::DateTime,
        Some("date") => TextFormat::Date,
        Some("time") => TextFormat::Time,
        Some("duration") => TextFormat::Duration,
        Some("uuid") => TextFormat::Uuid,
        Some("ipv4") => TextFormat::Ipv4,
        Some("ipv6") => TextFormat::Ipv6,
        Some("password") => TextFormat::Password,
        Some("byte") => TextFormat::Byte,
        Some("base64url") => TextFormat::Base64Url,
        Some("binary") => TextFormat::Binary,
        Some(_) | None => facts.encoding.unwrap_or(TextFormat::Plain),
    }
}

/// Says so where a schema means something that its type does not show. Whoever says nothing at all means any value.
fn report_weak(diagnostics: &mut Diagnostics, facts: &Facts<'_>) {
    if let Some(format) = facts.format {
        let message = format!(
            "`format: {format}` without `type` admits values of any type; any value is accepted"
        );
        diagnostics.push(
            report::weak(&facts.at, message).help("name the `type` that the format is meant for"),
        );
    } else if facts.limits != Limits::default() {
        let message =
            "the schema bounds values without naming their `type`; they become any JSON value";
        diagnostics.push(
            report::weak(&facts.at, message).help("name the `type` that the bounds are meant for"),
        );
    }
}
