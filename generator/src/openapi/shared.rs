use indexmap::IndexMap;
use openapiv3::{Components, Header, Parameter, ReferenceOr, RequestBody, Response};

use super::{Export, place, schema};
use crate::source::{Location, Pointer};

/// A map of the components: its key, and where it is kept.
pub(super) struct Section<T> {
    key: &'static str,
    of: fn(&mut Components) -> &mut IndexMap<String, ReferenceOr<T>>,
}

pub(super) const PARAMETERS: Section<Parameter> = Section {
    key: "parameters",
    of: |components| &mut components.parameters,
};

pub(super) const HEADERS: Section<Header> = Section {
    key: "headers",
    of: |components| &mut components.headers,
};

pub(super) const REQUEST_BODIES: Section<RequestBody> = Section {
    key: "requestBodies",
    of: |components| &mut components.request_bodies,
};

pub(super) const RESPONSES: Section<Response> = Section {
    key: "responses",
    of: |components| &mut components.responses,
};

/// Writes an object that may be a component: there once, with a reference here, where it was defined as one; else here.
pub(super) fn shared<T: Clone + PartialEq>(
    export: &mut Export<'_>,
    section: &Section<T>,
    defined: &Location,
    at: &Pointer,
    write: impl Fn(&mut Export<'_>, &Pointer) -> T,
) -> ReferenceOr<T> {
    let Some(name) = component_name(export, section.key, defined) else {
        return ReferenceOr::Item(write(export, at));
    };
    let there = place(section.key, &name);
    let item = ReferenceOr::Item(write(export, &there));
    let components = (section.of)(&mut export.components);
    // Beside a reference, 3.1 may describe what it leads to otherwise: that use is another object.
    if *components.entry(name).or_insert_with(|| item.clone()) == item {
        let reference = schema::fragment(&there);
        ReferenceOr::Reference { reference }
    } else {
        ReferenceOr::Item(write(export, at))
    }
}

/// The name of a component of the entry document, in 3.x's place or 2.0's.
fn component_name(export: &Export<'_>, key: &str, defined: &Location) -> Option<String> {
    if defined.source() != export.spec.at.source() {
        return None;
    }
    let keys: Vec<String> = defined
        .pointer()
        .keys()
        .iter()
        .map(ToString::to_string)
        .collect();
    match keys.as_slice() {
        [components, section, name] if components == "components" && section == key => {
            Some(name.clone())
        }
        [section, name] if section == key => Some(name.clone()),
        _ => None,
    }
}
