//! Which of several contents an element or a value has: what the choice's property says, else the first with the fewest faults.
//!
//! Only the element itself and the names in it are looked at, so that choices within choices cost no more than what they are in.

use serde_json::Value;

use super::element::Element;
use super::number::{boolean, number};
use super::pool::is_called;
use super::shape::{Branch, Content, Field, Kind, Node};

/// What is no value of the content at all.
const REFUSED: usize = 1000;

/// A value that is not among those listed.
const UNLISTED: usize = 100;

/// A required property that is not there.
const MISSING: usize = 10;

/// How far choices that only lead to choices are followed.
const CHOICES: usize = 8;

/// The content of an element.
pub(super) fn of_element(
    property: Option<&str>,
    branches: &'static [Branch],
    element: &Element,
) -> &'static Content {
    tagged(property, branches, |field| said(&field.node, element))
        .unwrap_or_else(|| least(branches, |content| element_faults(content, element, 0)))
}

/// The content of a JSON value.
pub(super) fn of_value(
    property: Option<&str>,
    branches: &'static [Branch],
    value: &Value,
) -> &'static Content {
    tagged(property, branches, |field| {
        value.get(field.property)?.as_str().map(str::to_owned)
    })
    .unwrap_or_else(|| least(branches, |content| value_faults(content, value, 0)))
}

fn tagged(
    property: Option<&str>,
    branches: &'static [Branch],
    text: impl Fn(&Field) -> Option<String>,
) -> Option<&'static Content> {
    let property = property?;
    let branch = branches.iter().find(|branch| {
        let Content::Record(fields, _) = branch.content else {
            return false;
        };
        let field = fields.iter().find(|field| field.property == property);
        let text = field.and_then(&text);
        text.is_some_and(|text| branch.tags.contains(&text.as_str()))
    });
    branch.map(|branch| branch.content)
}

fn least(
    branches: &'static [Branch],
    faults: impl Fn(&'static Content) -> usize,
) -> &'static Content {
    let contents = branches.iter().map(|branch| branch.content);
    contents
        .min_by_key(|content| faults(content))
        .unwrap_or(&Content::Any)
}

fn element_faults(content: &'static Content, element: &Element, depth: usize) -> usize {
    let is_empty = element.children.is_empty() && element.attributes.is_empty();
    match content {
        Content::Any => MISSING - 1,
        Content::Null if element.nil || is_empty => 0,
        Content::Nullable(_) if element.nil => 0,
        Content::Nullable(inner) => element_faults(inner, element, depth),
        Content::Choice(_, branches) if depth < CHOICES => {
            let faults = branches.iter();
            let faults = faults.map(|branch| element_faults(branch.content, element, depth + 1));
            faults.min().unwrap_or(REFUSED)
        }
        Content::Null | Content::Choice(..) => REFUSED,
        Content::Boolean
        | Content::Integer
        | Content::Number
        | Content::String
        | Content::Scalar
        | Content::Listed(..) => {
            let holds_more = element.elements().next().is_some();
            text_faults(content, &element.text()) + if holds_more { REFUSED } else { 0 }
        }
        Content::Record(fields, rest) => record_faults(fields, rest.is_some(), element),
        Content::Map(_) | Content::List(_) if has_text(element) => REFUSED,
        Content::Map(_) => MISSING / 2,
        Content::List(_) if element.elements().next().is_none() => MISSING / 2,
        Content::List(item) => {
            let others = element
                .elements()
                .filter(|child| !is_called(&item.name, &element.name.local, &child.name));
            others.count()
        }
        Content::Tuple(parts, rest) => {
            let parts = parts.iter().chain(*rest);
            let parts = parts.filter(|part| said(part, element).is_none());
            parts.count() * MISSING
        }
    }
}

fn has_text(element: &Element) -> bool {
    let text = element.own_text();
    text.is_some_and(|text| !text.trim().is_empty())
}

fn text_faults(content: &Content, text: &str) -> usize {
    let fits = match content {
        Content::Boolean => boolean(text).is_some(),
        Content::Integer => number(text).is_some_and(|number| !number.is_f64()),
        Content::Number => number(text).is_some(),
        Content::Listed(_, values) => values.contains(&text),
        // They take whatever the others do not.
        Content::String
        | Content::Scalar
        | Content::Any
        | Content::Null
        | Content::Nullable(_)
        | Content::Record(..)
        | Content::Map(_)
        | Content::List(_)
        | Content::Tuple(..)
        | Content::Choice(..) => return 1,
    };
    if fits { 0 } else { UNLISTED }
}

