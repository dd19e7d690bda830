//! The branches of a choice, once it is known what each of them is.

use std::collections::HashMap;

use super::draft::Draft;
use super::literals;
use super::replaced::Replaced;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    Branch, Choice, LiteralKind, Literals, Origin, Shape, TextFormat, TypeDef, TypeId, Types,
};

/// How deep two types are compared: equal branches are small.
const DEPTH: u8 = 8;

/// A branch with the tags that stand for it.
pub(super) struct Entry {
    pub(super) branch: Branch,
    pub(super) tags: Vec<String>,
    /// The type that it stood in.
    pub(super) owner: TypeId,
    /// The choice that names it as a branch, itself or with null.
    choice: TypeId,
}

/// What a choice comes down to.
pub(super) struct Merged {
    pub(super) entries: Vec<Entry>,
    /// Whether null was among them.
    pub(super) null: bool,
    /// Whether several may hold at once.
    pub(super) overlapping: bool,
}

/// The branches with null taken out, choices inside spread out, and no branch twice.
pub(super) fn merged(
    diagnostics: &mut Diagnostics,
    draft: &mut Draft<'_>,
    replaced: &Replaced,
    id: TypeId,
    choice: Choice,
) -> Merged {
    let tagged = choice.discriminator.is_some();
    let mut overlapping = choice.overlapping;
    let mut null = false;
    let mut bare = Vec::new();
    for entry in entries_of(id, choice) {
        bare.extend(without_null(&draft.types, replaced, entry, &mut null));
    }
    // A lone choice stays whole: it has a tag and rules of its own.
    let whole = tagged || bare.len() == 1;
    overlapping |= bare
        .iter()
        .any(|entry| inner(&draft.types, entry, whole).is_some_and(|inner| inner.overlapping));
    let entries = bare
        .into_iter()
        .flat_map(|entry| spread(&draft.types, entry, whole))
        .collect();
    let mut entries = distinct(diagnostics, &draft.types, replaced, entries, overlapping);
    if !tagged && fold_literals(draft, replaced, id, &mut entries) && !overlapping {
        let message = "every listed value is a string of the other branch, too, and `oneOf` allows values of one branch only; they are accepted";
        let at = draft.types[id].at.clone();
        let finding = Diagnostic::new(Code::UNION_NOT_DECIDABLE, at, message);
        diagnostics.push(finding.help("write `anyOf`"));
    }
    Merged {
        entries,
        null,
        overlapping,
    }
}

fn entries_of(owner: TypeId, choice: Choice) -> impl Iterator<Item = Entry> {
    let mut tags = choice
        .discriminator
        .map(|tag| tag.tags)
        .unwrap_or_default()
        .into_iter();
    choice.branches.into_iter().map(move |branch| Entry {
        branch,
        tags: tags.next().unwrap_or_default(),
        owner,
        choice: owner,
    })
}

/// What is left of a branch that is not null: nothing where it is null alone.
fn without_null(
    types: &Types,
    replaced: &Replaced,
    mut entry: Entry,
    null: &mut bool,
) -> Option<Entry> {
    entry.branch.ty = replaced.get(entry.branch.ty);
    let resolved = replaced.resolve(types, entry.branch.ty);
    match types[resolved].shape {
        Shape::Null => {
            *null = true;
            None
        }
        Shape::Never => None,
        Shape::Nullable(inner) => {
            *null = true;
            if is_unnamed(&types[resolved]) {
                entry.owner = resolved;
            }
            entry.branch.ty = replaced.get(inner);
            Some(entry)
        }
        Shape::Any
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Map(_)
        | Shape::Alias(_)
        | Shape::Record(_)
        | Shape::Choice(_)
        | Shape::Literals(_) => Some(entry),
    }
}

/// The branches of a branch that is a choice without name or tag; any other branch itself. What stands inside is settled already:
/// it is neither null nor such a choice.
fn spread(types: &Types, entry: Entry, whole: bool) -> Vec<Entry> {
    let Some(inner) = inner(types, &entry, whole) else {
        return vec![entry];
    };
    let owner = entry.branch.ty;
    let entry = |branch: &Branch| Entry {
        branch: branch.clone(),
        tags: Vec::new(),
        owner,
        choice: owner,
    };
    inner.branches.iter().map(entry).collect()
}

