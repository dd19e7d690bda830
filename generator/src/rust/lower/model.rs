use super::check::{check, inside};
use super::literals::UNION_RESERVED;
use super::mark::{format, mark};
use super::spell::{At, spell, spell_shape, spell_value, value_of};
use super::{Input, docs, literals, locals, rules, size, told, traits, weak};
use crate::diagnostics::Diagnostics;
use crate::ir::analysis::{Discrimination, Keeps};
use crate::ir::{Additional, Choice, Discriminator, Origin, Property, Record, Shape, Step, TypeId};
use crate::rust::name::{Case, Ident, Scope, is_name, kind_name};
use crate::rust::{
    Alias, Check, Field, Item, Limit, ModelFile, Presence, Rest, RuntimeTy, Struct, Ty, Union,
    UnionVariant, Whole,
};

/// The model files, in the order their types were named.
pub(super) fn models(diagnostics: &mut Diagnostics, input: &Input<'_>) -> Vec<ModelFile> {
    weak::report(diagnostics, input);
    let modules = input.names.modules.iter().enumerate();
    modules
        .map(|(file, (module, ids))| ModelFile {
            module: module.clone(),
            items: ids
                .iter()
                .filter_map(|&id| item(input, id, At::File(file)))
                .collect(),
            withheld: Vec::new(),
            conversions: Vec::new(),
        })
        .collect()
}

fn item(input: &Input<'_>, id: TypeId, at: At) -> Option<Item> {
    let ident = input.names.ident(id)?.clone();
    Some(match &input.api.types[id].shape {
        Shape::Record(record) => Item::Struct(record_item(input, id, ident, record, at)),
        Shape::Choice(choice) => Item::Union(choice_item(input, id, ident, choice, at)),
        Shape::Literals(list) => literals::item(input, id, ident, list),
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
        | Shape::Nullable(_)
        | Shape::Alias(_) => alias_item(input, id, ident, at),
    })
}

/// The item of a type as it is spelled outside the models.
pub(super) fn outside(input: &Input<'_>, id: TypeId) -> Option<Item> {
    item(input, id, At::Outside)
}

/// A type that is no record, union or enum: another name for what it is made of, or a type around that where it holds itself.
fn alias_item(input: &Input<'_>, id: TypeId, ident: Ident, at: At) -> Item {
    let ty = spell_shape(input, id, at);
    let newtype = input.newtypes[id];
    let alias = Alias {
        ident,
        docs: docs::of_type(input, id),
        deprecated: input.api.types[id].docs.deprecated,
        derives: if newtype {
            traits::derives(input, id)
        } else {
            Vec::new()
        },
        ty,
        check: if newtype {
            inside(input, id)
        } else {
            Check::default()
        },
    };
    if newtype {
        Item::Newtype(alias)
    } else {
        Item::Alias(alias)
    }
}

fn record_item(input: &Input<'_>, id: TypeId, ident: Ident, record: &Record, at: At) -> Struct {
    let mut scope = input.naming.scope(&[], &format!("models::{ident}"));
    let fields: Vec<Field> = record
        .properties
        .iter()
        .enumerate()
        .map(|(index, property)| field(input, (id, index), property, &mut scope, at))
        .collect();
    let rest = rest(input, id, record, &mut scope, at);
    let locals = locals::of(&mut scope, &fields, rest.as_ref());
    told::keep(input, scope);
    let non_exhaustive = input.choices.non_exhaustive;
    Struct {
        non_exhaustive,
        has_new: has_new(input, id, &fields, rest.as_ref(), non_exhaustive),
        default: None,
        ident,
        docs: docs::of_type(input, id),
        deprecated: input.api.types[id].docs.deprecated,
        derives: traits::derives(input, id),
        fields,
        rest,
        locals,
        rules: rules::of_type(input, id),
    }
}

fn field(
    input: &Input<'_>,
    (owner, index): (TypeId, usize),
    property: &Property,
    scope: &mut Scope,
    at: At,
) -> Field {
    let (value, nullable) = value_of(input, property.ty);
    Field {
        ident: scope.claim_at(
            Case::Snake,
            &property.name,
            &property.at,
            &field_name(input, owner, property),
        ),
        wire_name: property.name.clone(),
        ty: spell_value(input, owner, index, property.ty, at),
        presence: presence(property.required, nullable),
        constant: is_constant(input, value),
        fallback: None,
        docs: docs::of_property(input, property),
        deprecated: property.docs.deprecated,
        check: check(input, value),
    }
}

fn is_constant(input: &Input<'_>, id: TypeId) -> bool {
    let shape = &input.api.types[input.api.types.resolve(id)].shape;
    *shape == Shape::Null || matches!(shape, Shape::Literals(list) if list.constant)
}

/// A constructor spares naming all that is optional. Without optional fields a literal says as much, and is clearer; where there is a
/// default, that is the beginning.
fn has_new(
    input: &Input<'_>,
    id: TypeId,
    fields: &[Field],
    rest: Option<&Rest>,
    non_exhaustive: bool,
) -> bool {
    let required = fields.iter().filter(|field| field.is_asked_for()).count();
    let has_optional = required < fields.len() || rest.is_some();
    let is_short = (1..=MOST_ARGUMENTS).contains(&required);
    !input.traits.has_default(id) && (non_exhaustive || (has_optional && is_short))
}

/// Beyond that many nobody knows which is which; clippy's limit as well.
const MOST_ARGUMENTS: usize = 7;

