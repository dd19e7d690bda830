use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::text::{literal, words};
use crate::rust::name::Ident;
use crate::rust::{Conversion, Converted, FieldSource, Turn};

/// `From`, or a constructor that takes what the other type does not have.
pub(super) fn emit(item: &Conversion) -> TokenStream {
    let (from, to) = (&item.from, &item.to);
    let given = item.given();
    if !given.is_empty() {
        return constructor(item);
    }
    let (value, body) = (argument(item), body(item));
    quote! {
        impl From<#from> for #to {
            fn from(#value: #from) -> Self {
                #body
            }
        }
    }
}

fn constructor(item: &Conversion) -> TokenStream {
    let (from, to) = (&item.from, &item.to);
    let given = item.given();
    let arguments = given.iter().map(|(ident, ty)| quote!(#ident: #ty));
    let many = (given.len() > 6).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "all of them are required")]),
    );
    let (name, title) = if item.for_requests {
        (
            quote!(from_response),
            "What a client sends, made of what a server sent and of what only the client knows.",
        )
    } else {
        (
            quote!(from_request),
            "What a server sends, made of what a client sent and of what only the server knows.",
        )
    };
    let (title, value, body) = (words(title), argument(item), body(item));
    quote! {
        impl #to {
            #title
            #many
            pub fn #name(#value: #from, #(#arguments),*) -> Self {
                #body
            }
        }
    }
}

/// The value that there is, unless nothing is taken of it.
fn argument(item: &Conversion) -> TokenStream {
    let is_taken =
        |source: &FieldSource| matches!(source, FieldSource::Field(..) | FieldSource::Rest(..));
    match &item.parts {
        Converted::Fields(fields) if !fields.iter().any(|(_, source)| is_taken(source)) => {
            quote!(_)
        }
        Converted::Fields(_) | Converted::Variants(_) | Converted::Inside(_) => {
            let argument = &item.argument;
            quote!(#argument)
        }
    }
}

fn body(item: &Conversion) -> TokenStream {
    let (from, argument) = (&item.from, &item.argument);
    match &item.parts {
        Converted::Fields(fields) => {
            let fields = fields.iter();
            let fields = fields.map(|(ident, source)| field(argument, ident, source));
            quote!(Self { #(#fields,)* })
        }
        Converted::Variants(variants) => {
            let arms = variants.iter().map(|(own, other, turn)| {
                let value = turned(turn, quote!(value));
                quote!(#from::#own(value) => Self::#other(#value))
            });
            quote!(match #argument { #(#arms,)* })
        }
        Converted::Inside(turn) => {
            let value = turned(turn, quote!(#argument.0));
            quote!(Self(#value))
        }
    }
}

fn field(from: &Ident, ident: &Ident, source: &FieldSource) -> TokenStream {
    match source {
        FieldSource::Field(own, turn) => {
            let value = turned(turn, quote!(#from.#own));
            quote!(#ident: #value)
        }
        FieldSource::Rest(own, turn, names) if names.is_empty() => {
            let value = turned(turn, quote!(#from.#own));
            quote!(#ident: #value)
        }
        FieldSource::Rest(own, turn, names) => {
            let value = turned(turn, quote!(rest));
            let names = names.iter().map(|name| literal(name));
            quote!(#ident: {
                let mut rest = #from.#own;
                #(rest.remove(#names);)*
                #value
            })
        }
        FieldSource::Absent => quote!(#ident: None),
        FieldSource::Given(_) => quote!(#ident),
        // A model may be called `Default`.
        FieldSource::Empty => quote!(#ident: std::default::Default::default()),
    }
}

fn turned(turn: &Turn, value: TokenStream) -> TokenStream {
    let inner = |turn: &Turn| turned(turn, quote!(value));
    match turn {
        Turn::Same => value,
        Turn::Into => quote!(#value.into()),
        Turn::Option(held) => {
            let inner = inner(held);
            quote!(#value.map(|value| #inner))
        }
        Turn::Vec(item) => {
            let inner = inner(item);
            quote!(#value.into_iter().map(|value| #inner).collect())
        }
        Turn::Map(held) => {
            let inner = inner(held);
            quote!(#value.into_iter().map(|(name, value)| (name, #inner)).collect())
        }
        Turn::Tuple(parts, rest) => tuple(parts, rest, &value),
        Turn::Unboxed(held) if **held == Turn::Same => quote!(*#value),
        Turn::Unboxed(held) => turned(held, quote!((*#value))),
        Turn::Boxed(held) => {
            let inner = turned(held, value);
            quote!(Box::new(#inner))
        }
    }
}

/// Parts may be absent, each for itself.
fn tuple(parts: &[Turn], rest: &Turn, value: &TokenStream) -> TokenStream {
    let parts = parts.iter().enumerate().map(|(index, part)| {
        let index = Literal::usize_unsuffixed(index);
        let part = part.clone().within(Turn::Option);
        turned(&part, quote!(tuple.parts.#index))
    });
    let rest = turned(&rest.clone().within(Turn::Vec), quote!(tuple.rest));
    quote! {{
        let tuple = #value;
        runtime::tuple::Tuple { parts: (#(#parts,)*), rest: #rest }
    }}
}
