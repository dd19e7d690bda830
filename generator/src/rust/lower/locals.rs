//! The names of what reading a struct brings along.

use crate::rust::name::{Case, Ident, Scope};
use crate::rust::{Field, Locals, Rest, Site, Ty};

/// Beside the fields, which are variables while they are read, and beside the types of the same file that they name.
pub(super) fn of(scope: &mut Scope, fields: &[Field], rest: Option<&Rest>) -> Locals {
    let mut named = Vec::new();
    for ty in fields
        .iter()
        .map(|field| &field.ty)
        .chain(rest.map(|rest| &rest.ty))
    {
        neighbours(ty, &mut named);
    }
    let mut types = Scope::default();
    for ident in named {
        types.claim(Case::UpperCamel, ident.as_str());
    }
    Locals {
        reader: scope.claim(Case::Snake, "reader"),
        index: scope.claim(Case::Snake, "index"),
        access: types.claim(Case::UpperCamel, "A"),
    }
}

/// The models that are named without a path.
fn neighbours<'t>(ty: &'t Ty, found: &mut Vec<&'t Ident>) {
    match ty {
        Ty::Model(path) | Ty::Constant(path) if path.site == Site::Own => {
            found.push(&path.ident);
        }
        Ty::Option(inner) | Ty::Vec(inner) | Ty::Map(inner) | Ty::Boxed(inner) => {
            neighbours(inner, found);
        }
        Ty::Tuple(parts, rest) => {
            for part in parts.iter().chain([&**rest]) {
                neighbours(part, found);
            }
        }
        Ty::Bool
        | Ty::Integer(_)
        | Ty::F64
        | Ty::String
        | Ty::Value
        | Ty::Bytes
        | Ty::Model(_)
        | Ty::Constant(_)
        | Ty::Runtime(_)
        | Ty::Foreign(_) => {}
    }
}
