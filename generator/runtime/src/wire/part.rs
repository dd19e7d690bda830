//! A form on its way to a typed value: an object of properties, each of which is read from a tree of texts or from JSON.

use serde::de::value::MapDeserializer;
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde_json::Value;

use super::super::json;
use super::error::Reason;
use super::tree::Tree;

pub(super) enum Part {
    Form(Vec<(String, Part)>),
    Tree(Tree),
    Json(Value),
}

impl Part {
    fn read<'de, V: Visitor<'de>>(
        properties: Vec<(String, Self)>,
        visitor: V,
    ) -> Result<V::Value, Reason> {
        visitor.visit_map(MapDeserializer::new(properties.into_iter()))
    }
}

impl IntoDeserializer<'_, Reason> for Part {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// What a type asks for is asked of the tree or of the JSON; of a form anything is its properties.
macro_rules! asked {
    ($($method:ident($($argument:ident: $ty:ty),*);)*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, Reason> {
            match self {
                Self::Form(properties) => Self::read(properties, visitor),
                Self::Tree(tree) => tree.$method($($argument,)* visitor),
                Self::Json(value) => value.$method($($argument,)* visitor).map_err(|error| said(&error)),
            }
        }
    )*};
}

fn said(error: &serde_json::Error) -> Reason {
    Reason::Said(json::reason(error).into())
}

impl<'de> Deserializer<'de> for Part {
    type Error = Reason;

    asked! {
        deserialize_any();
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
        deserialize_identifier();
        deserialize_ignored_any();
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        match self {
            Self::Form(_) => visitor.visit_some(self),
            Self::Tree(tree) => tree.deserialize_option(visitor),
            Self::Json(value) => value
                .deserialize_option(visitor)
                .map_err(|error| said(&error)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Reason> {
        match self {
            Self::Form(_) => visitor.visit_newtype_struct(self),
            Self::Tree(tree) => tree.deserialize_newtype_struct(name, visitor),
            Self::Json(value) => value
                .deserialize_newtype_struct(name, visitor)
                .map_err(|error| said(&error)),
        }
    }
}
