//! The JSON text of a value, from whatever it is read.
//!
//! A branch that fits at first sight may turn out not to be the one deep in the value, and then another branch reads it, or it is kept.
//! So the value is needed more than once. `serde_json` hands over the text of a value unread, where its feature `raw_value` is on: finding
//! its end is several times as fast as reading it into anything. From another format, or without the feature, the value is read into
//! a [`Value`] and written as text.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::super::json::Map;
use super::looks::string_end;

/// The name by which a type asks `serde_json` for text. Whoever does not know it reads a newtype, as of any other name.
const RAW: &str = "$serde_json::private::RawValue";

/// The text of the value that a deserializer is at.
pub(super) fn of<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    deserializer.deserialize_newtype_struct(RAW, Raw)
}

fn written<'de>(value: &Value) -> Cow<'de, str> {
    Cow::Owned(value.to_string())
}

struct Raw;

impl<'de> Visitor<'de> for Raw {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut properties = Map::new();
        while let Some(name) = map.next_key::<Cow<'_, str>>()? {
            if name == RAW {
                return map.next_value_seed(Text);
            }
            properties.insert(name.into_owned(), map.next_value()?);
        }
        Ok(written(&Value::Object(properties)))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        Ok(written(&Value::deserialize(inner)?))
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        self.visit_newtype_struct(inner)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        self.visit_newtype_struct(SeqAccessDeserializer::new(items))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(written(&Value::Null))
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(written(&Value::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(written(&value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(written(&value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(written(&value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(written(&value.into()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(written(&value.into()))
    }
}

/// A text, borrowed where it can be.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}

/// How deep arrays and objects may stand in each other, as in `serde_json`: each union within begins to count anew.
const DEPTH: usize = 128;

/// Whether the value is nested deeper than a stack should be asked to follow.
pub(super) fn is_too_deep(json: &str) -> bool {
    let (mut depth, mut deepest, mut at) = (0_usize, 0, 0);
    while json.len() >= 2 * DEPTH {
        let json = json.as_bytes();
        match json.get(at) {
            None => break,
            Some(b'"') => {
                at = string_end(json, at).unwrap_or(json.len());
                continue;
            }
            Some(b'[' | b'{') => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            Some(b']' | b'}') => depth = depth.saturating_sub(1),
            Some(_) => {}
        }
        at += 1;
    }
    deepest >= DEPTH
}
