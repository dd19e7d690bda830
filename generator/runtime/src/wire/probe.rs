//! Which properties a type has, asked of its `Deserialize`.

use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;

use super::error::Reason;

/// The property names of a record; `None` for a type that takes any.
pub(super) fn properties_of<T: DeserializeOwned>() -> Option<&'static [&'static str]> {
    let mut found = None;
    // The answer is in what was asked for; the probe itself never yields a value.
    let _: Result<T, Reason> = T::deserialize(Probe(&mut found));
    found
}

struct Probe<'a>(&'a mut Option<&'static [&'static str]>);

impl<'de> Deserializer<'de> for Probe<'_> {
    type Error = Reason;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Reason> {
        Err(Reason::custom(""))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Reason> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Reason> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Reason> {
        *self.0 = Some(fields);
        Err(Reason::custom(""))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map enum identifier ignored_any
    }
}
