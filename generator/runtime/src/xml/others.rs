//! What no table describes, as JSON values.

use serde_json::{Map, Value};

use super::element::Element;
use super::error::Fault;
use super::pool::Pool;
use super::reading::keyed;
use super::shape::{Content, Field, Node};
use super::{ATTRIBUTE, TEXT};

/// An item that nothing is known of.
pub(super) static ANY: Node = Node::element("", &Content::Any);

/// What no property took. A type that does not want it leaves it out.
pub(super) fn others(
    fields: &'static [Field],
    rest: Option<&'static Node>,
    pool: &mut Pool<'_>,
    object: &mut Map<String, Value>,
) -> Result<(), Fault> {
    let is_declared = |name: &str| fields.iter().any(|field| field.property == name);
    for (name, elements) in pool.others() {
        if is_declared(name) {
            continue;
        }
        let value = keyed(rest.unwrap_or(&ANY), &elements);
        let value = value.map_err(|fault| fault.under(name))?;
        object.extend(value.map(|value| (name.to_owned(), value)));
    }
    if rest.is_none() {
        object.extend(attributes(pool));
    }
    Ok(())
}

fn attributes(pool: &Pool<'_>) -> Vec<(String, Value)> {
    let attributes = pool.other_attributes();
    attributes
        .map(|(name, text)| (format!("{ATTRIBUTE}{name}"), Value::String(text.to_owned())))
        .collect()
}

/// An element that no table describes.
pub(super) fn any(element: &Element) -> Result<Value, Fault> {
    if element.attributes.is_empty() && element.elements().next().is_none() {
        return Ok(Value::String(element.text()));
    }
    let mut pool = Pool::of(element);
    let mut object: Map<String, Value> = attributes(&pool).into_iter().collect();
    others(&[], Some(&ANY), &mut pool, &mut object)?;
    let text = element.own_text().filter(|text| !text.is_empty());
    object.extend(text.map(|text| (TEXT.to_owned(), Value::String(text))));
    Ok(Value::Object(object))
}
