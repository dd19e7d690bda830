//! Records, read and written property by property.
//!
//! An emitted record names its properties and says where each goes; everything else is here, once for all records. `serde_derive`
//! writes several functions and types for each property instead, and compiling those takes most of the time that models take.
//!
//! ```text
//! impl<'de> runtime::record::Record<'de> for Pet {
//!     const NAMES: &'static [&'static str] = &["id", "name"];
//!
//!     fn read<A: serde::de::MapAccess<'de>>(reader: &mut runtime::record::Reader<A>) -> Result<Self, A::Error> {
//!         let mut id: Option<String> = None;
//!         let mut name: Option<String> = None;
//!         while let Some(index) = reader.property()? {
//!             match index {
//!                 0 => reader.read(&mut id),
//!                 1 => reader.read(&mut name),
//!                 _ => reader.skip(),
//!             }?;
//!         }
//!         Ok(Self { id: reader.required("id", id)?, name })
//!     }
//! }
//! ```
//!
//! | the property is | type | where it goes | when it is absent |
//! |---|---|---|---|
//! | required | `T` | `Option<T>` | an error |
//! | required, nullable | `Option<T>` | `Option<Option<T>>` | an error |
//! | optional | `Option<T>` | the same; null is an error | `None` |
//! | optional, nullable | `Option<Option<T>>` | the same | `None`; null is `Some(None)` |

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor,
};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A type that is read from the properties of an object.
pub trait Record<'de>: Sized {
    /// The names of the properties on the wire.
    const NAMES: &'static [&'static str];

    /// Takes the properties that are there, in whatever order.
    fn read<A: MapAccess<'de>>(reader: &mut Reader<A>) -> Result<Self, A::Error>;
}

/// What else a record takes in, by name.
pub trait Others<'de> {
    /// What each of them is.
    type Value: Deserialize<'de>;

    /// Takes one in.
    fn take(&mut self, name: String, value: Self::Value);
}

impl<'de, T: Deserialize<'de>> Others<'de> for BTreeMap<String, T> {
    type Value = T;

    fn take(&mut self, name: String, value: T) {
        self.insert(name, value);
    }
}

/// `Deserialize` of a record that has no place for other properties than its own.
pub fn deserialize<'de, T: Record<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let visitor = Object {
        keeps_others: false,
        of: PhantomData,
    };
    deserializer.deserialize_struct("", T::NAMES, visitor)
}

/// `Deserialize` of a record that takes in others.
pub fn deserialize_open<'de, T: Record<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(Object {
        keeps_others: true,
        of: PhantomData,
    })
}

struct Object<T> {
    keeps_others: bool,
    of: PhantomData<fn() -> T>,
}

impl<'de, T: Record<'de>> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(&mut Reader {
            map,
            name: Name {
                known: T::NAMES,
                next: 0,
                other: self.keeps_others.then(String::new),
            },
        })
    }
}

/// An object whose properties are taken one by one.
#[derive(Debug)]
pub struct Reader<A> {
    map: A,
    name: Name,
}

impl<'de, A: MapAccess<'de>> Reader<A> {
    /// The next property's place in the table; a place behind the last for one that is not in it.
    pub fn property(&mut self) -> Result<Option<usize>, A::Error> {
        self.map.next_key_seed(&mut self.name)
    }

    /// Reads the property at hand.
    pub fn read<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        if slot.is_some() {
            return Err(A::Error::duplicate_field(self.name.last()));
        }
        *slot = Some(self.map.next_value()?);
        Ok(())
    }

    /// Passes over the property at hand.
    pub fn skip(&mut self) -> Result<(), A::Error> {
        self.map.next_value::<IgnoredAny>()?;
        Ok(())
    }

    /// Reads the property at hand, which is in no table.
    pub fn other<O: Others<'de>>(&mut self, others: &mut O) -> Result<(), A::Error> {
        let name = self.name.other.as_mut().map(std::mem::take);
        others.take(name.unwrap_or_default(), self.map.next_value()?);
        Ok(())
    }

    /// What was read of a property that must be there.
    pub fn required<T>(&self, name: &'static str, slot: Option<T>) -> Result<T, A::Error> {
        slot.ok_or_else(|| A::Error::missing_field(name))
    }
}

/// Looks for a name in the table, from the property behind the last one on: objects of one kind mostly have theirs in one order.
#[derive(Debug)]
struct Name {
    known: &'static [&'static str],
    next: usize,
    /// Where a name that is not in the table is kept.
    other: Option<String>,
}

impl Name {
    #[inline]
    fn place(&self, name: &str) -> Option<usize> {
        if self
            .known
            .get(self.next)
            .is_some_and(|known| *known == name)
        {
            return Some(self.next);
        }
        self.search(name)
    }

    fn search(&self, name: &str) -> Option<usize> {
        let (before, behind) = self.known.split_at(self.next);
        let found = behind.iter().position(|known| *known == name);
        let found = found.map(|place| self.next + place);
        found.or_else(|| before.iter().position(|known| *known == name))
    }

    /// The name that was found last.
    fn last(&self) -> &'static str {
        self.known[..self.next].last().copied().unwrap_or_default()
    }
}

impl<'de> DeserializeSeed<'de> for &mut Name {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Name {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property's name")
    }

    #[inline]
    fn visit_str<E>(self, name: &str) -> Result<usize, E> {
        if let Some(place) = self.place(name) {
            self.next = place + 1;
            return Ok(place);
        }
        if let Some(other) = &mut self.other {
            name.clone_into(other);
        }
        Ok(self.known.len())
    }
}

/// An object that is written property by property. What fails is told at the end, so that a record can be written without a way out
/// at each of its properties.
#[derive(Debug)]
pub struct Writer<S: Serializer> {
    map: S::SerializeMap,
    failed: Option<S::Error>,
}

impl<S: Serializer> Writer<S> {
    /// Begins an object.
    pub fn new(serializer: S) -> Result<Self, S::Error> {
        Ok(Self {
            map: serializer.serialize_map(None)?,
            failed: None,
        })
    }

    /// Writes a property that is always there.
    pub fn required<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if self.failed.is_none() {
            self.failed = self.map.serialize_entry(name, value).err();
        }
    }

    /// Writes a property where it is there.
    pub fn optional<T: Serialize>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.required(name, value);
        }
    }

    /// Writes what else the record took in.
    pub fn others<'a, T: Serialize + 'a>(
        &mut self,
        others: impl IntoIterator<Item = (&'a String, &'a T)>,
    ) {
        for (name, value) in others {
            self.required(name, value);
        }
    }

    /// Ends the object.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        match self.failed {
            Some(error) => Err(error),
            None => self.map.end(),
        }
    }
}
