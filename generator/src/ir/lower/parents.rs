//! Parents: schemas with a `discriminator` and without `oneOf` or `anyOf`, which other components extend by `allOf` (OpenAPI 3.1.1
//! section 4.8.25; `discriminator: kind` of 2.0 is the same).
//!
//! ```yaml
//! Pet: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
//! Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}
//! ```
//!
//! Where such a schema is used, a value may be of any child: its type is a choice between the children and, in the last place, what the
//! schema itself declares ([`Step::Base`]). In the `allOf` of a child it stands for what it declares, so that nothing holds itself.
//!
//! A child that is a parent itself is one branch, not as many as it has children: where the child is used, its type is a choice of its
//! own, and values go from there to where the parent is used and back; its children may be told by another property; and each type
//! stands in the choices right above it, so that all choices together grow with the document and not with its depth. The tags of such a
//! branch are those of all that extend it. What extends a parent by way of a schema without a `discriminator` is a branch beside it.
//!
//! The discriminator cannot change what a value of the parent's schema is (section 4.8.25.1): a value without a tag, with an unknown one
//! or that a child does not read is read as the base, which keeps what it does not declare; and `validate` asks whether any of them holds.
//! A child that does not declare the property as a string is left out: nothing can tell it.

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;

use super::conjunction::Part;
use super::draft::Draft;
use super::extends::{Child, body};
use super::replaced::Replaced;
use super::report;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    Api, Branch, Choice, Discriminator, LiteralKind, Origin, Shape, Step, TypeId, Types,
};
use crate::source::Location;
use crate::spec::{self, Extensions, SchemaId, Schemas};

/// How many branches in one another are looked at for whether they declare a property. Behind that they are taken to.
const LOOKED: usize = 1_000;

/// The choice between a parent's children and what it declares itself; nothing for what is no parent, or stands for its base.
pub(super) fn shape(draft: &mut Draft<'_>, id: TypeId, parts: &[Part]) -> Option<Shape> {
    let [part] = parts else { return None };
    let spec = draft.spec;
    let written = spec.schemas[part.schema].discriminator.as_deref()?;
    let children = draft.parents.below(part.schema).to_vec();
    if part.without.children || children.is_empty() {
        return None;
    }
    let mut tags = tags(draft, written, &children);
    tags.push(Vec::new());
    let mut branches = Vec::new();
    for (index, child) in children.iter().enumerate() {
        let step = Step::Branch(index);
        branches.push(Branch {
            at: spec.schemas[child.body].at.clone(),
            ty: draft.type_of_component(child.schema, Origin::Inline { owner: id, step }),
            is_default: false,
        });
    }
    let step = Step::Base;
    let base = part.without_children();
    branches.push(Branch {
        at: spec.schemas[part.schema].at.clone(),
        ty: draft.type_of_all(vec![base], Origin::Inline { owner: id, step }),
        is_default: false,
    });
    Some(Shape::Choice(Choice {
        branches,
        discriminator: Some(Discriminator {
            property: written.property.clone(),
            tags,
        }),
        overlapping: true,
        parent: true,
    }))
}

/// For each child the tags that stand for it and for what is further below it.
fn tags(
    draft: &mut Draft<'_>,
    written: &spec::Discriminator,
    children: &[Child<'_>],
) -> Vec<Vec<String>> {
    let spec = draft.spec;
    let mapped = mapped(&spec.schemas, written);
    let direct: HashSet<SchemaId> = children.iter().map(|child| child.body).collect();
    let mut all = Vec::new();
    for child in children {
        let mut tags = tags_of(&[&mapped], child);
        let mut seen = direct.clone();
        let mut open = vec![child.body];
        while let Some(parent) = open.pop() {
            let own = spec.schemas[parent].discriminator.as_deref();
            let own = own.filter(|own| own.property == written.property);
            let own = own
                .map(|own| self::mapped(&spec.schemas, own))
                .unwrap_or_default();
            for child in draft.parents.below(parent).to_vec() {
                if draft.parents.tags_left == 0 {
                    draft.overflow.get_or_insert_with(|| written.at.clone());
                } else if seen.insert(child.body) {
                    draft.parents.tags_left -= 1;
                    tags.extend(tags_of(&[&mapped, &own], &child));
                    open.push(child.body);
                }
            }
        }
        all.push(tags.into_iter().collect());
    }
    all
}

type Mapped<'s> = HashMap<SchemaId, Vec<&'s str>>;

fn mapped<'s>(schemas: &Schemas, written: &'s spec::Discriminator) -> Mapped<'s> {
    let mut mapped = Mapped::new();
    for (tag, target) in &written.mapping {
        mapped.entry(body(schemas, *target)).or_default().push(tag);
    }
    mapped
}

