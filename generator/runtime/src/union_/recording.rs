//! A value taken down while it is read, so that one branch after the other can be asked to read it.
//!
//! It stands in one text, which is one allocation whatever the value is made of. Each value begins with a letter:
//!
//! | letter | what follows |
//! |---|---|
//! | `z`, `t`, `f` | nothing: null, true, false |
//! | `u`, `i` | a natural number, or what a negative one is below −1 |
//! | `d` | the bits of another number |
//! | `n` | a number as it was spelt, where `serde_json` keeps it so: its length and its text |
//! | `s` | a string: its length and its text |
//! | `a`, `o` | an array or object: its length, and its items, or the length of each name, the name, and the value |
//!
//! Numbers and lengths are written in characters of six bits each, the lowest first, and a seventh says that more follow. The length
//! of an array or object, which is known at its end, takes [`SPAN`] of them always.

use std::collections::HashSet;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::{Number, Value};

use super::super::json;
use super::replay::{HANDED_OVER, Recorded};

/// The characters of an array's or object's length.
pub(super) const SPAN: usize = 6;

/// The bits of a character that count, and the one that says that more follow.
pub(super) const BITS: u32 = 6;
pub(super) const MORE: u8 = 1 << BITS;

/// What is set aside for a value: most need no more.
const CAPACITY: usize = 512;

/// A value that was taken down.
#[derive(Debug)]
pub(super) enum Recording<'de> {
    /// It stands here.
    Own(String),
    /// It stands in what a union around this one took down.
    HandedOver(&'de str),
}

impl<'de> Recording<'de> {
    /// Takes a value down, unless it was already.
    pub(super) fn of<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut recorder = Recorder::default();
        let handed = deserializer.deserialize_newtype_struct(HANDED_OVER, &mut recorder)?;
        if let Some(text) = handed {
            return Ok(Self::HandedOver(text));
        }
        let has_twins = recorder.has_twins;
        let text = recorder.end()?;
        if has_twins {
            // Of properties with one name the last one counts, as everywhere else.
            return Self::without_twins(&Recorded::of(&text).to_value());
        }
        Ok(Self::Own(text))
    }

    fn without_twins<E: Error>(value: &Value) -> Result<Self, E> {
        let mut recorder = Recorder::default();
        value.deserialize_any(&mut recorder).map_err(E::custom)?;
        recorder.end().map(Self::Own)
    }

    /// The value, to be read.
    pub(super) fn recorded(&self) -> Recorded<'_> {
        match self {
            Self::Own(text) => Recorded::of(text),
            Self::HandedOver(text) => Recorded::of(text),
        }
    }
}

/// Takes down what it is shown.
#[derive(Default)]
struct Recorder {
    bytes: Vec<u8>,
    /// Whether an object has two properties of one name.
    has_twins: bool,
}

impl Recorder {
    fn end<E: Error>(self) -> Result<String, E> {
        String::from_utf8(self.bytes).map_err(E::custom)
    }

    fn letter(&mut self, letter: u8) {
        if self.bytes.capacity() == 0 {
            self.bytes.reserve(CAPACITY);
        }
        self.bytes.push(letter);
    }

