use std::sync::Arc;

use serde::de::Error;

use super::super::members::Gathering;
use super::super::{Kind, Members, Tree};
use super::{Fault, Limits, Marked, at_offset, fault};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{Key, Location, Pointer, Source};

/// How many duplicates are told: enough for any person, and bounded.
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
    pub(super) depth: usize,
    nodes: usize,
    pub(super) bytes: usize,
    /// The way to the error, innermost first.
    trail: Vec<Key>,
    duplicates: Vec<Vec<Key>>,
    /// Keys that YAML does not read as text: the way to the first, and how many.
    odd_key: Option<Vec<Key>>,
    odd_keys: usize,
    /// For the members of objects, one for each level that was reached.
    pub(super) spare: Vec<Gathering<Tree>>,
}

impl<'s> Reading<'s> {
    pub(super) fn new(source: &'s Arc<Source>, limits: Limits) -> Self {
        Self {
            source,
            limits,
            yaml: false,
            fault: None,
            inexact: false,
            depth: 0,
            nodes: 0,
            bytes: 0,
            trail: Vec::new(),
            duplicates: Vec::new(),
            odd_key: None,
            odd_keys: 0,
            spare: Vec::new(),
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
        findings.extend(self.odd_key.as_ref().map(|trail| self.odd_key(trail)));
        findings
    }

    fn duplicate(&self, member: &Pointer, marked: &mut Marked<'_>) -> Diagnostic {
        let at = Location::new(self.source, member.clone());
        let (first, again) = match marked.marks().key_spans(member) {
            Some((first, again)) => (at.clone().with_span(first), at.with_span(again)),
            None => (at.clone(), at),
        };
        let name = member
            .split_last()
            .map(|(_, key)| key.to_string())
            .unwrap_or_default();
        Diagnostic::new(
            Code::DUPLICATE_KEY,
            again,
            format!("the key `{name}` is given twice"),
        )
        .on_key()
        .label(first, "first given here")
        .help("keep one of the two, or merge them")
    }

    fn odd_key(&self, trail: &[Key]) -> Diagnostic {
        let name = trail.first().map(ToString::to_string).unwrap_or_default();
        let others = match self.odd_keys - 1 {
            0 => String::new(),
            1 => "; so is another key".to_owned(),
            others => format!("; so are {others} other keys"),
        };
        let message =
            format!("the key `{name}` is not text to YAML and is read as `'{name}'`{others}");
        let at = Location::new(self.source, pointer(trail));
        Diagnostic::new(Code::NON_STRING_KEY, at, message)
            .on_key()
            .help(format!("write `'{name}':`"))
    }

    pub(super) fn keep_odd_key(&mut self, key: Key) {
        self.odd_keys += 1;
        self.odd_key.get_or_insert_with(|| vec![key]);
    }

    pub(super) fn keep_duplicate(&mut self, key: Key) {
        if self.duplicates.len() < KEPT {
            self.duplicates.push(vec![key]);
        }
    }

    pub(super) fn fail<E: Error>(&mut self, code: Code, message: String) -> E {
        // The pointer is known only when every level has added its step: see `settle`.
        let at = Location::root(self.source);
        let error = E::custom(&message);
        self.fault.get_or_insert_with(|| fault(code, at, message));
        error
    }

    /// Adds the way out of the fault that was just raised.
    pub(super) fn way_out(&mut self, help: &str) {
        if let Some(fault) = &mut self.fault {
            fault.help.get_or_insert_with(|| help.to_owned());
        }
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

    pub(super) fn count<E: Error>(&mut self, bytes: usize) -> Result<(), E> {
        self.nodes += 1;
        self.bytes += bytes;
        if self.nodes > self.limits.nodes {
            let message = format!("the document holds more than {} values", self.limits.nodes);
            return Err(self.fail(Code::TOO_LARGE, message));
        }
        // Only aliases make more text than the file has.
        if self.bytes > self.source.text.len().saturating_add(self.limits.bytes) {
            let message = "the document's aliases repeat more text than a file may have".to_owned();
            return Err(self.fail(Code::TOO_LARGE, message));
        }
        Ok(())
    }

    pub(super) fn enter<E: Error>(&mut self) -> Result<(), E> {
        self.depth += 1;
        if self.depth > self.limits.depth {
            let message = format!("the document nests deeper than {}", self.limits.depth);
            return Err(self.fail(Code::TOO_LARGE, message));
        }
        self.count(0)
    }

    /// Reads what stands one step down, so that everything said about it knows its place.
    pub(super) fn below<T, E>(
        &mut self,
        key: impl Fn() -> Key,
        read: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let (duplicates, has_odd_key) = (self.duplicates.len(), self.odd_key.is_some());
        let result = read(self);
        for trail in &mut self.duplicates[duplicates..] {
            trail.push(key());
        }
        if let (Some(trail), false) = (&mut self.odd_key, has_odd_key) {
            trail.push(key());
        }
        if result.is_err() {
            self.trail.push(key());
        }
        result
    }
}

fn pointer(trail: &[Key]) -> Pointer {
    trail.iter().rev().cloned().collect()
}

impl Reading<'_> {
    /// Applies `<<` (the YAML 1.1 merge key, which real documents use): what is there wins over what is merged, and earlier
    /// merges win over later ones.
    pub(super) fn merge<E: Error>(&mut self, members: &mut Members, from: Tree) -> Result<(), E> {
        match from.kind {
            Kind::Object(from) => {
                for (name, value) in from {
                    members.get_or_insert(name, value);
                }
                Ok(())
            }
            Kind::Array(items) => items
                .into_iter()
                .try_for_each(|item| self.merge(members, item)),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {
                let message = format!("`<<` merges objects, found {}", from.kind_name());
                self.trail.push(Key::Name("<<".into()));
                let error = self.fail(Code::UNSUPPORTED_YAML, message);
                self.way_out(
                    "write an alias or an object behind it, or put `<<` in quotes if it is a name",
                );
                Err(error)
            }
        }
    }
}
