//! The one file, with everything at its place.

use super::resources::Resources;
use super::survey::{Place, Survey, mapped};
use crate::document::grammar::Part;
use crate::document::{Identity, Kind, Members, Node, ObjectKind, Tree, Version, rewrite};

/// The entry with all that it refers to.
pub(super) fn root(survey: &Survey<'_>, is_one_resource: bool) -> Tree {
    let writer = Writer {
        survey,
        is_one_resource,
        resources: if is_one_resource {
            Resources::of(survey)
        } else {
            Resources::default()
        },
    };
    let mut root = writer.copy(&survey.document.root(), Part::Root);
    if survey.latest > survey.version {
        put_version(&mut root, survey.latest);
    }
    for (id, wanted) in &survey.wanted {
        if let Some(Place::Component(way)) = survey.places.get(id) {
            let value = writer.placed(&wanted.node, wanted.part);
            put(&mut root, way, value);
        }
    }
    root
}

fn put_version(root: &mut Tree, version: Version) {
    let text = rewrite::number(version).to_owned();
    put(
        root,
        &["openapi".to_owned()],
        Tree::from(Kind::String(text.into())),
    );
}

struct Writer<'s, 'd> {
    survey: &'s Survey<'d>,
    /// Names within schemas go, and every reference is a pointer: what had a base of its own has none in the one file.
    is_one_resource: bool,
    resources: Resources,
}

