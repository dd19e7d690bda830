//! Which types do callers send, and which do they receive?
//!
//! Whatever can be reached from the parameters and the body of a request is sent, whatever can be reached from a response is received;
//! but not by way of a property that the other side alone sends.
//! A type may be both, or neither: a component that no operation uses.

use crate::ir::{Api, Operation, Property, Shape, TypeId, TypeMap, Types};

/// On which way a type goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// It is part of a request.
    pub input: bool,
    /// It is part of a response.
    pub output: bool,
}

impl Usage {
    /// Clients alone send it.
    pub const REQUEST: Self = Self {
        input: true,
        output: false,
    };
    /// Both sides send it.
    pub const BOTH: Self = Self {
        input: true,
        output: true,
    };
}

/// Answers for every type.
pub fn usage(api: &Api) -> TypeMap<Usage> {
    let mut usage = TypeMap::filled(&api.types, Usage::default());
    let requests = api.operations.iter().flat_map(Operation::request_types);
    for id in sent(&api.types, requests.collect(), |one| !one.read_only) {
        usage[id].input = true;
    }
    let responses = api.operations.iter().flat_map(Operation::response_types);
    for id in sent(&api.types, responses.collect(), |one| !one.write_only) {
        usage[id].output = true;
    }
    usage
}

/// All types of which there are values in values of some, each once.
fn sent(types: &Types, roots: Vec<TypeId>, is_sent: fn(&Property) -> bool) -> Vec<TypeId> {
    let mut seen = TypeMap::filled(types, false);
    let mut found = Vec::new();
    let mut stack = roots;
    while let Some(id) = stack.pop() {
        if std::mem::replace(&mut seen[id], true) {
            continue;
        }
        found.push(id);
        if let Shape::Record(record) = &types[id].shape {
            let properties = record.properties.iter().filter(|one| is_sent(one));
            stack.extend(properties.map(|property| property.ty));
            stack.extend(record.additional.ty());
        } else {
            stack.extend(types[id].shape.targets());
        }
    }
    found
}
