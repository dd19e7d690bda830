//! What the JSON of a value shows before a branch reads it: its type, its text, and of an object which properties are there.
//!
//! The text was found to be JSON, or was written as such; here it is only gone through. What is no JSON after all ends it, and is told by
//! the branch that reads it.

use std::borrow::Cow;

use super::branch::Kinds;

/// A value as it is held against the branches.
#[derive(Debug)]
pub(super) struct Looks<'j> {
    pub(super) json: &'j str,
    pub(super) kinds: Kinds,
    /// The text, where it is one.
    pub(super) text: Option<Cow<'j, str>>,
    /// The properties, as long as they are few.
    few: [Known<'j>; FEW],
    count: usize,
    many: Vec<Known<'j>>,
    has_escapes: bool,
}

/// A property's name as it is written, and the JSON of its value.
type Known<'j> = (&'j str, &'j str);

/// So many properties take no allocation.
const FEW: usize = 16;

impl<'j> Looks<'j> {
    pub(super) fn of(json: &'j str) -> Self {
        let mut looks = Self {
            json,
            kinds: Kinds::of(json),
            text: text(json),
            few: [("", ""); FEW],
            count: 0,
            many: Vec::new(),
            has_escapes: false,
        };
        if looks.kinds == Kinds::OBJECT {
            Entries::of(json).for_each(|entry| looks.add(entry));
        }
        looks
    }

    fn add(&mut self, entry: Known<'j>) {
        self.has_escapes |= entry.0.contains('\\');
        if let Some(place) = self.few.get_mut(self.count) {
            *place = entry;
        } else {
            if self.many.is_empty() {
                self.many.extend_from_slice(&self.few);
            }
            self.many.push(entry);
        }
        self.count += 1;
    }

    /// The JSON of a property, where it is there. `hint` is where the last one was found: names mostly stand in one order.
    pub(super) fn property(&self, name: &str, hint: &mut usize) -> Option<&'j str> {
        let properties = if self.many.is_empty() {
            &self.few[..self.count]
        } else {
            &self.many
        };
        let (before, behind) = properties.split_at(*hint);
        let place = |properties: &[Known<'_>]| properties.iter().position(|(key, _)| *key == name);
        let found = place(behind).map(|at| *hint + at);
        let found = found.or_else(|| place(before)).or_else(|| {
            let mut all = properties.iter().filter(|_| self.has_escapes);
            all.position(|(key, _)| is_name(key, name))
        })?;
        *hint = found;
        Some(properties[found].1)
    }
}

/// The text of one property of an object, found without looking further.
pub(super) fn text_of<'j>(json: &'j str, name: &str) -> Option<Cow<'j, str>> {
    let mut entries = Entries::of(json);
    let (_, value) = entries.find(|(key, _)| is_name(key, name))?;
    text(value)
}

/// The text that a JSON string stands for.
pub(super) fn text(json: &str) -> Option<Cow<'_, str>> {
    let written = json.strip_prefix('"')?.strip_suffix('"')?;
    if written.contains('\\') {
        serde_json::from_str(json).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(written))
    }
}

/// Whether a name that may be written with escapes is this one.
fn is_name(written: &str, name: &str) -> bool {
    written == name
        || written.contains('\\')
            && serde_json::from_str::<String>(&format!("\"{written}\""))
                .is_ok_and(|key| key == name)
}

/// The properties of an object one by one; none of any other value.
struct Entries<'j> {
    json: &'j str,
    at: usize,
}

impl<'j> Entries<'j> {
    fn of(json: &'j str) -> Self {
        let at = if json.starts_with('{') { 1 } else { json.len() };
        Self { json, at }
    }

    /// Passes over what stands between names and values.
    fn skip(&mut self) {
        let rest = self.json.as_bytes().get(self.at..).unwrap_or_default();
        let is_between = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b':');
        self.at += rest.iter().take_while(is_between).count();
    }
}

impl<'j> Iterator for Entries<'j> {
    type Item = Known<'j>;

    #[inline]
    fn next(&mut self) -> Option<Known<'j>> {
        self.skip();
        let end = string_end(self.json.as_bytes(), self.at)?;
        let name = self.json.get(self.at + 1..end - 1)?;
        self.at = end;
        self.skip();
        let end = value_end(self.json.as_bytes(), self.at)?;
        let value = self.json.get(self.at..end)?;
        self.at = end;
        Some((name, value))
    }
}

/// Where the string that begins at `start` ends; `None` where none begins.
#[inline]
pub(super) fn string_end(json: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    if *json.get(start)? != b'"' {
        return None;
    }
    loop {
        match json.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// Where the value that begins at `start` ends.
fn value_end(json: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        match json.get(at)? {
            b'"' => at = string_end(json, at)?,
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                at += 1;
            }
            _ => {
                let is_inside =
                    |byte: &&u8| depth > 0 && !matches!(byte, b'"' | b'{' | b'[' | b'}' | b']');
                let is_scalar = |byte: &&u8| {
                    depth == 0 && !matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b'}')
                };
                let rest = json.get(at..)?.iter();
                at += rest
                    .take_while(|byte| is_inside(byte) || is_scalar(byte))
                    .count();
            }
        }
        if depth == 0 {
            return Some(at);
        }
    }
}
