//! Which schemas hold at once: a conjunction and everything that `$ref` and `allOf` pull into it, each schema once.

use std::collections::HashMap;

use super::conjunction::{Group, Part, Without};
use super::draft::Draft;
use super::words;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::spec::{Schema, SchemaId};

/// A conjunction with all that it pulls in.
pub(super) struct Gathered<'s> {
    /// Every schema once; what is referred to stands before who refers to it.
    pub(super) leaves: Vec<SchemaId>,
    /// The choices that are still open.
    pub(super) groups: Vec<Group<'s>>,
}

/// Collects the schemas that hold at once. Each is visited once, so that a diamond of parents costs what it is written in.
pub(super) fn gather<'s>(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'s>,
    parts: &[Part],
) -> Gathered<'s> {
    let mut walk = Walk::default();
    for part in parts {
        walk.visit(diagnostics, draft, part.schema);
    }
    let groups = open_groups(diagnostics, draft, parts, &walk);
    Gathered {
        leaves: walk.leaves,
        groups,
    }
}

#[derive(Default)]
struct Walk {
    /// Whether a schema that was met is finished; one that is not is being walked.
    finished: HashMap<SchemaId, bool>,
    leaves: Vec<SchemaId>,
}

impl Walk {
    fn visit(&mut self, diagnostics: &mut Diagnostics, draft: &mut Draft<'_>, root: SchemaId) {
        if self.finished.contains_key(&root) {
            return;
        }
        let mut stack = Vec::new();
        let mut next = Some(root);
        loop {
            if let Some(id) = next.take() {
                let schema = &draft.spec.schemas[id];
                let work = 1 + schema.properties.len() + schema.values.as_ref().map_or(0, Vec::len);
                // What is walked must be paid for on the way in: a chain is as long as the document.
                if !draft.may_gather(&schema.at, work) {
                    // What the schema says itself is all that is left to say.
                    self.finished.insert(root, true);
                    self.leaves.push(root);
                    return;
                }
                self.finished.insert(id, false);
                stack.push((id, 0));
            }
            let Some((id, index)) = stack.last_mut() else {
                return;
            };
            let Some(child) = child(&draft.spec.schemas[*id], *index) else {
                self.leaves.push(*id);
                self.finished.insert(*id, true);
                stack.pop();
                continue;
            };
            *index += 1;
            match self.finished.get(&child) {
                None => next = Some(child),
                Some(true) => {}
                Some(false) => report_cycle(diagnostics, draft, child),
            }
        }
    }
}

/// What a schema pulls in, by number: its reference, then the parts of its `allOf`.
fn child(schema: &Schema, index: usize) -> Option<SchemaId> {
    schema
        .reference
        .iter()
        .chain(&schema.all_of)
        .nth(index)
        .copied()
}

fn report_cycle(diagnostics: &mut Diagnostics, draft: &mut Draft<'_>, id: SchemaId) {
    if draft.first_report(id) {
        let schema = &draft.spec.schemas[id];
        let name = schema.name.as_deref().unwrap_or("this schema");
        diagnostics.push(
            Diagnostic::new(
                Code::CONTRADICTORY_SCHEMA,
                schema.at.clone(),
                format!("`{name}` is part of itself through `allOf` or `$ref`; the inner use is left out"),
            )
            .help("refer to it from a property or from `items` instead"),
        );
    }
}

/// The choices of the gathered schemas, but for those that a part stands for already and those that hold anyway: whoever is one of
/// the alternatives itself (a child that refers to its parent, which lists its children) satisfies them.
fn open_groups<'s>(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'s>,
    parts: &[Part],
    walk: &Walk,
) -> Vec<Group<'s>> {
    let mut without: HashMap<SchemaId, Without> = HashMap::new();
    for part in parts {
        let flags = without.entry(part.schema).or_default();
        flags.one_of |= part.without.one_of;
        flags.any_of |= part.without.any_of;
    }
    let mut groups = Vec::new();
    for leaf in &walk.leaves {
        let flags = without.get(leaf).copied().unwrap_or_default();
        for group in groups_of(draft, *leaf) {
            let done = if group.any_of {
                flags.any_of
            } else {
                flags.one_of
            };
            if !done && !is_satisfied(diagnostics, draft, &group, walk) {
                groups.push(group);
            }
        }
    }
    groups
}

fn groups_of<'s>(draft: &Draft<'s>, owner: SchemaId) -> impl Iterator<Item = Group<'s>> + use<'s> {
    let schema = &draft.spec.schemas[owner];
    [(false, &schema.one_of), (true, &schema.any_of)]
        .into_iter()
        .filter(|(_, branches)| !branches.is_empty())
        .map(move |(any_of, branches)| Group {
            owner,
            any_of,
            branches,
        })
}

fn is_satisfied(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'_>,
    group: &Group<'_>,
    walk: &Walk,
) -> bool {
    let schemas = &draft.spec.schemas;
    let mut holds = false;
    let mut itself = None;
    for branch in group.branches {
        for id in words::chain(schemas, *branch) {
            holds |= walk.finished.contains_key(&id);
            if id == group.owner {
                itself = Some(*branch);
            }
        }
    }
    if let Some(branch) = itself {
        report_itself(diagnostics, draft, group.owner, branch);
    }
    holds
}

fn report_itself(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'_>,
    owner: SchemaId,
    branch: SchemaId,
) {
    if draft.first_report(branch) {
        let schemas = &draft.spec.schemas;
        diagnostics.push(
            Diagnostic::new(
                Code::REFERENCE_CYCLE,
                schemas[branch].at.clone(),
                "this branch is the schema that it is a branch of; the choice is left out",
            )
            .label(schemas[owner].at.clone(), "the schema")
            .help("take the branch out: it admits nothing that the others do not"),
        );
    }
}
