use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::{check, derives, mark_default};
use crate::emit::text::{deprecated, docs, literal};
use crate::rust::{self, Constant, Listed, Ty};

/// An open enum of values that are not all strings: the known ones by name, any other as it was read.
pub(super) fn emit(item: &Listed) -> TokenStream {
    let (ident, docs, unknown, ty) = (&item.ident, docs(&item.docs), &item.unknown, &item.ty);
    let derives = derives(&item.derives, false);
    let variants = item.variants.iter().map(|variant| {
        let (ident, docs) = (&variant.ident, self::docs(&variant.docs));
        let default = mark_default(ident, item.default.as_ref());
        quote!(#docs #default #ident)
    });
    let literal = if *ty == Ty::Value {
        quote!(runtime::literal::Literal)
    } else {
        quote!(#ty)
    };
    let table = item.variants.iter().map(|variant| {
        let (ident, value) = (&variant.ident, listed(ty, &variant.value));
        quote!((#value, Self::#ident))
    });
    let serde = serde(item);
    let known = quote!(validate::is_listed(self, at, out););
    let validate = check::validate(ident, &[known]);
    let deprecated = deprecated(item.deprecated);
    quote! {
        #docs
        #derives
        #deprecated
        pub enum #ident {
            #(#variants,)*
            /// Any other value, as it was read.
            #unknown(runtime::listed::Unlisted<Self>),
        }
        impl runtime::listed::Listed for #ident {
            type Value = #ty;

            const VALUES: &'static [(#literal, Self)] = &[#(#table),*];

            fn unlisted(value: runtime::listed::Unlisted<Self>) -> Self {
                Self::#unknown(value)
            }

            fn as_unlisted(&self) -> Option<&runtime::listed::Unlisted<Self>> {
                if let Self::#unknown(value) = self { Some(value) } else { None }
            }
        }
        #serde
        #validate
    }
}

/// To values and from them, in Rust and on the wire.
fn serde(item: &Listed) -> TokenStream {
    let (ident, ty) = (&item.ident, &item.ty);
    // JSON has no number for some of Rust's.
    let from = (*ty != Ty::F64).then(|| {
        quote! {
            impl From<#ty> for #ident {
                fn from(value: #ty) -> Self {
                    runtime::listed::parse(value)
                }
            }
        }
    });
    quote! {
        impl #ident {
            /// The value on the wire.
            pub fn value(&self) -> #ty {
                runtime::listed::value(self)
            }
        }
        #from
        impl serde::Serialize for #ident {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                runtime::listed::serialize(self, serializer)
            }
        }
        impl<'de> serde::Deserialize<'de> for #ident {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                runtime::listed::deserialize(deserializer)
            }
        }
    }
}

/// The name of a constant: all else is the runtime's.
pub(super) fn constant(item: &Constant) -> TokenStream {
    let (ident, docs, deprecated) = (&item.ident, docs(&item.docs), deprecated(item.deprecated));
    let value = if item.ty == Ty::F64 {
        let value = plain_number(&item.value);
        quote!(runtime::literal::Literal::Number(#value))
    } else {
        json(&item.value)
    };
    quote! {
        #docs
        #[derive(Debug)]
        #deprecated
        pub enum #ident {}
        impl runtime::constant::Fixed for #ident {
            const VALUE: runtime::literal::Literal = #value;
        }
    }
}

/// A value as it stands in the table of a type.
fn listed(ty: &Ty, value: &Value) -> TokenStream {
    if *ty == Ty::Value {
        json(value)
    } else if *ty == Ty::F64 {
        plain_number(value)
    } else {
        plain(value)
    }
}

/// A whole number or a boolean.
fn plain(value: &Value) -> TokenStream {
    let literal = match value {
        Value::Bool(value) => rust::Literal::Bool(*value),
        Value::Number(number) => rust::Literal::Integer(number.clone()),
        Value::Null | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            rust::Literal::Json(value.clone())
        }
    };
    quote!(#literal)
}

/// A number as Rust spells an `f64`.
fn plain_number(value: &Value) -> TokenStream {
    let literal = rust::Literal::Number(value.as_f64().unwrap_or_default());
    quote!(#literal)
}

/// A value in the runtime's words.
fn json(value: &Value) -> TokenStream {
    let (variant, content) = match value {
        Value::Null => return quote!(runtime::literal::Literal::Null),
        Value::Bool(value) => (quote!(Bool), quote!(#value)),
        Value::Number(number) if number.is_i64() => (quote!(Integer), plain(value)),
        Value::Number(number) if number.is_u64() => (quote!(Unsigned), plain(value)),
        Value::Number(_) => (quote!(Number), plain_number(value)),
        Value::String(text) => {
            let text = literal(text);
            (quote!(Text), quote!(#text))
        }
        Value::Array(_) | Value::Object(_) => {
            let text = literal(&value.to_string());
            (quote!(Json), quote!(#text))
        }
    };
    quote!(runtime::literal::Literal::#variant(#content))
}