    #[expect(clippy::cast_possible_truncation, reason = "it is cut on purpose")]
    fn number(&mut self, mut number: u64) {
        while number >= u64::from(MORE) {
            self.bytes.push(number as u8 & (MORE - 1) | MORE);
            number >>= BITS;
        }
        self.bytes.push(number as u8);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn spelt(&mut self, number: &str) {
        self.letter(b'n');
        self.text(number);
    }

    /// Begins an array or object; says where.
    fn open(&mut self, letter: u8) -> usize {
        self.letter(letter);
        self.bytes.extend_from_slice(&[MORE; SPAN]);
        self.bytes.len()
    }

    #[expect(clippy::cast_possible_truncation, reason = "it is cut on purpose")]
    fn close(&mut self, start: usize) {
        let mut length = self.bytes.len() - start;
        for place in &mut self.bytes[start - SPAN..start] {
            *place = length as u8 & (MORE - 1) | MORE;
            length >>= BITS;
        }
    }

    /// Whether a name stands twice in the object that began at `start`.
    fn repeats_a_name(&self, start: usize) -> bool {
        let mut names = HashSet::new();
        let entries = std::str::from_utf8(&self.bytes[start..]).map(Recorded::entries);
        entries.is_ok_and(|mut entries| !entries.all(|(name, _)| names.insert(name)))
    }
}

impl<'de> DeserializeSeed<'de> for &mut Recorder {
    type Value = Option<&'de str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Recorder {
    /// The text, where the value was taken down before.
    type Value = Option<&'de str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.letter(b'z');
        Ok(None)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, is: bool) -> Result<Self::Value, E> {
        self.letter(if is { b't' } else { b'f' });
        Ok(None)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        self.letter(b'u');
        self.number(number);
        Ok(None)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        if let Ok(number) = u64::try_from(number) {
            return self.visit_u64(number);
        }
        self.letter(b'i');
        self.number(number.unsigned_abs() - 1);
        Ok(None)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        let Some(known) = Number::from_f64(number) else {
            return self.visit_unit();
        };
        if number.fract() == 0.0 {
            // Which branch asks for an integer is not known yet.
            let digits = json::integer(&known.to_string()).unwrap_or_default();
            if let Ok(number) = digits.parse() {
                return self.visit_u64(number);
            }
            if let Ok(number) = digits.parse() {
                return self.visit_i64(number);
            }
        }
        self.letter(b'd');
        self.number(number.to_bits());
        Ok(None)
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<Self::Value, E> {
        let number = Number::from_i128(number);
        self.spelt(&number.ok_or_else(|| E::custom(TOO_LARGE))?.to_string());
        Ok(None)
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<Self::Value, E> {
        let number = Number::from_u128(number);
        self.spelt(&number.ok_or_else(|| E::custom(TOO_LARGE))?.to_string());
        Ok(None)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        self.letter(b's');
        self.text(text);
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let start = self.open(b'a');
        while items.next_element_seed(&mut *self)?.is_some() {}
        self.close(start);
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let start = self.open(b'o');
        let mut names = Names::default();
        while let Some(print) = map.next_key_seed(Name(self))? {
            if names.count == 0 && self.bytes[start..].ends_with(json::NUMBER.as_bytes()) {
                self.bytes.truncate(start - SPAN - 1);
                let number: String = map.next_value()?;
                self.spelt(json::integer(&number).as_deref().unwrap_or(&number));
                return Ok(None);
            }
            names.add(print);
            map.next_value_seed(&mut *self)?;
        }
        if names.may_repeat && !self.has_twins {
            self.has_twins = self.repeats_a_name(start);
        }
        self.close(start);
        Ok(None)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Self::Value, A::Error> {
        let (text, rest) = access.variant_seed(HandedOver)?;
        rest.unit_variant()?;
        Ok(Some(text))
    }
}

/// Why a number is not taken down.
const TOO_LARGE: &str = "JSON number out of range";

/// Takes down a property's name; says what it looks like.
struct Name<'r>(&'r mut Recorder);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u64, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property's name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<u64, E> {
        self.0.text(name);
        Ok(fingerprint(name.as_bytes()))
    }
}

/// A number that two names share only by chance.
fn fingerprint(name: &[u8]) -> u64 {
    let ends = match (name.first_chunk(), name.last_chunk()) {
        (Some(first), Some(last)) => u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last) << 1,
        _ => name.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)),
    };
    ends ^ (name.len() as u64) << 56
}

/// Up to so many names are compared with each other as they come.
const FEW: usize = 16;

/// The names of an object so far, by what they look like.
#[derive(Default)]
struct Names {
    prints: [u64; FEW],
    count: usize,
    may_repeat: bool,
}

impl Names {
    fn add(&mut self, print: u64) {
        if let Some(place) = self.prints.get_mut(self.count) {
            *place = print;
            self.may_repeat |= self.prints[..self.count].contains(&print);
        } else {
            self.may_repeat = true;
        }
        self.count += 1;
    }
}

/// Takes what another union took down.
struct HandedOver;

impl<'de> DeserializeSeed<'de> for HandedOver {
    type Value = &'de str;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<&'de str, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for HandedOver {
    type Value = &'de str;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that was taken down")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<&'de str, E> {
        Ok(text)
    }
}
