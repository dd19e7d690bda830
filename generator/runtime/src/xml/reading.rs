//! Elements as JSON values.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use serde_path_to_error::Segment;

use super::element::{Child, Element};
use super::error::{Fault, XmlError};
use super::number::scalar;
use super::others::{ANY, any, others};
use super::pool::{Pool, is_called};
use super::shape::{Content, Field, Kind, Node, Root};
use super::{DEPTH, choose, locate, tree};

/// Reads the one value that `bytes` hold as XML.
///
/// # Errors
///
/// An [`XmlError`] where the bytes are not XML, or do not have the shape of `T`.
pub fn read<T: DeserializeOwned>(bytes: &[u8], root: &Root) -> Result<T, XmlError> {
    let text = tree::text(bytes)?;
    let element = tree::parse(text)?;
    let wrong = |fault: Fault| XmlError::shape(text, fault.at, fault);
    let value = value(&element, root).map_err(wrong)?;
    serde_path_to_error::deserialize(value).map_err(|error| {
        let tokens = tokens(error.path());
        let at = locate::locate(&element, root, &tokens);
        let fault = Fault::new(at, error.inner().to_string());
        let fault = tokens
            .iter()
            .rev()
            .fold(fault, |fault, token| fault.under(token));
        XmlError::shape(text, at, fault)
    })
}

fn tokens(path: &serde_path_to_error::Path) -> Vec<String> {
    let tokens = path.iter().filter_map(|segment| match segment {
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Map { key } | Segment::Enum { variant: key } => Some(key.clone()),
        Segment::Unknown => None,
    });
    tokens.collect()
}

fn value(element: &Element, root: &Root) -> Result<Value, Fault> {
    let name = &root.node.name;
    if root.named && !is_called(name, "", &element.name) {
        let message = format!(
            "the root element is `{}`, expected `{}`",
            element.name.local, name.local
        );
        return Err(Fault::new(element.at, message));
    }
    of_element(root.node.content, element, 0)
}

/// What stands in an element of its own; `depth` is how many tables were entered for it.
fn of_element(content: &'static Content, element: &Element, depth: usize) -> Result<Value, Fault> {
    if depth > DEPTH {
        return Err(Fault::new(element.at, "too many values in one another"));
    }
    if element.nil {
        return Ok(Value::Null);
    }
    match content {
        Content::Any => any(element),
        Content::Null if element.children.is_empty() => Ok(Value::Null),
        Content::Nullable(inner) => of_element(inner, element, depth + 1),
        Content::Record(fields, rest) => {
            let mut pool = Pool::of(element);
            let mut object = self::fields(fields, &mut pool, depth)?;
            others(fields, *rest, &mut pool, &mut object)?;
            Ok(Value::Object(object))
        }
        Content::Map(value) => {
            let mut object = Map::new();
            others(&[], Some(value), &mut Pool::of(element), &mut object)?;
            Ok(Value::Object(object))
        }
        Content::List(item) => {
            let items = Pool::of(element).take(&item.name, &element.name.local);
            list(item, &items)
        }
        Content::Tuple(parts, rest) => {
            let children = element.children.iter();
            tuple(parts, *rest, children, &element.name.local)
        }
        Content::Choice(property, branches) => {
            let content = choose::of_element(*property, branches, element);
            of_element(content, element, depth + 1)
        }
        Content::Null
        | Content::Boolean
        | Content::Integer
        | Content::Number
        | Content::String
        | Content::Scalar
        | Content::Listed(..) => Ok(scalar(content, &element.text())),
    }
}

fn fields(
    fields: &'static [Field],
    pool: &mut Pool<'_>,
    depth: usize,
) -> Result<Map<String, Value>, Fault> {
    let mut object = Map::new();
    for field in fields {
        let value = field_value(field, pool, depth).map_err(|fault| fault.under(field.property))?;
        if let Some(value) = value {
            object.insert(field.property.to_owned(), value);
        }
    }
    Ok(object)
}

/// A property's value; none where nothing of it stands there.
fn field_value(
    field: &'static Field,
    pool: &mut Pool<'_>,
    depth: usize,
) -> Result<Option<Value>, Fault> {
    let node = &field.node;
    let (content, nullable) = node.content.non_null();
    match node.kind {
        Kind::Attribute => {
            let text = pool.attribute(&node.name);
            // A null that must be there is written as nothing (OpenAPI 3.2 section 4.27.3). One that may be absent is absent: null
            // would say what nobody wrote.
            let null = (nullable && field.required).then_some(Value::Null);
            Ok(text.map(|text| scalar(content, text)).or(null))
        }
        Kind::Text => Ok(text(field, pool.element.own_text())),
        Kind::Cdata => {
            let sections = pool.element.cdata();
            Ok(text(field, sections.or_else(|| pool.element.own_text())))
        }
        Kind::Element => {
            let elements = pool.take(&node.name, "");
            keyed(node, &elements)
        }
        Kind::Nothing => within(field, pool, depth),
    }
}