/// Those that are mapped to it, or else its name: "the name of the schema" (OpenAPI 3.1.1 section 4.8.25.2).
fn tags_of(mappings: &[&Mapped<'_>], child: &Child<'_>) -> IndexSet<String> {
    let found = mappings.iter().filter_map(|mapped| mapped.get(&child.body));
    let mut tags: IndexSet<String> = found.flatten().map(|tag| (*tag).to_owned()).collect();
    if tags.is_empty() {
        tags.insert(child.name.to_owned());
    }
    tags
}

/// The choice as tags can tell it, once it is known what its branches are: without the children that do not declare the property, whose
/// values would lose it. With none left, it is what the parent declares, as if nobody extended it.
pub(super) fn settled(
    diagnostics: &mut Diagnostics,
    draft: &Draft<'_>,
    replaced: &Replaced,
    mut choice: Choice,
) -> Choice {
    let Some(base) = choice.base() else {
        return choice;
    };
    let Some(tag) = choice.discriminator.take() else {
        return choice;
    };
    let property = tag.property;
    let types = &draft.types;
    let is_object = can_be_object(types, replaced, choice.branches[base].ty);
    let branches = choice.branches.into_iter().zip(tag.tags).enumerate();
    let mut kept = Vec::new();
    for (index, (branch, tags)) in branches {
        let why = match untold(types, replaced, branch.ty, &property) {
            Some(why) if index != base => why,
            Some(_) | None if is_object || index == base => {
                kept.push((branch, tags));
                continue;
            }
            Some(_) | None => "extends what is no object",
        };
        let message = format!(
            "`{property}` cannot tell this child of its parent: it {why}; where the parent is used, no value is read as the child"
        );
        let help = format!("declare `{property}` there as a required string");
        let diagnostic = Diagnostic::new(Code::UNION_NOT_DECIDABLE, branch.at, message);
        diagnostics.push(diagnostic.help(help));
    }
    choice.parent = kept.len() > 1;
    let (branches, tags) = kept.into_iter().unzip();
    choice.branches = branches;
    choice.discriminator = choice.parent.then_some(Discriminator { property, tags });
    choice
}

fn can_be_object(types: &Types, replaced: &Replaced, id: TypeId) -> bool {
    let shape = &types[non_null(types, replaced, id)].shape;
    matches!(shape, Shape::Record(_) | Shape::Map(_) | Shape::Any)
}

fn non_null(types: &Types, replaced: &Replaced, id: TypeId) -> TypeId {
    let id = replaced.resolve(types, id);
    if let Shape::Nullable(inner) = types[id].shape {
        replaced.resolve(types, inner)
    } else {
        id
    }
}

/// Why a property does not tell a child, if so. A child that is a choice is as good as each of its branches.
fn untold(
    types: &Types,
    replaced: &Replaced,
    child: TypeId,
    property: &str,
) -> Option<&'static str> {
    let mut seen = HashSet::new();
    let mut open = vec![child];
    while let Some(id) = open.pop().filter(|_| seen.len() < LOOKED) {
        let id = non_null(types, replaced, id);
        if !seen.insert(id) {
            continue;
        }
        match &types[id].shape {
            Shape::Choice(choice) => open.extend(choice.branches.iter().map(|branch| branch.ty)),
            Shape::Record(record) => {
                let mut properties = record.properties.iter();
                let Some(found) = properties.find(|known| known.name == property) else {
                    return Some("does not declare it");
                };
                if !is_text(&types[non_null(types, replaced, found.ty)].shape) {
                    return Some("declares it as something else than a string");
                }
            }
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
            | Shape::Literals(_) => return Some("is no object with properties"),
        }
    }
    None
}

/// Whether a value of the shape may be a string.
fn is_text(shape: &Shape) -> bool {
    match shape {
        Shape::Text(_) | Shape::Any | Shape::Choice(_) => true,
        Shape::Literals(list) => list.kind == LiteralKind::Text,
        Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Map(_)
        | Shape::Nullable(_)
        | Shape::Alias(_)
        | Shape::Record(_) => false,
    }
}

/// What is said of the schema as a whole is said of the choice.
pub(super) fn bare(draft: &mut Draft<'_>, base: TypeId) {
    let def = &mut draft.types[base];
    def.default = None;
    def.examples.clear();
    def.extensions = Extensions::default();
}

/// Parameters and headers that are no JSON: their text has no types by which a child could be read, so there a parent is what it
/// declares itself.
pub(super) fn flatten(diagnostics: &mut Diagnostics, api: &mut Api) {
    let types = &api.types;
    let mut flatten = |at: &Location, ty: &mut TypeId| {
        let Shape::Choice(choice) = &types[types.non_null(*ty)].shape else {
            return;
        };
        if let Some(base) = choice.base() {
            *ty = choice.branches[base].ty;
            let message = "a text outside of JSON has no types by which the children of its schema could be read; it holds what the schema declares itself, and the rest as text";
            diagnostics.push(report::weak(at, message));
        }
    };
    for operation in &mut api.operations {
        let parameters = operation.parameters.iter_mut();
        for parameter in parameters.filter(|parameter| !parameter.json) {
            flatten(&parameter.at, &mut parameter.ty);
        }
        for response in &mut operation.responses {
            for header in &mut response.headers {
                flatten(&header.at, &mut header.ty);
            }
        }
    }
}
