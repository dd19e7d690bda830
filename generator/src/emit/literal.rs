use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::text::literal;
use super::ty::runtime;
use crate::rust::{Literal, RuntimeTy, Ty};

impl ToTokens for Literal {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Bool(value) => quote!(#value),
            Self::Integer(value) => number(&value.to_string()),
            Self::Number(value) => number(&format!("{value:?}")),
            Self::Text(text) => {
                let text = literal(text);
                quote!(#text.to_owned())
            }
            Self::Runtime(ty, text) => {
                let (path, text) = (runtime(*ty), literal(text));
                if *ty == RuntimeTy::Secret {
                    quote!(#path::new(#text))
                } else {
                    quote!(#path::from_text(#text))
                }
            }
            Self::Json(value) => json(value),
            // A model may be called `Default`.
            Self::Default => quote!(std::default::Default::default()),
            Self::Constant => quote!(runtime::constant::Constant::new()),
            Self::Variant(path, variant) => {
                let path = Ty::Model(path.clone());
                quote!(#path::#variant)
            }
            Self::Branch(path, variant, value) => {
                let path = Ty::Model(path.clone());
                quote!(#path::#variant(#value))
            }
            Self::Struct(path, fields, rest) => {
                let path = Ty::Model(path.clone());
                let fields = fields.iter().map(|(ident, value)| quote!(#ident: #value));
                // A model may be called `Default`.
                let rest = rest
                    .iter()
                    .map(|ident| quote!(#ident: std::default::Default::default()));
                let fields = fields.chain(rest);
                quote!(#path { #(#fields),* })
            }
            Self::List(items) => quote!(vec![#(#items),*]),
            Self::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| {
                    let key = literal(key);
                    quote!((#key.to_owned(), #value))
                });
                quote!(std::collections::BTreeMap::from([#(#entries),*]))
            }
            Self::None => quote!(None),
            Self::Some(value) => quote!(Some(#value)),
            Self::Boxed(value) => quote!(Box::new(#value)),
        });
    }
}

/// Digits as they are, a minus sign in front as a token of its own.
fn number(text: &str) -> TokenStream {
    text.parse()
        .expect("a number's text is a number's token, with a minus at most")
}

/// By its constructors: `serde_json::json!` gives up on what is long.
fn json(value: &serde_json::Value) -> TokenStream {
    use serde_json::Value;
    match value {
        Value::Null => quote!(serde_json::Value::Null),
        Value::Bool(value) => quote!(serde_json::Value::Bool(#value)),
        Value::Number(value) => {
            let suffix = match value {
                _ if value.is_i64() => "i64",
                _ if value.is_u64() => "u64",
                _ => "f64",
            };
            let value = number(&format!("{value}_{suffix}"));
            quote!(serde_json::Value::from(#value))
        }
        Value::String(text) => {
            let text = literal(text);
            quote!(serde_json::Value::from(#text))
        }
        Value::Array(items) => {
            let items = items.iter().map(json);
            quote!(serde_json::Value::Array(vec![#(#items),*]))
        }
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| {
                let (key, value) = (literal(key), json(value));
                quote!((#key.to_owned(), #value))
            });
            quote!(serde_json::Value::Object(serde_json::Map::from_iter([#(#members),*])))
        }
    }
}
