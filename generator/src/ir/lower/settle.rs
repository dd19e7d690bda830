//! The second look, when every type has a shape: null moves out of choices, choices of one become that one, equal branches one.
//!
//! Types are settled in an order in which what a choice, a nullable type or an alias consists of comes first. A type that consists of
//! itself alone has no such order, and no meaning.

use super::draft::Draft;
use super::merge_branches::{self, Entry, Merged};
use super::parents;
use super::replaced::Replaced;
use super::report;
use super::shape::non_null;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::cycles;
use crate::ir::{Choice, Discriminator, Origin, Shape, Step, TypeId};

/// Settles every type.
pub(super) fn settle(diagnostics: &mut Diagnostics, draft: &mut Draft<'_>) -> Replaced {
    let mut replaced = Replaced::default();
    let edges = cycles::same_value(&draft.types);
    for component in cycles::components(&draft.types, &edges) {
        match component[..] {
            [id] if !edges[id].contains(&id) => settle_one(diagnostics, draft, &mut replaced, id),
            [..] => break_cycle(diagnostics, draft, &component),
        }
    }
    replaced
}

fn break_cycle(diagnostics: &mut Diagnostics, draft: &mut Draft<'_>, cycle: &[TypeId]) {
    let names: Vec<String> = cycle
        .iter()
        .filter_map(|id| match &draft.types[*id].origin {
            Origin::Named(name) => Some(format!("`{name}`")),
            Origin::Inline { .. } | Origin::Operation { .. } | Origin::Shared { .. } => None,
        })
        .collect();
    if let [first, rest @ ..] = cycle {
        let shown = names
            .iter()
            .take(8)
            .cloned()
            .collect::<Vec<_>>()
            .join(" → ");
        let message = format!("{shown} consists of nothing but itself; any value is accepted");
        let mut diagnostic = Diagnostic::new(
            Code::REFERENCE_CYCLE,
            draft.types[*first].at.clone(),
            message,
        )
        .help("let one of them be a type of its own, or refer to it from a property");
        for id in rest.iter().take(8) {
            diagnostic = diagnostic.label(draft.types[*id].at.clone(), "part of the cycle");
        }
        diagnostics.push(diagnostic);
    }
    for id in cycle {
        draft.types[*id].shape = Shape::Any;
    }
}

fn settle_one(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'_>,
    replaced: &mut Replaced,
    id: TypeId,
) {
    match draft.types[id].shape.clone() {
        Shape::Alias(target) => {
            let resolved = replaced.resolve(&draft.types, target);
            let is_nullable = matches!(draft.types[resolved].shape, Shape::Nullable(_));
            if is_nullable && draft.without_null.contains(&id) {
                diagnostics.push(report::null_excluded(&draft.types[id].at));
            }
            become_type(draft, replaced, id, target);
        }
        Shape::Nullable(inner) => settle_nullable(draft, replaced, id, inner),
        Shape::Choice(choice) => settle_choice(diagnostics, draft, replaced, id, choice),
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
        | Shape::Record(_)
        | Shape::Literals(_) => {}
    }
}

/// `id` means the same as `target`: a type without a name of its own gives way, and so does one that only stands inside it.
fn become_type(draft: &mut Draft<'_>, replaced: &mut Replaced, id: TypeId, target: TypeId) {
    let target = replaced.get(target);
    let origin = &draft.types[id].origin;
    let stands_inside = matches!(&draft.types[target].origin, Origin::Inline { owner, .. } if *owner == id)
        || (draft.types[target].origin == *origin);
    if stands_inside && target != id {
        let inner = draft.types[target].clone();
        let outer = &mut draft.types[id];
        outer.shape = inner.shape;
        outer.constraints = inner.constraints;
        outer.predicate = inner.predicate;
        outer.default = outer.default.take().or(inner.default);
        outer.examples.extend(inner.examples);
        if outer.docs.description.is_none() {
            outer.docs.description = inner.docs.description;
        }
        if outer.docs.title.is_none() {
            outer.docs.title = inner.docs.title;
        }
        replaced.set(target, id);
    } else if matches!(origin, Origin::Named(_)) {
        draft.types[id].shape = Shape::Alias(target);
    } else {
        replaced.set(id, target);
    }
}

/// Never nullable twice; what admits null anyway is not nullable besides.
fn settle_nullable(draft: &mut Draft<'_>, replaced: &mut Replaced, id: TypeId, inner: TypeId) {
    let inner = replaced.get(inner);
    let resolved = replaced.resolve(&draft.types, inner);
    match draft.types[resolved].shape {
        Shape::Any => {
            // What is demanded is never asked of null where null is a value.
            draft.types[id].predicate = draft.types[resolved].predicate;
            draft.types[id].shape = Shape::Any;
        }
        Shape::Null | Shape::Never => become_null(draft, id),
        Shape::Nullable(_) => become_type(draft, replaced, id, inner),
        Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Map(_)
        | Shape::Alias(_)
        | Shape::Record(_)
        | Shape::Choice(_)
        | Shape::Literals(_) => draft.types[id].shape = Shape::Nullable(inner),
    }
}

/// Null is the only value.
fn become_null(draft: &mut Draft<'_>, id: TypeId) {
    let def = &mut draft.types[id];
    def.predicate = None;
    def.shape = Shape::Null;
}

fn settle_choice(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'_>,
    replaced: &mut Replaced,
    id: TypeId,
    choice: Choice,
) {
    let choice = parents::settled(diagnostics, draft, replaced, choice);
    let parent = choice.parent;
    let property = choice
        .discriminator
        .as_ref()
        .map(|tag| tag.property.clone());
    let Merged {
        entries: branches,
        null,
        overlapping,
    } = merge_branches::merged(diagnostics, draft, replaced, id, choice);
    if null && draft.without_null.contains(&id) {
        diagnostics.push(report::null_excluded(&draft.types[id].at));
    }
    match &branches[..] {
        [] if null => become_null(draft, id),
        [] => draft.types[id].shape = Shape::Never,
        [only] if null => {
            own(draft, only, id, Step::NonNull);
            settle_nullable(draft, replaced, id, only.branch.ty);
        }
        [only] => {
            own(draft, only, id, Step::NonNull);
            become_type(draft, replaced, id, only.branch.ty);
        }
        [..] => {
            let holder = if null { non_null(draft, id) } else { id };
            for (index, entry) in branches.iter().enumerate() {
                let is_base = parent && index + 1 == branches.len();
                let step = if is_base {
                    Step::Base
                } else {
                    Step::Branch(index)
                };
                own(draft, entry, holder, step);
            }
            let tags = branches.iter().map(|entry| entry.tags.clone()).collect();
            draft.types[holder].shape = Shape::Choice(Choice {
                branches: branches.into_iter().map(|entry| entry.branch).collect(),
                discriminator: property.map(|property| Discriminator { property, tags }),
                overlapping,
                parent,
            });
        }
    }
}

/// Moves a type that stood inside a choice to the place where the choice has it now.
fn own(draft: &mut Draft<'_>, entry: &Entry, owner: TypeId, step: Step) {
    let origin = &mut draft.types[entry.branch.ty].origin;
    if matches!(origin, Origin::Inline { owner, .. } if *owner == entry.owner) {
        *origin = Origin::Inline { owner, step };
    }
}
