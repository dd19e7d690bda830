//! Questions about all types at once, each answered in a file of its own as a side table; nothing is written back.
//!
//! In: an [`Api`]. Out: [`Analyses`]. Must not know: OpenAPI, Rust. Open [`recursion`] first.

mod bounds;
pub mod discriminate;
pub mod finite;
pub mod keeps_unknown;
pub mod kinds;
pub mod paginate;
pub mod recursion;

pub use self::discriminate::{Discrimination, Discriminations, Kind, Kinds, Test};
pub use self::keeps_unknown::Keeps;
pub use self::paginate::{Pagination, Size};
pub use self::recursion::Boxes;
use super::usage::{self, Usage};
use super::{Api, TypeMap};
use crate::diagnostics::Diagnostics;

/// The side tables of an API.
#[derive(Clone, Debug)]
pub struct Analyses {
    /// Where a type would hold itself without end.
    pub boxes: Boxes,
    /// Who sends a type, and who receives it.
    pub usage: TypeMap<Usage>,
    /// How the branches of a choice are told apart.
    pub discriminations: Discriminations,
    /// Whether and how a record keeps properties that nobody declared.
    pub keeps_unknown: TypeMap<Keeps>,
    /// For each operation, by its index, how it is paged.
    pub pagination: Vec<Option<Pagination>>,
}

impl Analyses {
    /// Answers all questions. `preserve_unknown` has every open record keep what it does not declare.
    pub fn of(diagnostics: &mut Diagnostics, api: &Api, preserve_unknown: bool) -> Self {
        finite::check(diagnostics, &api.types);
        Self {
            boxes: recursion::boxes(&api.types),
            usage: usage::usage(api),
            discriminations: discriminate::discriminations(diagnostics, &api.types),
            keeps_unknown: keeps_unknown::keeps_unknown(diagnostics, api, preserve_unknown),
            pagination: paginate::pagination(api),
        }
    }
}
