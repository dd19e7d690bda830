//! Which records have no value, because each needs another one of its kind?
//!
//! A type has a value as soon as all that must stand in it has one; what is optional, a list or null asks for nothing. What is found
//! that way, starting from the types that need nothing, is everything that has a value; a record outside of it cannot be built.
//! That is worth a warning and no more: the document may never use it.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Origin, Shape, TypeId, TypeMap, Types};

/// Warns of named records that no value satisfies.
pub fn check(diagnostics: &mut Diagnostics, types: &Types) {
    let inhabited = inhabited(types);
    for (id, def) in types.iter() {
        if let (false, Shape::Record(_), Origin::Named(name)) =
            (inhabited[id], &def.shape, &def.origin)
        {
            let message = format!(
                "`{name}` has no finite value: it requires a value that requires it again, or that cannot exist"
            );
            diagnostics.push(
                Diagnostic::new(Code::CONTRADICTORY_SCHEMA, def.at.clone(), message)
                    .help("let one of the properties be optional or nullable"),
            );
        }
    }
}

/// Whether each type has a value.
fn inhabited(types: &Types) -> TypeMap<bool> {
    let mut inhabited = TypeMap::filled(types, false);
    let mut users = TypeMap::filled(types, Vec::new());
    let mut missing = TypeMap::filled(types, 0_usize);
    let mut ready = Vec::new();
    for (id, def) in types.iter() {
        let (needs, count) = needs(&def.shape);
        for need in needs {
            users[need].push(id);
        }
        missing[id] = count;
        if count == 0 {
            ready.push(id);
        }
    }
    while let Some(id) = ready.pop() {
        if std::mem::replace(&mut inhabited[id], true) {
            continue;
        }
        for user in std::mem::take(&mut users[id]) {
            missing[user] = missing[user].saturating_sub(1);
            if missing[user] == 0 {
                ready.push(user);
            }
        }
    }
    inhabited
}

/// What a value may need, and how many of those it needs.
fn needs(shape: &Shape) -> (Vec<TypeId>, usize) {
    match shape {
        Shape::Record(record) => {
            let required = record
                .properties
                .iter()
                .filter(|property| property.required);
            let needs: Vec<TypeId> = required.map(|property| property.ty).collect();
            let count = needs.len();
            (needs, count)
        }
        Shape::Choice(choice) => (choice.branches.iter().map(|branch| branch.ty).collect(), 1),
        Shape::Alias(target) => (vec![*target], 1),
        Shape::Tuple(tuple) => (tuple.parts.clone(), tuple.parts.len()),
        Shape::Never => (Vec::new(), 1),
        Shape::Any
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Nullable(_)
        | Shape::Literals(_) => (Vec::new(), 0),
    }
}
