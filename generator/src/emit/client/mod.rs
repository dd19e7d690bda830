//! The client: one struct, a builder for each operation, grouped by tag.

mod builder;
mod operation;
mod pages;
mod servers;

use proc_macro2::TokenStream;
use quote::quote;

use super::file::File;
use super::text::{docs, ident, literal, words};
use crate::rust::{Api, Group, Operation, Scheme, SchemeKind};

/// `client/mod.rs`
pub(super) fn module(api: &Api) -> String {
    let mut file = File::with_words("The client.");
    file.uses_deprecated(api);
    file.has_placeholders(api);
    for Group { module, .. } in &api.groups {
        file.head(quote!(mod #module;));
    }
    let mut rest = File::default();
    for Group { module, .. } in &api.groups {
        rest.head(quote!(pub use self::#module::*;));
    }
    rest.head(quote!(
        use super::runtime;
    ));
    rest.item(client(api));
    rest.item(client_builder(api));
    if !api.servers.is_empty() {
        rest.item(servers::emit(&api.servers));
    }
    [file.print(), rest.print()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// `client/<tag>.rs`
pub(super) fn group(api: &Api, group: &Group) -> String {
    let mut file = File::with_words(&format!("Calls of the group `{}`.", group.title));
    let operations: Vec<_> = group
        .operations
        .iter()
        .map(|index| &api.operations[*index])
        .collect();
    let imports = if operations
        .iter()
        .any(|operation| builder::uses_models(operation))
    {
        quote!({models, operations, runtime})
    } else {
        quote!({operations, runtime})
    };
    let client = client_names(&operations).into_iter().map(ident);
    let http = http_names(&operations).into_iter().map(ident);
    file.head(quote!(use super::super::#imports;));
    file.head(quote!(
        use super::Client;
    ));
    file.head(quote!(use runtime::client::{#(#client),*};));
    file.head(quote!(use runtime::http::{#(#http),*};));
    file.head(quote!(
        use runtime::wire::EncodeError;
    ));
    let methods = operations
        .iter()
        .map(|operation| builder::method(operation));
    file.item(quote!(impl Client { #(#methods)* }));
    for operation in operations {
        file.item(builder::emit(operation));
        file.item(operation::emit(operation));
        if let Some(pages) = &operation.pages {
            file.item(pages::emit(operation, pages));
        }
    }
    file.print()
}

/// What the calls name of the runtime's client.
fn client_names(operations: &[&Operation]) -> Vec<&'static str> {
    let missing = operations.iter().any(|operation| {
        operation
            .builder
            .parts
            .iter()
            .any(|part| part.generic.is_some())
    });
    let pages = operations.iter().any(|operation| operation.pages.is_some());
    let names = [
        "Call",
        "CursorPages",
        "Error",
        "Items",
        "Missing",
        "Operation",
        "Page",
        "PageError",
        "ReadError",
        "RequestWriter",
        "ResponseReader",
        "SendError",
    ];
    let is_used = |name: &&str| match *name {
        "Missing" => missing,
        "CursorPages" | "Items" | "Page" | "PageError" => pages,
        _always => true,
    };
    names.into_iter().filter(is_used).collect()
}

/// What the calls name of the runtime's HTTP.
fn http_names(operations: &[&Operation]) -> Vec<&'static str> {
    let raw = |operation: &&Operation| {
        operation
            .request
            .body
            .as_ref()
            .is_some_and(|body| !body.kind.is_typed())
    };
    if operations.iter().any(raw) {
        vec!["Body", "Facts"]
    } else {
        vec!["Facts"]
    }
}

fn client(api: &Api) -> TokenStream {
    let docs = docs(&api.docs);
    let server = api
        .servers
        .first()
        .map(|_| quote!(.server(Server::default())));
    quote! {
        #docs
        ///
        /// Cloning it is cheap: clones share their connections.
        #[derive(Clone, Debug)]
        pub struct Client {
            core: runtime::client::Core,
        }
        impl Client {
            /// Collects what a client is made from.
            pub fn builder() -> ClientBuilder {
                let config = runtime::client::Config::default();
                ClientBuilder { config } #server
            }

            /// Sends a request and reads its answer, whatever its status.
            pub async fn execute<O: runtime::client::Operation>(&self, request: O) -> Result<O::Response, runtime::client::Error> {
                runtime::client::Call::new(&self.core).execute(request).await
            }
        }
    }
}

fn client_builder(api: &Api) -> TokenStream {
    let server = (!api.servers.is_empty()).then(|| {
        quote! {
            /// Sets which of the document's servers is called.
            pub fn server(mut self, server: Server) -> Self {
                self.config.server(server.template(), &server.variables());
                self
            }
        }
    });
    let schemes = api.schemes.iter().filter_map(credential);
    quote! {
        /// Collects what a [`Client`] is made from.
        #[derive(Debug)]
        #[must_use = "a client is made by `build`"]
        pub struct ClientBuilder {
            config: runtime::client::Config,
        }
        impl ClientBuilder {
            #server
            /// Sets the address that every request goes under, in place of the document's servers and of those that operations have.
            pub fn base_url(mut self, url: &str) -> Self {
                self.config.base_url(url);
                self
            }

            #(#schemes)*

            /// Bounds the time of a call, from sending to the last byte of the answer: 30 seconds where nothing is said, for ever with
            /// `None`.
            pub fn timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
                self.config.options().timeout = timeout.into();
                self
            }

            /// Says how often a request is sent: once, where nothing is said.
            pub fn retry(mut self, retry: runtime::client::Retry) -> Self {
                self.config.options().retry = retry;
                self
            }

            /// Sets the header that idempotency keys go into: `Idempotency-Key`, where nothing is said.
            pub fn idempotency_header(mut self, name: &str) -> Self {
                self.config.idempotency_header(name);
                self
            }

            /// Bounds what is read of an answer's body.
            pub fn limits(mut self, limits: runtime::client::Limits) -> Self {
                self.config.options().limits = limits;
                self
            }

            /// Adds a header to every request. Its value is never printed.
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.config.header(name, value);
                self
            }

            /// Sets what carries the requests: another HTTP client, or a router in this process.
            pub fn transport(mut self, transport: impl runtime::client::Transport) -> Self {
                self.config.transport(transport);
                self
            }

            /// Makes the client.
            pub fn build(self) -> Result<Client, runtime::client::BuildError> {
                Ok(Client { core: self.config.build()? })
            }
        }
    }
}

/// The setter of a scheme's credentials; none for a scheme that the client cannot send.
fn credential(scheme: &Scheme) -> Option<TokenStream> {
    let (ident, name) = (&scheme.ident, literal(&scheme.name));
    let docs = if scheme.docs.0.is_empty() {
        words(&format!(
            "Sets the credentials of the scheme `{}`.",
            scheme.title
        ))
    } else {
        docs(&scheme.docs)
    };
    let (parameters, credential) = match scheme.kind {
        SchemeKind::Basic => (
            quote!(user: impl Into<String>, password: impl Into<runtime::secret::Secret>),
            quote!(Basic(user.into(), password.into())),
        ),
        SchemeKind::Bearer => (
            quote!(token: impl Into<runtime::secret::Secret>),
            quote!(Bearer(token.into())),
        ),
        SchemeKind::ApiKey { .. } => (
            quote!(key: impl Into<runtime::secret::Secret>),
            quote!(ApiKey(key.into())),
        ),
        SchemeKind::MutualTls | SchemeKind::Unsupported => return None,
    };
    Some(quote! {
        #docs
        pub fn #ident(mut self, #parameters) -> Self {
            self.config.credential(#name, runtime::client::Credential::#credential);
            self
        }
    })
}
