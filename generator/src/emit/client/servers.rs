use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::text::{docs, literal};
use crate::rust::{Server, ServerVariable};

/// The document's servers: a struct where there is one, an enum where there are several; the first is the default.
pub(super) fn emit(servers: &[Server]) -> TokenStream {
    match servers {
        [server] => one(server),
        several => many(several),
    }
}

fn one(server: &Server) -> TokenStream {
    let (docs, template) = (docs(&server.docs), literal(&server.template));
    let fields = server.variables.iter().map(field);
    let defaults = server.variables.iter().map(default);
    let idents: Vec<_> = server
        .variables
        .iter()
        .map(|variable| &variable.ident)
        .collect();
    let names = server
        .variables
        .iter()
        .map(|variable| literal(&variable.name));
    let pattern = if idents.is_empty() {
        quote!(Self {})
    } else {
        quote!(Self { #(#idents),* })
    };
    quote! {
        #docs
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        pub struct Server { #(#fields,)* }
        impl Default for Server {
            fn default() -> Self {
                Self { #(#defaults,)* }
            }
        }
        impl Server {
            fn template(&self) -> &'static str {
                #template
            }

            fn variables(&self) -> Vec<(&'static str, &str)> {
                let #pattern = self;
                vec![#((#names, #idents)),*]
            }
        }
    }
}

fn many(servers: &[Server]) -> TokenStream {
    let variants = servers.iter().map(|server| {
        let (ident, docs) = (&server.ident, docs(&server.docs));
        let fields: Vec<_> = server.variables.iter().map(variant_field).collect();
        if fields.is_empty() {
            quote!(#docs #ident)
        } else {
            quote!(#docs #ident { #(#fields,)* })
        }
    });
    let templates = servers.iter().map(|server| {
        let (ident, template) = (&server.ident, literal(&server.template));
        if server.variables.is_empty() {
            quote!(Self::#ident => #template)
        } else {
            quote!(Self::#ident { .. } => #template)
        }
    });
    let variables = servers.iter().map(|server| {
        let ident = &server.ident;
        let idents: Vec<_> = server
            .variables
            .iter()
            .map(|variable| &variable.ident)
            .collect();
        let names = server
            .variables
            .iter()
            .map(|variable| literal(&variable.name));
        if idents.is_empty() {
            quote!(Self::#ident => Vec::new())
        } else {
            quote!(Self::#ident { #(#idents),* } => vec![#((#names, #idents)),*])
        }
    });
    let first = servers.first().map(|server| {
        let ident = &server.ident;
        let defaults: Vec<_> = server.variables.iter().map(default).collect();
        if defaults.is_empty() {
            quote!(Self::#ident)
        } else {
            quote!(Self::#ident { #(#defaults,)* })
        }
    });
    quote! {
        /// The document's servers.
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        pub enum Server { #(#variants,)* }
        impl Default for Server {
            fn default() -> Self {
                #first
            }
        }
        impl Server {
            fn template(&self) -> &'static str {
                match self { #(#templates,)* }
            }

            fn variables(&self) -> Vec<(&'static str, &str)> {
                match self { #(#variables,)* }
            }
        }
    }
}

fn field(variable: &ServerVariable) -> TokenStream {
    let (ident, docs) = (&variable.ident, docs(&variable.docs));
    quote!(#docs pub #ident: String)
}

fn variant_field(variable: &ServerVariable) -> TokenStream {
    let (ident, docs) = (&variable.ident, docs(&variable.docs));
    quote!(#docs #ident: String)
}

fn default(variable: &ServerVariable) -> TokenStream {
    let (ident, default) = (&variable.ident, literal(&variable.default));
    quote!(#ident: #default.to_owned())
}
