//! Reading and writing a struct: the runtime does it, told the name of each property and where it goes.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::text::literal;
use crate::rust::{Field, Locals, Presence, Struct, Ty};

/// `Serialize`, `Deserialize`, and the `Record` behind it.
pub(super) fn emit(item: &Struct) -> TokenStream {
    let (write, read) = (write(item), read(item));
    let ident = &item.ident;
    let deserialize = if item.rest.is_some() {
        quote!(deserialize_open)
    } else {
        quote!(deserialize)
    };
    quote! {
        impl serde::Serialize for #ident {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #write
            }
        }
        impl<'de> serde::Deserialize<'de> for #ident {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                runtime::record::#deserialize(deserializer)
            }
        }
        #read
    }
}

fn write(item: &Struct) -> TokenStream {
    let properties = item.fields.iter().map(|field| {
        let (ident, name) = (&field.ident, literal(&field.wire_name));
        let method = if is_always_there(field) {
            quote!(required)
        } else {
            quote!(optional)
        };
        quote!(writer.#method(#name, &self.#ident);)
    });
    let others = item.rest.as_ref().map(|rest| {
        let ident = &rest.ident;
        quote!(writer.others(&self.#ident);)
    });
    let is_empty = item.fields.is_empty() && others.is_none();
    let mutable = (!is_empty).then(|| quote!(mut));
    quote! {
        let #mutable writer = runtime::record::Writer::new(serializer)?;
        #(#properties)*
        #others
        writer.end()
    }
}

fn read(item: &Struct) -> TokenStream {
    let name = &item.ident;
    let names = item.fields.iter().map(|field| literal(&field.wire_name));
    let Locals { reader, access, .. } = &item.locals;
    let slots = item.fields.iter().map(|field| {
        let (ident, slot) = (&field.ident, slot(field));
        quote!(let mut #ident: #slot = None;)
    });
    let others = item.rest.as_ref().map(|rest| {
        let (ident, ty) = (&rest.ident, &rest.ty);
        // A model may be called `Default`.
        quote!(let mut #ident: #ty = std::default::Default::default();)
    });
    let properties = properties(item);
    let fields = item.fields.iter().map(|field| {
        let ident = &field.ident;
        if is_always_there(field) {
            let name = literal(&field.wire_name);
            quote!(#ident: #reader.required(#name, #ident)?)
        } else {
            quote!(#ident)
        }
    });
    let rest = item.rest.iter().map(|rest| {
        let ident = &rest.ident;
        quote!(#ident)
    });
    let fields = fields.chain(rest);
    quote! {
        impl<'de> runtime::record::Record<'de> for #name {
            const NAMES: &'static [&'static str] = &[#(#names),*];

            fn read<#access: serde::de::MapAccess<'de>>(#reader: &mut runtime::record::Reader<#access>) -> Result<Self, #access::Error> {
                #(#slots)*
                #others
                #properties
                Ok(Self { #(#fields),* })
            }
        }
    }
}

/// Each property that is there goes where it belongs.
fn properties(item: &Struct) -> TokenStream {
    let Locals { reader, index, .. } = &item.locals;
    let other = if let Some(rest) = &item.rest {
        let ident = &rest.ident;
        quote!(#reader.other(&mut #ident))
    } else {
        quote!(#reader.skip())
    };
    if item.fields.is_empty() {
        return quote! {
            while #reader.property()?.is_some() {
                #other?;
            }
        };
    }
    let arms = item.fields.iter().enumerate().map(|(place, field)| {
        let (place, ident) = (Literal::usize_unsuffixed(place), &field.ident);
        quote!(#place => #reader.read(&mut #ident),)
    });
    quote! {
        while let Some(#index) = #reader.property()? {
            match #index {
                #(#arms)*
                _ => #other,
            }?;
        }
    }
}

fn is_always_there(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

/// The type of what is read until all is read.
fn slot(field: &Field) -> Ty {
    let ty = field.presence.wrap(field.ty.clone());
    if is_always_there(field) {
        ty.option()
    } else {
        ty
    }
}
