use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};

use super::super::{Kind, Number, Tree};
use super::reading::Reading;
use crate::diagnostics::Code;
use crate::source::{Key, Source, Text};

/// Reads one value of either format.
pub(super) struct Value<'r, 's>(pub(super) &'r mut Reading<'s>);

impl<'de> DeserializeSeed<'de> for Value<'_, '_> {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, '_> {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        self.0.count(0).map(|()| Kind::Null.into())
    }

    fn visit_none<E: Error>(self) -> Result<Tree, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        self.0.count(0).map(|()| Kind::Bool(value).into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree, E> {
        self.visit_i128(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree, E> {
        self.visit_i128(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Tree, E> {
        self.0
            .count(0)
            .map(|()| Kind::Number(Number::Int(value.into())).into())
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Tree, E> {
        if let Ok(value) = i128::try_from(value) {
            return self.visit_i128(value);
        }
        self.0.count(0)?;
        Ok(Kind::Number(Number::Big(value.to_string().into())).into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree, E> {
        self.0.count(0)?;
        // From 2^64 on, whole numbers arrive here too.
        self.0.inexact |= value.abs() >= 18_446_744_073_709_551_616.0;
        let number = if value.is_finite() {
            Number::Float(value)
        } else {
            Number::Big(yaml_name(value).into())
        };
        Ok(Kind::Number(number).into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Tree, E> {
        self.0
            .count(value.len())
            .map(|()| Kind::String(value.into()).into())
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Tree, E> {
        // The YAML reader takes a number beyond `f64` for a string.
        let starts = value.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
        let beyond = starts && value.parse::<f64>().is_ok_and(f64::is_infinite);
        if self.0.yaml && beyond && !value.ends_with(['f', 'y']) && is_plain(self.0.source, value) {
            self.0.count(value.len())?;
            return Ok(Kind::Number(Number::Big(value.into())).into());
        }
        self.visit_str(value)
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Tree, E> {
        self.visit_str(&value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Tree, A::Error> {
        let reading = self.0;
        reading.enter()?;
        let mut items = Vec::new();
        loop {
            let key = || Key::Index(items.len());
            let item = reading.below(key, |reading| elements.next_element_seed(Value(reading)));
            match item? {
                Some(item) => items.push(item),
                None => break,
            }
        }
        reading.depth -= 1;
        Ok(Kind::Array(items).into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let reading = self.0;
        reading.enter()?;
        let mut gathering = reading.spare.pop().unwrap_or_default();
        let mut merges = Vec::new();
        while let Some((name, plain)) = entries.next_key_seed(Member(reading))? {
            let key = || Key::Name(name.as_str().into());
            let value = reading.below(key, |reading| entries.next_value_seed(Value(reading)))?;
            if reading.yaml && plain && name == "<<" {
                merges.push(value);
                continue;
            }
            if reading.yaml && plain && !is_text(&name) {
                reading.keep_odd_key(key());
            }
            if gathering.contains(&name) {
                reading.keep_duplicate(key());
            } else {
                gathering.push(name, value);
            }
        }
        let mut members = gathering.finish();
        reading.spare.push(gathering);
        for value in merges {
            reading.merge(&mut members, value)?;
        }
        reading.depth -= 1;
        Ok(Kind::Object(members).into())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Tree, A::Error> {
        let (tag, _) = data.variant::<String>()?;
        let message = format!(
            "the tag `!{}` has no meaning here",
            tag.trim_start_matches('!')
        );
        let error = self.0.fail(Code::UNSUPPORTED_YAML, message);
        self.0.way_out(super::guard::TAG);
        Err(error)
    }
}

/// Reads a key as its text, with whether it stands in the file without quotes.
struct Member<'r, 's>(&'r mut Reading<'s>);

/// What an error says where a key is no scalar.
pub(super) const KEY: &str = "a key that is text";

impl<'de> DeserializeSeed<'de> for Member<'_, '_> {
    type Value = (Text, bool);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Member<'_, '_> {
    type Value = (Text, bool);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(KEY)
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        self.0.bytes += key.len();
        Ok((key.into(), false))
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
        self.0.bytes += key.len();
        Ok((key.into(), is_plain(self.0.source, key)))
    }
}

/// Whether a slice of the file's text stands there without quotes around it.
fn is_plain(source: &Source, slice: &str) -> bool {
    let offset = slice
        .as_ptr()
        .addr()
        .wrapping_sub(source.text.as_ptr().addr());
    match source.text.as_bytes().get(..offset) {
        Some([.., last]) => !matches!(last, b'"' | b'\''),
        Some([]) => true,
        None => false,
    }
}

/// Whether YAML 1.2's core schema reads a scalar without quotes as a string.
fn is_text(plain: &str) -> bool {
    let typed = matches!(
        plain,
        "" | "~"
            | "null"
            | "Null"
            | "NULL"
            | "true"
            | "True"
            | "TRUE"
            | "false"
            | "False"
            | "FALSE"
    );
    let number = plain.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && plain.parse::<f64>().is_ok();
    !typed && !number
}

fn yaml_name(value: f64) -> &'static str {
    if value.is_nan() {
        ".nan"
    } else if value > 0.0 {
        ".inf"
    } else {
        "-.inf"
    }
}
