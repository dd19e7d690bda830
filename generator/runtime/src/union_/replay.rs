//! A value that was taken down, as it is read by a branch: as often as it takes, and by unions within it without taking it down again.

use std::fmt;

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Number, Value};

use super::super::json;
use super::recording::{BITS, MORE, SPAN};

/// By this name a union asks whether the value was taken down already. No type of a document is read as a newtype of that name.
pub(super) const HANDED_OVER: &str = "$oasmith::recorded";

/// A value that was taken down.
#[derive(Clone, Copy, Debug)]
pub struct Recorded<'de> {
    pub(super) shown: Shown<'de>,
    /// Where it stands, and what stands behind it.
    text: &'de str,
}

/// What a value is at first sight.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shown<'de> {
    Null,
    Boolean(bool),
    Natural(u64),
    Negative(i64),
    Fraction(f64),
    Spelt(&'de str),
    Text(&'de str),
    Array(&'de str),
    Object(&'de str),
}

impl<'de> Recorded<'de> {
    pub(super) fn of(text: &'de str) -> Self {
        Scan(text).value().unwrap_or(Self {
            shown: Shown::Null,
            text: "z",
        })
    }

    /// The properties of an object whose content this is.
    pub(super) fn entries(content: &'de str) -> Entries<'de> {
        Entries {
            scan: Scan(content),
        }
    }

    /// How much reading it costs.
    pub(super) fn size(&self) -> usize {
        match self.shown {
            Shown::Array(content) | Shown::Object(content) => 1 + content.len(),
            Shown::Null
            | Shown::Boolean(_)
            | Shown::Natural(_)
            | Shown::Negative(_)
            | Shown::Fraction(_)
            | Shown::Spelt(_)
            | Shown::Text(_) => 1,
        }
    }

    pub(super) fn to_value(self) -> Value {
        // Whatever was taken down is JSON.
        Value::deserialize(self).unwrap_or_default()
    }
}

/// Goes through what was taken down. It ends where the text is something else.
#[derive(Clone, Copy, Debug)]
struct Scan<'de>(&'de str);

impl<'de> Scan<'de> {
    fn letter(&mut self) -> Option<u8> {
        let letter = *self.0.as_bytes().first()?;
        self.0 = self.0.get(1..)?;
        Some(letter)
    }

    #[inline]
    fn number(&mut self) -> Option<u64> {
        let bytes = self.0.as_bytes();
        let first = *bytes.first()?;
        if first < MORE {
            self.0 = self.0.get(1..)?;
            return Some(u64::from(first));
        }
        let (mut number, mut shift) = (0, 0);
        for (at, byte) in bytes.iter().enumerate() {
            number |= u64::from(byte & (MORE - 1)).checked_shl(shift)?;
            shift += BITS;
            if byte & MORE == 0 {
                self.0 = self.0.get(at + 1..)?;
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'de str> {
        let length = usize::try_from(self.number()?).ok()?;
        self.take(length)
    }

    fn take(&mut self, length: usize) -> Option<&'de str> {
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(text)
    }

    fn content(&mut self) -> Option<&'de str> {
        let span = self.take(SPAN)?.bytes().rev();
        let length = span.fold(0, |all, byte| all << BITS | usize::from(byte & (MORE - 1)));
        self.take(length)
    }

    fn value(&mut self) -> Option<Recorded<'de>> {
        let text = self.0;
        let shown = match self.letter()? {
            b'z' => Shown::Null,
            b't' => Shown::Boolean(true),
            b'f' => Shown::Boolean(false),
            b'u' => Shown::Natural(self.number()?),
            b'i' => Shown::Negative(-1 - i64::try_from(self.number()?).ok()?),
            b'd' => Shown::Fraction(f64::from_bits(self.number()?)),
            b'n' => Shown::Spelt(self.text()?),
            b's' => Shown::Text(self.text()?),
            b'a' => Shown::Array(self.content()?),
            b'o' => Shown::Object(self.content()?),
            _ => return None,
        };
        Some(Recorded { shown, text })
    }
}

/// The names and values of an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entries<'de> {
    scan: Scan<'de>,
}

impl<'de> Iterator for Entries<'de> {
    type Item = (&'de str, Recorded<'de>);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.scan.text()?, self.scan.value()?))
    }
}

/// Why a value is not of a type, and where in it.
#[derive(Debug)]
pub struct Misread {
    /// From the inside out.
    steps: Vec<String>,
    reason: String,
}

