//! Which traits every part of a type allows.
//!
//! | trait | denied by |
//! |---|---|
//! | `Eq`, `Hash` | floating-point numbers |
//! | `Ord`, `PartialOrd` | those, and what may hold any JSON value, which has no order: constants, unions, undeclared properties; secrets, which nobody should have to guess at by halves; records of many properties, unless all are asked for |
//! | `Copy` | what is not numbers and booleans alone, or is larger than a few words |
//! | `Default` | choices, and formats that no empty text has, unless the document says what it is |
//!
//! A type of another crate is only known to be `Clone`, `Debug` and `PartialEq`.

use super::Input;
use super::withheld::Holds;
use crate::ir::analysis::{Analyses, Keeps};
use crate::ir::{
    Additional, LiteralKind, Literals, Record, Shape, TextFormat, TypeId, TypeMap, Types,
};
use crate::rust::name::is_typed;
use crate::rust::{Choices, Derive, Foreign};

/// Records of more properties than this have an order where all are asked for only: comparing them costs the compiler more than
/// anybody gets of it.
const FEW: usize = 4;
/// A record of more bytes than this is no `Copy`: it should be seen where it is moved. Three numbers that may be absent.
const SMALL: usize = 48;
/// What a property adds where it may be absent.
const WORD: usize = 8;

/// What the traits of types depend on.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) types: &'a Types,
    pub(super) facts: &'a Analyses,
    pub(super) foreign: &'a TypeMap<Option<Foreign>>,
    pub(super) sizes: &'a TypeMap<usize>,
    pub(super) withheld: &'a Holds,
    pub(super) choices: &'a Choices,
}

/// For every type: whether it can be compared fully and hashed, whether it has an order, whether it is copied, and whether it has a
/// default.
#[derive(Debug)]
pub(super) struct Traits {
    total: TypeMap<bool>,
    ordered: TypeMap<bool>,
    copied: TypeMap<bool>,
    default: TypeMap<bool>,
}

/// Which defaults of the document can be written down.
#[derive(Debug)]
pub(super) struct Given {
    /// Each type's own.
    pub(super) own: TypeMap<bool>,
    /// Those of each record's properties.
    pub(super) properties: TypeMap<Vec<bool>>,
}

impl Given {
    /// None.
    pub(super) fn nothing(types: &Types) -> Self {
        Self {
            own: TypeMap::filled(types, false),
            properties: TypeMap::filled(types, Vec::new()),
        }
    }
}

impl Traits {
    /// Answers for all types by fix points: comparison, order and copying hold until a part denies them, so that recursion does not.
    /// The defaults that the document gives are yet to come.
    pub(super) fn of(ground: Ground<'_>) -> Self {
        let Ground { types, foreign, .. } = ground;
        let owners = owners(types);
        let held = |question: &dyn Fn(&TypeMap<bool>, TypeId) -> bool| {
            let mut table = TypeMap::filled(types, true);
            // Of a type of another crate nothing is known.
            settle(types, &owners, &mut table, |table, id| {
                foreign[id].is_none() && question(table, id)
            });
            table
        };
        Self {
            total: held(&|total, id| is_total(types, total, id)),
            ordered: held(&|ordered, id| is_ordered(ground, ordered, id)),
            copied: held(&|copied, id| is_copied(ground, copied, id)),
            default: defaults(types, foreign, &Given::nothing(types)),
        }
    }

    /// The same with these defaults.
    pub(super) fn with(self, default: TypeMap<bool>) -> Self {
        Self { default, ..self }
    }

    /// Whether a type has a default.
    pub(super) fn has_default(&self, id: TypeId) -> bool {
        self.default[id]
    }

    /// What to derive on the item for a type.
    pub(super) fn derives(&self, id: TypeId) -> Vec<Derive> {
        let mut derives = vec![Derive::Clone, Derive::Debug, Derive::PartialEq];
        if self.copied[id] {
            derives.push(Derive::Copy);
        }
        if self.default[id] {
            derives.push(Derive::Default);
        }
        if self.total[id] {
            derives.extend([Derive::Eq, Derive::Hash]);
        }
        if self.ordered[id] {
            derives.extend([Derive::Ord, Derive::PartialOrd]);
        }
        derives.sort();
        derives
    }
}

/// Which types have a default: one does not hold until every part has one, so that a type that needs itself has none.
pub(super) fn defaults(
    types: &Types,
    foreign: &TypeMap<Option<Foreign>>,
    given: &Given,
) -> TypeMap<bool> {
    let mut table = TypeMap::filled(types, false);
    settle(types, &owners(types), &mut table, |table, id| {
        foreign[id].is_none() && has_default(types, table, given, id)
    });
    table
}

/// For every type, those that it is a part of.
fn owners(types: &Types) -> TypeMap<Vec<TypeId>> {
    let mut owners = TypeMap::filled(types, Vec::new());
    for (id, def) in types.iter() {
        for part in def.shape.targets() {
            owners[part].push(id);
        }
    }
    owners
}

/// Asks for every type, and again for the owners of each whose answer changed.
fn settle(
    types: &Types,
    owners: &TypeMap<Vec<TypeId>>,
    table: &mut TypeMap<bool>,
    question: impl Fn(&TypeMap<bool>, TypeId) -> bool,
) {
    let mut open: Vec<TypeId> = types.ids().collect();
    while let Some(id) = open.pop() {
        let answer = question(table, id);
        if answer != table[id] {
            table[id] = answer;
            open.extend(&owners[id]);
        }
    }
}

