use proc_macro2::TokenStream;
use quote::quote;

use super::{check, mark_default};
use crate::emit::text::{deprecated, docs, literal};
use crate::rust::Enum;

/// An open enum of strings: the known ones by name, any other as it was read.
pub(super) fn emit(item: &Enum) -> TokenStream {
    let (ident, docs, unknown) = (&item.ident, docs(&item.docs), &item.unknown);
    let variants = item.variants.iter().map(|variant| {
        let (ident, docs) = (&variant.ident, self::docs(&variant.docs));
        let default = mark_default(ident, item.default.as_ref());
        quote!(#docs #default #ident)
    });
    let table = item.variants.iter().map(|variant| {
        let (ident, value) = (&variant.ident, literal(&variant.value));
        quote!((#value, Self::#ident))
    });
    let text = text(item);
    let serde = serde(item);
    let known = (!item.open).then(|| quote!(validate::is_known(self, at, out);));
    let validate = check::validate(ident, known.as_slice());
    let deprecated = deprecated(item.deprecated);
    let default = item.default.as_ref().map(|_| quote!(Default,));
    quote! {
        #docs
        #[derive(Clone, Debug, #default Eq, Hash, Ord, PartialEq, PartialOrd)]
        #deprecated
        pub enum #ident {
            #(#variants,)*
            /// Any other string, as it was read.
            #unknown(runtime::open::Unknown<Self>),
        }
        impl runtime::open::OpenEnum for #ident {
            const VALUES: &'static [(&'static str, Self)] = &[#(#table),*];

            fn unknown(text: runtime::open::Unknown<Self>) -> Self {
                Self::#unknown(text)
            }

            fn as_unknown(&self) -> Option<&runtime::open::Unknown<Self>> {
                if let Self::#unknown(text) = self { Some(text) } else { None }
            }
        }
        #text
        #serde
        #validate
    }
}

/// To text and from it.
fn text(item: &Enum) -> TokenStream {
    let ident = &item.ident;
    quote! {
        impl #ident {
            /// The string on the wire.
            pub fn as_str(&self) -> &str {
                runtime::open::as_str(self)
            }
        }
        impl std::fmt::Display for #ident {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                runtime::open::display(self, f)
            }
        }
        impl std::str::FromStr for #ident {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, std::convert::Infallible> {
                Ok(runtime::open::parse(text))
            }
        }
        impl From<&str> for #ident {
            fn from(text: &str) -> Self {
                runtime::open::parse(text)
            }
        }
    }
}

fn serde(item: &Enum) -> TokenStream {
    let ident = &item.ident;
    quote! {
        impl serde::Serialize for #ident {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                runtime::open::serialize(self, serializer)
            }
        }
        impl<'de> serde::Deserialize<'de> for #ident {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                runtime::open::deserialize(deserializer)
            }
        }
    }
}
