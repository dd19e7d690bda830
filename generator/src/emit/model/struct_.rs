use proc_macro2::TokenStream;
use quote::quote;

use super::{check, default, derives, record};
use crate::emit::fallback;
use crate::emit::text::{deprecated, docs, literal};
use crate::rust::{Field, Presence, Rest, Struct, Ty};

/// A struct, how it is read and written, and its validation.
pub(super) fn emit(item: &Struct) -> TokenStream {
    let (ident, docs, derives) = (&item.ident, docs(&item.docs), derives(&item.derives, false));
    let fields = item.fields.iter().map(field);
    let rest = item.rest.as_ref().map(rest);
    let validate = check::validate(ident, &body(item));
    let non_exhaustive = item.non_exhaustive.then(|| quote!(#[non_exhaustive]));
    let new = item.has_new.then(|| new(item));
    let fallbacks = fallback::methods(
        ident,
        item.fields
            .iter()
            .filter_map(|one| Some((&one.ident, &one.ty, one.presence, one.fallback.as_ref()?))),
    );
    let default = default(ident, item.default.as_ref());
    let deprecated = deprecated(item.deprecated);
    let record = record::emit(item);
    quote! {
        #docs
        #derives
        #deprecated
        #non_exhaustive
        pub struct #ident { #(#fields,)* #rest }
        #default
        #new
        #fallbacks
        #record
        #validate
    }
}

/// `Pet::new(id)`: what is required, and nothing else.
fn new(item: &Struct) -> TokenStream {
    let ident = &item.ident;
    let asked_for = |field: &&Field| field.is_asked_for();
    let arguments = item.fields.iter().filter(asked_for).map(|field| {
        let (ident, ty) = (&field.ident, &field.ty);
        quote!(#ident: #ty)
    });
    let fields = item.fields.iter().map(|field| {
        let ident = &field.ident;
        if field.is_asked_for() {
            quote!(#ident)
        } else if field.presence == Presence::Required {
            quote!(#ident: runtime::constant::Constant::new())
        } else {
            quote!(#ident: None)
        }
    });
    let rest = item.rest.as_ref().map(|rest| {
        let ident = &rest.ident;
        if matches!(rest.ty, Ty::Map(_)) {
            quote!(#ident: std::collections::BTreeMap::new(),)
        } else {
            // A model may be called `Default`.
            quote!(#ident: std::default::Default::default(),)
        }
    });
    let many = (item.fields.iter().filter(asked_for).count() > 7).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "all of them are required")]),
    );
    quote! {
        impl #ident {
            /// With what is required, and nothing else.
            #many
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#fields,)* #rest }
            }
        }
    }
}

fn field(field: &Field) -> TokenStream {
    let (ident, docs) = (&field.ident, docs(&field.docs));
    let ty = field.presence.wrap(field.ty.clone());
    let deprecated = deprecated(field.deprecated);
    quote!(#docs #deprecated pub #ident: #ty)
}

fn rest(rest: &Rest) -> TokenStream {
    let (ident, docs, ty) = (&rest.ident, docs(&rest.docs), &rest.ty);
    quote!(#docs pub #ident: #ty,)
}

fn body(item: &Struct) -> Vec<TokenStream> {
    let fields = item.fields.iter().flat_map(|field| {
        let (ident, name) = (&field.ident, literal(&field.wire_name));
        check::checks(
            &field.check,
            &quote!(&self.#ident),
            &quote!(&at.field(#name)),
        )
    });
    let rest = item.rest.iter().flat_map(|rest| {
        let ident = &rest.ident;
        let closed = rest
            .closed
            .then(|| quote!(validate::closed(&self.#ident, at, out);));
        let checks = check::checks(&rest.check, &quote!(&self.#ident), &quote!(at));
        checks.into_iter().chain(closed)
    });
    let rules = item.rules.iter().map(check::rules);
    fields.chain(rest).chain(rules).collect()
}
