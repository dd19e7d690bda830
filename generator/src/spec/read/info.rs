use super::field;
use super::object::Object;
use crate::diagnostics::Diagnostics;
use crate::document::Node;
use crate::spec::dialect::Dialect;
use crate::spec::{Contact, ExternalDocs, Info, License, Tag};

/// Reads the Info Object; without one, the document has no name.
pub(super) fn read(diagnostics: &mut Diagnostics, dialect: Dialect, root: &Node<'_>) -> Info {
    let more = root.get("externalDocs");
    let external_docs = more.and_then(|node| external_docs(diagnostics, &node));
    let Some(node) = root.get("info") else {
        let help = "add `info` with a `title` and a `version`";
        field::missing(diagnostics, root, "info", help);
        return Info {
            external_docs,
            ..Info::unsaid(root.at().clone())
        };
    };
    let mut info = Info::unsaid(node.at().clone());
    let mut titled = false;
    let mut versioned = false;
    for (key, value) in field::members(diagnostics, &node) {
        match key {
            "title" => {
                titled = true;
                info.title = field::text(diagnostics, &value).unwrap_or_default();
            }
            "version" => {
                versioned = true;
                info.version = field::text(diagnostics, &value);
            }
            "summary" => {
                dialect.since(diagnostics, Dialect::V31, key, &value);
                info.summary = field::text(diagnostics, &value);
            }
            "description" => info.description = field::text(diagnostics, &value),
            "termsOfService" => info.terms_of_service = field::text(diagnostics, &value),
            "contact" => info.contact = Some(contact(diagnostics, &value)),
            "license" => info.license = Some(license(diagnostics, dialect, &value)),
            _ => field::unknown(diagnostics, Object::Info, key, &value),
        }
    }
    if node.is_object() && !titled {
        let help = "add the API's name: `title: …`";
        field::missing(diagnostics, &node, "title", help);
    }
    if node.is_object() && !versioned {
        let help = "add the API's own version, in quotes: `version: '1.0.0'`";
        field::missing(diagnostics, &node, "version", help);
    }
    info.external_docs = external_docs;
    info
}

/// Reads an External Documentation Object; without an address it leads nowhere.
pub(super) fn external_docs(
    diagnostics: &mut Diagnostics,
    node: &Node<'_>,
) -> Option<ExternalDocs> {
    let (mut url, mut description) = (None, None);
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "url" => url = field::text(diagnostics, &value),
            "description" => description = field::text(diagnostics, &value),
            _ => field::unknown(diagnostics, Object::ExternalDocs, key, &value),
        }
    }
    if node.is_object() && node.get("url").is_none() {
        let help = "say where it stands: `url: …`";
        field::missing(diagnostics, node, "url", help);
    }
    let url = url?;
    Some(ExternalDocs { url, description })
}

fn contact(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Contact {
    let mut contact = Contact {
        at: node.at().clone(),
        name: None,
        url: None,
        email: None,
    };
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "name" => contact.name = field::text(diagnostics, &value),
            "url" => contact.url = field::text(diagnostics, &value),
            "email" => contact.email = field::text(diagnostics, &value),
            _ => field::unknown(diagnostics, Object::Contact, key, &value),
        }
    }
    contact
}

fn license(diagnostics: &mut Diagnostics, dialect: Dialect, node: &Node<'_>) -> License {
    let mut license = License {
        at: node.at().clone(),
        name: None,
        identifier: None,
        url: None,
    };
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "name" => license.name = field::text(diagnostics, &value),
            "identifier" => {
                dialect.since(diagnostics, Dialect::V31, key, &value);
                license.identifier = field::text(diagnostics, &value);
            }
            "url" => license.url = field::text(diagnostics, &value),
            _ => field::unknown(diagnostics, Object::License, key, &value),
        }
    }
    license
}

/// Reads the document's tags; one without a name is none.
pub(super) fn tags(diagnostics: &mut Diagnostics, dialect: Dialect, node: &Node<'_>) -> Vec<Tag> {
    field::items(diagnostics, node)
        .filter_map(|item| tag(diagnostics, dialect, &item))
        .collect()
}

fn tag(diagnostics: &mut Diagnostics, dialect: Dialect, node: &Node<'_>) -> Option<Tag> {
    let mut named = false;
    let mut tag = Tag {
        at: node.at().clone(),
        name: String::new(),
        summary: None,
        parent: None,
        kind: None,
        external_docs: None,
        description: None,
    };
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "name" => {
                let name = field::text(diagnostics, &value);
                named = name.is_some();
                tag.name = name.unwrap_or_default();
            }
            "description" => tag.description = field::text(diagnostics, &value),
            "summary" | "parent" | "kind" => {
                dialect.since(diagnostics, Dialect::V32, key, &value);
                let field = match key {
                    "summary" => &mut tag.summary,
                    "parent" => &mut tag.parent,
                    _ => &mut tag.kind,
                };
                *field = field::text(diagnostics, &value);
            }
            "externalDocs" => tag.external_docs = external_docs(diagnostics, &value),
            _ => field::unknown(diagnostics, Object::Tag, key, &value),
        }
    }
    if !named && node.is_object() && node.get("name").is_none() {
        field::missing(
            diagnostics,
            node,
            "name",
            "say what it is called: `name: …`",
        );
    }
    named.then_some(tag)
}
