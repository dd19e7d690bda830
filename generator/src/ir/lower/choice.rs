//! `oneOf` and `anyOf`: alternatives, each together with what stands beside them.

use std::collections::HashMap;

use indexmap::IndexSet;

use super::conjunction::{Conjunction, Group, Part};
use super::draft::Draft;
use super::facts::Facts;
use super::{merge, report, words};
use crate::diagnostics::Diagnostics;
use crate::ir::{Branch, Choice, Discriminator, Origin, Shape, Step, TypeId};
use crate::spec::{self, JsonType, SchemaId};

/// How many alternatives several choices at once may multiply to.
const COMBINATIONS: usize = 64;

/// The choice that a conjunction offers, if it offers any.
pub(super) fn shape<'s>(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'s>,
    id: TypeId,
    parts: &[Part],
    facts: &Facts<'s>,
) -> Option<Shape> {
    let groups: Vec<&Group<'s>> = facts
        .groups
        .iter()
        .filter(|group| is_choice(draft, facts, group))
        .collect();
    let combinations = groups.iter().try_fold(1_usize, |product, group| {
        product.checked_mul(group.branches.len())
    });
    if groups.len() > 1 && combinations.is_none_or(|count| count > COMBINATIONS) {
        let message = "several choices hold at once, with too many combinations for a type; none of them is expressed";
        diagnostics.push(report::weak(&facts.at, message));
        return None;
    }
    let group = groups.first()?;
    let base = base(parts, group);
    let base_facts = merge::facts(diagnostics, draft, &base);
    let itself = matches!(parts, [part] if part.schema == group.owner);
    let may_be_null = itself || admits_null(draft, &base_facts);
    let excludes_null = base_facts.kinds.is_some() && !base_facts.null;
    if itself && excludes_null {
        draft.without_null.insert(id);
    }
    let mut branches = Vec::new();
    let mut kept = Vec::new();
    for schema in group.branches {
        if !may_be_null && words::is_null(&draft.spec.schemas, *schema) {
            continue;
        }
        let Some(parts) = branch(diagnostics, draft, &base, &base_facts, *schema) else {
            continue;
        };
        let origin = Origin::Inline {
            owner: id,
            step: Step::Branch(branches.len()),
        };
        branches.push(Branch {
            at: draft.spec.schemas[*schema].at.clone(),
            ty: draft.type_of_all(parts, origin),
            is_default: is_default(draft, facts, *schema),
        });
        kept.push(*schema);
    }
    if branches.is_empty() {
        let message = "none of the branches agrees with what stands beside them; they are left out";
        let help = "let the branches and what stands beside them name a type in common";
        diagnostics.push(report::contradiction(&facts.at, message).help(help));
        return None;
    }
    let discriminator = facts
        .discriminator
        .map(|written| discriminator(draft, written, &kept));
    Some(Shape::Choice(Choice {
        branches,
        discriminator,
        overlapping: group.any_of,
        parent: false,
    }))
}

/// `anyOf: [{required: [a]}, {required: [b]}]` beside properties asks for presence, and offers no other shape.
fn is_choice(draft: &Draft<'_>, facts: &Facts<'_>, group: &Group<'_>) -> bool {
    let schemas = &draft.spec.schemas;
    let mut branches = group.branches.iter();
    facts.properties.is_empty() || !branches.all(|branch| words::only_requires(&schemas[*branch]))
}

/// Whether null is a value of what stands beside a choice. Where a schema alone offers null, what it says beside that is meant for
/// other values; of several that hold at once each has to admit it.
fn admits_null(draft: &Draft<'_>, beside: &Facts<'_>) -> bool {
    let says_nothing = beside.kinds.is_none() && beside.is_free_but_choices();
    let mut groups = beside.groups.iter();
    beside.null || (says_nothing && groups.all(|group| offers_null(draft, group)))
}

fn offers_null(draft: &Draft<'_>, group: &Group<'_>) -> bool {
    let mut branches = group.branches.iter();
    branches.any(|branch| words::is_null(&draft.spec.schemas, *branch))
}

