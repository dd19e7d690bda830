//! The document's examples as tests: each is read by its type and written again, and must be the same JSON.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::File;
use super::text::{literal, words};
use super::ty::{names_models, names_runtime};
use crate::rust::{Api, Crate, Example};

/// The test file's name, which is the test's too.
pub(super) fn file_name(api: &Api) -> String {
    format!("{}_examples", api.module)
}

/// The test file.
pub(super) fn emit(krate: &Crate, api: &Api) -> String {
    let mut file = File::with_words(
        "Every example of the document is read by its type and written again as equal JSON.",
    );
    let (krate_ident, module, feature) = (&krate.ident, &api.module, &api.feature);
    let home = if krate.flat {
        quote!(#krate_ident)
    } else {
        quote!(#krate_ident::#module)
    };
    file.uses_deprecated(api);
    file.has_placeholders(api);
    if !krate.flat {
        file.attribute(quote!(#![cfg(feature = #feature)]));
    }
    if api.examples.iter().any(|example| names_models(&example.ty)) {
        file.head(quote!(use #home::models;));
    }
    if api
        .examples
        .iter()
        .any(|example| names_runtime(&example.ty))
    {
        file.head(quote!(use #krate_ident::runtime;));
    }
    file.head(quote!(use #krate_ident::runtime::json;));
    file.item(check());
    for example in &api.examples {
        file.item(test(example));
    }
    file.print()
}

fn check() -> TokenStream {
    quote! {
        #[track_caller]
        fn check<T: serde::Serialize + serde::de::DeserializeOwned>(json: &str) {
            let example: serde_json::Value = serde_json::from_str(json).expect("the generator wrote JSON");
            let read: T = serde_json::from_str(json).expect("the type reads the example");
            let written = serde_json::to_value(&read).expect("the type has a JSON form");
            assert!(json::equal(&written, &example), "{written} is not {example}");
        }
    }
}

fn test(example: &Example) -> TokenStream {
    let (ident, ty, json) = (&example.ident, &example.ty, literal(&example.json));
    let place = words(&format!("`{}`", example.place));
    quote! {
        #place
        #[test]
        fn #ident() {
            check::<#ty>(#json);
        }
    }
}
