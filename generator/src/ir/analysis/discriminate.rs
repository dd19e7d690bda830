//! How are the branches of a choice told apart?
//!
//! A tag decides where there is one. Otherwise each branch is described by what a value shows at first sight: its JSON type, the properties
//! that have to be there, those that are fixed to certain values, and those that are declared ([`Test`]). At run time a branch is out of
//! the question where the JSON type is another, a required property is missing or a fixed one has another value. Of the others the most
//! specific is tried first: one within whose bounds the value is (`bounds.rs`), then the one with most fixed values matched, then most
//! required properties, then most declared properties present, then the first in the document.
//!
//! Why this order is right. What puts a branch out of the question is demanded by the branch's schema itself (`type`, `required`, `enum`,
//! `const`), so no value of the branch is ever refused it. What is left is a preference between branches of which a value may well be
//! both: JSON Schema lets any object be of a schema that requires nothing, so the schema that says more about the value is the one its
//! author had in mind, and what says more is what is rarer: a fixed value, then a property that must be there, then one that may. A branch
//! that was preferred and then cannot be read, for a fault deep in the value, gives way to the next, so a preference never loses a value.
//!
//! Two branches that this order never tells apart are warned of; the first of them is read. Only branches with the same outline (JSON types,
//! required and declared properties) can be such a pair. They are compared by what their required properties are, down to `DEPTH`;
//! where that is not enough to say, they count as told apart: the warning is for what is certain.
//!
//! `oasmith dump --stage ir` shows the tests behind `if`, the tags behind `tagged`, and the pairs that are alike.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;
use serde_json::Value;

pub use super::kinds::{Kind, Kinds};
use super::{bounds, kinds};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    Branch, Choice, Constraints, Literals, Property, Record, Shape, TypeId, TypeMap, Types, cycles,
};

/// How deep two branches are compared.
const DEPTH: u8 = 4;

/// How many branches of one outline each is compared with.
const COMPARED: usize = 32;

/// For each type that is a choice, how its branches are told apart.
pub type Discriminations = TypeMap<Option<Discrimination>>;

/// How the branches of one choice are told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Discrimination {
    /// What each branch shows, by its index.
    pub tests: Vec<Test>,
    /// Pairs of branches that cannot be told apart: the first of both is read.
    pub alike: Vec<(usize, usize)>,
}

impl Discrimination {
    /// Whether no value is of two branches by what they show at first sight.
    pub fn are_apart(&self) -> bool {
        let few = self.tests.len() <= COMPARED;
        let mut pairs =
            (0..self.tests.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
        few && pairs.all(|(one, other)| self.tests[one].is_apart(&self.tests[other]))
    }
}

impl Test {
    /// What a branch shows in this choice. Children of a parent are told by the tag alone, which has to be there.
    fn within(mut self, choice: &Choice, index: usize) -> Self {
        let Some(base) = choice.base() else {
            return self;
        };
        self.fixed.clear();
        self.bounded.clear();
        self.bounded.clear();
        if let Some(tag) = choice.discriminator.as_ref().filter(|_| index != base)
            && !self.required.contains(&tag.property)
        {
            self.required.push(tag.property.clone());
        }
        self
    }

    fn is_apart(&self, other: &Self) -> bool {
        let differs = |(name, values): &(String, Vec<Value>)| {
            let required = self.required.contains(name) && other.required.contains(name);
            let twin = other.fixed.iter().find(|(twin, _)| twin == name);
            required && twin.is_some_and(|(_, others)| is_disjoint(values, others))
        };
        let listed = !self.values.is_empty()
            && !other.values.is_empty()
            && is_disjoint(&self.values, &other.values);
        let differs = self.fixed.iter().any(differs) || bounds::are_apart(self, other);
        listed || self.kinds.disjoint(other.kinds) || differs
    }
}

fn is_disjoint(one: &[Value], other: &[Value]) -> bool {
    one.iter().all(|value| !other.contains(value))
}

/// What values of a branch show at first sight.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Test {
    /// Their JSON types.
    pub kinds: Kinds,
    /// The properties that have to be there.
    pub required: Vec<String>,
    /// Properties that are fixed, with the values that they may have.
    pub fixed: Vec<(String, Vec<Value>)>,
    /// All declared properties.
    pub properties: Vec<String>,
    /// The values that are listed, where the branch is a list of values.
    pub values: Vec<Value>,
    /// The bounds of a number or a text, where they tell it from another branch.
    pub bounds: Constraints,
    /// The properties whose bounds tell the branch from another one.
    pub bounded: Vec<(String, Constraints)>,
}

