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
use super::replaced::Replaced;
use super::words;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Branch, Choice, Discriminator, LiteralKind, Origin, Shape, Step, TypeId, Types};
use crate::source::Location;
use crate::spec::{self, Extensions, JsonType, Schema, SchemaId, Schemas, Spec};

/// How many pairs of a schema and a parent above it are looked at.
const PAIRS: usize = 200_000;

/// How many branches in one another are looked at for whether they declare a property. Behind that they are taken to.
const LOOKED: usize = 1_000;

/// How far a chain of references is followed to what it stands for.
const CHAIN: usize = 64;

/// Who extends whom.
#[derive(Default)]
pub(super) struct Parents<'s> {
    /// For each parent the children right below it, in document order. Looked up, never walked.
    children: HashMap<SchemaId, Vec<Child<'s>>>,
    /// The schemas of all children.
    extending: HashSet<SchemaId>,
    /// How many tags may still be handed up to the parent of a parent.
    tags_left: usize,
}

/// A component that extends a parent.
#[derive(Clone, Copy)]
struct Child<'s> {
    name: &'s str,
    /// The component.
    schema: SchemaId,
    /// The schema that it consists of, which may be another where it is written elsewhere.
    body: SchemaId,
}

impl<'s> Parents<'s> {
    /// Looks at all components. Where there are too many ways up, nobody is a parent, and the place is handed back.
    pub(super) fn of(spec: &'s Spec) -> (Self, Option<Location>) {
        let mut parents = Self::default();
        let schemas = &spec.schemas;
        if !schemas.iter().any(|(_, schema)| is_parent(schema)) {
            return (parents, None);
        }
        parents.tags_left = most_tags(schemas.len());
        let mut ancestry = Ancestry {
            schemas,
            found: HashMap::new(),
            left: PAIRS + 4 * schemas.len(),
        };
        for child in components(spec) {
            let Some(above) = ancestry.above(child.body) else {
                return (Self::default(), Some(schemas[child.body].at.clone()));
            };
            if above.is_empty() || is_another_spelling(schemas, child, &above) {
                continue;
            }
            parents.extending.insert(child.body);
            for parent in above {
                parents.children.entry(parent).or_default().push(child);
            }
        }
        (parents, None)
    }

    /// Whether the schema is a parent or a child, and so never but another spelling of a schema that it refers to.
    pub(super) fn has(&self, schema: SchemaId) -> bool {
        self.extending.contains(&schema) || self.children.contains_key(&schema)
    }

    fn below(&self, parent: SchemaId) -> &[Child<'s>] {
        self.children.get(&parent).map_or(&[], Vec::as_slice)
    }
}

/// How many tags are handed up in all: in a chain of parents each has those of all below it.
pub(super) fn most_tags(things: usize) -> usize {
    10_000 + 4 * things
}

fn is_parent(schema: &Schema) -> bool {
    schema.discriminator.is_some() && schema.one_of.is_empty() && schema.any_of.is_empty()
}

/// Everything that has a name of its own, each body once.
fn components(spec: &Spec) -> Vec<Child<'_>> {
    let schemas = &spec.schemas;
    let named = spec.components.schemas.iter();
    let named = named.map(|(name, schema)| (name.as_str(), *schema));
    let others = schemas.iter();
    let others = others.filter_map(|(id, schema)| Some((schema.definition.as_deref()?, id)));
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for (name, schema) in named.chain(others) {
        let body = body(schemas, schema);
        let is_another = |schema: &Schema| schema.name.is_some() || schema.definition.is_some();
        if (body == schema || !is_another(&schemas[body])) && seen.insert(body) {
            found.push(Child { name, schema, body });
        }
    }
    found
}

/// What stands at the end of references that say nothing else.
fn body(schemas: &Schemas, id: SchemaId) -> SchemaId {
    let mut id = id;
    for _ in 0..CHAIN {
        let schema = &schemas[id];
        match schema.reference {
            Some(target) if schema.all_of.is_empty() && words::is_silent(schema) => id = target,
            Some(_) | None => break,
        }
    }
    id
}

/// `Pets: {nullable: true, allOf: [{$ref: Pet}]}` is a parent that may be null, and no child. Where there is a mapping, one that says
/// nothing and is not in it is but another name.
fn is_another_spelling(schemas: &Schemas, child: Child<'_>, above: &IndexSet<SchemaId>) -> bool {
    let schema = &schemas[child.body];
    if !words::is_silent_but_types(schema) || words::only_target(schemas, schema).is_none() {
        return false;
    }
    let is_mark = |ty: JsonType| ty == JsonType::Null;
    if !schema.types.is_empty() && schema.types.iter().all(is_mark) {
        return true;
    }
    let mut mappings = above
        .iter()
        .filter_map(|parent| schemas[*parent].discriminator.as_deref());
    let is_left_out = |written: &spec::Discriminator| {
        let mut targets = written.mapping.values();
        !written.mapping.is_empty() && !targets.any(|id| body(schemas, *id) == child.body)
    };
    schema.discriminator.is_none() && mappings.all(is_left_out)
}

/// The parents above schemas, each schema visited once.
struct Ancestry<'s> {
    schemas: &'s Schemas,
    /// Nothing while a schema is being visited: what leads back to it is left out.
    found: HashMap<SchemaId, Option<IndexSet<SchemaId>>>,
    left: usize,
}

impl Ancestry<'_> {
    /// The first parents on every way up from the schema; `None` where they are too many to look at.
    fn above(&mut self, root: SchemaId) -> Option<IndexSet<SchemaId>> {
        if let Some(known) = self.found.get(&root) {
            return known.clone();
        }
        let mut stack = Vec::new();
        self.open(&mut stack, root);
        while let Some((id, index, above)) = stack.last_mut() {
            let schema = &self.schemas[*id];
            let mut targets = schema.reference.iter().chain(&schema.all_of);
            let Some(target) = targets.nth(*index).copied() else {
                let (id, above) = (*id, std::mem::take(above));
                self.found.insert(id, Some(above));
                stack.pop();
                continue;
            };
            match self.found.get(&target) {
                None => {
                    self.open(&mut stack, target);
                    continue;
                }
                Some(Some(_)) if is_parent(&self.schemas[target]) => {
                    above.insert(target);
                }
                Some(Some(further)) => {
                    self.left = self.left.checked_sub(further.len())?;
                    above.extend(further);
                }
                Some(None) => {}
            }
            *index += 1;
        }
        self.found.get(&root).cloned().flatten()
    }

    fn open(&mut self, stack: &mut Vec<(SchemaId, usize, IndexSet<SchemaId>)>, id: SchemaId) {
        self.found.insert(id, None);
        stack.push((id, 0, IndexSet::new()));
    }
}

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
        });
    }
    let step = Step::Base;
    let base = part.without_children();
    branches.push(Branch {
        at: spec.schemas[part.schema].at.clone(),
        ty: draft.type_of_all(vec![base], Origin::Inline { owner: id, step }),
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
