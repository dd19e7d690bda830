//! Which records keep the properties that nobody declared?
//!
//! A record that says nothing about other properties usually lets them go. It must not where it is a branch of a choice that no tag
//! decides: a value may have the properties of two branches, and whichever is taken has to keep those of the other. Nor where it is
//! bound by a predicate, which looks at undeclared properties too; nor where it is closed, so that one who asks whether a value is
//! right can be told. Nor where it has a `discriminator`: a value may be of a child (OpenAPI 3.1.1 section 4.8.25) that the document
//! does not have or that cannot read it, and the child's properties stand beside its own. Records whose additional properties have a
//! type keep them as a matter of course.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Additional, Api, Shape, TypeId, TypeMap, Types};
use crate::source::Location;
use crate::spec::Style;

/// Whether and how a record keeps undeclared properties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keeps {
    /// It lets them go.
    #[default]
    Nothing,
    /// For those who ask whether a value is right, and to write it as it was read.
    Privately,
    /// For everybody.
    Openly,
}

/// Answers for every type; every open record keeps them where `preserve` says so.
pub fn keeps_unknown(diagnostics: &mut Diagnostics, api: &Api, preserve: bool) -> TypeMap<Keeps> {
    let types = &api.types;
    let mut keeps = TypeMap::filled(types, Keeps::default());
    for (id, def) in types.iter() {
        if is_closed(types, id) || (is_open(types, id) && def.predicate.is_some()) {
            keeps[id] = keeps[id].max(Keeps::Privately);
        }
        if is_open(types, id) && (preserve || is_parent(types, id)) {
            keeps[id] = Keeps::Openly;
        }
        let Shape::Choice(choice) = &def.shape else {
            continue;
        };
        for branch in branches(types, id).filter(|branch| is_open(types, *branch)) {
            if choice.discriminator.is_none() {
                keeps[branch] = Keeps::Openly;
            } else if def.predicate.is_some() {
                keeps[branch] = keeps[branch].max(Keeps::Privately);
            }
        }
    }
    // A form of several pairs shares the query with other parameters: what it does not declare are those.
    let parameters = api.operations.iter().flat_map(|one| &one.parameters);
    for parameter in parameters.filter(|one| one.style == Style::Form && one.explode && !one.json) {
        let id = types.non_null(parameter.ty);
        if keeps[id] == Keeps::Privately {
            keeps[id] = Keeps::Nothing;
            if is_closed(types, id) {
                diagnostics.push(shares_query(types[id].at.clone(), parameter.at.clone()));
            }
        }
    }
    keeps
}

fn shares_query(at: Location, parameter: Location) -> Diagnostic {
    let message = "as a parameter of several pairs it shares the query with others: properties that it does not declare are let go, and `validate` does not tell of them";
    Diagnostic::new(Code::WEAK_TYPE, at, message).label(parameter, "the parameter")
}

fn is_open(types: &Types, id: TypeId) -> bool {
    matches!(&types[id].shape, Shape::Record(record) if record.additional == Additional::Open)
}

fn is_parent(types: &Types, id: TypeId) -> bool {
    matches!(&types[id].shape, Shape::Record(record) if record.tag.is_some())
}

fn is_closed(types: &Types, id: TypeId) -> bool {
    matches!(&types[id].shape, Shape::Record(record) if record.additional == Additional::Closed)
}

/// The types that a choice comes down to, directly: through aliases and null. Choices inside answer for themselves.
fn branches(types: &Types, id: TypeId) -> impl Iterator<Item = TypeId> + '_ {
    types[id]
        .shape
        .targets()
        .into_iter()
        .map(|branch| types.non_null(branch))
}