/// Answers for every choice, and warns of branches that cannot be told apart.
pub fn discriminations(diagnostics: &mut Diagnostics, types: &Types) -> Discriminations {
    let kinds = kinds::kinds(types);
    let tests = tests(types, &kinds);
    let mut answers = TypeMap::filled(types, None);
    for (id, def) in types.iter() {
        if let Shape::Choice(choice) = &def.shape {
            let branches = choice.branches.iter().enumerate();
            let mut tests: Vec<Test> = branches
                .map(|(index, branch)| tests[branch.ty].clone().within(choice, index))
                .collect();
            bounds::keep_telling(&mut tests);
            let alike = Comparison {
                types,
                kinds: &kinds,
            }
            .alike(choice, &tests);
            // Of a view, only what the type itself is free of is told.
            let whole = types.whole(id);
            let is_free = |whole: &Discrimination| whole.alike.is_empty();
            if whole == id {
                report(diagnostics, types, id, &choice.branches, &alike);
                report_tags(diagnostics, types, choice);
            } else if answers[whole].as_ref().is_some_and(is_free) {
                report(diagnostics, types, id, &choice.branches, &alike);
            }
            answers[id] = Some(Discrimination { tests, alike });
        }
    }
    answers
}

fn report(
    diagnostics: &mut Diagnostics,
    types: &Types,
    id: TypeId,
    branches: &[Branch],
    alike: &[(usize, usize)],
) {
    let Some((first, second)) = alike.first() else {
        return;
    };
    let way = if types.whole(id) == id {
        ""
    } else {
        " in requests"
    };
    let more = match alike.len() {
        1 => String::new(),
        count => format!(" (and {} more pairs)", count - 1),
    };
    let message =
        format!("branches {first} and {second} cannot be told apart{way}{more}; the first is read");
    diagnostics.push(
        Diagnostic::new(Code::UNION_NOT_DECIDABLE, types[id].at.clone(), message)
            .label(branches[*first].at.clone(), "this branch")
            .label(branches[*second].at.clone(), "and this one")
            .help("add a `discriminator`, a required property that only one has, or a property with a `const`"),
    );
}

/// Warns of branches that the tag does not lead to, and of those that do not declare it.
fn report_tags(diagnostics: &mut Diagnostics, types: &Types, choice: &Choice) {
    let Some(tag) = &choice.discriminator else {
        return;
    };
    let name = &tag.property;
    let base = choice.base();
    let branches = choice.branches.iter().zip(&tag.tags).enumerate();
    let is_told = |index: usize, branch: &Branch| Some(index) != base && !branch.is_default;
    for (_, (branch, tags)) in branches.filter(|(index, (branch, _))| is_told(*index, branch)) {
        let message = if tags.is_empty() {
            format!("no value of `{name}` stands for this branch; it is read where no tag fits")
        } else if let Some(why) = untagged(types, branch.ty, name) {
            format!("`{name}` cannot tell this branch: it {why}")
        } else {
            continue;
        };
        let diagnostic = Diagnostic::new(Code::UNION_NOT_DECIDABLE, branch.at.clone(), message);
        diagnostics.push(diagnostic.help(format!("declare `{name}` there as a required string")));
    }
}

/// Why a branch has no tag of its own, if it has none.
fn untagged(types: &Types, id: TypeId, name: &str) -> Option<&'static str> {
    match &types[types.non_null(id)].shape {
        Shape::Record(record) => {
            let property = record
                .properties
                .iter()
                .find(|property| property.name == name);
            let Some(property) = property else {
                return Some("does not declare it");
            };
            match &types[types.non_null(property.ty)].shape {
                Shape::Text(_) | Shape::Literals(_) | Shape::Any | Shape::Choice(_) => None,
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
                | Shape::Record(_) => Some("declares it as something else than a string"),
            }
        }
        Shape::Map(_) | Shape::Any | Shape::Choice(_) | Shape::Nullable(_) | Shape::Alias(_) => {
            None
        }
        Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Literals(_) => Some("is no object"),
    }
}

/// What values of every type show.
fn tests(types: &Types, kinds: &TypeMap<Kinds>) -> TypeMap<Test> {
    let mut tests = TypeMap::filled(types, Test::default());
    for id in cycles::innermost_first(types) {
        let shown = match &types[id].shape {
            Shape::Record(record) => of_record(types, record),
            Shape::Literals(list) => Test {
                values: values(list),
                ..Test::default()
            },
            Shape::Nullable(inner) | Shape::Alias(inner) => tests[*inner].clone(),
            Shape::Choice(choice) => choice
                .branches
                .iter()
                .map(|branch| tests[branch.ty].clone())
                .reduce(either)
                .unwrap_or_default(),
            Shape::Integer(_) | Shape::Number(_) | Shape::Text(_) => Test {
                bounds: bounds::of(types, id),
                ..Test::default()
            },
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Bool
            | Shape::List(_)
            | Shape::Tuple(_)
            | Shape::Map(_) => Test::default(),
        };
        tests[id] = Test {
            kinds: kinds[id],
            ..shown
        };
    }
    tests
}

fn of_record(types: &Types, record: &Record) -> Test {
    let name = |property: &Property| property.name.clone();
    let required = record
        .properties
        .iter()
        .filter(|property| property.required);
    let fixed = record
        .properties
        .iter()
        .filter_map(|property| Some((name(property), listed(types, property.ty)?)));
    let bounded = record.properties.iter().filter_map(|property| {
        let bounds = bounds::of(types, property.ty);
        (!bounds.is_empty()).then(|| (name(property), bounds))
    });
    Test {
        required: required.map(name).collect(),
        fixed: fixed.collect(),
        properties: record.properties.iter().map(name).collect(),
        bounded: bounded.collect(),
        ..Test::default()
    }
}

