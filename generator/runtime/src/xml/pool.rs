//! What stands in an element, each part of which is taken once.

use std::collections::HashMap;

use super::element::{Element, Label};
use super::shape::Name;

/// An element whose attributes and elements are looked for by name.
pub(super) struct Pool<'e> {
    pub(super) element: &'e Element,
    elements: Vec<Option<&'e Element>>,
    by_name: HashMap<&'e str, Vec<usize>>,
    attributes: Vec<bool>,
}

impl<'e> Pool<'e> {
    pub(super) fn of(element: &'e Element) -> Self {
        let elements: Vec<Option<&Element>> = element.elements().map(Some).collect();
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, child) in element.elements().enumerate() {
            by_name.entry(&child.name.local).or_default().push(index);
        }
        Self {
            element,
            elements,
            by_name,
            attributes: vec![true; element.attributes.len()],
        }
    }

    /// The elements of a name, in document order, wherever they stand.
    pub(super) fn take(&mut self, name: &Name, inferred: &str) -> Vec<&'e Element> {
        let local = local(name, inferred);
        let indices = self.by_name.get(local).into_iter().flatten();
        let mut taken = Vec::new();
        for index in indices {
            let place = &mut self.elements[*index];
            taken.extend(place.take_if(|element| is_in(name, &element.name)));
        }
        taken
    }

    /// The attribute of a name. One without a prefix is in no namespace (Namespaces in XML 1.0, section 6.2).
    pub(super) fn attribute(&mut self, name: &Name) -> Option<&'e str> {
        let mut attributes = self.element.attributes.iter().zip(&mut self.attributes);
        let ((_, value), free) = attributes.find(|((label, _), free)| {
            **free && *label.local == *name.local && is_in(name, label)
        })?;
        *free = false;
        Some(value)
    }

    /// The elements that nobody took, by their names in document order.
    pub(super) fn others(&mut self) -> Vec<(&'e str, Vec<&'e Element>)> {
        let mut others: Vec<(&str, Vec<&Element>)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for element in self.elements.iter_mut().filter_map(Option::take) {
            let name = &*element.name.local;
            let place = *places.entry(name).or_insert(others.len());
            if place == others.len() {
                others.push((name, Vec::new()));
            }
            others[place].1.push(element);
        }
        others
    }

    /// The attributes that nobody took.
    pub(super) fn other_attributes(&self) -> impl Iterator<Item = (&'e str, &'e str)> {
        let attributes = self.element.attributes.iter().zip(&self.attributes);
        attributes
            .filter(|(_, free)| **free)
            .map(|((label, value), _)| (&*label.local, value.as_str()))
    }
}

/// The name of an item is its list's where it has none.
pub(super) fn local<'n>(name: &Name, inferred: &'n str) -> &'n str {
    if name.local.is_empty() {
        inferred
    } else {
        name.local
    }
}

/// Whether an element is called so.
pub(super) fn is_called(name: &Name, inferred: &str, label: &Label) -> bool {
    *label.local == *local(name, inferred) && is_in(name, label)
}

/// Whether it is of the namespace, where the table names one.
fn is_in(name: &Name, label: &Label) -> bool {
    name.namespace
        .is_none_or(|namespace| label.namespace.as_deref() == Some(namespace))
}
