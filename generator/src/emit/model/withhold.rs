use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::text::literal;
use crate::rust::name::Ident;
use crate::rust::{Parts, Withheld};

/// Takes out of a value what is not for its sender to send.
pub(super) fn emit(item: &Withheld) -> TokenStream {
    let ident = &item.ident;
    let (sender, body) = match &item.parts {
        Parts::Fields {
            by_client,
            by_server,
            within,
            others,
        } => {
            let is_asked = !by_client.is_empty() || !by_server.is_empty() || !within.is_empty();
            let sender = if is_asked { quote!(sender) } else { quote!(_) };
            let fields = fields(by_client, by_server, within);
            let others = others.iter().flat_map(|(rest, names)| {
                let names = names.iter().map(|name| literal(name));
                names.map(move |name| quote!(self.#rest.remove(#name);))
            });
            (sender, quote!(#fields #(#others)*))
        }
        Parts::Variants(variants) => (quote!(sender), self::variants(variants)),
        Parts::Inside => (quote!(sender), call(&quote!(&mut self.0))),
        Parts::Nowhere => (quote!(_), TokenStream::new()),
    };
    quote! {
        impl runtime::withhold::Withhold for #ident {
            fn withhold(&mut self, #sender: runtime::withhold::Sender) {
                #body
            }
        }
    }
}

fn fields(by_client: &[Ident], by_server: &[Ident], within: &[Ident]) -> TokenStream {
    let within = within.iter().map(|field| call(&quote!(&mut self.#field)));
    let own = match (by_client, by_server) {
        ([], []) => None,
        (fields, []) => Some(only(&quote!(Client), fields)),
        ([], fields) => Some(only(&quote!(Server), fields)),
        (by_client, by_server) => Some(quote! {
            match sender {
                runtime::withhold::Sender::Client => { #(self.#by_client = None;)* }
                runtime::withhold::Sender::Server => { #(self.#by_server = None;)* }
            }
        }),
    };
    quote! {
        #own
        #(#within)*
    }
}

fn only(sender: &TokenStream, fields: &[Ident]) -> TokenStream {
    quote! {
        if sender == runtime::withhold::Sender::#sender {
            #(self.#fields = None;)*
        }
    }
}

fn call(value: &TokenStream) -> TokenStream {
    quote!(runtime::withhold::Withhold::withhold(#value, sender);)
}

fn variants(variants: &[Ident]) -> TokenStream {
    let call = call(&quote!(value));
    if let [variant] = variants {
        return quote!(if let Self::#variant(value) = self { #call });
    }
    quote! {
        match self {
            #(Self::#variants(value) => { #call })*
            _ => {}
        }
    }
}
