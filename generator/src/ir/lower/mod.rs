//! [`Spec`] → [`Api`]: from what the contract states to what is exchanged.
//!
//! In: schemas with all their keywords. Out: types, each of one shape. Must not know: what they are called later on.
//!
//! 1. Every component gets a type, then everything that stands in it, then what stands in operations (`draft`). What holds at
//!    once (`allOf`, `$ref` with siblings) is gathered (`gather`), merged (`merge`) and given a shape (`shape`);
//!    a parent with a `discriminator` that others extend is a choice (`parents`).
//! 2. Once every type has a shape, null moves out of choices and what has become superfluous gives way (`settle`).
//! 3. What is left is numbered in the document's order (`compact`); defaults and examples are looked at (`values`).
//! 4. What one side only sends is not waited for on the other (`sides`), which may take a second type (`views`).
//!
//! Nothing recurses over the document: chains of references are longer than a stack.

mod choice;
mod compact;
mod conjunction;
mod draft;
mod extends;
mod facts;
mod gather;
mod limits;
mod literals;
mod merge;
mod merge_branches;
mod object;
mod operation;
mod parents;
mod predicate;
mod replaced;
mod report;
mod settle;
mod shape;
mod sides;
mod tags;
#[cfg(test)]
mod tests;
mod unused;
mod values;
mod views;
mod words;
mod xml;

use std::collections::HashSet;

use self::draft::Draft;
pub use self::literals::normal;
pub use self::operation::is_json;
use super::{Api, Types};
use crate::diagnostics::Diagnostics;
use crate::spec::{Spec, Tag};

/// Makes types and operations of a contract.
pub fn lower(diagnostics: &mut Diagnostics, spec: &Spec) -> Api {
    let mut found = Diagnostics::default();
    let mut draft = Draft::new(spec);
    for (name, schema) in &spec.components.schemas {
        draft.name(name, *schema);
    }
    fill_all(&mut found, &mut draft);
    unused::tell(&mut found, spec);
    let operations = operation::operations(&mut found, &mut draft);
    fill_all(&mut found, &mut draft);
    if let Some(at) = draft.overflow.take() {
        let message = "schemas are combined in too many ways; from here on some of them stand for less than they say";
        found.push(report::weak(&at, message));
    }
    draft.predicates.fill(spec);
    let replaced = settle::settle(&mut found, &mut draft);
    let mut api = Api {
        at: spec.at.clone(),
        info: spec.info.clone(),
        types: Types::default(),
        predicates: std::mem::take(&mut draft.predicates.done),
        named: std::mem::take(&mut draft.named),
        operations,
        servers: spec.servers.clone(),
        security_schemes: spec.components.security_schemes.values().cloned().collect(),
        tags: groups(spec),
    };
    let moved = compact::compact(&mut api, &draft.types, &replaced);
    values::check(&mut found, &mut api, &moved, &draft.defaults);
    values::fill_docs(&mut api.types);
    tags::fill(&mut found, &mut api.types);
    parents::flatten(&mut found, &mut api);
    sides::settle(&mut found, &mut api);
    hand_over(diagnostics, found);
    api
}

fn fill_all(diagnostics: &mut Diagnostics, draft: &mut Draft<'_>) {
    while let Some((id, parts)) = draft.next() {
        shape::fill(diagnostics, draft, id, &parts);
    }
}

/// Schemas are looked at wherever they take part in something; what there is to say is said once.
fn hand_over(diagnostics: &mut Diagnostics, found: Diagnostics) {
    let mut said = HashSet::new();
    for diagnostic in found.into_vec() {
        if said.insert((
            diagnostic.code,
            diagnostic.at.to_string(),
            diagnostic.message.clone(),
        )) {
            diagnostics.push(diagnostic);
        }
    }
}

/// The declared tags, then those that only operations name.
fn groups(spec: &Spec) -> Vec<Tag> {
    let mut tags = spec.tags.clone();
    let mut known: HashSet<&str> = spec.tags.iter().map(|tag| tag.name.as_str()).collect();
    for operation in &spec.operations {
        for name in &operation.tags {
            if known.insert(name) {
                tags.push(Tag {
                    at: operation.at.clone(),
                    name: name.clone(),
                    summary: None,
                    parent: None,
                    kind: None,
                    external_docs: None,
                    description: None,
                });
            }
        }
    }
    tags
}
