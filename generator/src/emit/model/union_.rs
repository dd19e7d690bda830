use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::check;
use super::{default, derives};
use crate::emit::text::{deprecated, docs, ident, literal, literals};
use crate::emit::ty::runtime;
use crate::rust::{Mark, MarkBounds, Union, UnionVariant};

/// An open union: a variant for each branch, and one for a value that fits none.
pub(super) fn emit(item: &Union) -> TokenStream {
    let (ident, docs, derives, unknown) = (
        &item.ident,
        docs(&item.docs),
        derives(&item.derives, false),
        &item.unknown,
    );
    let variants = item.variants.iter().map(|variant| {
        let (ident, docs, ty) = (&variant.ident, self::docs(&variant.docs), &variant.ty);
        quote!(#docs #ident(#ty))
    });
    let branches = item.variants.iter().map(branch);
    let serde = serde(item);
    let validate = validate(item);
    let deprecated = deprecated(item.deprecated);
    let default = default(ident, item.default.as_ref());
    quote! {
        #docs
        #derives
        #deprecated
        pub enum #ident {
            #(#variants,)*
            /// A value that fits none of the branches, as it was read.
            #unknown(serde_json::Value),
        }
        #default
        impl runtime::union_::Union for #ident {
            const BRANCHES: &'static [runtime::union_::Branch<Self>] = &[#(#branches),*];

            fn unknown(value: serde_json::Value) -> Option<Self> {
                Some(Self::#unknown(value))
            }
        }
        #serde
        #validate
    }
}

/// What tells the branch, and how it is read.
fn branch(variant: &UnionVariant) -> TokenStream {
    let (ident, mark) = (&variant.ident, &variant.mark);
    let name = literal(&mark.name);
    let kinds = kinds(mark);
    let facts = facts(mark);
    let new = quote!(runtime::union_::Branch::new(#name, #kinds, |value| runtime::union_::branch(value, Self::#ident)));
    if facts.is_empty() {
        new
    } else {
        quote!(runtime::union_::Branch { #(#facts,)* ..#new })
    }
}

fn kinds(mark: &Mark) -> TokenStream {
    let mut kinds = mark.kinds.iter().map(|kind| {
        let kind = ident(kind);
        quote!(runtime::union_::Kinds::#kind)
    });
    let first = kinds
        .next()
        .unwrap_or_else(|| quote!(runtime::union_::Kinds::ANY));
    kinds.fold(first, |all, kind| quote!(#all.or(#kind)))
}

fn facts(mark: &Mark) -> Vec<TokenStream> {
    let mut facts = Vec::new();
    let listed = [
        ("texts", &mark.texts),
        ("values", &mark.values),
        ("required", &mark.required),
    ];
    for (field, texts) in listed {
        if !texts.is_empty() {
            let (field, texts) = (ident(field), literals(texts));
            facts.push(quote!(#field: &[#texts]));
        }
    }
    if let Some(format) = mark.format {
        let ty = runtime(format);
        facts.push(quote!(format: Some(<#ty as runtime::text::Text>::reads)));
    }
    if mark.bounds != MarkBounds::default() {
        let bounds = bounds(&mark.bounds);
        facts.push(quote!(bounds: #bounds));
    }
    if let Some((property, tags)) = &mark.tag {
        let (property, tags) = (literal(property), literals(tags));
        facts.push(quote!(tag: Some((#property, &[#tags]))));
    }
    for (field, fixed) in [("fixed", &mark.fixed), ("fixed_values", &mark.fixed_values)] {
        if !fixed.is_empty() {
            let field = ident(field);
            let fixed = fixed.iter().map(|(property, values)| {
                let (property, values) = (literal(property), literals(values));
                quote!((#property, &[#values]))
            });
            facts.push(quote!(#field: &[#(#fixed),*]));
        }
    }
    if !mark.bounded.is_empty() {
        let bounded = mark.bounded.iter().map(|(property, within)| {
            let (property, within) = (literal(property), bounds(within));
            quote!((#property, #within))
        });
        facts.push(quote!(bounded: &[#(#bounded),*]));
    }
    if !mark.properties.is_empty() {
        let properties = literals(&mark.properties);
        facts.push(quote!(properties: &[#properties]));
    }
    facts
}

fn bounds(bounds: &MarkBounds) -> TokenStream {
    let numbers = bounds.numbers.iter().map(|(name, bound)| {
        let (name, bound) = (ident(name), Literal::f64_unsuffixed(*bound));
        quote!(#name: Some(#bound))
    });
    let lengths = bounds.lengths.iter().map(|(name, bound)| {
        let (name, bound) = (ident(name), Literal::u64_unsuffixed(*bound));
        quote!(#name: Some(#bound))
    });
    quote!(runtime::union_::Bounds { #(#numbers,)* #(#lengths,)* ..runtime::union_::Bounds::NONE })
}

fn serde(item: &Union) -> TokenStream {
    let (ident, unknown) = (&item.ident, &item.unknown);
    let arms = item.variants.iter().map(|variant| {
        let ident = &variant.ident;
        quote!(Self::#ident(value) => value.serialize(serializer))
    });
    quote! {
        impl serde::Serialize for #ident {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#arms,)*
                    Self::#unknown(value) => value.serialize(serializer),
                }
            }
        }
        impl<'de> serde::Deserialize<'de> for #ident {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                runtime::union_::deserialize(deserializer)
            }
        }
    }
}

/// Where a value can be of one branch only, that branch is looked at; else the others are asked too.
fn validate(item: &Union) -> TokenStream {
    let (ident, keyword) = (&item.ident, literal(item.keyword));
    let rules = item.rules.iter().map(check::rules);
    let branches = if item.apart && !is_named(item) {
        arms(item, &quote!(self))
    } else {
        let own = arms(item, &quote!(value));
        let call = if item.apart {
            quote!(own(self, at, out);)
        } else {
            quote!(validate::fits_branches(self, #keyword, own, at, out);)
        };
        quote! {
            fn own(value: &#ident, at: &validate::Path<'_>, out: &mut validate::Violations) {
                #own
            }
            #call
        }
    };
    let body: Vec<TokenStream> = [branches].into_iter().chain(rules).collect();
    check::validate(ident, &body)
}

/// Whether a discriminator alone names a branch.
fn is_named(item: &Union) -> bool {
    let mut variants = item.variants.iter();
    variants.any(|variant| variant.mark.tag.is_some())
}

/// What the branch demands that the value was read as.
fn arms(item: &Union, value: &TokenStream) -> TokenStream {
    let (union, unknown, keyword) = (&item.ident, &item.unknown, literal(item.keyword));
    let mut quiet = Vec::new();
    let mut arms = Vec::new();
    for variant in &item.variants {
        let ident = &variant.ident;
        let checks = check::checks(&variant.check, &quote!(value), &quote!(at));
        if checks.is_empty() {
            quiet.push(quote!(#union::#ident(_)));
        } else {
            arms.push(quote!(#union::#ident(value) => { #(#checks)* }));
        }
    }
    let quiet = (!quiet.is_empty()).then(|| quote!(#(#quiet)|* => {}));
    let kept = if is_named(item) {
        quote!(validate::fits_some_schema(value, #keyword, own, at, out))
    } else {
        quote!(validate::fits_some_branch::<#union>(value, #keyword, at, out))
    };
    quote! {
        match #value {
            #(#arms)*
            #quiet
            #union::#unknown(value) => #kept,
        }
    }
}