fn record_faults(fields: &'static [Field], open: bool, element: &Element) -> usize {
    let mut faults = 0;
    for field in fields {
        match (said(&field.node, element), field.node.content) {
            (Some(text), Content::Listed(_, values)) if !values.contains(&text.as_str()) => {
                faults += UNLISTED;
            }
            (None, _) if field.required => faults += MISSING,
            (Some(_) | None, _) => {}
        }
    }
    let is_known = |child: &&Element| {
        let mut names = fields.iter().map(|field| &field.node);
        names.any(|node| is_of(node, child))
    };
    let unknown = element.elements().filter(|child| !is_known(child));
    faults + if open { 0 } else { unknown.count() }
}

/// Whether an element is a node's, or one of its items.
fn is_of(node: &'static Node, child: &Element) -> bool {
    let inferred = node.name.local;
    match (node.kind, node.content.items()) {
        (Kind::Nothing, Some(item)) => is_called(&item.name, inferred, &child.name),
        (Kind::Nothing, None) => {
            if let Content::Record(fields, _) = node.content.non_null().0 {
                fields.iter().any(|field| {
                    field.node.kind == Kind::Element && is_called(&field.node.name, "", &child.name)
                })
            } else {
                is_called(&node.name, "", &child.name)
            }
        }
        (Kind::Element, _) => is_called(&node.name, "", &child.name),
        (Kind::Attribute | Kind::Text | Kind::Cdata, _) => false,
    }
}

/// The text of a node where it stands in the element.
fn said(node: &Node, element: &Element) -> Option<String> {
    match node.kind {
        Kind::Attribute => {
            let mut attributes = element.attributes.iter();
            let found = attributes.find(|(label, _)| is_called(&node.name, "", label))?;
            Some(found.1.clone())
        }
        Kind::Text | Kind::Cdata => element.own_text(),
        Kind::Element | Kind::Nothing => {
            // A table is constant: what is borrowed here is a copy of it.
            let node = *node;
            let mut elements = element.elements();
            let item = node.content.items().filter(|_| node.kind == Kind::Nothing);
            let name = item.map_or(node.name, |item| item.name);
            let inferred = node.name.local;
            let found = elements.find(|child| is_called(&name, inferred, &child.name));
            found.map(|child| {
                if child.children.len() == 1 {
                    child.text()
                } else {
                    String::new()
                }
            })
        }
    }
}

fn value_faults(content: &'static Content, value: &Value, depth: usize) -> usize {
    let fits = match (content, value) {
        (Content::Any, _) => return MISSING - 1,
        (Content::Nullable(_), Value::Null) => return 0,
        (Content::Nullable(inner), value) => return value_faults(inner, value, depth),
        (Content::Choice(_, branches), value) if depth < CHOICES => {
            let faults = branches.iter();
            let faults = faults.map(|branch| value_faults(branch.content, value, depth + 1));
            return faults.min().unwrap_or(REFUSED);
        }
        (Content::Listed(kind, values), value) => {
            let fits = value_faults(kind, value, depth);
            let text = super::spelling::plain(value);
            let listed = text.is_some_and(|text| values.contains(&text.as_str()));
            return fits + if listed { 0 } else { UNLISTED };
        }
        (Content::Record(fields, rest), Value::Object(object)) => {
            let has = |field: &&Field| object.contains_key(field.property);
            let missing = fields
                .iter()
                .filter(|field| field.required && !has(field))
                .count();
            let unlisted = fields
                .iter()
                .filter(|field| is_unlisted(field, value))
                .count();
            let known = fields.iter().filter(has).count();
            let unknown = if rest.is_some() {
                0
            } else {
                object.len() - known
            };
            return missing * MISSING + unlisted * UNLISTED + unknown;
        }
        (Content::Map(_), Value::Object(_)) => return MISSING / 2,
        (Content::Null, Value::Null)
        | (Content::Boolean | Content::Scalar, Value::Bool(_))
        | (Content::Number | Content::Scalar, Value::Number(_))
        | (Content::String | Content::Scalar, Value::String(_))
        | (Content::List(_) | Content::Tuple(..), Value::Array(_)) => true,
        (Content::Integer, Value::Number(number)) => !number.is_f64(),
        (_, _) => false,
    };
    if fits { 0 } else { REFUSED }
}

fn is_unlisted(field: &Field, value: &Value) -> bool {
    match (field.node.content, value.get(field.property)) {
        (Content::Listed(_, values), Some(value)) => {
            super::spelling::plain(value).is_none_or(|text| !values.contains(&text.as_str()))
        }
        _ => false,
    }
}
