use super::lock::{NameLock, Told};
use super::renamed::Renamed;
use super::scope::FILES;
use super::{Case, Ident, Scope, nested};
use crate::ir::{Api, Literal, Origin, Shape, SharedPart, Step, Tuple, TypeId, TypeMap, Types};
use crate::spec::Extensions;

/// Type names that emitted code spells without a path: a schema of that name gets an underscore.
const PRELUDE: &[&str] = &[
    "Box", "Err", "None", "Ok", "Option", "Result", "Some", "String", "Vec",
];

/// Every type's name and the model file it stands in.
#[derive(Debug)]
pub struct TypeNames {
    idents: TypeMap<Option<Ident>>,
    files: TypeMap<Option<usize>>,
    /// The model files' modules with the types in each, in the order they are printed.
    pub modules: Vec<(Ident, Vec<TypeId>)>,
    /// What had to be told apart.
    pub told: Vec<Told>,
}

/// What names depend on beside the document.
#[derive(Clone, Copy)]
pub struct Naming<'a> {
    /// What the lock puts in front of the scopes of one document among several.
    pub prefix: &'a str,
    /// Who had which name before.
    pub lock: &'a NameLock,
    /// What the user wants things called.
    pub renamed: &'a Renamed,
    /// Whether the document may say so as well.
    pub extensions: bool,
}

impl Naming<'_> {
    /// A scope of the document.
    pub fn scope(&self, reserved: &'static [&'static str], name: &str) -> Scope {
        Scope::remembered(reserved, format!("{}{name}", self.prefix), self.lock)
    }

    /// What a value of an enum is called: as the user says, or the document, if it does.
    pub fn value(&self, types: &Types, id: TypeId, literal: &Literal) -> Option<String> {
        let renamed = self
            .renamed
            .values
            .get(&value_name(types, id, &literal.value));
        renamed.or(literal.name.as_ref()).cloned()
    }

    /// `x-rust-name`, where it counts.
    pub fn said(&self, extensions: &Extensions) -> Option<String> {
        let name = extensions.get("x-rust-name").and_then(|name| name.as_str());
        name.filter(|_| self.extensions).map(str::to_owned)
    }
}

impl TypeNames {
    /// The item's name; none for a type that is spelled out where it is used.
    pub fn ident(&self, id: TypeId) -> Option<&Ident> {
        self.idents[id].as_ref()
    }

    /// Which of the modules holds the item.
    pub fn file(&self, id: TypeId) -> Option<usize> {
        self.files[id]
    }
}

/// Names every type that becomes an item: what the document names first, then what stands inside, in document order.
pub fn assign(api: &Api, naming: Naming<'_>) -> TypeNames {
    let mut names = TypeNames {
        idents: TypeMap::filled(&api.types, None),
        files: TypeMap::filled(&api.types, None),
        modules: Vec::new(),
        told: Vec::new(),
    };
    let mut scope = naming.scope(PRELUDE, "models");
    let mut claim = |id| {
        let (place, name) = (place(&api.types, id), proposed(&api.types, id, naming));
        Some(scope.claim_at(Case::UpperCamel, &place, &api.types[id].at, &name))
    };
    for &id in &api.named {
        names.idents[id] = claim(id);
    }
    let nested = nested::of(&api.types);
    for (id, def) in api.types.iter() {
        // A view is an item where the type itself is, which comes before it.
        let whole = api.types.whole(id);
        let is_item = if whole == id {
            is_item(&def.shape) || nested[id]
        } else {
            names.idents[whole].is_some()
        };
        if names.idents[id].is_none() && is_item {
            names.idents[id] = claim(id);
        }
    }
    names.told = scope.told_apart();
    assign_files(api, &mut names);
    names
}

/// Whether an inline type needs an item of its own.
fn is_item(shape: &Shape) -> bool {
    match shape {
        Shape::Record(_) | Shape::Choice(_) | Shape::Literals(_) => true,
        // Spelled where it is used, it would be too long to read.
        Shape::Tuple(tuple) => is_typed(tuple),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Nullable(_)
        | Shape::Alias(_) => false,
    }
}

/// Whether the runtime has a type for so many parts.
pub fn is_typed(tuple: &Tuple) -> bool {
    (1..=8).contains(&tuple.parts.len())
}

/// One file for each type that stands on its own feet, with the types inside it below.
fn assign_files(api: &Api, names: &mut TypeNames) {
    let mut scope = Scope::with_reserved(FILES);
    let mut file_of: TypeMap<Option<usize>> = TypeMap::filled(&api.types, None);
    for id in api
        .named
        .iter()
        .copied()
        .chain(api.types.iter().map(|(id, _)| id))
    {
        let Some(ident) = &names.idents[id] else {
            continue;
        };
        if names.files[id].is_some() {
            continue;
        }
        let root = root(&api.types, id);
        let file = file_of[root].unwrap_or_else(|| {
            let around = names.idents[root].as_ref().unwrap_or(ident);
            let module = scope.claim(Case::Snake, around.as_str());
            names.modules.push((module, Vec::new()));
            names.modules.len() - 1
        });
        file_of[root] = Some(file);
        names.modules[file].1.push(id);
        names.files[id] = Some(file);
    }
}

/// The type that a type stands inside of, all the way out.
fn root(types: &Types, id: TypeId) -> TypeId {
    let mut id = id;
    while let Origin::Inline { owner, .. } = types[id].origin {
        id = owner;
    }
    id
}