/// The only values of a list; none where it is open to others.
fn values(list: &Literals) -> Vec<Value> {
    let only = list.values.iter().filter(|_| !list.others);
    only.map(|literal| literal.value.clone()).collect()
}

/// The values of a property that is fixed to some: a list of one, or of a few where that is how branches differ.
fn listed(types: &Types, id: TypeId) -> Option<Vec<Value>> {
    match &types[types.resolve(id)].shape {
        Shape::Literals(list) => (!list.others).then(|| values(list)),
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
        | Shape::Record(_)
        | Shape::Choice(_) => None,
    }
}

/// What a value of one or the other shows for certain.
fn either(one: Test, other: Test) -> Test {
    let mut properties = one.properties;
    let new = other
        .properties
        .into_iter()
        .filter(|name| !properties.contains(name))
        .collect::<Vec<_>>();
    properties.extend(new);
    Test {
        kinds: one.kinds.or(other.kinds),
        required: one
            .required
            .into_iter()
            .filter(|name| other.required.contains(name))
            .collect(),
        fixed: one
            .fixed
            .into_iter()
            .filter_map(|(name, mut values)| {
                let (_, others) = other.fixed.iter().find(|(fixed, _)| *fixed == name)?;
                values.extend(others.iter().cloned());
                Some((name, values))
            })
            .collect(),
        properties,
        ..Test::default()
    }
}

/// What two branches have in common that cannot be told apart: sorted, since the order of properties tells nothing.
fn outline(test: &Test) -> String {
    let sorted = |names: &[String]| names.iter().cloned().collect::<BTreeSet<_>>();
    format!(
        "{:?} {:?} {:?}",
        test.kinds,
        sorted(&test.required),
        sorted(&test.properties)
    )
}

struct Comparison<'a> {
    types: &'a Types,
    kinds: &'a TypeMap<Kinds>,
}

impl Comparison<'_> {
    /// The pairs that cannot be told apart. Only branches with the same outline can be: they are looked up, not compared each with
    /// each.
    fn alike(&self, choice: &Choice, tests: &[Test]) -> Vec<(usize, usize)> {
        let tags = choice.discriminator.as_ref().map(|tag| &tag.tags);
        let tags = tags.filter(|tags| choice.parent || tags.iter().all(|tags| !tags.is_empty()));
        let share_a_tag = |one: usize, other: usize| {
            tags.is_none_or(|tags| tags[one].iter().any(|tag| tags[other].contains(tag)))
        };
        let mut alike = Vec::new();
        let mut outlines: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, test) in tests.iter().enumerate() {
            let bucket = outlines.entry(outline(test)).or_default();
            let ty = choice.branches[index].ty;
            let twin = bucket
                .iter()
                .copied()
                .filter(|other| share_a_tag(*other, index))
                .filter(|other| !bounds::are_apart(&tests[*other], test))
                .take(COMPARED)
                .find(|other| !self.are_apart(choice.branches[*other].ty, ty, DEPTH));
            match twin {
                Some(other) => alike.push((other, index)),
                None => bucket.push(index),
            }
        }
        alike
    }

    /// Whether no value, or only a trivial one, is read as either of two types.
    fn are_apart(&self, one: TypeId, other: TypeId, depth: u8) -> bool {
        let types = self.types;
        let (one, other) = (types.non_null(one), types.non_null(other));
        if one == other {
            return false;
        }
        if depth == 0 || self.kinds[one].disjoint(self.kinds[other]) {
            return true;
        }
        let apart = |one: TypeId, other: TypeId| self.are_apart(one, other, depth - 1);
        match (&types[one].shape, &types[other].shape) {
            (Shape::Record(a), Shape::Record(b)) => {
                let twins = required(b);
                let mut names = required(a).into_iter();
                names.any(|(name, ty)| twins.get(name).is_some_and(|twin| apart(ty, *twin)))
            }
            (Shape::List(a), Shape::List(b)) => apart(a.item, b.item),
            (Shape::Map(a), Shape::Map(b)) => apart(a.value, b.value),
            (Shape::Tuple(a), Shape::Tuple(b)) => {
                a.parts.len() != b.parts.len()
                    || a.parts.iter().zip(&b.parts).any(|(a, b)| apart(*a, *b))
            }
            (Shape::Literals(a), Shape::Literals(b)) => a
                .values
                .iter()
                .all(|a| b.values.iter().all(|b| a.value != b.value)),
            (Shape::Text(a), Shape::Text(b)) => a != b,
            // A choice, or anything at all, is read as what it is made of.
            (Shape::Choice(_) | Shape::Any, _) | (_, Shape::Choice(_) | Shape::Any) => true,
            (a, b) => std::mem::discriminant(a) != std::mem::discriminant(b),
        }
    }
}

/// The required properties by name.
fn required(record: &Record) -> IndexMap<&str, TypeId> {
    let required = record
        .properties
        .iter()
        .filter(|property| property.required);
    required
        .map(|property| (property.name.as_str(), property.ty))
        .collect()
}
