//! JSON values as elements.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::escape::{escape, partial_escape};
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;
use serde::Serialize;
use serde_json::{Map, Value};

use super::error::{Fault, XmlError};
use super::pool::local;
use super::shape::{Content, Field, Kind, Name, Node, Root};
use super::tree::is_legal;
use super::{ATTRIBUTE, DEPTH, INSTANCE, NESTING, TEXT, choose};

/// Writes a value as XML.
///
/// # Errors
///
/// An [`XmlError`] where the value has no JSON form, or holds a character or a name that XML has not.
pub fn write<T: Serialize + ?Sized>(value: &T, root: &Root) -> Result<Vec<u8>, XmlError> {
    let value = serde_json::to_value(value)
        .map_err(|error| XmlError::unwritable(Fault::new(0, error.to_string())))?;
    let mut output = Output {
        writer: Writer::new(Vec::new()),
        scope: Vec::new(),
    };
    output.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let node = &root.node;
    output
        .element(&node.name, "", node.content, &value, 0)
        .map_err(XmlError::unwritable)?;
    Ok(output.writer.into_inner())
}

/// The text of a scalar.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        // What a list is in an attribute (XML Schema part 2, section 2.4.1.2).
        Value::Array(items) => {
            let items: Option<Vec<String>> = items
                .iter()
                .map(|item| if item.is_array() { None } else { plain(item) })
                .collect();
            items.map(|items| items.join(" "))
        }
        Value::Object(_) => None,
    }
}

struct Output {
    writer: Writer<Vec<u8>>,
    /// The prefixes that are in use, the innermost last; the empty one is the default's.
    scope: Vec<(String, String)>,
}

type Written = Result<(), Fault>;

impl Output {
    fn event(&mut self, event: Event<'_>) {
        // Writing to a list of bytes cannot fail.
        let _ = self.writer.write_event(event);
    }

    fn element(
        &mut self,
        name: &Name,
        inferred: &str,
        content: &'static Content,
        value: &Value,
        depth: usize,
    ) -> Written {
        check(depth)?;
        let content = settled(content, value);
        let mark = self.scope.len();
        let local = local(name, inferred);
        let qualified = self.qualified(name, local, true)?;
        let mut attributes = Vec::new();
        if value.is_null() {
            attributes.push((self.prefixed("xsi", INSTANCE, "nil"), "true".to_owned()));
        }
        self.attributes(content, value, &mut attributes)?;
        let mut start = BytesStart::new(qualified.as_str());
        for (prefix, namespace) in &self.scope[mark..] {
            let key = match prefix.as_str() {
                "" => "xmlns".to_owned(),
                prefix => format!("xmlns:{prefix}"),
            };
            start.push_attribute(attribute(&key, namespace));
        }
        for (key, text) in &attributes {
            start.push_attribute(attribute(key, text));
        }
        if value.is_null() {
            self.event(Event::Empty(start));
        } else {
            self.event(Event::Start(start));
            self.content(content, value, local, depth)?;
            self.event(Event::End(BytesEnd::new(qualified.as_str())));
        }
        self.scope.truncate(mark);
        Ok(())
    }

    /// A name with its prefix, which is declared if it is not yet.
    fn qualified(&mut self, name: &Name, local: &str, is_element: bool) -> Result<String, Fault> {
        if !is_name(local) {
            return Err(Fault::new(0, format!("`{local}` is no name in XML")));
        }
        Ok(match (name.prefix, name.namespace) {
            (Some(prefix), Some(namespace)) => self.prefixed(prefix, namespace, local),
            (None, Some(namespace)) if is_element => {
                if self.bound("") != Some(namespace) {
                    self.scope.push((String::new(), namespace.to_owned()));
                }
                local.to_owned()
            }
            (None, Some(namespace)) => self.prefixed("ns", namespace, local),
            // It stands for whatever an element around it declares it for.
            (Some(prefix), None) if self.bound(prefix).is_some() => format!("{prefix}:{local}"),
            (Some(_) | None, None) => local.to_owned(),
        })
    }

    fn prefixed(&mut self, prefix: &str, namespace: &str, local: &str) -> String {
        let mut prefix = prefix.to_owned();
        // Another namespace may have it already, on this very element.
        while self.bound(&prefix).is_some_and(|bound| bound != namespace) {
            prefix.push('_');
        }
        if self.bound(&prefix).is_none() {
            self.scope.push((prefix.clone(), namespace.to_owned()));
        }
        format!("{prefix}:{local}")
    }

