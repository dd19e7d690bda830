//! How values go from what one side sends to what the other side sends, where those are two types.

use std::collections::HashMap;

use super::Input;
use crate::rust::name::{Case, Ident, Scope};
use crate::rust::{
    Alias, Conversion, Converted, Field, FieldSource, Item, ModelFile, Presence, Struct, Turn, Ty,
    Union,
};

/// A type and its other view, or the other way round.
type Pair<'a> = (&'a Ident, &'a Ident);

/// Adds the conversions between types and their views to the model files.
pub(super) fn add(input: &Input<'_>, files: &mut [ModelFile]) {
    let types = &input.api.types;
    let views = types.ids().filter(|id| types.whole(*id) != *id);
    let views: Vec<(&Ident, &Ident)> = views
        .filter_map(|id| Some((input.names.ident(types.whole(id))?, input.names.ident(id)?)))
        .collect();
    if views.is_empty() {
        return;
    }
    let made = made(&views, files);
    for file in files {
        let is_here = |one: &&Conversion| file.items.iter().any(|item| *item.ident() == one.to);
        file.conversions = made.iter().filter(is_here).cloned().collect();
    }
}

/// Every conversion that there can be: both ways, as far as those that it relies on ask for nothing.
fn made(views: &[(&Ident, &Ident)], files: &[ModelFile]) -> Vec<Conversion> {
    let items = files.iter().flat_map(|file| &file.items);
    let items: HashMap<&Ident, &Item> = items.map(|item| (item.ident(), item)).collect();
    let is_own = |ident: &Ident| {
        items
            .get(ident)
            .is_some_and(|item| !matches!(item, Item::Alias(_)))
    };
    let views = views
        .iter()
        .filter(|(whole, view)| is_own(whole) && is_own(view));
    let pairs: Vec<Pair<'_>> = views
        .flat_map(|(whole, view)| [(*whole, *view), (*view, *whole)])
        .collect();
    let mut table = Table {
        numbers: pairs.iter().copied().zip(0..).collect(),
        items,
        relied: Vec::new(),
    };
    let mut found: Vec<Option<Conversion>> = Vec::new();
    let mut users = vec![Vec::new(); pairs.len()];
    for (number, (from, to)) in pairs.iter().enumerate() {
        found.push(table.conversion((from, to), number % 2 == 0));
        for relied in std::mem::take(&mut table.relied) {
            users[relied].push(number);
        }
    }
    let is_into = |one: &Option<Conversion>| one.as_ref().is_some_and(|one| one.given().is_empty());
    let mut open: Vec<usize> = (0..found.len())
        .filter(|at| !is_into(&found[*at]))
        .collect();
    while let Some(number) = open.pop() {
        for user in std::mem::take(&mut users[number]) {
            if found[user].take().is_some() {
                open.push(user);
            }
        }
    }
    found.into_iter().flatten().collect()
}

struct Table<'a> {
    items: HashMap<&'a Ident, &'a Item>,
    numbers: HashMap<Pair<'a>, usize>,
    /// The conversions that the one in the making relies on.
    relied: Vec<usize>,
}

impl<'a> Table<'a> {
    fn conversion(&mut self, (from, to): Pair<'a>, for_requests: bool) -> Option<Conversion> {
        let parts = match (self.items[from], self.items[to]) {
            (Item::Struct(from), Item::Struct(to)) => self.fields(from, to)?,
            (Item::Union(from), Item::Union(to)) => self.variants(from, to)?,
            (Item::Newtype(from), Item::Newtype(to)) => {
                Converted::Inside(self.turn(&from.ty, &to.ty)?)
            }
            (
                Item::Struct(_)
                | Item::Union(_)
                | Item::Newtype(_)
                | Item::Enum(_)
                | Item::Listed(_)
                | Item::Constant(_)
                | Item::Alias(_),
                _,
            ) => return None,
        };
        let mut conversion = Conversion {
            from: from.clone(),
            to: to.clone(),
            argument: Scope::default().claim(Case::Snake, "value"),
            for_requests,
            parts,
        };
        let mut scope = Scope::default();
        for (given, _) in conversion.given() {
            scope.claim(Case::Snake, given.as_str());
        }
        conversion.argument = scope.claim(Case::Snake, "value");
        Some(conversion)
    }

