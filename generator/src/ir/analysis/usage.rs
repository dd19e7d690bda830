//! Which types do callers send, and which do they receive?
//!
//! Whatever can be reached from the parameters and the body of a request is sent, whatever can be reached from a response is received.
//! A type may be both, or neither: a component that no operation uses.

use crate::ir::{Api, Operation, TypeId, TypeMap, Types};

/// On which way a type goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// It is part of a request.
    pub input: bool,
    /// It is part of a response.
    pub output: bool,
}

/// Answers for every type.
pub fn usage(api: &Api) -> TypeMap<Usage> {
    let mut usage = TypeMap::filled(&api.types, Usage::default());
    let requests = api.operations.iter().flat_map(Operation::request_types);
    for id in within(&api.types, requests.collect()) {
        usage[id].input = true;
    }
    let responses = api.operations.iter().flat_map(Operation::response_types);
    for id in within(&api.types, responses.collect()) {
        usage[id].output = true;
    }
    usage
}

/// All types that can be reached from some, each once.
pub(super) fn within(types: &Types, roots: Vec<TypeId>) -> Vec<TypeId> {
    let mut seen = TypeMap::filled(types, false);
    let mut found = Vec::new();
    let mut stack = roots;
    while let Some(id) = stack.pop() {
        if !std::mem::replace(&mut seen[id], true) {
            found.push(id);
            stack.extend(types[id].shape.targets());
        }
    }
    found
}