impl Misread {
    fn within(mut self, step: impl fmt::Display) -> Self {
        self.steps.push(step.to_string());
        self
    }
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in self.steps.iter().rev() {
            write!(f, "/{}", step.replace('~', "~0").replace('/', "~1"))?;
        }
        let colon = if self.steps.is_empty() { "" } else { ": " };
        write!(f, "{colon}{}", json::in_words(&self.reason))
    }
}

impl std::error::Error for Misread {}

impl Error for Misread {
    fn custom<T: fmt::Display>(reason: T) -> Self {
        Self {
            steps: Vec::new(),
            reason: reason.to_string(),
        }
    }
}

/// A number that is kept as it is spelt is read as what is asked for.
macro_rules! numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
            match self.shown {
                Shown::Spelt(number) => spelt(number)?.$method(visitor).map_err(Misread::custom),
                _ => self.deserialize_any(visitor),
            }
        }
    )*};
}

fn spelt(number: &str) -> Result<Number, Misread> {
    number.parse().map_err(Misread::custom)
}

impl<'de> Deserializer<'de> for Recorded<'de> {
    type Error = Misread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match self.shown {
            Shown::Null => visitor.visit_unit(),
            Shown::Boolean(is) => visitor.visit_bool(is),
            Shown::Natural(number) => visitor.visit_u64(number),
            Shown::Negative(number) => visitor.visit_i64(number),
            Shown::Fraction(number) => visitor.visit_f64(number),
            Shown::Spelt(number) => {
                let number = spelt(number)?;
                number.deserialize_any(visitor).map_err(Misread::custom)
            }
            Shown::Text(text) => visitor.visit_borrowed_str(text),
            Shown::Array(content) => {
                let mut items = Items {
                    scan: Scan(content),
                    index: 0,
                };
                let read = visitor.visit_seq(&mut items)?;
                items.end().map(|()| read)
            }
            Shown::Object(content) => {
                let mut properties = Properties::of(content);
                let read = visitor.visit_map(&mut properties)?;
                properties.end().map(|()| read)
            }
        }
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        match self.shown {
            Shown::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misread> {
        if name == HANDED_OVER {
            visitor.visit_enum(BorrowedStrDeserializer::new(self.text))
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misread> {
        match self.shown {
            Shown::Text(text) => visitor.visit_enum(BorrowedStrDeserializer::new(text)),
            Shown::Object(content) => {
                let properties = Properties::of(content);
                visitor.visit_enum(MapAccessDeserializer::new(properties))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier
    }
}

struct Items<'de> {
    scan: Scan<'de>,
    index: usize,
}

impl Items<'_> {
    fn end(&self) -> Result<(), Misread> {
        if self.scan.0.is_empty() {
            return Ok(());
        }
        Err(Misread::custom("it has too many items"))
    }
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Misread;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misread> {
        let Some(item) = self.scan.value() else {
            return Ok(None);
        };
        let index = self.index;
        self.index += 1;
        let read = seed.deserialize(item);
        read.map(Some).map_err(|misread| misread.within(index))
    }
}

struct Properties<'de> {
    scan: Scan<'de>,
    name: &'de str,
}

impl<'de> Properties<'de> {
    fn of(content: &'de str) -> Self {
        Self {
            scan: Scan(content),
            name: "",
        }
    }

    fn end(&self) -> Result<(), Misread> {
        if self.scan.0.is_empty() {
            return Ok(());
        }
        Err(Misread::custom("it has too many properties"))
    }
}

impl<'de> MapAccess<'de> for Properties<'de> {
    type Error = Misread;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misread> {
        let Some(name) = self.scan.text() else {
            return Ok(None);
        };
        self.name = name;
        seed.deserialize(Name(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misread> {
        let value = self.scan.value().unwrap_or(Recorded::of("z"));
        let read = seed.deserialize(value);
        read.map_err(|misread| misread.within(self.name))
    }
}

/// A property's name, which may be read as the number that it spells.
struct Name<'de>(&'de str);

macro_rules! numbers_as_names {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
            spelt(self.0)?.$method(visitor).map_err(Misread::custom)
        }
    )*};
}

impl<'de> Deserializer<'de> for Name<'de> {
    type Error = Misread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        visitor.visit_borrowed_str(self.0)
    }

    numbers_as_names! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    forward_to_deserialize_any! {
        bool char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misread> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misread> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misread> {
        visitor.visit_enum(BorrowedStrDeserializer::new(self.0))
    }
}