/// Floating-point numbers have no total equality.
fn is_total(types: &Types, known: &TypeMap<bool>, id: TypeId) -> bool {
    match &types[id].shape {
        Shape::Number(_) => false,
        Shape::List(list) => known[list.item],
        Shape::Map(map) => known[map.value],
        Shape::Nullable(inner) | Shape::Alias(inner) => known[*inner],
        Shape::Record(record) => {
            record.properties.iter().all(|property| known[property.ty])
                && record.additional.ty().is_none_or(|ty| known[ty])
        }
        Shape::Choice(choice) => choice.branches.iter().all(|branch| known[branch.ty]),
        Shape::Tuple(tuple) => tuple
            .parts
            .iter()
            .chain(&tuple.rest)
            .all(|part| known[*part]),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Text(_)
        | Shape::Literals(_) => true,
    }
}

/// What has no total equality has no order either; nor has what may hold any JSON value.
fn is_ordered(ground: Ground<'_>, known: &TypeMap<bool>, id: TypeId) -> bool {
    match &ground.types[id].shape {
        Shape::Bool | Shape::Integer(_) => true,
        Shape::Text(format) => *format != TextFormat::Password,
        Shape::Literals(literals) => !literals.constant && literals.kind != LiteralKind::Mixed,
        Shape::List(list) => known[list.item],
        Shape::Map(map) => known[map.value],
        Shape::Nullable(inner) | Shape::Alias(inner) => known[*inner],
        Shape::Record(record) => {
            let is_asked_for = ground.choices.ord || record.properties.len() <= FEW;
            let rest = match record.additional {
                Additional::Typed(ty) => known[ty],
                Additional::Open | Additional::Closed => keeps_nothing(ground, id),
            };
            is_asked_for && rest && record.properties.iter().all(|property| known[property.ty])
        }
        Shape::Tuple(tuple) => {
            let mut parts = tuple.parts.iter().chain(&tuple.rest);
            is_typed(tuple) && tuple.rest.is_some() && parts.all(|part| known[*part])
        }
        Shape::Any | Shape::Never | Shape::Null | Shape::Number(_) | Shape::Choice(_) => false,
    }
}

/// Numbers and booleans are copied, and small records of nothing else. No record is where a new property must break nothing, for that
/// may be one that is not; nor one of which a side sends a part only, from a value of its own.
fn is_copied(ground: Ground<'_>, known: &TypeMap<bool>, id: TypeId) -> bool {
    let in_place =
        |index: usize, part: TypeId| known[part] && !ground.facts.boxes.contains(id, index);
    match &ground.types[id].shape {
        Shape::Bool | Shape::Integer(_) | Shape::Number(_) => true,
        Shape::Literals(Literals { constant, kind, .. }) => match kind {
            LiteralKind::Integer | LiteralKind::Number | LiteralKind::Boolean => !constant,
            LiteralKind::Text | LiteralKind::Mixed => false,
        },
        Shape::Nullable(inner) => in_place(0, *inner),
        Shape::Alias(target) => known[*target],
        Shape::Record(Record {
            properties,
            additional: Additional::Open | Additional::Closed,
            ..
        }) => {
            let size = properties.iter().fold(0_usize, |sum, property| {
                sum.saturating_add(ground.sizes[property.ty])
                    .saturating_add(WORD)
            });
            let mut properties = properties.iter().enumerate();
            !ground.choices.non_exhaustive
                && size <= SMALL
                && keeps_nothing(ground, id)
                && !ground.withheld.by_anybody(id)
                && properties.all(|(index, property)| in_place(index, property.ty))
        }
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Text(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Map(_)
        | Shape::Record(_)
        | Shape::Choice(_) => false,
    }
}

fn keeps_nothing(ground: Ground<'_>, id: TypeId) -> bool {
    ground.facts.keeps_unknown[id] == Keeps::Nothing
}

/// A record has a default where all that it requires has one; a choice between values or types has none to prefer but where the
/// document says so.
fn has_default(types: &Types, known: &TypeMap<bool>, given: &Given, id: TypeId) -> bool {
    match &types[id].shape {
        Shape::Record(_) | Shape::Choice(_) | Shape::Literals(_) if given.own[id] => true,
        Shape::Record(record) => {
            let given = |index: usize| given.properties[id].get(index) == Some(&true);
            let mut properties = record.properties.iter().enumerate();
            properties
                .all(|(index, property)| !property.required || known[property.ty] || given(index))
        }
        Shape::Alias(target) => known[*target],
        Shape::Literals(literals) => literals.constant,
        Shape::Text(format) => match format {
            TextFormat::Plain
            | TextFormat::Binary
            | TextFormat::Password
            | TextFormat::Byte
            | TextFormat::Base64Url => true,
            // The empty text is none of these.
            TextFormat::DateTime
            | TextFormat::Date
            | TextFormat::Time
            | TextFormat::Duration
            | TextFormat::Uuid
            | TextFormat::Ipv4
            | TextFormat::Ipv6 => false,
        },
        Shape::Choice(_) => false,
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Map(_)
        | Shape::Nullable(_) => true,
    }
}

/// The derives of a type's item.
pub(super) fn derives(input: &Input<'_>, id: TypeId) -> Vec<Derive> {
    input.traits.derives(id)
}
