use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::emit::text::{ident, literal};
use crate::rust::name::Ident;
use crate::rust::{Check, Engine, Limit, Pattern, Rule, Rules, Whole};

/// What the validation in a file names: always `validate`, and what its patterns need.
pub(in crate::emit) fn imports<'p>(patterns: impl IntoIterator<Item = &'p Pattern>) -> TokenStream {
    let mut names = vec!["validate"];
    for pattern in patterns {
        let name = match pattern.engine {
            Engine::Linear => "pattern",
            Engine::Backtracking => "backtracking",
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.sort_unstable();
    let names = names.into_iter().map(ident).collect::<Vec<_>>();
    let names = match names.as_slice() {
        [one] => quote!(#one),
        several => quote!({#(#several),*}),
    };
    quote! {
        #[cfg(feature = "validate")]
        use super::super::runtime::#names;
    }
}

/// `impl Validate` around these statements; where there are none, what the trait does by itself is right.
pub(super) fn validate(ident: &Ident, body: &[TokenStream]) -> TokenStream {
    let method = (!body.is_empty()).then(|| {
        quote! {
            fn validate_into(&self, at: &validate::Path<'_>, out: &mut validate::Violations) {
                #(#body)*
            }
        }
    });
    quote! {
        #[cfg(feature = "validate")]
        impl validate::Validate for #ident { #method }
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
    let limits = check.limits.iter().map(|limit| demand(limit, value, at));
    let rules = check.rules.iter().map(|Whole { depth, rules }| {
        let depth = Literal::usize_unsuffixed(*depth);
        whole(rules, &quote!(within), &quote!(#depth,), value, at)
    });
    own.into_iter().chain(limits).chain(rules).collect()
}

/// One demand; in a block where it has statics of its own.
fn demand(limit: &Limit, value: &TokenStream, at: &TokenStream) -> TokenStream {
    let statics = statics(limit.rule.patterns());
    let rule = (0..limit.depth).fold(rule(&limit.rule), |inner, _| quote!(validate::Each(#inner)));
    let check = quote!(validate::check(#value, &#rule, #at, out););
    if statics.is_empty() {
        check
    } else {
        quote!({ #(#statics)* #check })
    }
}

/// What is asked of the type as it is on the wire.
pub(super) fn rules(rules: &Rules) -> TokenStream {
    let (value, at) = (quote!(self), quote!(at));
    whole(rules, &quote!(new), &TokenStream::new(), &value, &at)
}

fn whole(
    rules: &Rules,
    constructor: &TokenStream,
    depth: &TokenStream,
    value: &TokenStream,
    at: &TokenStream,
) -> TokenStream {
    let text = literal(&rules.text);
    let statics = statics(&rules.patterns);
    let names = (0..rules.patterns.len()).map(pattern_name);
    quote! {{
        #(#statics)*
        static RULES: validate::Rules = validate::Rules::#constructor(#depth #text, &[#(&#names),*]);
        validate::rules(#value, &RULES, #at, out);
    }}
}

/// Patterns are compiled once: each is a static where it is used.
fn statics(patterns: &[Pattern]) -> Vec<TokenStream> {
    let one = |(index, pattern): (usize, &Pattern)| {
        let name = pattern_name(index);
        let (source, translated) = (literal(&pattern.source), literal(&pattern.translated));
        let ty = match pattern.engine {
            Engine::Linear => quote!(pattern::Pattern),
            Engine::Backtracking => quote!(backtracking::Backtracking),
        };
        quote!(static #name: #ty = #ty::new(#source, #translated);)
    };
    patterns.iter().enumerate().map(one).collect()
}

fn pattern_name(index: usize) -> proc_macro2::Ident {
    if index == 0 {
        ident("PATTERN")
    } else {
        ident(&format!("PATTERN_{index}"))
    }
}

fn rule(rule: &Rule) -> TokenStream {
    match rule {
        Rule::Integer(bounds) => table("Integer", 5, bounds, |value| {
            Literal::i128_unsuffixed(*value)
        }),
        Rule::Number(bounds) => table("Number", 5, bounds, |value| Literal::f64_unsuffixed(*value)),
        Rule::Text(bounds, pattern) => text(bounds, pattern.is_some()),
        Rule::Properties(bounds) => table("Properties", 2, bounds, |value| {
            Literal::u64_unsuffixed(*value)
        }),
        Rule::Items(bounds, unique) => items(bounds, *unique),
    }
}

fn text(bounds: &[(&'static str, u64)], matches: bool) -> TokenStream {
    let fields = bounds.iter().map(|(field, value)| {
        let (field, value) = (ident(field), Literal::u64_unsuffixed(*value));
        quote!(#field: Some(#value))
    });
    let pattern = matches.then(|| quote!(pattern: Some(&PATTERN),));
    let others = (bounds.len() + usize::from(matches) < 3).then(|| quote!(..validate::Text::ANY));
    quote!(validate::Text { #(#fields,)* #pattern #others })
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
