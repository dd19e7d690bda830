//! What of values one side only sends, and where in them it stands.

use std::collections::HashSet;

use super::{Input, newtype};
use crate::ir::analysis::{Analyses, Keeps};
use crate::ir::usage::Usage;
use crate::ir::{Choice, Record, Shape, TypeId, TypeMap, Types};
use crate::rust::name::{Ident, is_typed};
use crate::rust::{Foreign, Item, ModelFile, Parts, Presence, Struct, Union, Withheld};

/// Who has to leave something out of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sides {
    client: bool,
    server: bool,
}

impl Sides {
    fn is_any(self) -> bool {
        self.client || self.server
    }

    fn or(self, other: Self) -> Self {
        Self {
            client: self.client || other.client,
            server: self.server || other.server,
        }
    }

    /// As far as such values are sent.
    fn within(self, usage: Usage) -> Self {
        Self {
            client: self.client && usage.input,
            server: self.server && usage.output,
        }
    }
}

/// For every type: who has to leave something out of its values, and whether it says so.
#[derive(Debug)]
pub(super) struct Holds {
    sides: TypeMap<Sides>,
    implements: TypeMap<bool>,
}

impl Holds {
    /// Answers for all types: what stands in a value is asked before what it stands in.
    pub(super) fn of(types: &Types, facts: &Analyses, foreign: &TypeMap<Option<Foreign>>) -> Self {
        let mut owners = TypeMap::filled(types, Vec::new());
        let mut sides = TypeMap::filled(types, Sides::default());
        let mut open = Vec::new();
        for (id, def) in types.iter() {
            for part in def.shape.targets() {
                owners[part].push(id);
            }
            let keeps = facts.keeps_unknown[id] != Keeps::Nothing;
            sides[id] = own(&def.shape, keeps).within(facts.usage[id]);
            if sides[id].is_any() {
                open.push(id);
            }
        }
        while let Some(id) = open.pop() {
            for &owner in &owners[id] {
                if !passes(types, foreign, owner) {
                    continue;
                }
                let found = sides[owner].or(sides[id].within(facts.usage[owner]));
                if found != sides[owner] {
                    sides[owner] = found;
                    open.push(owner);
                }
            }
        }
        let newtypes = newtype::of(types);
        let implements = implementing(types, &sides, &newtypes);
        Self { sides, implements }
    }

    /// Whether anybody leaves something out of what they send.
    pub(super) fn by_anybody(&self, id: TypeId) -> bool {
        self.sides[id].is_any()
    }

    /// Whether a client leaves something out of what it sends.
    pub(super) fn by_client(&self, id: TypeId) -> bool {
        self.sides[id].client
    }

    /// Whether a server does.
    pub(super) fn by_server(&self, id: TypeId) -> bool {
        self.sides[id].server
    }
}

/// What the properties of a record ask for, and those of its other view. What must be there cannot be left out.
fn own(shape: &Shape, keeps: bool) -> Sides {
    let Shape::Record(record) = shape else {
        return Sides::default();
    };
    let optional = || record.properties.iter().filter(|one| !one.required);
    // Each view is sent by one side, and what it is without is the other's.
    let others = !record.others.is_empty() && (keeps || record.additional.ty().is_some());
    Sides {
        client: others || optional().any(|property| property.read_only),
        server: others || optional().any(|property| property.write_only),
    }
}

/// Whether the values that stand in one can be reached. A tuple that is any JSON holds none, nor is another crate's type asked.
fn passes(types: &Types, foreign: &TypeMap<Option<Foreign>>, id: TypeId) -> bool {
    let Shape::Tuple(tuple) = &types[id].shape else {
        return true;
    };
    let inside = beside(types, &types[id].shape.targets());
    is_typed(tuple) && inside.into_iter().all(|part| foreign[part].is_none())
}