/// The choice that a branch is and that can be part of the one around it.
fn inner<'t>(types: &'t Types, entry: &Entry, whole: bool) -> Option<&'t Choice> {
    let def = &types[entry.branch.ty];
    match &def.shape {
        Shape::Choice(inner) => {
            let plain = inner.discriminator.is_none() && def.predicate.is_none();
            (!whole && plain && is_unnamed(def)).then_some(inner)
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
        | Shape::Record(_)
        | Shape::Literals(_) => None,
    }
}

/// Each branch once; the tags of equal ones are joined.
fn distinct(
    diagnostics: &mut Diagnostics,
    types: &Types,
    replaced: &Replaced,
    entries: Vec<Entry>,
    overlapping: bool,
) -> Vec<Entry> {
    let mut kept: Vec<Entry> = Vec::new();
    let mut alike: HashMap<String, Vec<usize>> = HashMap::new();
    for entry in entries {
        let def = &types[replaced.resolve(types, entry.branch.ty)];
        let bucket = alike.entry(signature(def)).or_default();
        let twin = bucket.iter().copied().find(|index| {
            is_same(
                types,
                replaced,
                kept[*index].branch.ty,
                entry.branch.ty,
                DEPTH,
            )
        });
        if let Some(index) = twin {
            report_twin(diagnostics, &kept[index], &entry, overlapping);
            kept[index].tags.extend(entry.tags);
        } else {
            bucket.push(kept.len());
            kept.push(entry);
        }
    }
    kept
}

fn report_twin(diagnostics: &mut Diagnostics, first: &Entry, second: &Entry, overlapping: bool) {
    // A choice inside may repeat a branch of the one around it: that is how unions are composed.
    let is_same = first.owner == second.owner;
    let is_same_but_for_null = !overlapping && first.choice == second.choice;
    if (is_same || is_same_but_for_null) && first.branch.at != second.branch.at {
        let message = if is_same {
            "this branch is the same as another one, and is left out"
        } else {
            "but for null this branch is the same as another one, and `oneOf` allows values of one branch only; they are accepted"
        };
        diagnostics.push(
            Diagnostic::new(Code::UNION_NOT_DECIDABLE, second.branch.at.clone(), message)
                .label(first.branch.at.clone(), "the other one")
                .help("take one of the two out"),
        );
    }
}

/// What equal types have in common, cheaply.
fn signature(def: &TypeDef) -> String {
    match &def.shape {
        Shape::Record(record) => {
            let names = record.properties.iter().map(|property| &property.name);
            format!("{:?}", names.collect::<Vec<_>>())
        }
        Shape::Literals(literals) => {
            let values = literals.values.iter().map(|literal| &literal.value);
            format!("{:?}", values.collect::<Vec<_>>())
        }
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::Alias(_) => format!("{:?}", def.shape),
        Shape::List(_) => "list".to_owned(),
        Shape::Tuple(_) => "tuple".to_owned(),
        Shape::Map(_) => "map".to_owned(),
        Shape::Nullable(_) => "nullable".to_owned(),
        Shape::Choice(_) => "choice".to_owned(),
    }
}

/// Whether two types admit the same values, as far as that is quickly seen. Named records are themselves only.
fn is_same(types: &Types, replaced: &Replaced, left: TypeId, right: TypeId, depth: u8) -> bool {
    let (left, right) = (
        replaced.resolve(types, left),
        replaced.resolve(types, right),
    );
    if left == right {
        return true;
    }
    let (one, other) = (&types[left], &types[right]);
    if depth == 0 || one.constraints != other.constraints || !bound_alike(one, other) {
        return false;
    }
    let parts = |def: &TypeDef| def.shape.parts();
    match (&one.shape, &other.shape) {
        (Shape::Record(a), Shape::Record(b)) => {
            let closed = |record: &crate::ir::Record| {
                matches!(record.additional, crate::ir::Additional::Closed)
            };
            let required = |record: &crate::ir::Record| {
                record
                    .properties
                    .iter()
                    .map(|property| property.required)
                    .collect::<Vec<_>>()
            };
            is_unnamed(one)
                && is_unnamed(other)
                && closed(a) == closed(b)
                && required(a) == required(b)
                && all_same(types, replaced, &parts(one), &parts(other), depth)
        }
        (Shape::List(_), Shape::List(_))
        | (Shape::Map(_), Shape::Map(_))
        | (Shape::Nullable(_), Shape::Nullable(_)) => {
            all_same(types, replaced, &parts(one), &parts(other), depth)
        }
        (one, other) => one == other,
    }
}

