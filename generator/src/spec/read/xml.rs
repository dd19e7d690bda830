//! The XML Object.

use std::collections::HashSet;

use super::object::Object;
use super::{Reader, field};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::document::Node;
use crate::source::Location;
use crate::spec::dialect::Dialect;
use crate::spec::{JsonType, Schema, Schemas, Xml, XmlNode, is_xml_name};

/// Reads `xml`.
pub(super) fn read(diagnostics: &mut Diagnostics, reader: &Reader<'_>, node: &Node<'_>) -> Xml {
    let mut xml = Xml::silent(node.at().clone());
    let mut older = None;
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "name" => name(diagnostics, &mut xml, &value),
            "namespace" => xml.namespace = namespace(diagnostics, &value),
            "prefix" => xml.prefix = prefix(diagnostics, &value),
            "attribute" if field::flag(diagnostics, &value) => older = Some(XmlNode::Attribute),
            "wrapped" if field::flag(diagnostics, &value) => older = Some(XmlNode::Element),
            "attribute" | "wrapped" => {}
            "nodeType" => {
                reader.dialect.since(diagnostics, Dialect::V32, key, &value);
                xml.node = node_type(diagnostics, &value);
            }
            _ => field::unknown(diagnostics, Object::Xml, key, &value),
        }
    }
    if node.get("nodeType").is_none() {
        xml.node = older;
    } else if older.is_some() {
        let message = "`attribute` and `wrapped` are not read beside `nodeType`";
        wrong(diagnostics, node.at(), message, "take them out");
    }
    xml
}

fn name(diagnostics: &mut Diagnostics, xml: &mut Xml, node: &Node<'_>) {
    let Some(text) = field::text(diagnostics, node) else {
        return;
    };
    let (prefix, local) = match text.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, text.as_str()),
    };
    if !is_xml_name(local) || !prefix.is_none_or(is_xml_name) {
        let message = format!("`{text}` is no name in XML, and is ignored");
        wrong(diagnostics, node.at(), message, NAMES);
        return;
    }
    xml.name = Some(local.to_owned());
    if let (Some(prefix), None) = (prefix, &xml.prefix) {
        xml.prefix = Some(prefix.to_owned());
    }
}

const NAMES: &str =
    "a name begins with a letter or `_` and goes on with letters, digits, `-`, `_` and `.`";

fn prefix(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<String> {
    let text = field::text(diagnostics, node)?;
    // Namespaces in XML 1.0, section 3: such prefixes are XML's own.
    let is_reserved = text.to_ascii_lowercase().starts_with("xml");
    if is_reserved || !is_xml_name(&text) {
        let message = format!("`{text}` cannot be a prefix in XML, and is ignored");
        wrong(diagnostics, node.at(), message, NAMES);
        return None;
    }
    Some(text)
}

fn namespace(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<String> {
    let text = field::text(diagnostics, node)?;
    let scheme = text.split_once(':').map(|(scheme, _)| scheme);
    let is_scheme = |scheme: &str| {
        let mut characters = scheme.chars();
        characters.next().is_some_and(|c| c.is_ascii_alphabetic())
            && characters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    if !scheme.is_some_and(is_scheme) {
        let message = format!("`{text}` is no absolute URI, and is written as it stands");
        let help = "a namespace is an absolute URI: `https://example.com/schema/sample`";
        wrong(diagnostics, node.at(), message, help);
    }
    Some(text)
}

fn node_type(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<XmlNode> {
    let text = field::text(diagnostics, node)?;
    let parsed = XmlNode::parse(&text);
    if parsed.is_none() {
        let words = format!("`{text}` is no type of node, and is ignored");
        let help = "it is `element`, `attribute`, `text`, `cdata` or `none`";
        field::wrong_value(diagnostics, node, words, help);
    }
    parsed
}

fn wrong(
    diagnostics: &mut Diagnostics,
    at: &Location,
    message: impl Into<String>,
    help: impl Into<String>,
) {
    diagnostics.push(Diagnostic::new(Code::INVALID_XML, at.clone(), message).help(help));
}

/// Tells of nodes that the schema's own type cannot be, once all of it is read.
pub(super) fn check(diagnostics: &mut Diagnostics, schema: &mut Schema, node: &Node<'_>) {
    let types = &schema.types;
    let is_object = types.contains(JsonType::Object) || !schema.properties.is_empty();
    let is_other = !types.is_empty() && !types.contains(JsonType::Array);
    let Some(xml) = &mut schema.xml else { return };
    let is_wrapped = node
        .get("xml")
        .is_some_and(|xml| xml.get("wrapped").is_some());
    match xml.node {
        Some(node @ (XmlNode::Attribute | XmlNode::Text | XmlNode::Cdata)) if is_object => {
            let kind = match node {
                XmlNode::Attribute => "an attribute",
                XmlNode::Text | XmlNode::Cdata | XmlNode::Element | XmlNode::Nothing => "text",
            };
            let message = format!("an object cannot be {kind}; it is an element");
            let help = "say so of its properties instead";
            wrong(diagnostics, &xml.at, message, help);
            xml.node = None;
        }
        // An element is what it is anyway: only `wrapped` says so.
        Some(XmlNode::Element) if is_other && is_wrapped => {
            let message = "`wrapped` is for arrays, and is ignored";
            wrong(diagnostics, &xml.at, message, "take it out");
            xml.node = None;
        }
        Some(_) | None => {}
    }
}

/// Tells of prefixes that no schema has a namespace for: nothing declares them.
pub(super) fn check_prefixes(diagnostics: &mut Diagnostics, schemas: &Schemas) {
    let all = || {
        schemas
            .iter()
            .filter_map(|(_, schema)| schema.xml.as_deref())
    };
    let declared: HashSet<&str> = all()
        .filter(|xml| xml.namespace.is_some())
        .filter_map(|xml| xml.prefix.as_deref())
        .collect();
    for xml in all().filter(|xml| xml.namespace.is_none()) {
        if let Some(prefix) = xml.prefix.as_deref()
            && !declared.contains(prefix)
        {
            let message = format!("prefix `{prefix}` stands for no namespace, and is not written");
            let help =
                format!("add the namespace: `namespace: https://…` beside `prefix: {prefix}`");
            wrong(diagnostics, &xml.at, message, help);
        }
    }
}
