//! The models: one file for each named schema.

mod alias;
mod check;
mod conversion;
mod enum_;
mod listed;
mod record;
mod struct_;
mod union_;
mod withhold;

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use self::check::{checks, imports};

use super::file::File;
use super::text::ident;
use super::ty::names_runtime;
use crate::rust::name::Ident;
use crate::rust::{Api, Derive, Item, Literal, ModelFile};

/// `models/mod.rs`: the files and the types in them.
pub(super) fn module(api: &Api) -> String {
    let mut file = File::with_words("The types that go over the wire.");
    file.uses_deprecated(api);
    file.has_placeholders(api);
    file.resembles_constants(api);
    for ModelFile { module, .. } in &api.models {
        file.head(quote!(mod #module;));
    }
    let mut uses = File::default();
    for ModelFile { module, items, .. } in &api.models {
        let idents = items.iter().map(Item::ident);
        uses.head(quote!(pub use self::#module::{#(#idents),*};));
    }
    [file.print(), uses.print()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// `models/<schema>.rs`
pub(super) fn file(model: &ModelFile) -> String {
    let mut file = File::default();
    if !model.withheld.is_empty() || model.items.iter().any(uses_runtime) {
        file.head(quote!(
            use super::super::runtime;
        ));
    }
    if model
        .items
        .iter()
        .any(|item| !matches!(item, Item::Alias(_) | Item::Constant(_)))
    {
        file.head(imports(model.items.iter().flat_map(Item::patterns)));
    }
    for item in &model.items {
        file.item(match item {
            Item::Struct(item) => struct_::emit(item),
            Item::Enum(item) => enum_::emit(item),
            Item::Listed(item) => listed::emit(item),
            Item::Constant(item) => listed::constant(item),
            Item::Union(item) => union_::emit(item),
            Item::Alias(item) => alias::emit(item),
            Item::Newtype(item) => alias::newtype(item),
        });
    }
    for withheld in &model.withheld {
        file.item(withhold::emit(withheld));
    }
    for conversion in &model.conversions {
        file.item(conversion::emit(conversion));
    }
    file.print()
}

/// Whether an item names the runtime outside its validation.
fn uses_runtime(item: &Item) -> bool {
    match item {
        Item::Struct(_) | Item::Enum(_) | Item::Listed(_) | Item::Constant(_) | Item::Union(_) => {
            true
        }
        Item::Alias(item) | Item::Newtype(item) => names_runtime(&item.ty),
    }
}

/// `#[derive(…)]`, serde's two behind those of the standard library where they are asked for.
fn derives(derives: &[Derive], serde: bool) -> TokenStream {
    let derives = derives.iter().map(|derive| ident(name(*derive)));
    let serde = serde.then(|| quote!(serde::Serialize, serde::Deserialize));
    quote!(#[derive(#(#derives,)* #serde)])
}

/// `Default` as the document has it.
fn default(ident: &Ident, default: Option<&Literal>) -> Option<TokenStream> {
    let default = default?;
    Some(quote! {
        impl std::default::Default for #ident {
            fn default() -> Self { #default }
        }
    })
}

/// `#[default]` on the variant that is.
fn mark_default(variant: &Ident, default: Option<&Ident>) -> Option<TokenStream> {
    (Some(variant) == default).then(|| quote!(#[default]))
}

fn name(derive: Derive) -> &'static str {
    match derive {
        Derive::Clone => "Clone",
        Derive::Copy => "Copy",
        Derive::Debug => "Debug",
        Derive::Default => "Default",
        Derive::Eq => "Eq",
        Derive::Hash => "Hash",
        Derive::Ord => "Ord",
        Derive::PartialEq => "PartialEq",
        Derive::PartialOrd => "PartialOrd",
    }
}