impl<'d> Writer<'_, 'd> {
    /// A value of another file at its new place.
    fn placed(&self, node: &Node<'d>, part: Part) -> Tree {
        let mut tree = self.whole(node, part);
        tree.origin = Some(node.origin());
        tree
    }

    /// A value where it stands in its own file, or a reference where it is put elsewhere.
    fn copy(&self, node: &Node<'d>, part: Part) -> Tree {
        let is_elsewhere = self.survey.places.contains_key(&Identity::of(node));
        let text = self.resources.text(self.survey, node, node, None);
        match text.filter(|_| is_elsewhere && part.kind().is_some()) {
            Some(text) => {
                let members = [("$ref".to_owned(), string(node, text))];
                Tree {
                    kind: Kind::Object(members.into_iter().collect()),
                    origin: node.tree().origin.clone(),
                }
            }
            None => self.whole(node, part),
        }
    }

    fn whole(&self, node: &Node<'d>, part: Part) -> Tree {
        let id = Identity::of(node);
        let part = if part == Part::Data {
            let wanted = self.survey.wanted.get(&id).map(|wanted| wanted.part);
            let hidden = self.survey.hidden.get(&id).copied();
            wanted.or(hidden).unwrap_or(part)
        } else {
            part
        };
        if let Some(end) = self.survey.target(node, part)
            && self.survey.is_put(node, &end)
        {
            return self.instead(node, &end, part);
        }
        let kind = match &node.tree().kind {
            Kind::Object(_) => Kind::Object(self.members(node, part)),
            Kind::Array(_) => {
                let items = node.items();
                Kind::Array(items.map(|item| self.copy(&item, part.element())).collect())
            }
            other @ (Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_)) => {
                other.clone()
            }
        };
        let mut tree = Tree {
            kind,
            origin: node.tree().origin.clone(),
        };
        if self.survey.version_of(node) == Version::V3_0 && self.survey.latest > Version::V3_0 {
            rewrite::raise_object(part, &mut tree, node.at());
        }
        tree
    }

    /// What a reference leads to, in its place. A path item's own fields go before those that it refers to.
    fn instead(&self, site: &Node<'d>, end: &Node<'d>, part: Part) -> Tree {
        let mut tree = self.placed(end, part);
        if part == Part::PathItem
            && let Kind::Object(there) = &tree.kind
        {
            let mut members = self.members_but(site, part, "$ref");
            for (key, value) in there.iter() {
                let mut value = value.clone();
                if value.origin.is_none() {
                    value.origin = Some(end.at().key(key).into());
                }
                members.get_or_insert(key.clone(), value);
            }
            tree.kind = Kind::Object(members);
        }
        tree
    }

    fn members_but(&self, node: &Node<'d>, part: Part, left_out: &str) -> Members {
        let members = node.members().filter(|(key, _)| *key != left_out);
        members
            .map(|(key, value)| {
                let mut copy = self.copy(&value, part.under(key, value.tree()));
                if copy.origin.is_none() {
                    copy.origin = Some(value.origin());
                }
                (key.to_owned(), copy)
            })
            .collect()
    }

    fn members(&self, node: &Node<'d>, part: Part) -> Members {
        let mut members = Members::default();
        if let Some(address) = self.resources.address(node) {
            members.insert("$id".to_owned(), string(node, address.to_owned()));
        }
        for (key, value) in node.members() {
            let names = ["$id", "$anchor"];
            if self.is_one_resource && part == Part::Schema && names.contains(&key) {
                continue;
            }
            let (key, value) = self.member(node, part, key, &value);
            members.insert(key, value);
        }
        if part == Part::Discriminator {
            self.remap(node, &mut members);
        }
        members
    }

    fn member(&self, node: &Node<'d>, part: Part, key: &str, value: &Node<'d>) -> (String, Tree) {
        let text = match key {
            "$ref" if value.as_str().is_some() => self.reference(value, part),
            "$dynamicRef" if part == Part::Schema => self.reference(value, part),
            "operationRef" if part == Part::Link => self.operation(node, value),
            "externalValue" if part == Part::Example && node.get("value").is_none() => {
                if let Some(tree) = self.example(value) {
                    return ("value".to_owned(), tree);
                }
                None
            }
            _ => None,
        };
        let copy = match text {
            Some(text) => string(value, text),
            None => self.copy(value, part.under(key, value.tree())),
        };
        (key.to_owned(), copy)
    }

    /// Where the operation of a link stands in the one file; none where it stays what it is.
    fn operation(&self, link: &Node<'d>, reference: &Node<'d>) -> Option<String> {
        let text = reference.as_str()?.trim();
        let base = self.survey.index.base_of(Identity::of(link));
        let found = self.survey.index.find(base, text).ok();
        let end = found.map(|found| self.survey.index.through(&found.node));
        self.text(text, link, end.as_ref())
            .filter(|new| *new != text)
    }

    /// A reference's text in the one file; none where it stays what it is.
    fn reference(&self, reference: &Node<'d>, part: Part) -> Option<String> {
        let kind = part.kind();
        let kind = kind.or(part.is_collection().then_some(ObjectKind::Any))?;
        let text = reference.as_str()?.trim();
        let end = self.survey.resolve(reference, kind);
        self.text(text, reference, end.as_ref())
            .filter(|new| *new != text)
    }

    fn text(&self, text: &str, reference: &Node<'d>, end: Option<&Node<'d>>) -> Option<String> {
        let is_own = !self.survey.is_external(reference);
        let Some(end) = end.filter(|end| self.survey.pointer(Identity::of(end)).is_some()) else {
            return if is_own {
                None
            } else {
                self.seen_from_entry(text, reference)
            };
        };
        let has_own_base = self.survey.index.has_own_base(reference);
        let stays = if self.is_one_resource {
            let owner = self.resources.owner(self.survey, Identity::of(reference));
            text.starts_with("#/") && !has_own_base && owner.is_none()
        } else {
            text.starts_with('#') || has_own_base
        };
        if is_own && stays {
            return None;
        }
        let key = reference.at().split_last().map(|(_, key)| key.to_string());
        let anchor = end
            .get("$dynamicAnchor")
            .filter(|_| key.as_deref() == Some("$dynamicRef"));
        let anchor = anchor.as_ref().and_then(Node::as_str);
        self.resources.text(self.survey, reference, end, anchor)
    }

    /// What leads nowhere, as the entry would write it.
    fn seen_from_entry(&self, text: &str, reference: &Node<'d>) -> Option<String> {
        let base = self.survey.index.uri_of(reference);
        let (uri, fragment) = base.resolve(text).ok()?;
        let entry = &self.survey.document.uris[0];
        let path = if uri == *entry {
            String::new()
        } else {
            uri.relative_to(entry)
        };
        let hash = if text.contains('#') { "#" } else { "" };
        Some(format!("{path}{hash}{fragment}"))
    }

    fn remap(&self, node: &Node<'d>, members: &mut Members) {
        for value in mapped(node) {
            if self.survey.is_name(&value) {
                continue;
            }
            let end = self.survey.resolve_mapped(&value);
            let text = value.as_str().unwrap_or_default();
            let Some(text) = self.text(text, &value, end.as_ref()) else {
                continue;
            };
            let Some((_, key)) = value.at().split_last() else {
                continue;
            };
            let key = key.to_string();
            let is_tag = node
                .get("mapping")
                .and_then(|mapping| mapping.get(&key))
                .is_some_and(|found| Identity::of(&found) == Identity::of(&value));
            if !is_tag {
                members.insert(key, string(&value, text));
            } else if let Some(Kind::Object(tags)) =
                members.get_mut("mapping").map(|it| &mut it.kind)
            {
                tags.insert(key, string(&value, text));
            }
        }
    }

    /// The value of an example that is a file of its own.
    fn example(&self, reference: &Node<'d>) -> Option<Tree> {
        let text = reference.as_str()?.trim();
        let base = self.survey.index.base_of(Identity::of(reference));
        let found = self.survey.index.find(base, text).ok()?;
        Some(Tree {
            kind: found.node.tree().kind.clone(),
            origin: Some(found.node.origin()),
        })
    }
}

fn string(node: &Node<'_>, text: String) -> Tree {
    Tree {
        kind: Kind::String(text.into()),
        origin: node.tree().origin.clone(),
    }
}

/// Puts a value at the end of a way, which is made where it is missing.
fn put(root: &mut Tree, way: &[String], value: Tree) {
    let Some((key, rest)) = way.split_first() else {
        *root = value;
        return;
    };
    if !matches!(root.kind, Kind::Object(_)) {
        root.kind = Kind::Object(Members::default());
    }
    if let Kind::Object(members) = &mut root.kind {
        let next =
            members.get_or_insert(key.as_str(), Tree::from(Kind::Object(Members::default())));
        put(next, rest, value);
    }
}