/// The parts with this choice made.
fn base(parts: &[Part], group: &Group<'_>) -> Conjunction {
    let mut base: Conjunction = parts
        .iter()
        .map(|part| {
            if part.schema == group.owner {
                part.without(group)
            } else {
                *part
            }
        })
        .collect();
    if parts.iter().all(|part| part.schema != group.owner) {
        base.push(Part::from(group.owner).without(group));
    }
    base
}

/// What holds where this branch is taken; nothing where it cannot be. A branch that says it all itself is used as it is, so that
/// uses of a component stay uses of its type.
fn branch(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'_>,
    base: &[Part],
    facts: &Facts<'_>,
    schema: SchemaId,
) -> Option<Conjunction> {
    let alone: Conjunction = vec![schema.into()];
    let is_null = words::is_null(&draft.spec.schemas, schema);
    if is_null || (facts.is_free_but_types() && facts.kinds.is_none()) {
        return Some(alone);
    }
    let own = merge::facts(diagnostics, draft, &alone);
    let schemas = &draft.spec.schemas;
    let says_it_all = facts.leaves.iter().all(|leaf| {
        let silent = words::is_silent(&schemas[*leaf]);
        silent || own.leaves.contains(leaf)
    });
    if says_it_all || (facts.is_free_but_types() && keeps_types(diagnostics, facts, &own)) {
        return Some(alone);
    }
    let mut parts = base.to_vec();
    parts.push(schema.into());
    // Whether both agree is asked here; what the branch itself has to say is said when it is filled in.
    let both = merge::facts(&mut Diagnostics::default(), draft, &parts);
    (!both.contradictory || own.contradictory).then_some(parts)
}

/// Whether the types named beside the choice add nothing to the branch. Where they exclude it, the branch is the surer word.
fn keeps_types(diagnostics: &mut Diagnostics, base: &Facts<'_>, own: &Facts<'_>) -> bool {
    let Some(types) = &base.kinds else {
        return true;
    };
    let Some(kinds) = own.kinds_meant() else {
        return !own.groups.is_empty();
    };
    let admitted = |kind: JsonType| {
        types.contains(kind) || (kind == JsonType::Integer && types.contains(JsonType::Number))
    };
    let excluded = !kinds.is_empty() && !kinds.iter().any(admitted);
    if excluded && !(types.contains(JsonType::Integer) && kinds.contains(JsonType::Number)) {
        let message = format!(
            "this branch is of type {}, which `type: {}` beside the choice excludes; the branch is kept",
            report::spell(Some(&kinds)),
            report::spell(Some(types)),
        );
        diagnostics.push(
            report::contradiction(&own.at, message).label(base.at.clone(), "the type beside it"),
        );
        return true;
    }
    kinds.iter().all(admitted)
}

/// Whether the discriminator's `defaultMapping` leads to the branch.
fn is_default(draft: &Draft<'_>, facts: &Facts<'_>, branch: SchemaId) -> bool {
    let default = facts
        .discriminator
        .and_then(spec::Discriminator::default_schema);
    default.is_some_and(|default| words::is_same(&draft.spec.schemas, branch, default))
}

/// For each branch the tags that stand for it: those mapped to it, or else its own name.
fn discriminator(
    draft: &Draft<'_>,
    written: &spec::Discriminator,
    branches: &[SchemaId],
) -> Discriminator {
    let schemas = &draft.spec.schemas;
    let mut mapped: HashMap<SchemaId, Vec<&str>> = HashMap::new();
    for (tag, target) in &written.mapping {
        for id in words::chain(schemas, *target) {
            mapped.entry(id).or_default().push(tag);
        }
    }
    let tags = |branch: &SchemaId| {
        let mut tags: IndexSet<&str> = IndexSet::new();
        for id in words::chain(schemas, *branch) {
            tags.extend(mapped.get(&id).into_iter().flatten());
        }
        if tags.is_empty() {
            // OpenAPI 3.2 section 4.25: without a mapping the tag is the name of the component.
            let mut chain = words::chain(schemas, *branch);
            tags.extend(chain.find_map(|id| schemas[id].name.as_deref()));
        }
        tags.into_iter().map(str::to_owned).collect()
    };
    Discriminator {
        property: written.property.clone(),
        tags: branches.iter().map(tags).collect(),
    }
}
