//! References: from a `$ref`'s text to the node that it means.
//!
//! A reference that leads nowhere costs its own place only. All uses of one missing target are one finding, told when the whole
//! document has been read and the first use is known.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::dialect::Dialect;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::document::{Node, Tree};
use crate::source::{Location, Pointer};

mod kind;
mod missing;

pub(super) use self::kind::Kind;
use self::missing::{Missing, Reason};

/// A tree's identity: the document does not move while it is read.
pub(super) type Identity = *const Tree;

/// The identity of a node's tree.
pub(super) fn identity(node: &Node<'_>) -> Identity {
    std::ptr::from_ref(node.tree())
}

/// Resolves the references of one document and remembers those that lead nowhere.
#[derive(Debug)]
pub(super) struct References<'d> {
    root: Node<'d>,
    dialect: Dialect,
    found: HashMap<&'d str, Node<'d>>,
    missing: IndexMap<String, Missing>,
    visited: HashSet<Identity>,
    circles: HashSet<Identity>,
}

/// What a chain of references ends at.
#[derive(Debug)]
pub(super) struct Followed<'d> {
    /// The object itself.
    pub(super) node: Node<'d>,
    /// The outermost `description` beside a `$ref`, which wins over the object's own.
    pub(super) description: Option<String>,
}

/// A chain of references that ends at nothing; told already, or when the document has been read.
#[derive(Clone, Debug)]
pub(super) struct Lost {
    missing: Option<String>,
}

impl<'d> References<'d> {
    /// Nothing resolved yet.
    pub(super) fn new(root: Node<'d>, dialect: Dialect) -> Self {
        Self {
            root,
            dialect,
            found: HashMap::new(),
            missing: IndexMap::new(),
            visited: HashSet::new(),
            circles: HashSet::new(),
        }
    }

    /// Follows references from `node` until something else comes. A node that is no reference is its own end.
    pub(super) fn follow(
        &mut self,
        diagnostics: &mut Diagnostics,
        node: &Node<'d>,
        kind: Kind,
    ) -> Result<Followed<'d>, Lost> {
        let mut end = Followed {
            node: node.clone(),
            description: None,
        };
        let mut passed: IndexMap<Identity, Location> = IndexMap::new();
        while let Some(reference) = end.node.get("$ref") {
            if let Some(start) = passed.get_index_of(&identity(&end.node)) {
                self.report_circle(diagnostics, &passed, start);
                return Err(Lost { missing: None });
            }
            passed.insert(identity(&end.node), end.node.at().clone());
            // A path item's own fields count beside its reference, in every version.
            if kind != Kind::PathItem {
                self.beside(diagnostics, &mut end);
            }
            end.node = self.resolve(diagnostics, &reference, kind)?;
        }
        Ok(end)
    }

    /// One step: the node that a `$ref`'s value means.
    pub(super) fn resolve(
        &mut self,
        diagnostics: &mut Diagnostics,
        reference: &Node<'d>,
        kind: Kind,
    ) -> Result<Node<'d>, Lost> {
        let Some(text) = reference.as_str() else {
            if self.visited.insert(identity(reference)) {
                let words = format!("`$ref` must be a string, found {}", reference.kind_name());
                diagnostics.push(Diagnostic::new(
                    Code::WRONG_TYPE,
                    reference.at().clone(),
                    words,
                ));
            }
            return Err(Lost { missing: None });
        };
        match self.find(text.trim()) {
            Ok(node) => self.checked(diagnostics, reference, node, kind),
            Err(reason) => Err(self.lose(reference, text.trim(), reason, kind)),
        }
    }

    /// Remembers that a path's parameters were taken to be strings because of what was lost.
    pub(super) fn inferred_for(&mut self, lost: &Lost, names: &[String]) {
        let missing = lost.missing.as_ref();
        if let Some(missing) = missing.and_then(|text| self.missing.get_mut(text)) {
            missing.infer(names);
        }
    }

    /// Tells of every missing target once, at its first use in document order.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        missing::report(diagnostics, &self.root, self.missing);
    }

    fn lose(&mut self, reference: &Node<'d>, text: &str, reason: Reason, kind: Kind) -> Lost {
        let first = self.visited.insert(identity(reference));
        let missing = self
            .missing
            .entry(text.to_owned())
            .or_insert_with(|| Missing::new(reason, kind));
        if first {
            missing.used(reference);
        }
        Lost {
            missing: Some(text.to_owned()),
        }
    }

    fn find(&mut self, text: &'d str) -> Result<Node<'d>, Reason> {
        if let Some(node) = self.found.get(text) {
            return Ok(node.clone());
        }
        let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
        if !self.is_entry(file) {
            return self.external(file, fragment);
        }
        let fragment = decode(fragment).ok_or(Reason::Percent)?;
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return Err(Reason::Anchor);
        }
        let pointer = Pointer::parse(&fragment).map_err(Reason::Pointer)?;
        let node = self
            .root
            .find(&pointer)
            .ok_or_else(|| Reason::Undefined(pointer))?;
        self.found.insert(text, node.clone());
        Ok(node)
    }

    /// Where files other than the entry would be read.
    #[expect(
        clippy::unused_self,
        reason = "the files that are read will be kept here"
    )]
    fn external(&self, _file: &str, _fragment: &str) -> Result<Node<'d>, Reason> {
        Err(Reason::External)
    }

    /// A document may name itself in its references.
    fn is_entry(&self, file: &str) -> bool {
        let name = &self.root.at().source.name;
        let own = name.rsplit(['/', '\\']).next().unwrap_or(name);
        file.is_empty() || file.strip_prefix("./").unwrap_or(file) == own
    }

    fn checked(
        &mut self,
        diagnostics: &mut Diagnostics,
        reference: &Node<'d>,
        node: Node<'d>,
        kind: Kind,
    ) -> Result<Node<'d>, Lost> {
        let pointer = fragment_of(reference).unwrap_or_default();
        let found = match Kind::at(&pointer) {
            Some(Ok(stated)) if stated == kind => None,
            Some(Ok(stated)) => Some(stated.noun()),
            Some(Err(container)) => Some(container),
            None => None,
        };
        let fits = node.is_object() || (kind == Kind::Schema && node.as_bool().is_some());
        let found = found.or((!fits).then(|| node.kind_name()));
        let Some(found) = found else { return Ok(node) };
        if self.visited.insert(identity(reference)) {
            let words = format!(
                "`{}` is {found}, where {} is asked for",
                reference.as_str().unwrap_or_default().trim(),
                kind.noun()
            );
            let at = reference.at().clone();
            diagnostics.push(
                Diagnostic::new(Code::REFERENCE_TO_WRONG_KIND, at, words)
                    .label(node.at().clone(), format!("this is {found}")),
            );
        }
        Err(Lost { missing: None })
    }

    /// What stands beside a `$ref` that is no schema: a description counts from 3.1 on, nothing else does.
    fn beside(&mut self, diagnostics: &mut Diagnostics, end: &mut Followed<'d>) {
        let first = self.visited.insert(identity(&end.node));
        let reads = self.dialect.reads_siblings();
        for (key, value) in end.node.members() {
            if key == "$ref" || key.starts_with("x-") {
                continue;
            }
            if reads && key == "description" && end.description.is_none() {
                end.description = value.as_str().map(ToOwned::to_owned);
            } else if first && !(reads && matches!(key, "summary" | "description")) {
                diagnostics.push(ignored_sibling(key, &value));
            }
        }
    }

    /// Tells of a circle of references once, whichever of its members it was entered by.
    fn report_circle(
        &mut self,
        diagnostics: &mut Diagnostics,
        passed: &IndexMap<Identity, Location>,
        start: usize,
    ) {
        let circle = &passed.as_slice()[start..];
        if circle.keys().any(|member| self.circles.contains(member)) {
            return;
        }
        self.circles.extend(circle.keys().copied());
        let places: Vec<&Location> = circle.values().collect();
        diagnostics.push(circle_of(&places));
    }
}