/// The value of the elements of one name.
pub(super) fn keyed(node: &'static Node, elements: &[&Element]) -> Result<Option<Value>, Fault> {
    let items = node.content.items();
    match (elements, items) {
        ([], _) => Ok(None),
        ([only], _) if node.kind != Kind::Nothing => of_element(node.content, only, 0).map(Some),
        ([only], Some(item)) if only.nil && !may_be_null(item) => Ok(Some(Value::Null)),
        // Several elements are the items of the list that a choice has.
        (_, Some(item)) if node.kind == Kind::Nothing || is_choice(node) => {
            list(item, elements).map(Some)
        }
        ([only], _) => of_element(node.content, only, 0).map(Some),
        (_, _) if matches!(node.content.non_null().0, Content::Any) => {
            list(&ANY, elements).map(Some)
        }
        ([_, second, ..], _) => {
            let message = format!("`{}` stands there twice", second.name.local);
            Err(Fault::new(second.at, message))
        }
    }
}

fn may_be_null(node: &Node) -> bool {
    matches!(node.content, Content::Nullable(_) | Content::Null)
}

fn is_choice(node: &'static Node) -> bool {
    matches!(node.content.non_null().0, Content::Choice(..))
}

/// The value of what stands directly in the element around it.
fn within(
    field: &'static Field,
    pool: &mut Pool<'_>,
    depth: usize,
) -> Result<Option<Value>, Fault> {
    let node = &field.node;
    if depth > DEPTH {
        let message = "too many values in one another";
        return Err(Fault::new(pool.element.at, message));
    }
    match node.content.non_null().0 {
        Content::List(item) => {
            let elements = pool.take(&item.name, node.name.local);
            // A list without items is as good as none.
            let empty = field.required.then(|| Value::Array(Vec::new()));
            Ok(keyed(node, &elements)?.or(empty))
        }
        Content::Tuple(parts, rest) => {
            let children = pool.element.children.iter();
            let value = tuple(parts, *rest, children, node.name.local)?;
            for part in parts.iter().chain(*rest) {
                pool.take(&part.name, node.name.local);
            }
            let is_empty = value.as_array().is_some_and(Vec::is_empty);
            Ok((field.required || !is_empty).then_some(value))
        }
        Content::Record(inner, rest) => {
            let mut object = fields(inner, pool, depth + 1)?;
            if rest.is_some() {
                others(inner, *rest, pool, &mut object)?;
            }
            Ok((field.required || !object.is_empty()).then_some(Value::Object(object)))
        }
        Content::Map(value) => {
            let mut object = Map::new();
            others(&[], Some(value), pool, &mut object)?;
            Ok((field.required || !object.is_empty()).then_some(Value::Object(object)))
        }
        Content::Choice(..) | Content::Any => {
            let elements = pool.take(&node.name, "");
            keyed(node, &elements)
        }
        Content::Null
        | Content::Boolean
        | Content::Integer
        | Content::Number
        | Content::String
        | Content::Scalar
        | Content::Listed(..)
        | Content::Nullable(_) => Ok(text(field, pool.element.own_text())),
    }
}

/// A scalar that is the text of the element around it.
fn text(field: &Field, text: Option<String>) -> Option<Value> {
    let text = text.filter(|text| field.required || !text.is_empty())?;
    Some(scalar(field.node.content, &text))
}

fn list(item: &'static Node, elements: &[&Element]) -> Result<Value, Fault> {
    let items = elements.iter().enumerate().map(|(index, element)| {
        of_element(item.content, element, 0).map_err(|fault| fault.under(&index.to_string()))
    });
    items
        .collect::<Result<Vec<Value>, Fault>>()
        .map(Value::Array)
}

/// Parts by their order. What is none of them is passed over.
fn tuple<'e>(
    parts: &'static [Node],
    rest: Option<&'static Node>,
    children: impl Iterator<Item = &'e Child>,
    inferred: &str,
) -> Result<Value, Fault> {
    let mut values = Vec::new();
    let mut left = parts.iter();
    let mut next = left.next().or(rest);
    for child in children {
        let Some(part) = next else { break };
        let value = match (part.kind, child) {
            (Kind::Text | Kind::Cdata, Child::Text(text) | Child::Cdata(text)) => {
                scalar(part.content, text)
            }
            (Kind::Element | Kind::Nothing, Child::Element(element))
                if is_called(&part.name, inferred, &element.name) =>
            {
                of_element(part.content, element, 0)
                    .map_err(|fault| fault.under(&values.len().to_string()))?
            }
            _ => continue,
        };
        values.push(value);
        next = left.next().or(rest);
    }
    Ok(Value::Array(values))
}
