//! Writing the Rust that was decided on.
//!
//! In: a [`Crate`]. Out: [`Files`]. Cannot fail and cannot decide: there is no OpenAPI here, no option and no diagnostic. Open
//! `model` first; each file emits one kind of item.

mod client;
mod examples;
mod fallback;
mod file;
mod literal;
mod manifest;
mod model;
mod operation;
mod runtime;
mod server;
mod text;
mod ty;
mod xml;

use proc_macro2::TokenStream;
use quote::quote;
use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use self::file::File;
use crate::files::Files;
use crate::rust::snapshot::snapshot;
use crate::rust::{Api, Crate, Ty};

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
            modules(krate, api, "src", &mut files);
        }
    } else {
        files.insert("src/lib.rs", several(krate));
        for api in &krate.apis {
            let folder = format!("src/{}", api.module);
            files.insert(format!("{folder}/mod.rs"), nested(api));
            modules(krate, api, &folder, &mut files);
        }
    }
    if krate.copies_runtime {
        runtime::copy(krate, &mut files);
    }
    if !krate.lock.is_empty() {
        files.insert("oasmith.lock", krate.lock.write());
    }
    files.insert(
        "oasmith.api",
        runtime::with_public(krate, snapshot(krate)).to_string(),
    );
    files.insert("Cargo.toml", manifest::emit(krate));
    files.insert("rustfmt.toml", manifest::RUSTFMT);
    files
}

/// A type as code outside the models spells it.
pub fn spell(ty: &Ty) -> String {
    quote!(#ty).to_string()
}

/// A file's path and what prints it. Tokens cannot leave their thread, so each file is made from model to text in one.
type Task<'a> = (String, Box<dyn Fn() -> String + Send + Sync + 'a>);

/// The files below a document's root module and the tests of its examples, printed side by side.
fn modules(krate: &Crate, api: &Api, folder: &str, files: &mut Files) {
    let mut tasks: Vec<Task<'_>> = vec![task(folder, "models/mod", || model::module(api))];
    for file in &api.models {
        tasks.push(task(folder, &format!("models/{}", file.module), || {
            model::file(file)
        }));
    }
    if !api.operations.is_empty() {
        tasks.extend(sides(api, folder));
    }
    if !api.examples.is_empty() {
        tasks.push(task("tests", &examples::file_name(api), || {
            examples::emit(krate, api)
        }));
    }
    for (path, text) in printed(tasks) {
        files.insert(path, text);
    }
}

/// The stack of a thread that prints. A type is parsed and printed by calls within calls, and a type in a hundred others takes more
/// than the usual 2 MiB where nothing is optimised. What is not used is never had.
const STACK: usize = 64 << 20;

fn printed(tasks: Vec<Task<'_>>) -> Vec<(String, String)> {
    let print = || {
        let tasks = tasks.into_par_iter();
        tasks.map(|(path, print)| (path, print())).collect()
    };
    match ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(threads) => threads.install(print),
        // No new threads are to be had: those that there are must do.
        Err(_) => print(),
    }
}

/// What client and server share, and each of the two.
fn sides<'a>(api: &'a Api, folder: &str) -> Vec<Task<'a>> {
    let mut tasks = vec![
        task(folder, "operations/mod", || operation::module(api)),
        task(folder, "client/mod", || client::module(api)),
        task(folder, "server/mod", || server::module(api)),
    ];
    if !api.xml.is_empty() {
        tasks.push(task(folder, "xml", || xml::module(api)));
    }
    for operation in &api.operations {
        tasks.push(task(
            folder,
            &format!("operations/{}", operation.module),
            || operation::file(operation),
        ));
    }
    for group in &api.groups {
        tasks.push(task(folder, &format!("client/{}", group.module), || {
            client::group(api, group)
        }));
        tasks.push(task(folder, &format!("server/{}", group.module), || {
            server::group(api, group)
        }));
    }
    tasks
}

fn task<'a>(folder: &str, name: &str, print: impl Fn() -> String + Send + Sync + 'a) -> Task<'a> {
    (format!("{folder}/{name}.rs"), Box::new(print))
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
    if !api.xml.is_empty() {
        file.head(quote!(
            #[cfg(any(feature = "client", feature = "server"))]
            pub(crate) mod xml;
        ));
    }
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