    fn fields(&mut self, from: &'a Struct, to: &'a Struct) -> Option<Converted> {
        let mut fields = Vec::new();
        let known: HashMap<&str, &Field> = from
            .fields
            .iter()
            .map(|field| (field.wire_name.as_str(), field))
            .collect();
        for field in &to.fields {
            let source = match known.get(field.wire_name.as_str()) {
                Some(own) => {
                    let turn = present(self.turn(&own.ty, &field.ty)?, field.presence);
                    FieldSource::Field(own.ident.clone(), turn)
                }
                None => missing(field),
            };
            fields.push((field.ident.clone(), source));
        }
        if let Some(rest) = &to.rest {
            let source = match &from.rest {
                Some(own) => {
                    let turn = self.turn(&own.ty, &rest.ty)?;
                    let names = to.fields.iter().map(|field| &field.wire_name);
                    let names = names.filter(|name| !known.contains_key(name.as_str()));
                    FieldSource::Rest(own.ident.clone(), turn, names.cloned().collect())
                }
                None => FieldSource::Empty,
            };
            fields.push((rest.ident.clone(), source));
        }
        Some(Converted::Fields(fields))
    }

    fn variants(&mut self, from: &'a Union, to: &'a Union) -> Option<Converted> {
        let mut variants = Vec::new();
        for (own, other) in from.variants.iter().zip(&to.variants) {
            let turn = self.turn(&own.ty, &other.ty)?;
            variants.push((own.ident.clone(), other.ident.clone(), turn));
        }
        variants.push((from.unknown.clone(), to.unknown.clone(), Turn::Same));
        Some(Converted::Variants(variants))
    }

    /// What turns a value of one type into another's; none where nothing does.
    fn turn(&mut self, from: &'a Ty, to: &'a Ty) -> Option<Turn> {
        if from == to {
            return Some(Turn::Same);
        }
        match (from, to) {
            (Ty::Boxed(from), Ty::Boxed(to)) => {
                let turn = self.turn(from, to)?;
                Some(turn.within(Turn::Unboxed).within(Turn::Boxed))
            }
            (Ty::Boxed(from), to) => Some(Turn::Unboxed(Box::new(self.turn(from, to)?))),
            (from, Ty::Boxed(to)) => Some(Turn::Boxed(Box::new(self.turn(from, to)?))),
            (Ty::Option(from), Ty::Option(to)) => Some(self.turn(from, to)?.within(Turn::Option)),
            (Ty::Vec(from), Ty::Vec(to)) => Some(self.turn(from, to)?.within(Turn::Vec)),
            (Ty::Map(from), Ty::Map(to)) => Some(self.turn(from, to)?.within(Turn::Map)),
            (Ty::Tuple(from, rest), Ty::Tuple(to, other)) if from.len() == to.len() => {
                let parts = from.iter().zip(to);
                let parts = parts.map(|(from, to)| self.turn(from, to));
                let parts = parts.collect::<Option<Vec<_>>>()?;
                Some(Turn::Tuple(parts, Box::new(self.turn(rest, other)?)))
            }
            (from, to) => self.turn_items(from, to),
        }
    }

    /// The same of items; an alias is what it stands for.
    fn turn_items(&mut self, from: &'a Ty, to: &'a Ty) -> Option<Turn> {
        if let (Ty::Model(from), Ty::Model(to)) = (from, to)
            && let Some(number) = self.numbers.get(&(&from.ident, &to.ident))
        {
            self.relied.push(*number);
            return Some(Turn::Into);
        }
        match (self.alias(from), self.alias(to)) {
            (None, None) => None,
            (own, other) => self.turn(own.unwrap_or(from), other.unwrap_or(to)),
        }
    }

    fn alias(&self, ty: &Ty) -> Option<&'a Ty> {
        let Ty::Model(path) = ty else {
            return None;
        };
        match self.items.get(&path.ident)? {
            Item::Alias(Alias { ty, .. }) => Some(ty),
            Item::Struct(_)
            | Item::Union(_)
            | Item::Enum(_)
            | Item::Listed(_)
            | Item::Constant(_)
            | Item::Newtype(_) => None,
        }
    }
}

/// With what presence adds to a field's type.
fn present(turn: Turn, presence: Presence) -> Turn {
    match presence {
        Presence::Required => turn,
        Presence::Optional | Presence::Nullable => turn.within(Turn::Option),
        Presence::OptionalNullable => turn.within(Turn::Option).within(Turn::Option),
    }
}

fn missing(field: &Field) -> FieldSource {
    match field.presence {
        Presence::Optional | Presence::OptionalNullable => FieldSource::Absent,
        Presence::Required | Presence::Nullable => {
            FieldSource::Given(field.presence.wrap(field.ty.clone()))
        }
    }
}
