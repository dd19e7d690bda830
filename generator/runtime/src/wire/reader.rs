//! A tree of texts to a typed value: the type says what a text is, so `007` stays itself where a string is asked for.

use std::fmt::Display;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::error::{Reason, said};
use super::tree::Tree;

impl Tree {
    fn text(self) -> Result<String, Reason> {
        match self {
            Self::Scalar(text) => Ok(text),
            Self::Nothing => Err(Reason::Missing),
            Self::List(_) => Err(said("must be one value, not a list")),
            Self::Object(_) => Err(said("must be one value, not an object")),
        }
    }

    fn items(self) -> Result<Vec<Self>, Reason> {
        match self {
            Self::List(items) => Ok(items),
            Self::Scalar(_) => Ok(vec![self]),
            Self::Nothing => Err(Reason::Missing),
            Self::Object(properties) => {
                places(properties).ok_or(said("must be a list, not an object"))
            }
        }
    }

    fn properties(self) -> Result<Vec<(Self, Self)>, Reason> {
        match self {
            Self::Object(properties) => Ok(properties
                .into_iter()
                .map(|(key, value)| (Self::Scalar(key), value))
                .collect()),
            Self::Nothing => Err(Reason::Missing),
            Self::Scalar(_) | Self::List(_) => Err(said("must be an object")),
        }
    }
}

impl IntoDeserializer<'_, Reason> for Tree {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The number types differ in their names only.
macro_rules! numbers {
    ($($method:ident $visit:ident $number:ty;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
            let text = self.text()?;
            match text.parse::<$number>() {
                Ok(number) if is_number(&text) => visitor.$visit(number),
                _ => Err(not_an_integer(&text, <$number>::MIN, <$number>::MAX)),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Tree {
    type Error = Reason;

    numbers! {
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_i128 visit_i128 i128;
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
        deserialize_u128 visit_u128 u128;
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        match finite(&self.text()?) {
            // The nearest f32, as the type asks for; one that overflows is not a number of the type.
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the nearest f32 is what is asked for"
            )]
            Some(number) if (number as f32).is_finite() => visitor.visit_f32(number as f32),
            _ => Err(said("must be a number")),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        finite(&self.text()?)
            .ok_or(said("must be a number"))
            .and_then(|number| visitor.visit_f64(number))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        match self.text()?.as_str() {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(said("must be `true` or `false`")),
        }
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        match self {
            Self::Nothing => visitor.visit_none(),
            Self::Scalar(_) | Self::List(_) | Self::Object(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Reason> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        let mut items = SeqDeserializer::new(self.items()?.into_iter());
        let value = visitor.visit_seq(&mut items)?;
        items.end().map(|()| value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Reason> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Reason> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        visitor.visit_map(MapDeserializer::new(self.properties()?.into_iter()))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Reason> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Reason> {
        visitor.visit_enum(IntoDeserializer::<Reason>::into_deserializer(self.text()?))
    }

    /// A text is a number or a boolean only where that would be written as the very same text.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        let text = match self {
            Self::Nothing => return visitor.visit_unit(),
            Self::List(_) => return self.deserialize_seq(visitor),
            Self::Object(properties) if counts(&properties) => {
                return Self::Object(properties).deserialize_seq(visitor);
            }
            Self::Object(_) => return self.deserialize_map(visitor),
            Self::Scalar(text) => text,
        };
        match text.parse::<serde_json::Value>() {
            Ok(serde_json::Value::Bool(value)) => visitor.visit_bool(value),
            Ok(serde_json::Value::Number(number)) if number.to_string() == text => {
                match number.as_i64() {
                    Some(integer) => visitor.visit_i64(integer),
                    None => number_of(&number, text, visitor),
                }
            }
            _ => visitor.visit_string(text),
        }
    }

    forward_to_deserialize_any! { bytes byte_buf unit unit_struct ignored_any }
}

/// The items of a list whose places are spelled out (`lines[1]=b&lines[0]=a`), in their order.
fn places(properties: Vec<(String, Tree)>) -> Option<Vec<Tree>> {
    let numbered = properties.into_iter();
    let numbered = numbered.map(|(key, item)| key.parse().ok().map(|place: u32| (place, item)));
    let mut items: Vec<(u32, Tree)> = numbered.collect::<Option<_>>()?;
    items.sort_by_key(|(place, _)| *place);
    Some(items.into_iter().map(|(_, item)| item).collect())
}

/// Whether the names are 0, 1, 2 and so on.
fn counts(properties: &[(String, Tree)]) -> bool {
    let mut names = properties.iter().enumerate();
    !properties.is_empty() && names.all(|(place, (name, _))| *name == place.to_string())
}

fn number_of<'de, V: Visitor<'de>>(
    number: &serde_json::Number,
    text: String,
    visitor: V,
) -> Result<V::Value, Reason> {
    match (
        number.as_u64(),
        number.as_f64().filter(|float| float.to_string() == text),
    ) {
        (Some(integer), _) => visitor.visit_u64(integer),
        (None, Some(float)) => visitor.visit_f64(float),
        (None, None) => visitor.visit_string(text),
    }
}

/// Rust also reads `+1`, `inf` and `NaN`; JSON does not.
fn is_number(text: &str) -> bool {
    text.strip_prefix('-')
        .unwrap_or(text)
        .starts_with(|first: char| first.is_ascii_digit())
}

fn finite(text: &str) -> Option<f64> {
    Some(text)
        .filter(|text| is_number(text))
        .and_then(|text| text.parse().ok())
        .filter(|number: &f64| number.is_finite())
}

fn not_an_integer(text: &str, least: impl Display, most: impl Display) -> Reason {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Reason::custom(format_args!("must be an integer from {least} to {most}"));
    }
    said("must be an integer")
}