/// Some types, and those that stand in their values with no item in between.
fn beside(types: &Types, roots: &[TypeId]) -> Vec<TypeId> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut stack = roots.to_vec();
    while let Some(id) = stack.pop() {
        if !seen.insert(id) {
            continue;
        }
        found.push(id);
        match &types[id].shape {
            Shape::Record(_) | Shape::Choice(_) => {}
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
            | Shape::Alias(_)
            | Shape::Literals(_) => stack.extend(types[id].shape.targets()),
        }
    }
    found
}

/// Items with something to leave out; of tuples that hold such items, all the others too.
fn implementing(types: &Types, sides: &TypeMap<Sides>, newtypes: &TypeMap<bool>) -> TypeMap<bool> {
    let is_item = |id: TypeId| match &types[id].shape {
        Shape::Record(_) | Shape::Choice(_) => true,
        Shape::Literals(literals) => !literals.constant,
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
        | Shape::Alias(_) => newtypes[id],
    };
    let mut implements = TypeMap::filled(types, false);
    for (id, def) in types.iter().filter(|(id, _)| sides[*id].is_any()) {
        implements[id] |= is_item(id);
        if matches!(def.shape, Shape::Tuple(_)) {
            for part in beside(types, &def.shape.targets()) {
                implements[part] |= is_item(part);
            }
        }
    }
    implements
}

/// Adds to the model files what of their values one side only sends.
pub(super) fn add(input: &Input<'_>, files: &mut [ModelFile]) {
    for ((_, ids), file) in input.names.modules.iter().zip(files) {
        let items = ids.iter().zip(&file.items);
        let items = items.filter(|(id, _)| input.withheld.implements[**id]);
        let withheld = items.map(|(&id, item)| Withheld {
            ident: item.ident().clone(),
            parts: parts(input, id, item),
        });
        file.withheld = withheld.collect();
    }
}

fn parts(input: &Input<'_>, id: TypeId, item: &Item) -> Parts {
    if !input.withheld.sides[id].is_any() {
        return Parts::Nowhere;
    }
    match (item, &input.api.types[id].shape) {
        (Item::Struct(item), Shape::Record(record)) => fields(input, id, record, item),
        (Item::Union(item), Shape::Choice(choice)) => variants(input, choice, item),
        (Item::Newtype(_), _) => Parts::Inside,
        (
            Item::Struct(_)
            | Item::Union(_)
            | Item::Enum(_)
            | Item::Listed(_)
            | Item::Constant(_)
            | Item::Alias(_),
            _,
        ) => Parts::Nowhere,
    }
}

fn fields(input: &Input<'_>, id: TypeId, record: &Record, item: &Struct) -> Parts {
    let usage = input.facts.usage[id];
    let fields = || record.properties.iter().zip(&item.fields);
    let left_out = |is_marked: &dyn Fn(&crate::ir::Property) -> bool| -> Vec<Ident> {
        let can_be = |presence| match presence {
            Presence::Optional | Presence::OptionalNullable => true,
            Presence::Required | Presence::Nullable => false,
        };
        fields()
            .filter(|(property, field)| is_marked(property) && can_be(field.presence))
            .map(|(_, field)| field.ident.clone())
            .collect()
    };
    let holds = |ty: TypeId| input.withheld.sides[ty].within(usage).is_any();
    let held = fields().filter(|(property, _)| holds(property.ty));
    let held = held.map(|(_, field)| field.ident.clone());
    let others = record.additional.ty().filter(|ty| holds(*ty));
    let others = others.and(item.rest.as_ref());
    Parts::Fields {
        by_client: left_out(&|property| property.read_only && usage.input),
        by_server: left_out(&|property| property.write_only && usage.output),
        within: held.chain(others.map(|rest| rest.ident.clone())).collect(),
        others: item
            .rest
            .as_ref()
            .filter(|_| !record.others.is_empty())
            .map(|rest| (rest.ident.clone(), record.others.clone())),
    }
}

fn variants(input: &Input<'_>, choice: &Choice, item: &Union) -> Parts {
    let variants = choice.branches.iter().zip(&item.variants);
    let holding = variants.filter(|(branch, _)| input.withheld.sides[branch.ty].is_any());
    Parts::Variants(holding.map(|(_, variant)| variant.ident.clone()).collect())
}
