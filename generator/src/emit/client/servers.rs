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
    let derived = server.variables.is_empty().then(|| quote!(Default,));
    let default =
        (!server.variables.is_empty()).then(|| default_impl(&quote!(Self { #(#defaults,)* })));
    quote! {
        #docs
        #[derive(Clone, Debug, #derived Eq, Hash, PartialEq)]
        pub struct Server { #(#fields,)* }
        #default
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

fn default_impl(value: &TokenStream) -> TokenStream {
    quote! {
        impl Default for Server {
            fn default() -> Self {
                #value
            }
        }
    }
}

fn many(servers: &[Server]) -> TokenStream {
    // A unit variant is marked as the default; one with fields needs an `impl`.
    let has_unit_default = servers
        .first()
        .is_some_and(|first| first.variables.is_empty());
    let derived = has_unit_default.then(|| quote!(Default,));
    let default = servers.first().filter(|_| !has_unit_default).map(|first| {
        let (ident, defaults) = (&first.ident, first.variables.iter().map(default));
        default_impl(&quote!(Self::#ident { #(#defaults,)* }))
    });
    let variants = servers
        .iter()
        .enumerate()
        .map(|(index, server)| variant(server, index == 0 && has_unit_default));
    let templates = servers.iter().map(template);
    let variables = servers.iter().map(variables);
    quote! {
        /// The document's servers.
        #[derive(Clone, Debug, #derived Eq, Hash, PartialEq)]
        pub enum Server { #(#variants,)* }
        #default
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

fn variant(server: &Server, is_default: bool) -> TokenStream {
    let (ident, docs) = (&server.ident, docs(&server.docs));
    let default = is_default.then(|| quote!(#[default]));
    let fields: Vec<_> = server.variables.iter().map(variant_field).collect();
    if fields.is_empty() {
        quote!(#docs #default #ident)
    } else {
        quote!(#docs #ident { #(#fields,)* })
    }
}

fn template(server: &Server) -> TokenStream {
    let (ident, template) = (&server.ident, literal(&server.template));
    if server.variables.is_empty() {
        quote!(Self::#ident => #template)
    } else {
        quote!(Self::#ident { .. } => #template)
    }
}

fn variables(server: &Server) -> TokenStream {
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