/// Predicates are not compared but for those that repeat listed values.
fn bound_alike(one: &TypeDef, other: &TypeDef) -> bool {
    let listed = |def: &TypeDef| matches!(def.shape, Shape::Literals(_));
    match (one.predicate, other.predicate) {
        (None, None) => true,
        (Some(a), Some(b)) => a == b || (listed(one) && listed(other)),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn is_unnamed(def: &TypeDef) -> bool {
    !matches!(def.origin, Origin::Named(_))
}

fn all_same(
    types: &Types,
    replaced: &Replaced,
    left: &[(crate::ir::Step, TypeId)],
    right: &[(crate::ir::Step, TypeId)],
    depth: u8,
) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|((step, one), (other_step, other))| {
                step == other_step && is_same(types, replaced, *one, *other, depth - 1)
            })
}

/// Joins lists of values that stand in the choice itself: `oneOf: [{const: a}, {const: b}]` is an `enum` with a word for each
/// value. Beside such a list any other string is but a value that is not listed: says whether there was one.
fn fold_literals(
    draft: &mut Draft<'_>,
    replaced: &Replaced,
    id: TypeId,
    entries: &mut Vec<Entry>,
) -> bool {
    let types = &draft.types;
    let is_list = |entry: &Entry| {
        matches!(types[entry.branch.ty].shape, Shape::Literals(_))
            && is_unnamed(&types[entry.branch.ty])
    };
    let lists: Vec<TypeId> = entries
        .iter()
        .filter(|entry| is_list(entry))
        .map(|entry| entry.branch.ty)
        .collect();
    if let [first, rest @ ..] = &lists[..]
        && !rest.is_empty()
    {
        let joined = joined(types, &lists);
        entries.retain(|entry| !rest.contains(&entry.branch.ty));
        draft.types[*first].docs = draft.types[id].docs.clone();
        draft.types[*first].shape = Shape::Literals(joined);
    }
    let types = &draft.types;
    let resolved = |entry: &Entry| &types[replaced.resolve(types, entry.branch.ty)];
    let any_text = |entry: &Entry| {
        matches!(resolved(entry).shape, Shape::Text(TextFormat::Plain))
            && resolved(entry).constraints.is_empty()
    };
    let listed_text = |entry: &Entry| matches!(&resolved(entry).shape, Shape::Literals(list) if list.kind == LiteralKind::Text);
    let is_open = entries.iter().any(listed_text) && entries.iter().any(any_text);
    if is_open {
        entries.retain(|entry| !any_text(entry));
        for entry in entries {
            let resolved = replaced.resolve(&draft.types, entry.branch.ty);
            if let Shape::Literals(list) = &mut draft.types[resolved].shape {
                list.others = true;
            }
        }
    }
    is_open
}

/// One list of all values, each with the title and description of the branch that it was alone in.
fn joined(types: &Types, lists: &[TypeId]) -> Literals {
    let mut values = Vec::new();
    let mut kinds = Vec::new();
    for id in lists {
        let def = &types[*id];
        let Shape::Literals(list) = &def.shape else {
            continue;
        };
        kinds.push(list.kind);
        for literal in &list.values {
            let mut literal = literal.clone();
            if list.values.len() == 1 {
                literal.name = literal.name.or_else(|| def.docs.title.clone());
                literal.description = literal.description.or_else(|| def.docs.description.clone());
            }
            if !literals::contains(&values, &literal.value) {
                values.push(literal);
            }
        }
    }
    let mut kind = literals::kind(&values);
    if kind == LiteralKind::Integer && kinds.contains(&LiteralKind::Number) {
        kind = LiteralKind::Number;
    }
    Literals {
        values,
        kind,
        others: false,
        constant: false,
    }
}
