//! Two types of one: where a required property is for one side only to send, what requests hold and what responses hold differ.
//!
//! The type itself stands for what a server sends, without what is `writeOnly`; beside it stands its view in requests, without what is
//! `readOnly`. What holds such a type and is sent by both sides has a view as well; all others are one type for both.

use crate::ir::usage::{Usage, usage};
use crate::ir::{
    Additional, Api, Origin, Property, Record, Shape, Step, TypeDef, TypeId, TypeMap, Types,
};

/// Adds the views, and has requests use them.
pub(super) fn split(api: &mut Api) {
    let usage = usage(api);
    let differing = differing(&api.types, &usage);
    let mut views = TypeMap::filled(&api.types, None);
    let single: Vec<TypeId> = api.types.ids().filter(|id| !differing[*id]).collect();
    let double: Vec<TypeId> = api.types.ids().filter(|id| differing[*id]).collect();
    for &id in &double {
        views[id] = Some(api.types.push(view(id, &api.types[id])));
    }
    for id in single {
        turn(&mut api.types[id].shape, &views, usage[id]);
    }
    for &id in &double {
        remove(&mut api.types[id].shape, |property| property.write_only);
        if let Some(view) = views[id] {
            turn(&mut api.types[view].shape, &views, Usage::REQUEST);
        }
    }
    let request = |id: &mut TypeId| *id = views[*id].unwrap_or(*id);
    for operation in &mut api.operations {
        operation.request_types_mut(request);
    }
}

/// What is left of a type in requests. Its examples are of the type as a whole: they stay there.
fn view(id: TypeId, def: &TypeDef) -> TypeDef {
    let mut view = TypeDef {
        origin: Origin::Inline {
            owner: id,
            step: Step::Request,
        },
        examples: Vec::new(),
        ..def.clone()
    };
    remove(&mut view.shape, |property| property.read_only);
    view
}

fn remove(shape: &mut Shape, is_removed: fn(&Property) -> bool) {
    if let Shape::Record(record) = shape {
        let removed = |property: &mut Property| is_removed(property);
        let removed = record.properties.extract_if(.., removed);
        record.others = removed.map(|property| property.name).collect();
    }
}

/// Has whatever only clients send of a type be a view.
fn turn(shape: &mut Shape, views: &TypeMap<Option<TypeId>>, usage: Usage) {
    let is_request = usage == Usage::REQUEST;
    if let Shape::Record(record) = shape {
        for property in &mut record.properties {
            let is_sent = (is_request && !property.read_only) || property.write_only;
            if let Some(view) = views[property.ty].filter(|_| is_sent) {
                property.ty = view;
            }
        }
        if let (Additional::Typed(ty), true) = (&mut record.additional, is_request) {
            *ty = views[*ty].unwrap_or(*ty);
        }
    } else if is_request {
        for id in shape.targets_mut() {
            *id = views[*id].unwrap_or(*id);
        }
    }
}

/// Which types differ from side to side: those of both with a required property that is not for both, and those of both that hold one.
fn differing(types: &Types, usage: &TypeMap<Usage>) -> TypeMap<bool> {
    let mut owners = TypeMap::filled(types, Vec::new());
    let mut differing = TypeMap::filled(types, false);
    let mut open = Vec::new();
    let both = types.iter().filter(|(id, _)| usage[*id] == Usage::BOTH);
    for (id, def) in both {
        for part in shared(&def.shape) {
            owners[part].push(id);
        }
        if let Shape::Record(Record { properties, .. }) = &def.shape {
            let marked = |one: &Property| one.required && (one.read_only || one.write_only);
            if properties.iter().any(marked) {
                open.push(id);
            }
        }
    }
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut differing[id], true) {
            open.extend(&owners[id]);
        }
    }
    differing
}

/// What stands in a value whoever sends it.
fn shared(shape: &Shape) -> Vec<TypeId> {
    let Shape::Record(record) = shape else {
        return shape.targets();
    };
    let properties = record.properties.iter();
    let properties = properties.filter(|property| !property.read_only && !property.write_only);
    let properties = properties.map(|property| property.ty);
    properties.chain(record.additional.ty()).collect()
}
