use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};

use super::super::{Kind, Number, Tree};
use super::{Fault, Limits, Marked, at_offset, fault};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{Key, Location, Pointer, Source};

/// How many findings of one kind are kept: enough for any person, and bounded.
const KEPT: usize = 100;

/// The state of reading one file, shared by the visitor's levels.
pub(super) struct Reading<'s> {
    pub(super) source: &'s Arc<Source>,
    pub(super) limits: Limits,
    /// Whether `<<` merges and keys may be other than strings.
    pub(super) yaml: bool,
    /// What the visitor has to say about an error that it raised.
    pub(super) fault: Option<Fault>,
    /// Whether a number lost digits on its way through `f64`.
    pub(super) inexact: bool,
    nodes: usize,
    bytes: usize,
    depth: usize,
    /// The way to the error, innermost first.
    trail: Vec<Key>,
    duplicates: Vec<Vec<Key>>,
    odd_keys: Vec<Vec<Key>>,
}

impl<'s> Reading<'s> {
    pub(super) fn new(source: &'s Arc<Source>, limits: Limits) -> Self {
        Self {
            source,
            limits,
            yaml: false,
            fault: None,
            inexact: false,
            nodes: 0,
            bytes: 0,
            depth: 0,
            trail: Vec::new(),
            duplicates: Vec::new(),
            odd_keys: Vec::new(),
        }
    }

    /// Forgets everything, to read the text another way.
    pub(super) fn restart(&mut self) {
        *self = Self::new(self.source, self.limits);
    }

    /// Where the error happened.
    pub(super) fn pointer(&self) -> Pointer {
        pointer(&self.trail)
    }

    /// What is to be said about a file that could be read.
    pub(super) fn findings(&self, marked: &mut Marked<'_>) -> Vec<Diagnostic> {
        let mut findings: Vec<Diagnostic> = Vec::new();
        for trail in &self.duplicates {
            let finding = self.duplicate(&pointer(trail), marked);
            // An alias repeats what is wrong with its anchor.
            if findings
                .iter()
                .all(|other| other.at.span() != finding.at.span())
            {
                findings.push(finding);
            }
        }
        findings.extend(self.odd_keys.first().map(|trail| self.odd_key(trail)));
        findings
    }

    fn duplicate(&self, member: &Pointer, marked: &mut Marked<'_>) -> Diagnostic {
        let spans = marked.marks().key_spans(member);
        let place = |index: usize| {
            let at = Location::new(self.source, member.clone());
            match spans.get(index) {
                Some(span) => at.with_span(*span),
                None => at,
            }
        };
        let name = member
            .split_last()
            .map(|(_, key)| key.to_string())
            .unwrap_or_default();
        Diagnostic::new(
            Code::DUPLICATE_KEY,
            place(1),
            format!("the key `{name}` is given twice"),
        )
        .on_key()
        .label(place(0), "first given here")
        .help("keep one of the two, or merge them")
    }

    fn odd_key(&self, trail: &[Key]) -> Diagnostic {
        let at = Location::new(self.source, pointer(trail));
        let count = match self.odd_keys.len() {
            1 => "1 key".to_owned(),
            KEPT => format!("{KEPT} keys or more"),
            count => format!("{count} keys"),
        };
        let name = trail.first().map(ToString::to_string).unwrap_or_default();
        Diagnostic::new(
            Code::NON_STRING_KEY,
            at,
            format!("{count} without quotes that YAML does not read as text, `{name}` first; read as the text"),
        )
        .on_key()
        .help(format!("write `'{name}'`"))
    }

    fn fail<E: Error>(&mut self, code: Code, message: String) -> E {
        // The pointer is known only when every level has added its step: see `settle`.
        let at = Location::root(self.source);
        let error = E::custom(&message);
        self.fault.get_or_insert_with(|| fault(code, at, message));
        error
    }

    /// The fault that the visitor raised, now that the way to it and the reader's place are known.
    pub(super) fn settle(&mut self, offset: Option<usize>) -> Option<Fault> {
        let pointer = self.pointer();
        let mut fault = self.fault.take()?;
        fault.at = match offset {
            // What is too large may be too large for the marks too.
            Some(offset) if fault.code == Code::TOO_LARGE => {
                at_offset(self.source, pointer, offset)
            }
            Some(_) | None => Location::new(self.source, pointer),
        };
        Some(fault)
    }

