use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::text::ident;
use crate::rust::{ModelPath, RuntimeTy, RustPath, Site, Ty};

impl ToTokens for Ty {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Bool => quote!(bool),
            Self::Integer(integer) => ident(integer.as_str()).to_token_stream(),
            Self::F64 => quote!(f64),
            Self::String => quote!(String),
            Self::Value => quote!(serde_json::Value),
            Self::Bytes => quote!(bytes::Bytes),
            Self::Model(path) => model(path),
            Self::Constant(path) => {
                let name = model(path);
                quote!(runtime::constant::Constant<#name>)
            }
            Self::Runtime(ty) => runtime(*ty),
            Self::Foreign(path) => foreign(path),
            Self::Option(inner) => quote!(Option<#inner>),
            Self::Vec(item) => quote!(Vec<#item>),
            Self::Map(value) => quote!(std::collections::BTreeMap<String, #value>),
            Self::Boxed(inner) => quote!(Box<#inner>),
            Self::Tuple(parts, rest) => {
                quote!(runtime::tuple::Tuple<(#(Option<#parts>,)*), #rest>)
            }
        });
    }
}

fn model(path: &ModelPath) -> TokenStream {
    let ident = &path.ident;
    match path.site {
        Site::Own => quote!(#ident),
        Site::Sibling => quote!(super::#ident),
        Site::Outside => quote!(models::#ident),
    }
}

/// A type of the runtime, by its path.
pub(super) fn runtime(ty: RuntimeTy) -> TokenStream {
    let (module, name) = ty.path();
    let (module, name) = (ident(module), ident(name));
    quote!(runtime::#module::#name)
}

/// A type of another crate, from the root of all crates on: no module of ours is meant.
fn foreign(path: &RustPath) -> TokenStream {
    let parts = path.as_str().split("::").map(ident);
    let root = (!path.as_str().starts_with("crate::")).then(|| quote!(::));
    quote!(#root #(#parts)::*)
}

/// Whether a type is spelled with a path into the runtime.
pub(super) fn names_runtime(ty: &Ty) -> bool {
    match ty {
        Ty::Runtime(_) | Ty::Constant(_) | Ty::Tuple(..) => true,
        Ty::Option(inner) | Ty::Vec(inner) | Ty::Map(inner) | Ty::Boxed(inner) => {
            names_runtime(inner)
        }
        Ty::Bool
        | Ty::Integer(_)
        | Ty::F64
        | Ty::String
        | Ty::Value
        | Ty::Bytes
        | Ty::Model(_)
        | Ty::Foreign(_) => false,
    }
}

/// Whether a type is spelled with a path into the models.
pub(super) fn names_models(ty: &Ty) -> bool {
    match ty {
        Ty::Model(path) | Ty::Constant(path) => path.site == Site::Outside,
        Ty::Option(inner) | Ty::Vec(inner) | Ty::Map(inner) | Ty::Boxed(inner) => {
            names_models(inner)
        }
        Ty::Tuple(parts, rest) => parts.iter().any(names_models) || names_models(rest),
        Ty::Bool
        | Ty::Integer(_)
        | Ty::F64
        | Ty::String
        | Ty::Value
        | Ty::Bytes
        | Ty::Foreign(_)
        | Ty::Runtime(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;

    use crate::rust::{IntegerTy, RuntimeTy, Ty};

    #[test]
    fn a_type_is_shown_as_it_is_emitted() {
        let leaves = [
            Ty::Bool,
            Ty::Integer(IntegerTy::U16),
            Ty::F64,
            Ty::String,
            Ty::Value,
            Ty::Bytes,
            Ty::Runtime(RuntimeTy::DateTime),
            Ty::Runtime(RuntimeTy::Date),
            Ty::Runtime(RuntimeTy::Secret),
            Ty::Runtime(RuntimeTy::Base64),
        ];
        for leaf in leaves {
            let ty = Ty::Map(Box::new(Ty::Vec(Box::new(Ty::Boxed(Box::new(leaf))))));
            let ty = ty.option();
            let bare = |text: String| text.replace(' ', "");
            assert_eq!(bare(ty.to_string()), bare(ty.to_token_stream().to_string()));
        }
    }
}
