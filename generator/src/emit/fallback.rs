//! Methods that give out a field's value, or the document's default where there is none.

use proc_macro2::TokenStream;
use quote::quote;

use super::text::{literal, words};
use crate::rust::name::Ident;
use crate::rust::{Fallback, Lent, Literal, Presence, Ty};

/// A field's name, the type of its value, whether it may be null, and what stands for it.
pub(super) type Defaulted<'a> = (&'a Ident, &'a Ty, Presence, &'a Fallback);

/// The methods of a struct; nothing where no field has a default.
pub(super) fn methods<'a>(
    ident: &Ident,
    fields: impl Iterator<Item = Defaulted<'a>>,
) -> Option<TokenStream> {
    let methods: Vec<_> = fields.map(method).collect();
    (!methods.is_empty()).then(|| quote!(impl #ident { #(#methods)* }))
}

fn method((field, ty, presence, fallback): Defaulted<'_>) -> TokenStream {
    let name = &fallback.ident;
    let words = words(&format!(
        "`{field}`, or the document's default where it is absent."
    ));
    let held = ty.unboxed();
    let lent = match fallback.access {
        Lent::Copied => quote!(#held),
        Lent::Text => quote!(&str),
        Lent::Borrowed => quote!(&#held),
        Lent::Cow => {
            let held = if let Ty::Vec(item) = held {
                quote!([#item])
            } else {
                quote!(#held)
            };
            quote!(std::borrow::Cow<'_, #held>)
        }
    };
    let is_boxed = ty.is_boxed();
    let (lent, body) = if presence == Presence::OptionalNullable {
        (
            quote!(Option<#lent>),
            nullable(field, fallback, is_boxed || matches!(ty, Ty::Vec(_))),
        )
    } else {
        (lent, plain(field, fallback, is_boxed))
    };
    quote! {
        #words
        pub fn #name(&self) -> #lent { #body }
    }
}

fn plain(field: &Ident, fallback: &Fallback, is_boxed: bool) -> TokenStream {
    let value = &fallback.value;
    match (fallback.access, value) {
        (Lent::Copied, _) => quote!(self.#field.unwrap_or(#value)),
        (Lent::Text, Literal::Text(text)) => {
            let text = literal(text);
            quote!(self.#field.as_deref().unwrap_or(#text))
        }
        (Lent::Borrowed, _) if is_boxed => quote!(self.#field.as_deref().unwrap_or(&#value)),
        (Lent::Borrowed, _) => quote!(self.#field.as_ref().unwrap_or(&#value)),
        (Lent::Text | Lent::Cow, _) => {
            let there = if is_boxed {
                quote!(self.#field.as_deref())
            } else {
                quote!(&self.#field)
            };
            quote! {
                match #there {
                    Some(value) => std::borrow::Cow::Borrowed(value),
                    None => std::borrow::Cow::Owned(#value),
                }
            }
        }
    }
}

/// What is null stays so; a default stands for what is absent.
fn nullable(field: &Ident, fallback: &Fallback, derefs: bool) -> TokenStream {
    let value = &fallback.value;
    let lend = if derefs {
        quote!(value.as_deref())
    } else {
        quote!(value.as_ref())
    };
    let (there, default) = match (fallback.access, value) {
        (Lent::Copied, _) => (quote!(*value), quote!(#value)),
        (Lent::Text, Literal::Text(text)) => {
            let text = literal(text);
            (quote!(value.as_deref()), quote!(#text))
        }
        (Lent::Borrowed, _) => (lend, quote!(&#value)),
        (Lent::Text | Lent::Cow, _) => (
            quote!(#lend.map(std::borrow::Cow::Borrowed)),
            quote!(std::borrow::Cow::Owned(#value)),
        ),
    };
    quote! {
        match &self.#field {
            Some(value) => #there,
            None => Some(#default),
        }
    }
}
