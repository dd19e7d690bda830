use proc_macro2::TokenStream;
use quote::quote;

use super::check;
use super::derives;
use crate::emit::text::{docs, literal};
use crate::rust::{Field, Presence, Rest, Struct};

/// A struct, its fields' presence in serde's attributes, and its validation.
pub(super) fn emit(item: &Struct) -> TokenStream {
    let (ident, docs, derives) = (&item.ident, docs(&item.docs), derives(&item.derives, true));
    let fields = item.fields.iter().map(field);
    let rest = item.rest.as_ref().map(rest);
    let validate = check::validate(ident, &body(item));
    quote! {
        #docs
        #derives
        pub struct #ident { #(#fields,)* #rest }
        #validate
    }
}

fn field(field: &Field) -> TokenStream {
    let (ident, docs) = (&field.ident, docs(&field.docs));
    let ty = field.presence.wrap(field.ty.clone());
    let attribute = attribute(field);
    quote!(#docs #attribute pub #ident: #ty)
}

fn attribute(field: &Field) -> Option<TokenStream> {
    let wire_name = literal(&field.wire_name);
    let rename = (field.ident.as_str() != field.wire_name).then(|| quote!(rename = #wire_name,));
    let presence = match field.presence {
        Presence::Required => None,
        Presence::Nullable => Some(quote!(
            deserialize_with = "runtime::json::required_nullable"
        )),
        Presence::Optional => Some(quote!(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "runtime::json::optional"
        )),
        Presence::OptionalNullable => Some(quote!(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "runtime::json::optional_nullable"
        )),
    };
    (rename.is_some() || presence.is_some()).then(|| quote!(#[serde(#rename #presence)]))
}

fn rest(rest: &Rest) -> TokenStream {
    let (ident, docs, ty) = (&rest.ident, docs(&rest.docs), &rest.ty);
    quote!(#docs #[serde(flatten)] pub #ident: #ty,)
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
