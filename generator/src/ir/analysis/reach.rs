//! Which types does any operation need?
//!
//! Those that can be reached from its parameters, bodies and headers. The others are components that nobody uses (yet): they may be left
//! out.

use super::usage;
use crate::ir::{Api, Operation, TypeMap};

/// Answers for every type.
pub fn reached(api: &Api) -> TypeMap<bool> {
    let mut reached = TypeMap::filled(&api.types, false);
    let roots = api.operations.iter().flat_map(Operation::types);
    for id in usage::within(&api.types, roots.collect()) {
        reached[id] = true;
    }
    reached
}