/// What a property is called: as the user or, where that counts, the document says, or as on the wire.
fn field_name(input: &Input<'_>, owner: TypeId, property: &Property) -> String {
    let types = &input.api.types;
    let renamed = match &types[types.declared(owner)].origin {
        Origin::Named(schema) => {
            let properties = &input.choices.renamed.properties;
            properties.get(&format!("{schema}.{}", property.name))
        }
        Origin::Inline { .. } | Origin::Operation { .. } | Origin::Shared { .. } => None,
    };
    let said = || input.naming.said(&property.extensions);
    renamed
        .cloned()
        .or_else(said)
        .unwrap_or_else(|| property.name.clone())
}

fn presence(required: bool, nullable: bool) -> Presence {
    match (required, nullable) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::OptionalNullable,
    }
}

/// What stands beside the declared properties. Where only `validate` asks for it, nobody puts anything in but who reads.
fn rest(input: &Input<'_>, id: TypeId, record: &Record, scope: &mut Scope, at: At) -> Option<Rest> {
    let private = Ty::Runtime(RuntimeTy::Undeclared);
    let kept = "Properties that the document does not declare, kept as they were read.";
    let open = |ty: Ty| Ty::Map(Box::new(ty));
    let (name, ty, limits, words) = match record.additional {
        Additional::Typed(ty) => (
            "additional_properties",
            open(spell(input, ty, at)),
            check(input, ty),
            "Properties beside the declared ones.",
        ),
        Additional::Open | Additional::Closed
            if input.facts.keeps_unknown[id] == Keeps::Nothing =>
        {
            return None;
        }
        Additional::Open if input.facts.keeps_unknown[id] == Keeps::Openly => {
            let name = "additional_properties";
            (name, open(Ty::Value), Check::default(), kept)
        }
        Additional::Open => ("undeclared", private, Check::default(), kept),
        Additional::Closed => (
            "undeclared",
            private,
            Check::default(),
            "Properties that were read although there must be none beside the declared ones.",
        ),
    };
    Some(Rest {
        ident: scope.claim(Case::Snake, name),
        ty,
        docs: docs::words(words),
        check: within(limits),
        closed: record.additional == Additional::Closed && !rules::closes(input, id),
    })
}

/// What is demanded of each value of a map.
fn within(check: Check) -> Check {
    Check {
        own: check.own,
        limits: check
            .limits
            .into_iter()
            .map(|limit| Limit {
                depth: limit.depth + 1,
                ..limit
            })
            .collect(),
        rules: check
            .rules
            .into_iter()
            .map(|whole| Whole {
                depth: whole.depth + 1,
                ..whole
            })
            .collect(),
    }
}

fn choice_item(input: &Input<'_>, id: TypeId, ident: Ident, choice: &Choice, at: At) -> Union {
    let mut scope = Scope::with_reserved(UNION_RESERVED);
    let variants = (0..choice.branches.len())
        .map(|index| variant(input, id, choice, index, &mut scope, at))
        .collect();
    let unknown = Scope::default().claim(Case::UpperCamel, "Unknown");
    Union {
        ident,
        docs: docs::of_type(input, id),
        deprecated: input.api.types[id].docs.deprecated,
        derives: traits::derives(input, id),
        variants,
        unknown,
        default: None,
        keyword: if choice.overlapping { "anyOf" } else { "oneOf" },
        apart: is_apart(input, id, choice),
        rules: rules::of_type(input, id),
    }
}

/// Whether the branch that a value was read as is the only one that can hold. What a child refuses may be right for its parent.
fn is_apart(input: &Input<'_>, id: TypeId, choice: &Choice) -> bool {
    let tag = choice.discriminator.as_ref();
    let looks = input.facts.discriminations[id].as_ref();
    !choice.parent
        && (tag.is_some_and(Discriminator::is_clear)
            || looks.is_some_and(Discrimination::are_apart))
}

fn variant(
    input: &Input<'_>,
    owner: TypeId,
    choice: &Choice,
    index: usize,
    scope: &mut Scope,
    at: At,
) -> UnionVariant {
    let branch = choice.branches[index].ty;
    let name = variant_name(input, branch, index);
    UnionVariant {
        ident: scope.claim(Case::UpperCamel, &name),
        ty: branch_ty(input, owner, index, branch, at),
        docs: docs::of_branch(input, branch),
        mark: mark(input, owner, choice, index, name),
        check: check(input, branch),
    }
}

/// A branch's type, in a `Box` where it must be or where it is large beside the others.
pub(super) fn branch_ty(
    input: &Input<'_>,
    owner: TypeId,
    index: usize,
    branch: TypeId,
    at: At,
) -> Ty {
    let ty = spell(input, branch, at);
    if input.facts.boxes.contains(owner, index) || input.sizes[branch] > size::LIMIT {
        Ty::Boxed(Box::new(ty))
    } else {
        ty
    }
}

/// A branch is called what its type or its title is called, or by what it looks like.
fn variant_name(input: &Input<'_>, branch: TypeId, index: usize) -> String {
    let def = &input.api.types[input.api.types.whole(branch)];
    match &def.origin {
        Origin::Named(name) => name.clone(),
        Origin::Inline {
            step: Step::Base, ..
        } => "base".to_owned(),
        Origin::Inline {
            owner,
            step: Step::NonNull,
        } => variant_name(input, *owner, index),
        Origin::Inline { .. } | Origin::Operation { .. } | Origin::Shared { .. } => {
            let title = def.docs.title.as_deref().filter(|title| is_name(title));
            let format = || format(input, branch).map(|ty| ty.path().1);
            let kind = title.or_else(format).or_else(|| kind_name(&def.shape));
            kind.map_or_else(|| format!("variant {}", index + 1), str::to_owned)
        }
    }
}