/// A key beside a `$ref` that does not count there.
pub(super) fn ignored_sibling(key: &str, value: &Node<'_>) -> Diagnostic {
    let words = format!("`{key}` beside `$ref` is ignored");
    let mut note = Diagnostic::new(Code::IGNORED_KEYWORD, value.at().clone(), words).on_key();
    note.severity = Severity::Note;
    note
}

/// The finding about references that only lead to each other.
pub(super) fn circle_of(places: &[&Location]) -> Diagnostic {
    /// As many as a reader takes in.
    const SHOWN: usize = 8;
    let mut names: Vec<String> = places.iter().take(SHOWN).map(|at| name_of(at)).collect();
    if places.len() > SHOWN {
        names.push(format!("… ({} more)", places.len() - SHOWN));
    }
    names.extend(names.first().cloned());
    let at = places.first().map_or_else(
        || unreachable!("a circle has at least one member"),
        |at| at.key("$ref"),
    );
    Diagnostic::new(
        Code::REFERENCE_CYCLE,
        at,
        format!("references lead in a circle: {}", names.join(" -> ")),
    )
    .help("define one of them without a `$ref`")
}

/// A component's name, or the pointer of anything else.
fn name_of(at: &Location) -> String {
    match at.pointer.keys().as_slice() {
        [components, _, name] if components.to_string() == "components" => format!("`{name}`"),
        _ => format!("`#{}`", at.pointer),
    }
}

fn fragment_of(reference: &Node<'_>) -> Option<Pointer> {
    let (_, fragment) = reference.as_str()?.trim().split_once('#')?;
    Pointer::parse(&decode(fragment)?).ok()
}

/// Undoes percent-encoding (RFC 3986 section 2.1), which lies outside JSON Pointer's own escapes.
fn decode(fragment: &str) -> Option<Cow<'_, str>> {
    if !fragment.contains('%') {
        return Some(fragment.into());
    }
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            hex(rest.next()?)? * 16 + hex(rest.next()?)?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn percent_escapes_decode_once() {
        for (text, decoded) in [
            ("/a~1b", Some("/a~1b")),
            ("/p%25q", Some("/p%q")),
            ("/%7Bid%7d", Some("/{id}")),
            ("/%zz", None),
            ("/%f", None),
            ("/%ff%fe", None),
        ] {
            assert_eq!(decode(text).as_deref(), decoded, "{text}");
        }
    }
}
