//! The keys that name places and those that refer to them, wherever they stand: what has to be known before any of them can be
//! followed.
//!
//! `$id` begins a resource with a base URI of its own (JSON Schema 2020-12 section 8.2.1), `$self` gives a document one
//! (OpenAPI 3.2 section 4.1.1), `$anchor` and `$dynamicAnchor` name a schema within its resource (section 8.2.2). What stands in
//! examples, defaults and the like is data, and neither names nor refers.

use crate::source::{Key, Uri};

use super::{Kind, Node, Tree};

/// What relative references in a part of a file are relative to.
#[derive(Clone, Debug)]
pub(crate) struct Base {
    /// The base URI.
    pub uri: Uri,
    /// The file, by number: 0 is the entry.
    pub file: usize,
}

/// What meets the keys of one file.
pub(crate) trait Visitor<'d> {
    /// An object whose base is not the entry's own, which has the number 0.
    fn object(&mut self, _tree: &'d Tree, _base: usize) {}
    /// `$id` or `$self`: `node` is the root of a resource.
    fn resource(&mut self, node: Node<'d>, base: usize);
    /// `$anchor` or `$dynamicAnchor`.
    fn anchor(&mut self, name: &'d str, is_dynamic: bool, node: Node<'d>, base: usize);
    /// A string that refers to something.
    fn reference(&mut self, text: &'d str, here: &Here<'_, 'd>, base: usize);
}

/// A value on the way, which becomes a node only where somebody asks.
pub(crate) struct Here<'p, 'd> {
    root: &'p Node<'d>,
    path: &'p [Step<'d>],
    /// The value.
    pub tree: &'d Tree,
}

/// One step of a way, without memory of its own.
#[derive(Clone, Copy)]
enum Step<'d> {
    Name(&'d str),
    Index(usize),
}

/// What the keys of an object are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Fields of the standard.
    Fields,
    /// Names that the document chose.
    Names,
    /// Tags and what they stand for.
    Mapping,
}

struct Waiting<'d> {
    tree: &'d Tree,
    mode: Mode,
    base: usize,
    depth: usize,
    step: Step<'d>,
}

/// Walks one file in reading order. Bases that begin in it are added to `bases`; `base` is the file's own. `$id` counts from
/// OpenAPI 3.1 on.
pub(crate) fn walk<'d>(
    root: &Node<'d>,
    bases: &mut Vec<Base>,
    base: usize,
    reads_ids: bool,
    visitor: &mut impl Visitor<'d>,
) {
    let mut path: Vec<Step<'d>> = Vec::new();
    let mut stack = vec![Waiting {
        tree: root.tree(),
        mode: Mode::Fields,
        base,
        depth: 0,
        step: Step::Index(0),
    }];
    while let Some(next) = stack.pop() {
        path.truncate(next.depth.saturating_sub(1));
        if next.depth > 0 {
            path.push(next.step);
        }
        let here = Here {
            root,
            path: &path,
            tree: next.tree,
        };
        match &next.tree.kind {
            Kind::Object(_) => {
                let base = match next.mode {
                    Mode::Fields => named(&here, bases, next.base, reads_ids, visitor),
                    Mode::Names | Mode::Mapping => next.base,
                };
                if base != 0 {
                    visitor.object(next.tree, base);
                }
                members(&mut stack, &next, base);
            }
            Kind::Array(items) => {
                let items = items.iter().enumerate().rev();
                stack.extend(items.map(|(index, tree)| Waiting {
                    tree,
                    mode: next.mode,
                    base: next.base,
                    depth: next.depth + 1,
                    step: Step::Index(index),
                }));
            }
            Kind::String(text) if refers(&path, next.mode, text) => {
                visitor.reference(text.trim(), &here, next.base);
            }
            Kind::String(_) | Kind::Null | Kind::Bool(_) | Kind::Number(_) => {}
        }
    }
}

