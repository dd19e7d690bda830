use proc_macro2::TokenStream;
use quote::quote;

use super::check;
use super::derives;
use crate::emit::text::{deprecated, docs};
use crate::rust::{Alias, Ty};

/// `pub type A = B;`
pub(super) fn emit(item: &Alias) -> TokenStream {
    let (ident, docs, ty) = (&item.ident, docs(&item.docs), &item.ty);
    let deprecated = deprecated(item.deprecated);
    quote!(#docs #deprecated pub type #ident = #ty;)
}

/// `pub struct A(pub B);`, on the wire the same as what it holds.
pub(super) fn newtype(item: &Alias) -> TokenStream {
    let (ident, docs, ty, derives) = (
        &item.ident,
        docs(&item.docs),
        &item.ty,
        derives(&item.derives, true),
    );
    let validate = check::validate(
        ident,
        &check::checks(&item.check, &quote!(&self.0), &quote!(at)),
    );
    let deprecated = deprecated(item.deprecated);
    // The parts of a tuple make a long type, and no alias can hold it: it would not end.
    let complex = matches!(item.ty, Ty::Tuple(..)).then(|| {
        quote!(#[allow(clippy::type_complexity, reason = "the document's tuple has as many parts")])
    });
    quote! {
        #docs
        #derives
        #deprecated
        #complex
        #[serde(transparent)]
        pub struct #ident(pub #ty);
        #validate
    }
}