    fn count<E: Error>(&mut self, bytes: usize) -> Result<(), E> {
        self.nodes += 1;
        self.bytes += bytes;
        if self.nodes > self.limits.nodes {
            let message = format!("the document holds more than {} values", self.limits.nodes);
            return Err(self.fail(Code::TOO_LARGE, message));
        }
        // Only aliases make more text than the file has.
        if self.bytes > self.source.text.len().saturating_add(self.limits.bytes) {
            let message = "its aliases repeat more text than a file may have".to_owned();
            return Err(self.fail(Code::TOO_LARGE, message));
        }
        Ok(())
    }

    fn enter<E: Error>(&mut self) -> Result<(), E> {
        self.depth += 1;
        if self.depth > self.limits.depth {
            let message = format!("the document nests deeper than {}", self.limits.depth);
            return Err(self.fail(Code::TOO_LARGE, message));
        }
        self.count(0)
    }

    /// Reads what stands one step down, so that everything said about it knows its place.
    fn below<T, E>(
        &mut self,
        key: &Key,
        read: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let (duplicates, odd_keys) = (self.duplicates.len(), self.odd_keys.len());
        let result = read(self);
        for trail in &mut self.duplicates[duplicates..] {
            trail.push(key.clone());
        }
        for trail in &mut self.odd_keys[odd_keys..] {
            trail.push(key.clone());
        }
        if result.is_err() {
            self.trail.push(key.clone());
        }
        result
    }
}

fn pointer(trail: &[Key]) -> Pointer {
    trail
        .iter()
        .rev()
        .fold(Pointer::root(), |pointer, key| pointer.step(key.clone()))
}

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
            .map(|()| Kind::Number(Number::Int(value)).into())
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
        self.visit_string(value.to_owned())
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
        self.0
            .count(value.len())
            .map(|()| Kind::String(value).into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Tree, A::Error> {
        let reading = self.0;
        reading.enter()?;
        let mut items = Vec::new();
        loop {
            let key = Key::Index(items.len());
            let item = reading.below(&key, |reading| elements.next_element_seed(Value(reading)));
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
        let mut members = IndexMap::new();
        let mut merges = Vec::new();
        while let Some((name, plain)) = entries.next_key_seed(Member(reading))? {
            let key = Key::Name(name.as_str().into());
            let value = reading.below(&key, |reading| entries.next_value_seed(Value(reading)))?;
            if reading.yaml && plain && name == "<<" {
                merges.push(value);
                continue;
            }
            if reading.yaml && plain && !is_text(&name) {
                keep(&mut reading.odd_keys, key.clone());
            }
            if members.contains_key(&name) {
                keep(&mut reading.duplicates, key);
            } else {
                members.insert(name, value);
            }
        }
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
        Err(self.0.fail(Code::UNSUPPORTED_YAML, message))
    }
}

impl Reading<'_> {
    /// Applies `<<` (the YAML 1.1 merge key, which real documents use): what is there wins over what is merged, and earlier
    /// merges win over later ones.
    fn merge<E: Error>(
        &mut self,
        members: &mut IndexMap<String, Tree>,
        from: Tree,
    ) -> Result<(), E> {
        match from.kind {
            Kind::Object(from) => {
                for (name, value) in from {
                    members.entry(name).or_insert(value);
                }
                Ok(())
            }
            Kind::Array(items) => items
                .into_iter()
                .try_for_each(|item| self.merge(members, item)),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {
                let message = format!("`<<` merges objects, found {}", from.kind_name());
                self.trail.push(Key::Name("<<".into()));
                Err(self.fail(Code::UNSUPPORTED_YAML, message))
            }
        }
    }
}

fn keep(trails: &mut Vec<Vec<Key>>, key: Key) {
    if trails.len() < KEPT {
        trails.push(vec![key]);
    }
}

/// Reads a key as its text, with whether it stands in the file without quotes.
struct Member<'r, 's>(&'r mut Reading<'s>);

/// What an error says where a key is no scalar.
pub(super) const KEY: &str = "a key that is text";

impl<'de> DeserializeSeed<'de> for Member<'_, '_> {
    type Value = (String, bool);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Member<'_, '_> {
    type Value = (String, bool);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(KEY)
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        self.0.bytes += key.len();
        Ok((key.to_owned(), false))
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
        self.0.bytes += key.len();
        Ok((key.to_owned(), is_plain(self.0.source, key)))
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
