//! Which traits every part of a type allows.

use super::Input;
use crate::ir::{Shape, TextFormat, TypeId, TypeMap, Types};
use crate::rust::{Derive, Foreign};

/// For every type: whether it can be compared fully and hashed, and whether it has a default.
#[derive(Debug)]
pub(super) struct Traits {
    total: TypeMap<bool>,
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
    /// Answers for all types by fix points: full comparison holds until a part denies it (so that recursion does not), a default
    /// does not hold until every part has one (so that a type that needs itself has none).
    pub(super) fn of(types: &Types, foreign: &TypeMap<Option<Foreign>>, given: &Given) -> Self {
        let mut owners = TypeMap::filled(types, Vec::new());
        for (id, def) in types.iter() {
            for part in def.shape.targets() {
                owners[part].push(id);
            }
        }
        // Of a type of another crate nothing is known.
        let is_known = |id: TypeId| foreign[id].is_none();
        let mut total = TypeMap::filled(types, true);
        settle(types, &owners, &mut total, |total, id| {
            is_known(id) && is_total(types, total, id)
        });
        let mut default = TypeMap::filled(types, false);
        settle(types, &owners, &mut default, |default, id| {
            is_known(id) && has_default(types, default, given, id)
        });
        Self { total, default }
    }

    /// Whether a type has a default.
    pub(super) fn has_default(&self, id: TypeId) -> bool {
        self.default[id]
    }

    /// What to derive on the item for a type.
    pub(super) fn derives(&self, id: TypeId) -> Vec<Derive> {
        let mut derives = vec![Derive::Clone, Derive::Debug];
        if self.default[id] {
            derives.push(Derive::Default);
        }
        if self.total[id] {
            derives.extend([Derive::Eq, Derive::Hash]);
        }
        derives.push(Derive::PartialEq);
        derives
    }
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
