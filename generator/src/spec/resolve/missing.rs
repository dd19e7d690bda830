//! Targets that references name and nobody defines.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::{Identity, Kind, Reason, identity};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, similar};
use crate::document::{Kind as Json, Node, Tree};
use crate::source::{Key, LoadError, Location, Pointer, PointerError, Text};

/// A target and the places that use it.
#[derive(Debug)]
pub(super) struct Missing<'d> {
    /// As its first use has it.
    text: String,
    reason: Reason<'d>,
    kind: Kind,
    uses: Vec<(Identity, Location)>,
    inferred: Vec<String>,
}

impl<'d> Missing<'d> {
    pub(super) fn new(text: &str, reason: Reason<'d>, kind: Kind) -> Self {
        Self {
            text: text.to_owned(),
            reason,
            kind,
            uses: Vec::new(),
            inferred: Vec::new(),
        }
    }

    pub(super) fn used(&mut self, reference: &Node<'_>) {
        self.uses
            .push((identity(reference), reference.at().clone()));
    }

    /// Paths whose parameters were inferred for want of this one. It can only be what all of them name.
    pub(super) fn infer(&mut self, names: &[String]) {
        let common = self.inferred.iter().filter(|name| names.contains(name));
        let common: Vec<String> = common.cloned().collect();
        self.inferred = if common.is_empty() {
            names.to_vec()
        } else {
            common
        };
    }

    fn message(&self) -> String {
        let target = &self.text;
        match &self.reason {
            Reason::Undefined(..) => format!("`{target}` is not defined"),
            Reason::Pointer(error) => format!("`{target}` leads nowhere: {error}"),
            Reason::Percent => format!("`{target}` leads nowhere: its percent-encoding is broken"),
            Reason::Anchor(name) => format!(
                "`{target}` leads nowhere: no schema has the `$anchor` `{name}`, and a pointer would start with `/`"
            ),
            Reason::Uri(error) => format!("`{target}` leads nowhere: {error}"),
            Reason::Unavailable(LoadError::Refused { reason, .. }) => {
                format!("`{target}` is not read: {reason}")
            }
            Reason::Unavailable(error) => format!("`{target}` leads nowhere: {error}"),
            Reason::Broken => format!("`{target}` leads nowhere: the file has errors"),
            // Nobody asks for a file of such a name.
            Reason::Unread if !target.contains(['/', '.', ':']) => format!(
                "`{target}` leads nowhere: a place in the document begins with `#`, a file ends in `.yaml`, `.yml` or `.json`"
            ),
            Reason::Unread => format!("`{target}` is not read: the document was read alone"),
        }
    }

    fn help(&self, meant: Option<&Meant<'_>>) -> String {
        if let Some(Meant::Reference(pointer)) = meant {
            return self.with_inferred(format!("write `#{pointer}`: it is defined there"));
        }
        let section = self.kind.section();
        let mut help = match self.reason {
            _ if self.kind == Kind::Any => {
                "write the object itself here, or correct the name; until then it is left out"
                    .to_owned()
            }
            Reason::Unavailable(LoadError::Refused {
                help: Some(help), ..
            }) => help.clone(),
            Reason::Uri(_)
            | Reason::Unavailable(LoadError::Refused { help: None, .. })
            | Reason::Unread => {
                format!("bring it into this document under `components.{section}`")
            }
            Reason::Unavailable(LoadError::NotFound {
                similar: Some(similar),
                ..
            }) => format!("a file of a similar name exists: `{similar}`"),
            Reason::Unavailable(LoadError::NotFound { .. } | LoadError::Unreadable(_)) => {
                "correct the name, which is relative to the file that it stands in".to_owned()
            }
            Reason::Percent => {
                "write `%` as `%25`, and other characters as `%` and two digits of their UTF-8"
                    .to_owned()
            }
            Reason::Pointer(PointerError::BadEscape) => {
                "write `~` in a name as `~0`, and `/` as `~1`".to_owned()
            }
            Reason::Pointer(PointerError::NoLeadingSlash) => {
                format!("begin with `#/`, as in `#/components/{section}/…`")
            }
            Reason::Broken => "mend the file first: what is wrong with it is told too".to_owned(),
            Reason::Undefined(..) if !self.text.starts_with('#') => {
                "define it in that file".to_owned()
            }
            Reason::Undefined(..) | Reason::Anchor(_) => {
                format!("define it under `components.{section}`, or add an overlay that does")
            }
        };
        if let Some(Meant::Name(similar)) = meant {
            let is_property =
                matches!(&self.reason, Reason::Undefined(pointer, _) if is_of_property(pointer));
            let noun = if is_property {
                "a property"
            } else {
                self.kind.noun()
            };
            help = format!("{noun} of a similar name exists: `{similar}`; or else {help}");
        }
        self.with_inferred(help)
    }

    /// What became of the paths' parameters in the meantime.
    fn with_inferred(&self, help: String) -> String {
        let names: Vec<String> = self
            .inferred
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        match names.as_slice() {
            [] => help,
            [name] => format!("{help}; until then {name} of the path is taken to be a string"),
            names => {
                let names = names.join(" and ");
                format!("{help}; until then {names} of the path are taken to be strings")
            }
        }
    }
}

