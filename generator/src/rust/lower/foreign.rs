//! Which types the user, or with the user's leave the document, has chosen a type of another crate for.

use super::Input;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Constraints, Origin, Shape, TypeDef, TypeId, TypeMap, Types};
use crate::rust::{Choices, Dependency, Foreign, Ty};

/// For every type: what stands for it.
pub(super) fn of(
    diagnostics: &mut Diagnostics,
    api: &Api,
    choices: &Choices,
) -> TypeMap<Option<Foreign>> {
    let mut table = TypeMap::filled(&api.types, None);
    for (id, def) in api.types.iter() {
        report_names(diagnostics, def, choices);
        table[id] = by_schema(&api.types[api.types.whole(id)], choices)
            .cloned()
            .or_else(|| by_extension(diagnostics, def, choices))
            .or_else(|| by_format(def, choices).cloned());
    }
    table
}

fn by_schema<'c>(def: &TypeDef, choices: &'c Choices) -> Option<&'c Foreign> {
    match &def.origin {
        Origin::Named(name) => choices.schemas.get(name),
        Origin::Inline { .. } | Origin::Operation { .. } | Origin::Shared { .. } => None,
    }
}

/// A format is meant for strings and numbers.
fn by_format<'c>(def: &TypeDef, choices: &'c Choices) -> Option<&'c Foreign> {
    let is_meant = matches!(
        def.shape,
        Shape::Text(_) | Shape::Number(_) | Shape::Integer(_)
    );
    let format = def.format.as_deref().filter(|_| is_meant)?;
    choices.formats.get(format)
}

fn by_extension(
    diagnostics: &mut Diagnostics,
    def: &TypeDef,
    choices: &Choices,
) -> Option<Foreign> {
    let said = def.extensions.get("x-rust-type")?;
    if !choices.extensions {
        diagnostics.push(not_allowed(def, "x-rust-type"));
        return None;
    }
    let path = said.as_str().and_then(|text| text.parse().ok());
    if path.is_none() {
        let message = "`x-rust-type` is not used: it is no path to a type";
        let help = "write it like `my_crate::Money`, without generic arguments";
        diagnostics
            .push(Diagnostic::new(Code::UNUSED_EXTENSION, def.at.clone(), message).help(help));
    }
    Some(Foreign {
        path: path?,
        dependency: None,
    })
}

fn report_names(diagnostics: &mut Diagnostics, def: &TypeDef, choices: &Choices) {
    if def.extensions.contains_key("x-rust-name") && !choices.extensions {
        diagnostics.push(not_allowed(def, "x-rust-name"));
    }
}

fn not_allowed(def: &TypeDef, name: &str) -> Diagnostic {
    let message = format!("`{name}` is not used: the settings do not let documents decide that");
    Diagnostic::new(Code::UNUSED_EXTENSION, def.at.clone(), message)
        .help("where you trust the document, set `extensions = true` in `oasmith.toml`")
}

/// Whether there is any.
pub(super) fn is_any(types: &Types, foreign: &TypeMap<Option<Foreign>>) -> bool {
    types.ids().any(|id| foreign[id].is_some())
}

/// The crates that they are in.
pub(super) fn dependencies(types: &Types, foreign: &TypeMap<Option<Foreign>>) -> Vec<Dependency> {
    let chosen = types.ids().filter_map(|id| foreign[id].as_ref());
    chosen.filter_map(|one| one.dependency.clone()).collect()
}

/// The document as far as it is still ours to write: what stands for a type is not looked into.
pub(super) fn without(api: &Api, foreign: &TypeMap<Option<Foreign>>) -> Api {
    let mut ours = api.clone();
    for id in api.types.ids() {
        if within(&api.types, id, foreign) {
            ours.types[id].shape = Shape::Any;
            ours.types[id].constraints = Constraints::default();
            ours.types[id].predicate = None;
            ours.types[id].examples.clear();
        }
    }
    ours
}

/// Whether a type, or one that it stands in, has a type of another crate.
fn within(types: &Types, id: TypeId, foreign: &TypeMap<Option<Foreign>>) -> bool {
    let mut id = id;
    loop {
        if foreign[id].is_some() {
            return true;
        }
        match types[id].origin {
            Origin::Inline { owner, .. } => id = owner,
            Origin::Named(_) | Origin::Operation { .. } | Origin::Shared { .. } => return false,
        }
    }
}

/// The type that stands for one.
pub(super) fn spell(input: &Input<'_>, id: TypeId) -> Option<Ty> {
    let foreign = input.foreign[id].as_ref()?;
    Some(Ty::Foreign(foreign.path.clone()))
}
