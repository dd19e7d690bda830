use proc_macro2::TokenStream;
use quote::quote;

use crate::rust::{Api, Docs};

/// A file of Rust on its way to text.
#[derive(Debug, Default)]
pub(super) struct File {
    /// `//!` lines.
    docs: Vec<String>,
    /// `#![…]` lines.
    attributes: Vec<TokenStream>,
    /// `mod` and `use` lines: printed without blank lines between them.
    heads: Vec<TokenStream>,
    /// Everything else: printed with one.
    items: Vec<TokenStream>,
}

impl File {
    /// A file that says what it is.
    pub(super) fn new(docs: &Docs) -> Self {
        Self {
            docs: docs.0.clone(),
            ..Self::default()
        }
    }

    /// A file that says what it is in words of our own.
    pub(super) fn with_words(words: &str) -> Self {
        Self {
            docs: words.lines().map(str::to_owned).collect(),
            ..Self::default()
        }
    }

    /// Adds an attribute of the whole file.
    pub(super) fn attribute(&mut self, tokens: TokenStream) {
        self.attributes.push(tokens);
    }

    /// Lets the file and those below it use what the document deprecates: it is written all the same.
    pub(super) fn uses_deprecated(&mut self, api: &Api) {
        if api.deprecates {
            self.attribute(quote!(
                #![allow(deprecated, reason = "what the document deprecates is still part of it")]
            ));
        }
    }

    /// Lets the file and those below it have the document's numbers, whatever they look like.
    pub(super) fn resembles_constants(&mut self, api: &Api) {
        if api.resembles_constants {
            self.attribute(quote!(
                #![allow(clippy::approx_constant, reason = "a number of the document is no constant of the library")]
            ));
        }
    }

    /// Lets the file and those below it use the document's names, whatever they stand for elsewhere.
    pub(super) fn has_placeholders(&mut self, api: &Api) {
        if api.has_placeholders {
            self.attribute(quote!(
                #![allow(clippy::disallowed_names, reason = "what the document names so has no other name")]
            ));
        }
    }

    /// Adds `mod` or `use` lines.
    pub(super) fn head(&mut self, tokens: TokenStream) {
        self.heads.push(tokens);
    }

    /// Adds items.
    pub(super) fn item(&mut self, tokens: TokenStream) {
        self.items.push(tokens);
    }

    /// The text, item by item: the printer leaves no blank lines of its own.
    pub(super) fn print(&self) -> String {
        let mut blocks = Vec::new();
        if !self.docs.is_empty() {
            blocks.push(
                self.docs
                    .iter()
                    .map(|line| {
                        if line.is_empty() {
                            "//!\n".to_owned()
                        } else {
                            format!("//! {line}\n")
                        }
                    })
                    .collect(),
            );
        }
        if !self.attributes.is_empty() {
            blocks.push(
                self.attributes
                    .iter()
                    .map(|tokens| prettyplease::unparse(&parse(tokens)) + "\n")
                    .collect(),
            );
        }
        let heads: String = self.heads.iter().flat_map(items).map(unparse).collect();
        if !heads.is_empty() {
            blocks.push(heads);
        }
        blocks.extend(self.items.iter().flat_map(items).map(unparse));
        blocks.join("\n")
    }
}

fn items(tokens: &TokenStream) -> Vec<syn::Item> {
    parse(tokens).items
}

fn parse(tokens: &TokenStream) -> syn::File {
    syn::parse2(tokens.clone()).unwrap_or_else(|error| {
        panic!("an emission function wrote what is not Rust ({error}): {tokens}")
    })
}

fn unparse(item: syn::Item) -> String {
    let has_members = matches!(item, syn::Item::Impl(_) | syn::Item::Trait(_));
    let text = prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    });
    if has_members { spaced(&text) } else { text }
}

/// Members stand apart as items do: the printer ends a member with a line of its own, and no literal spans lines.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let ends_member = line == "    }"
            || (line.starts_with("    ") && !line.starts_with("     ") && line.ends_with(';'));
        let next = lines.peek().copied().unwrap_or("}");
        let same_kind = line.trim_start().split(' ').next() == next.trim_start().split(' ').next();
        if ends_member && next != "}" && !(same_kind && line.ends_with(';')) {
            out.push('\n');
        }
    }
    out
}
