//! Targets that references name and nobody defines.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;

use super::{Identity, Kind, Reason, identity};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::document::{Kind as Json, Node, Tree};
use crate::source::{Key, LoadError, Location};

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
            Reason::Unread => format!("`{target}` is not read: the document was read alone"),
        }
    }

    fn help(&self, similar: Option<&str>) -> String {
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
            Reason::Unavailable(LoadError::NotFound { .. } | LoadError::Unreadable(_)) => {
                "correct the name, which is relative to the file that it stands in".to_owned()
            }
            Reason::Undefined(..)
            | Reason::Pointer(_)
            | Reason::Percent
            | Reason::Anchor(_)
            | Reason::Broken => {
                format!("define it under `components.{section}`, or add an overlay that does")
            }
        };
        if let Some(similar) = similar {
            let noun = self.kind.noun();
            help = format!("{help}; {noun} of a similar name exists: `{similar}`");
        }
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
        let similar = if index < SUGGESTIONS {
            similar(&roots[0], target)
        } else {
            None
        };
        let mut finding = Diagnostic::new(Code::UNRESOLVED_REFERENCE, at.clone(), target.message());
        finding.labels.extend(searched(&roots[0], target));
        for (_, at) in others {
            finding = finding.label(at.clone(), "also used here");
        }
        diagnostics.push(finding.help(target.help(similar)));
    }
}

/// Where in another file the target would be.
fn searched(entry: &Node<'_>, target: &Missing<'_>) -> Option<(Location, String)> {
    let Reason::Undefined(pointer, resource) = &target.reason else {
        return None;
    };
    if Arc::ptr_eq(&resource.at().source, &entry.at().source) {
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

/// The name beside the missing one that its author may have meant.
fn similar<'d>(entry: &Node<'d>, target: &Missing<'d>) -> Option<&'d str> {
    let Reason::Undefined(pointer, resource) = &target.reason else {
        return None;
    };
    let (parent, Key::Name(wanted)) = pointer.split_last()? else {
        return None;
    };
    let section = || entry.get("components")?.get(target.kind.section());
    let beside = resource.find(parent).or_else(section)?;
    let Json::Object(members) = &beside.tree().kind else {
        return None;
    };
    let names = members.keys().map(String::as_str);
    let near = names.filter_map(|name| Some((distance(wanted, name)?, name)));
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters differ (Levenshtein), if few enough for a slip; case and word breaks do not count.
fn distance(wanted: &str, name: &str) -> Option<usize> {
    let [wanted, name] = [wanted, name].map(|text| {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<Vec<char>>()
    });
    let limit = if wanted.len() < 6 { 1 } else { 2 };
    if wanted.len().abs_diff(name.len()) > limit || wanted.len() > 100 {
        return None;
    }
    let mut row: Vec<usize> = (0..=name.len()).collect();
    for (i, a) in wanted.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in name.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn only_slips_are_similar() {
        assert_eq!(distance("Pets", "Pet"), Some(1));
        assert_eq!(distance("user_id", "UserId"), Some(0));
        assert_eq!(distance("Order", "User"), None);
        assert_eq!(
            distance("OrganisationMember", "OrganizationMember"),
            Some(1)
        );
    }
}