    fn bound(&self, prefix: &str) -> Option<&str> {
        let mut scope = self.scope.iter().rev();
        let found = scope.find(|(known, _)| known == prefix);
        found.map(|(_, namespace)| namespace.as_str())
    }

    /// The attributes that an element has of its value.
    fn attributes(
        &mut self,
        content: &'static Content,
        value: &Value,
        out: &mut Vec<(String, String)>,
    ) -> Written {
        let Value::Object(object) = value else {
            return Ok(());
        };
        let fields: &[Field] = if let Content::Record(fields, _) = content {
            fields
        } else if matches!(content, Content::Any) {
            &[]
        } else {
            return Ok(());
        };
        for field in fields {
            let value = object.get(field.property).unwrap_or(&Value::Null);
            let written = match field.node.kind {
                Kind::Attribute if !value.is_null() => self.attribute(field, value, out),
                Kind::Nothing => self.attributes(settled(field.node.content, value), value, out),
                Kind::Attribute | Kind::Element | Kind::Text | Kind::Cdata => Ok(()),
            };
            written.map_err(|fault| fault.under(field.property))?;
        }
        for (key, value) in object {
            let Some(local) = key.strip_prefix(ATTRIBUTE) else {
                continue;
            };
            if fields.iter().any(|field| field.property == key) {
                continue;
            }
            let name = Name {
                local: "",
                namespace: None,
                prefix: None,
            };
            let key = self.qualified(&name, local, false)?;
            out.push((key, legal(plain(value))?));
        }
        Ok(())
    }

    fn attribute(
        &mut self,
        field: &Field,
        value: &Value,
        out: &mut Vec<(String, String)>,
    ) -> Written {
        let key = self.qualified(&field.node.name, field.node.name.local, false)?;
        out.push((key, legal(plain(value))?));
        Ok(())
    }

    /// What stands in an element.
    fn content(
        &mut self,
        content: &'static Content,
        value: &Value,
        inferred: &str,
        depth: usize,
    ) -> Written {
        match (content, value) {
            (Content::Record(fields, rest), Value::Object(object)) => {
                self.fields(fields, object, depth)?;
                self.others(fields, *rest, object, depth)
            }
            (Content::Map(node), Value::Object(object)) => {
                self.others(&[], Some(node), object, depth)
            }
            (Content::List(item), Value::Array(items)) => self.items(item, items, inferred, depth),
            (Content::Tuple(parts, rest), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    let part = parts.get(index).or(*rest).unwrap_or(&ITEM);
                    self.part(part, item, inferred, depth)
                        .map_err(|fault| fault.under(&index.to_string()))?;
                }
                Ok(())
            }
            (_, Value::Object(object)) => self.others(&[], None, object, depth),
            (Content::Any, Value::Array(items)) => self.items(&ITEM, items, inferred, depth),
            (_, scalar) => self.text(scalar),
        }
    }

    fn fields(
        &mut self,
        fields: &'static [Field],
        object: &Map<String, Value>,
        depth: usize,
    ) -> Written {
        for field in fields {
            if let Some(value) = object.get(field.property) {
                self.part(&field.node, value, "", depth)
                    .map_err(|fault| fault.under(field.property))?;
            }
        }
        Ok(())
    }

    /// Properties that no field is for.
    fn others(
        &mut self,
        fields: &'static [Field],
        rest: Option<&'static Node>,
        object: &Map<String, Value>,
        depth: usize,
    ) -> Written {
        let is_declared = |name: &str| fields.iter().any(|field| field.property == name);
        for (key, value) in object {
            if is_declared(key) || key.starts_with(ATTRIBUTE) {
                continue;
            }
            let written = if key == TEXT {
                self.text(value)
            } else {
                self.part(rest.unwrap_or(&ITEM), value, key, depth)
            };
            written.map_err(|fault| fault.under(key))?;
        }
        Ok(())
    }

    /// A part of a value, as the node that it is.
    fn part(
        &mut self,
        node: &'static Node,
        value: &Value,
        inferred: &str,
        depth: usize,
    ) -> Written {
        let content = settled(node.content, value);
        let called = local(&node.name, inferred);
        match (node.kind, content, value) {
            (Kind::Attribute, _, _) => Ok(()),
            (Kind::Text, _, _) => self.text(value),
            (Kind::Cdata, _, _) => self.cdata(value),
            (Kind::Nothing, Content::List(item), Value::Array(items)) => {
                self.items(item, items, called, depth)
            }
            (
                Kind::Nothing,
                Content::Record(..) | Content::Tuple(..) | Content::Map(_),
                Value::Object(_) | Value::Array(_),
            ) => {
                check(depth)?;
                self.content(content, value, called, depth + 1)
            }
            // The list that a choice has, and a list where nothing is known.
            (Kind::Element, Content::List(item), Value::Array(items)) if is_choice(node) => {
                for (index, value) in items.iter().enumerate() {
                    self.element(&node.name, inferred, item.content, value, depth + 1)
                        .map_err(|fault| fault.under(&index.to_string()))?;
                }
                Ok(())
            }
            (_, Content::Any, Value::Array(items)) => self.items(&ITEM, items, called, depth),
            (Kind::Element | Kind::Nothing, _, _) => {
                self.element(&node.name, inferred, node.content, value, depth + 1)
            }
        }
    }

    fn items(
        &mut self,
        item: &'static Node,
        items: &[Value],
        inferred: &str,
        depth: usize,
    ) -> Written {
        for (index, value) in items.iter().enumerate() {
            self.element(&item.name, inferred, item.content, value, depth + 1)
                .map_err(|fault| fault.under(&index.to_string()))?;
        }
        Ok(())
    }

    fn text(&mut self, value: &Value) -> Written {
        let text = legal(plain(value))?;
        let mut text = partial_escape(text.as_str());
        // A reader takes a carriage return for the end of a line (XML 1.0 section 2.11).
        if text.contains('\r') {
            text = Cow::Owned(text.replace('\r', "&#13;"));
        }
        self.event(Event::Text(BytesText::from_escaped(text)));
        Ok(())
    }

    fn cdata(&mut self, value: &Value) -> Written {
        let text = legal(plain(value))?;
        // In a section a carriage return cannot be spelled at all.
        if text.contains('\r') {
            return self.text(value);
        }
        for section in BytesCData::escaped(&text) {
            self.event(Event::CData(section));
        }
        Ok(())
    }
}

