//! Arrays whose first items have a type each (`prefixItems`), with whatever follows them.
//!
//! JSON Schema lets an array be shorter than its `prefixItems`, so each part may be absent; behind an absent part nothing is written.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};

/// The first items, each of its own type, and the others.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tuple<P, R> {
    /// A Rust tuple of options.
    pub parts: P,
    /// The items behind them.
    pub rest: Vec<R>,
}

/// A Rust tuple of options that can be read from the items of an array.
pub trait ReadParts<'de>: Sized {
    /// Takes the items that are there, in order.
    fn read<A: SeqAccess<'de>>(items: &mut A) -> Result<Self, A::Error>;
}

/// A Rust tuple of options that can be written as the items of an array.
pub trait WriteParts {
    /// Writes the parts up to the first that is absent; says whether all are there.
    fn write<S: SerializeSeq>(&self, items: &mut S) -> Result<bool, S::Error>;
}

/// Rust has no word for tuples of any length.
macro_rules! parts {
    ($(($($part:ident)+))*) => {$(
        impl<'de, $($part: Deserialize<'de>),+> ReadParts<'de> for ($(Option<$part>,)+) {
            fn read<A: SeqAccess<'de>>(items: &mut A) -> Result<Self, A::Error> {
                Ok(($(items.next_element::<$part>()?,)+))
            }
        }

        impl<$($part: Serialize),+> WriteParts for ($(Option<$part>,)+) {
            #[allow(non_snake_case, reason = "the parts are named after their types")]
            fn write<S: SerializeSeq>(&self, items: &mut S) -> Result<bool, S::Error> {
                let ($($part,)+) = self;
                $(match $part {
                    Some(part) => items.serialize_element(part)?,
                    None => return Ok(false),
                })+
                Ok(true)
            }
        }
    )*};
}

parts! {
    (B) (B C) (B C D) (B C D E) (B C D E F) (B C D E F G) (B C D E F G H) (B C D E F G H I)
}

impl<P: WriteParts, R: Serialize> Serialize for Tuple<P, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut items = serializer.serialize_seq(None)?;
        if self.parts.write(&mut items)? {
            for item in &self.rest {
                items.serialize_element(item)?;
            }
        }
        items.end()
    }
}

impl<'de, P: ReadParts<'de>, R: Deserialize<'de>> Deserialize<'de> for Tuple<P, R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Items(PhantomData))
    }
}

struct Items<P, R>(PhantomData<fn() -> (P, R)>);

impl<'de, P: ReadParts<'de>, R: Deserialize<'de>> Visitor<'de> for Items<P, R> {
    type Value = Tuple<P, R>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let parts = P::read(&mut items)?;
        let mut rest = Vec::new();
        while let Some(item) = items.next_element()? {
            rest.push(item);
        }
        Ok(Tuple { parts, rest })
    }
}