/// What an object calls itself, and the base that this leaves it with.
fn named<'d>(
    here: &Here<'_, 'd>,
    bases: &mut Vec<Base>,
    mut base: usize,
    reads_ids: bool,
    visitor: &mut impl Visitor<'d>,
) -> usize {
    let Kind::Object(members) = &here.tree.kind else {
        return base;
    };
    let text = |key: &str| match members.get(key).map(|tree| &tree.kind) {
        Some(Kind::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let is_root = here.path.is_empty();
    let is_description = is_root && text("openapi").is_some();
    let id = if is_description {
        text("$self").filter(|_| text("openapi").is_some_and(|version| version.starts_with("3.2")))
    } else {
        text("$id").filter(|_| reads_ids)
    };
    if let Some(id) = id
        && let Ok((uri, "")) = bases[base].uri.resolve(id.trim())
    {
        let file = bases[base].file;
        base = bases.len();
        bases.push(Base { uri, file });
        visitor.resource(here.node(), base);
    }
    if reads_ids {
        for (key, is_dynamic) in [("$anchor", false), ("$dynamicAnchor", true)] {
            if let Some(name) = text(key) {
                visitor.anchor(name, is_dynamic, here.node(), base);
            }
        }
    }
    base
}

fn members<'d>(stack: &mut Vec<Waiting<'d>>, next: &Waiting<'d>, base: usize) {
    let Kind::Object(members) = &next.tree.kind else {
        return;
    };
    for (key, tree) in members.iter().rev() {
        // Most values are neither gone into nor refer to anything.
        let is_passed_over = match &tree.kind {
            Kind::Null | Kind::Bool(_) | Kind::Number(_) => true,
            Kind::String(_) => next.mode != Mode::Mapping && !is_reference(key),
            Kind::Array(_) | Kind::Object(_) => false,
        };
        if is_passed_over {
            continue;
        }
        let mode = match next.mode {
            Mode::Names => Some(Mode::Fields),
            Mode::Mapping => Some(Mode::Mapping),
            Mode::Fields => mode_of(key, tree),
        };
        if let Some(mode) = mode {
            stack.push(Waiting {
                tree,
                mode,
                base,
                depth: next.depth + 1,
                step: Step::Name(key),
            });
        }
    }
}

/// What stands under a field; none where it is data.
fn mode_of(key: &str, value: &Tree) -> Option<Mode> {
    let is_object = matches!(value.kind, Kind::Object(_));
    match key {
        "example" | "default" | "enum" | "const" | "value" | "dataValue" => None,
        "examples" if !is_object => None,
        "mapping" => Some(Mode::Mapping),
        "examples"
        | "properties"
        | "patternProperties"
        | "$defs"
        | "definitions"
        | "dependentSchemas"
        | "schemas"
        | "responses"
        | "parameters"
        | "requestBodies"
        | "headers"
        | "securitySchemes"
        | "links"
        | "callbacks"
        | "pathItems"
        | "mediaTypes"
        | "paths"
        | "webhooks"
        | "content"
        | "encoding"
        | "variables"
        | "additionalOperations"
            if is_object =>
        {
            Some(Mode::Names)
        }
        _ => Some(Mode::Fields),
    }
}

/// Whether a string at the end of a way is a reference.
fn refers(path: &[Step<'_>], mode: Mode, text: &str) -> bool {
    match (path.last(), mode) {
        (Some(Step::Name(_)), Mode::Mapping) => true,
        // An example may be a picture.
        (Some(Step::Name(key)), Mode::Fields) => {
            is_reference(key) && (*key != "externalValue" || is_tree(text))
        }
        (_, Mode::Fields | Mode::Names | Mode::Mapping) => false,
    }
}

/// Whether the value of such a field refers to something.
fn is_reference(key: &str) -> bool {
    matches!(
        key,
        "$ref" | "$dynamicRef" | "defaultMapping" | "externalValue"
    )
}

/// Whether a file of this name holds YAML or JSON.
pub(crate) fn is_tree(name: &str) -> bool {
    let name = name.split(['#', '?']).next().unwrap_or_default();
    name.rsplit_once('.')
        .is_some_and(|(_, extension)| matches!(extension, "yaml" | "yml" | "json"))
}

impl<'d> Here<'_, 'd> {
    /// The value with its place.
    pub(crate) fn node(&self) -> Node<'d> {
        let steps = self.path.iter().map(|step| match step {
            Step::Name(name) => Key::Name((*name).into()),
            Step::Index(index) => Key::Index(*index),
        });
        let mut node = self.root.clone();
        for key in steps {
            match node.step(&key) {
                Some(next) => node = next,
                None => break,
            }
        }
        node
    }
}