/// What is read is no deeper either.
fn check(depth: usize) -> Written {
    if depth < NESTING {
        Ok(())
    } else {
        let message = format!("more than {NESTING} elements in one another");
        Err(Fault::new(0, message))
    }
}

/// Something that no table describes, called like the property.
static ITEM: Node = Node::element("", &Content::Any);

fn is_choice(node: &Node) -> bool {
    matches!(node.content.non_null().0, Content::Choice(..))
}

/// The content that a value has: behind null, lists of values and choices. What it does not fit is written as it is.
fn settled(content: &'static Content, value: &Value) -> &'static Content {
    let mut content = content;
    for _ in 0..DEPTH {
        content = match content {
            Content::Nullable(inner) | Content::Listed(inner, _) => inner,
            Content::Choice(property, branches) => choose::of_value(*property, branches, value),
            Content::Record(..) | Content::Map(_) if value.is_array() => return &Content::Any,
            Content::List(_) | Content::Tuple(..) if value.is_object() => return &Content::Any,
            Content::Any
            | Content::Null
            | Content::Boolean
            | Content::Integer
            | Content::Number
            | Content::String
            | Content::Scalar
            | Content::Record(..)
            | Content::Map(_)
            | Content::List(_)
            | Content::Tuple(..) => return content,
        };
    }
    &Content::Any
}

fn attribute<'a>(key: &'a str, text: &'a str) -> Attribute<'a> {
    let mut value = escape(text);
    // A reader takes each of these for a space (XML 1.0 section 3.3.3).
    for (character, reference) in [("\t", "&#9;"), ("\n", "&#10;"), ("\r", "&#13;")] {
        if value.contains(character) {
            value = Cow::Owned(value.replace(character, reference));
        }
    }
    Attribute {
        key: QName(key.as_bytes()),
        value: match value {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        },
    }
}

/// The text, where it is one that XML can hold.
fn legal(text: Option<String>) -> Result<String, Fault> {
    let Some(text) = text else {
        return Err(Fault::new(0, "an object cannot be written as text"));
    };
    match text.chars().find(|character| !is_legal(*character)) {
        Some(character) => {
            let message = format!("XML cannot hold U+{:04X}", u32::from(character));
            Err(Fault::new(0, message))
        }
        None => Ok(text),
    }
}

/// `NCName` (Namespaces in XML 1.0, section 3), as far as ASCII goes.
fn is_name(text: &str) -> bool {
    let is_start = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    let is_part = |c: char| is_start(c) || c.is_ascii_digit() || c == '-' || c == '.';
    text.starts_with(is_start) && text.chars().all(|c| is_part(c) && is_legal(c))
}