/// `/components/schemas/Pet/properties/name`.
fn is_of_property(pointer: &Pointer) -> bool {
    let above = pointer
        .split_last()
        .and_then(|(parent, _)| parent.split_last().map(|(_, key)| key.to_string()));
    above.as_deref() == Some("properties")
}

/// One finding for each target, in the order of the first uses.
pub(super) fn report(
    diagnostics: &mut Diagnostics,
    roots: &[Node<'_>],
    missing: IndexMap<String, Missing<'_>>,
) {
    /// Beyond so many, looking for similar names helps nobody and takes time.
    const SUGGESTIONS: usize = 100;
    if missing.is_empty() {
        return;
    }
    let order = order(roots, &missing);
    let place = |used: &(Identity, Location)| order.get(&used.0).copied().flatten();
    let mut missing: Vec<Missing<'_>> = missing.into_values().collect();
    for target in &mut missing {
        target.uses.sort_by_key(place);
    }
    missing.sort_by_key(|target| target.uses.first().and_then(place));
    for (index, target) in missing.iter().enumerate() {
        let Some(((_, at), others)) = target.uses.split_first() else {
            continue;
        };
        let meant = if index < SUGGESTIONS {
            meant(&roots[0], target)
        } else {
            None
        };
        let mut finding = Diagnostic::new(Code::UNRESOLVED_REFERENCE, at.clone(), target.message());
        if let Some((at, words)) = searched(&roots[0], target) {
            finding = finding.label(at, words);
        }
        for (_, at) in others {
            finding = finding.repeat(at.clone());
        }
        diagnostics.push(finding.help(target.help(meant.as_ref())));
    }
}

/// Where in another file the target would be.
fn searched(entry: &Node<'_>, target: &Missing<'_>) -> Option<(Location, String)> {
    let Reason::Undefined(pointer, resource) = &target.reason else {
        return None;
    };
    if Arc::ptr_eq(resource.at().source(), entry.at().source()) {
        return None;
    }
    let mut above = resource.clone();
    for key in pointer.keys() {
        let Some(next) = above.step(key) else {
            return Some((above.at().clone(), format!("`{key}` is not in here")));
        };
        above = next;
    }
    None
}

/// Where each use stands among all values of the document, in reading order.
fn order(
    roots: &[Node<'_>],
    missing: &IndexMap<String, Missing<'_>>,
) -> HashMap<Identity, Option<usize>> {
    let uses = missing.values().flat_map(|target| &target.uses);
    let mut order: HashMap<Identity, Option<usize>> =
        uses.map(|(identity, _)| (*identity, None)).collect();
    let mut stack: Vec<&Tree> = roots.iter().rev().map(Node::tree).collect();
    let mut count = 0;
    while let Some(tree) = stack.pop() {
        count += 1;
        if let Some(place) = order.get_mut(&Identity::of_tree(tree)) {
            *place = Some(count);
        }
        match &tree.kind {
            Json::Array(items) => stack.extend(items.iter().rev()),
            Json::Object(members) => stack.extend(members.values().rev()),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
        }
    }
    order
}

/// The name that its author may have meant: the same or a similar one, beside the missing one or where its kind is kept.
fn meant<'d>(entry: &Node<'d>, target: &Missing<'d>) -> Option<Meant<'d>> {
    let section = target.kind.section();
    let kept = entry
        .get("components")
        .and_then(|components| components.get(section));
    let stated = match &target.reason {
        Reason::Undefined(pointer, resource) => pointer.split_last().map(|last| (last, resource)),
        Reason::Pointer(_)
        | Reason::Percent
        | Reason::Anchor(_)
        | Reason::Uri(_)
        | Reason::Unavailable(_)
        | Reason::Broken
        | Reason::Unread => None,
    };
    let wanted = match stated {
        Some(((_, Key::Name(name)), _)) => name.to_string(),
        Some(((_, Key::Index(_)), _)) => return None,
        None => last_step(&target.text)?.to_owned(),
    };
    if let Some((name, _)) = kept
        .iter()
        .flat_map(Node::members)
        .find(|(name, _)| *name == wanted)
    {
        return Some(Meant::Reference(
            Pointer::root()
                .step("components".into())
                .step(section.into())
                .step(name.into()),
        ));
    }
    let beside = stated.and_then(|((parent, _), resource)| resource.find(&parent));
    let mut places = beside.into_iter().chain(kept);
    places.find_map(|place| {
        let Json::Object(members) = &place.tree().kind else {
            return None;
        };
        similar(&wanted, members.keys().map(Text::as_str)).map(Meant::Name)
    })
}

/// What a missing target was probably meant to be.
enum Meant<'d> {
    /// What has this name, but another address.
    Reference(Pointer),
    /// What has a similar name.
    Name(&'d str),
}

/// What a reference names that was probably meant for this document: not one to another file.
fn last_step(text: &str) -> Option<&str> {
    let (file, _) = text.split_once('#').unwrap_or((text, ""));
    let is_file = [".yaml", ".yml", ".json"]
        .iter()
        .any(|ending| file.ends_with(ending));
    if is_file || file.contains("://") {
        return None;
    }
    let name = text.rsplit(['/', '#']).next()?;
    (!name.is_empty()).then_some(name)
}
