//! Writing the Rust that was decided on.
//!
//! In: a [`Crate`]. Out: [`Files`]. Cannot fail and cannot decide: there is no OpenAPI here, no option and no diagnostic. Open
//! `model` first; each file emits one kind of item.

mod client;
mod examples;
mod file;
mod manifest;
mod model;
mod operation;
mod runtime;
mod server;
mod text;
mod ty;

use proc_macro2::TokenStream;
use quote::quote;

use self::file::File;
use crate::files::Files;
use crate::rust::{Api, Crate};

/// Every file of a crate, by its path from the crate's root.
pub fn emit(krate: &Crate) -> Files {
    let mut files = Files::default();
    for api in &krate.apis {
        let folder = if krate.flat {
            String::new()
        } else {
            format!("src/{}/", api.module)
        };
        files.made_from(folder, &api.source);
    }
    if krate.flat {
        for api in &krate.apis {
            files.insert("src/lib.rs", root(krate, api));
            modules(api, "src", &mut files);
        }
    } else {
        files.insert("src/lib.rs", several(krate));
        for api in &krate.apis {
            let folder = format!("src/{}", api.module);
            files.insert(format!("{folder}/mod.rs"), nested(api));
            modules(api, &folder, &mut files);
        }
    }
    for api in &krate.apis {
        if let Some(text) = examples::emit(krate, api) {
            files.insert(format!("tests/{}.rs", examples::file_name(api)), text);
        }
    }
    if krate.copies_runtime {
        runtime::copy(krate, &mut files);
    }
    files.insert("Cargo.toml", manifest::emit(krate));
    files.insert("rustfmt.toml", manifest::RUSTFMT);
    files
}

/// The files below a document's root module.
fn modules(api: &Api, folder: &str, files: &mut Files) {
    files.insert(format!("{folder}/models/mod.rs"), model::module(api));
    for file in &api.models {
        files.insert(
            format!("{folder}/models/{}.rs", file.module),
            model::file(file),
        );
    }
    if api.operations.is_empty() {
        return;
    }
    files.insert(
        format!("{folder}/operations/mod.rs"),
        operation::module(api),
    );
    for operation in &api.operations {
        files.insert(
            format!("{folder}/operations/{}.rs", operation.module),
            operation::file(operation),
        );
    }
    files.insert(format!("{folder}/client/mod.rs"), client::module(api));
    files.insert(format!("{folder}/server/mod.rs"), server::module(api));
    for group in &api.groups {
        files.insert(
            format!("{folder}/client/{}.rs", group.module),
            client::group(api, group),
        );
        files.insert(
            format!("{folder}/server/{}.rs", group.module),
            server::group(api, group),
        );
    }
}

/// `lib.rs` of a crate for one document.
fn root(krate: &Crate, api: &Api) -> String {
    let mut file = File::new(&api.docs);
    heads(&mut file, api);
    if krate.copies_runtime {
        file.head(quote!(
            pub mod runtime;
        ));
    } else {
        file.head(quote!(
            pub use oasmith_runtime as runtime;
        ));
    }
    file.print()
}

/// `mod.rs` of a document's module in a crate for several.
fn nested(api: &Api) -> String {
    let mut file = File::new(&api.docs);
    file.head(quote!(
        #[allow(unused_imports, reason = "models that need none of it are models too")]
        use crate::runtime;
    ));
    heads(&mut file, api);
    file.print()
}

fn heads(file: &mut File, api: &Api) {
    file.head(quote!(
        pub mod models;
    ));
    if api.operations.is_empty() {
        return;
    }
    file.head(quote!(
        #[cfg(any(feature = "client", feature = "server"))]
        pub mod operations;
    ));
    file.head(quote!(
        #[cfg(feature = "client")]
        pub mod client;
    ));
    file.head(quote!(
        #[cfg(feature = "server")]
        pub mod server;
    ));
}

/// `lib.rs` of a crate for several documents: a module and a feature each; a lone one's items stand at the root too.
fn several(krate: &Crate) -> String {
    let mut file =
        File::with_words("Models, clients and servers, a module and a feature for each document.");
    for api in &krate.apis {
        let (module, feature) = (&api.module, &api.feature);
        file.head(quote!(#[cfg(feature = #feature)] pub mod #module;));
    }
    file.head(if krate.copies_runtime {
        quote!(
            pub mod runtime;
        )
    } else {
        quote!(
            pub use oasmith_runtime as runtime;
        )
    });
    if let [api] = krate.apis.as_slice() {
        file.head(exports(api));
    }
    file.print()
}

fn exports(api: &Api) -> TokenStream {
    let (module, feature) = (&api.module, &api.feature);
    quote! {
        #[cfg(feature = #feature)]
        pub use self::#module::*;
    }
}
