use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::emit::text::ident;
use crate::rust::name::Ident;
use crate::rust::{Check, Rule};

/// `impl Validate` around these statements.
pub(super) fn validate(ident: &Ident, body: &[TokenStream]) -> TokenStream {
    let (at, out) = if body.is_empty() {
        (quote!(_at), quote!(_out))
    } else {
        (quote!(at), quote!(out))
    };
    quote! {
        #[cfg(feature = "validate")]
        impl validate::Validate for #ident {
            fn validate_into(&self, #at: &validate::Path<'_>, #out: &mut validate::Violations) {
                #(#body)*
            }
        }
    }
}

/// One statement for each demand on what `value` refers to, which stands at `at`.
pub(in crate::emit) fn checks(
    check: &Check,
    value: &TokenStream,
    at: &TokenStream,
) -> Vec<TokenStream> {
    let own = check
        .own
        .then(|| quote!(validate::Validate::validate_into(#value, #at, out);));
    let limits = check.limits.iter().map(|limit| {
        let rule =
            (0..limit.depth).fold(rule(&limit.rule), |inner, _| quote!(validate::Each(#inner)));
        quote!(validate::check(#value, &#rule, #at, out);)
    });
    own.into_iter().chain(limits).collect()
}

fn rule(rule: &Rule) -> TokenStream {
    match rule {
        Rule::Integer(bounds) => table("Integer", 5, bounds, |value| {
            Literal::i128_unsuffixed(*value)
        }),
        Rule::Number(bounds) => table("Number", 5, bounds, |value| Literal::f64_unsuffixed(*value)),
        Rule::Text(bounds) => table("Text", 2, bounds, |value| Literal::u64_unsuffixed(*value)),
        Rule::Properties(bounds) => table("Properties", 2, bounds, |value| {
            Literal::u64_unsuffixed(*value)
        }),
        Rule::Items(bounds, unique) => items(bounds, *unique),
    }
}

/// The runtime's table with what the document says, and whatever it does not say as in `ANY`.
fn table<T, L: ToTokens>(
    name: &str,
    size: usize,
    bounds: &[(&'static str, T)],
    literal: fn(&T) -> L,
) -> TokenStream {
    let name = ident(name);
    let fields = bounds.iter().map(|(field, value)| {
        let (field, value) = (ident(field), literal(value));
        quote!(#field: Some(#value))
    });
    let others = (bounds.len() < size).then(|| quote!(..validate::#name::ANY));
    quote!(validate::#name { #(#fields,)* #others })
}

fn items(bounds: &[(&'static str, u64)], unique: bool) -> TokenStream {
    let fields = bounds.iter().map(|(field, value)| {
        let (field, value) = (ident(field), Literal::u64_unsuffixed(*value));
        quote!(#field: Some(#value))
    });
    let unique_items = unique.then(|| quote!(unique_items: true,));
    let others = (bounds.len() + usize::from(unique) < 3).then(|| quote!(..validate::Items::ANY));
    quote!(validate::Items { #(#fields,)* #unique_items #others })
}
