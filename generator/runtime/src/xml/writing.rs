//! JSON values as elements.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use serde::Serialize;
use serde_json::{Map, Value};

use super::error::{Fault, XmlError};
use super::pool::local;
use super::scope::Scope;
use super::settled::{check, is_choice, settled};
use super::shape::{Content, Field, Kind, Name, Node, Root};
use super::spelling::{attribute, legal, plain};
use super::{ATTRIBUTE, INSTANCE, TEXT};

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
        scope: Scope::default(),
    };
    output.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    let node = &root.node;
    output
        .element(&node.name, "", node.content, &value, 0)
        .map_err(XmlError::unwritable)?;
    Ok(output.writer.into_inner())
}

struct Output {
    writer: Writer<Vec<u8>>,
    scope: Scope,
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
        let mark = self.scope.mark();
        let local = local(name, inferred);
        let qualified = self.scope.qualified(name, local, true)?;
        let mut attributes = Vec::new();
        if value.is_null() {
            attributes.push((
                self.scope.prefixed("xsi", INSTANCE, "nil"),
                "true".to_owned(),
            ));
        }
        self.attributes(content, value, &mut attributes)?;
        let mut start = BytesStart::new(qualified.as_str());
        for (prefix, namespace) in self.scope.since(mark) {
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
        self.scope.leave(mark);
        Ok(())
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
            let key = self.scope.qualified(&name, local, false)?;
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
        let key = self
            .scope
            .qualified(&field.node.name, field.node.name.local, false)?;
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

/// Something that no table describes, called like the property.
static ITEM: Node = Node::element("", &Content::Any);
