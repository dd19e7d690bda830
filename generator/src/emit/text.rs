//! Text of a document becomes code in two ways only: a literal or documentation.

#![expect(
    clippy::disallowed_methods,
    reason = "names become tokens here and nowhere else"
)]

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::rust::Docs;
use crate::rust::name;

impl ToTokens for name::Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Ident::new(self.as_str(), Span::call_site()).to_tokens(tokens);
    }
}

/// A string literal in ASCII: every other character by its code.
pub(super) fn literal(text: &str) -> Literal {
    let escaped: String = text.chars().flat_map(char::escape_default).collect();
    format!("\"{escaped}\"")
        .parse()
        .expect("`escape_default` leaves nothing that ends or breaks a string literal")
}

/// String literals, separated by commas.
pub(super) fn literals<'t>(texts: impl IntoIterator<Item = &'t String>) -> TokenStream {
    let texts = texts.into_iter().map(|text| literal(text));
    quote!(#(#texts),*)
}

/// An identifier of ours: the runtime's names, spelled in this crate.
pub(super) fn ident(text: &str) -> Ident {
    Ident::new(text, Span::call_site())
}

/// `///` lines.
pub(super) fn docs(docs: &Docs) -> TokenStream {
    lines(docs.0.iter().map(String::as_str))
}

/// `#[deprecated]`
pub(super) fn deprecated(is: bool) -> Option<TokenStream> {
    is.then(|| quote!(#[deprecated]))
}

/// `///` lines of our own words.
pub(super) fn words(text: &str) -> TokenStream {
    lines(text.lines())
}

fn lines<'t>(lines: impl Iterator<Item = &'t str>) -> TokenStream {
    let lines = lines.map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}