/// What a type would be called if nobody else wanted it: its own name, or its owner's with the way in.
fn proposed(types: &Types, id: TypeId, naming: Naming<'_>) -> String {
    match &types[id].origin {
        Origin::Named(name) => {
            let renamed = naming.renamed.schemas.get(name).cloned();
            let said = || naming.said(&types[id].extensions);
            renamed.or_else(said).unwrap_or_else(|| name.clone())
        }
        Origin::Operation { operation, role } => format!("{operation} {role}"),
        Origin::Shared { part, name, header } => shared(*part, name, header.as_deref()),
        Origin::Inline { owner, step } => {
            let outer = proposed(types, around(types, *owner, step), naming);
            match suffix(types, *owner, id, step) {
                Some(inner) => format!("{outer} {inner}"),
                None => outer,
            }
        }
    }
}

/// The type that an inline one is called after. What stands in a parent's own record is called as if nobody extended the parent.
fn around(types: &Types, owner: TypeId, step: &Step) -> TypeId {
    match step {
        Step::Base | Step::NonNull | Step::Request => owner,
        Step::Property(_) | Step::Item | Step::Part(_) | Step::Value | Step::Branch(_) => {
            types.declared(owner)
        }
    }
}

/// What a shared part's type is called: the part's name and what it is, said once.
fn shared(part: SharedPart, name: &str, header: Option<&str>) -> String {
    let words: &[&str] = match part {
        SharedPart::Response => &["Response"],
        SharedPart::RequestBody => &["Request", "Body", "Payload"],
        SharedPart::Parameter => &["Parameter", "Param"],
        SharedPart::Header => &["Header"],
    };
    let ends_with = |word: &&str| {
        let end = name.len().checked_sub(word.len());
        let end = end.and_then(|end| name.get(end..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(word))
    };
    match header {
        Some(header) => format!("{name} {header}"),
        None if words.iter().any(ends_with) => name.to_owned(),
        None => format!("{name} {}", words[0]),
    }
}

/// What a setting calls a value of an enum: `Kind.cat`, or `Pet.kind.cat` where the enum stands in a property.
pub fn value_name(types: &Types, id: TypeId, value: &serde_json::Value) -> String {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), ToOwned::to_owned);
    let place = place(types, id);
    format!("{}.{text}", place.trim_end_matches('!'))
}

/// Where a type stands, in words that edits elsewhere leave alone.
fn place(types: &Types, id: TypeId) -> String {
    match &types[id].origin {
        Origin::Named(name) => name.clone(),
        Origin::Operation { operation, role } => format!("{operation} {role}"),
        Origin::Shared { part, name, header } => {
            let header = header.iter().map(|header| format!(" {header}"));
            format!("{part:?} {name}{}", header.collect::<String>())
        }
        Origin::Inline { owner, step } => {
            let outer = place(types, around(types, *owner, step));
            match step {
                Step::Property(name) => format!("{outer}.{name}"),
                Step::Item => format!("{outer}[]"),
                Step::Part(index) => format!("{outer}[{index}]"),
                Step::Value => format!("{outer}{{}}"),
                Step::Branch(index) => format!("{outer}|{index}"),
                Step::NonNull => format!("{outer}!"),
                Step::Base => format!("{outer} itself"),
                Step::Request => format!("{outer} in requests"),
            }
        }
    }
}

/// What a step adds to a name; nothing where the owner has no item that would want the same name.
fn suffix(types: &Types, owner: TypeId, id: TypeId, step: &Step) -> Option<String> {
    match step {
        Step::Property(name) => Some(name.clone()),
        Step::Item => Some("item".to_owned()),
        Step::Part(index) => Some(format!("part {index}")),
        Step::Value => Some("value".to_owned()),
        Step::Branch(index) => Some(
            types[id]
                .docs
                .title
                .clone()
                .filter(|title| is_name(title))
                .unwrap_or_else(|| branch(&types[id].shape, *index)),
        ),
        Step::NonNull => {
            matches!(types[owner].origin, Origin::Named(_)).then(|| "value".to_owned())
        }
        Step::Base => Some("base".to_owned()),
        Step::Request => Some("request".to_owned()),
    }
}

/// Whether a title reads as a name rather than as a sentence.
pub fn is_name(title: &str) -> bool {
    title.split_whitespace().count() <= 3
        && title.len() <= 40
        && title.chars().any(char::is_alphanumeric)
}

/// What a branch without a name of its own is called: by what it looks like.
fn branch(shape: &Shape, index: usize) -> String {
    kind_name(shape).map_or_else(|| format!("variant {}", index + 1), str::to_owned)
}

/// A word for a shape.
pub fn kind_name(shape: &Shape) -> Option<&'static str> {
    Some(match shape {
        Shape::Bool => "boolean",
        Shape::Integer(_) => "integer",
        Shape::Number(_) => "number",
        Shape::Text(_) => "string",
        Shape::Literals(_) => "value",
        Shape::List(_) | Shape::Tuple(_) => "array",
        Shape::Map(_) | Shape::Record(_) => "object",
        Shape::Any => "any",
        Shape::Never | Shape::Null | Shape::Nullable(_) | Shape::Alias(_) | Shape::Choice(_) => {
            return None;
        }
    })
}
