use std::ops::{Index, IndexMut};

use super::{Constraints, Docs, PredicateId, Shape, Step, TypeId};
use crate::source::Location;
use crate::spec::{Example, Extensions, Xml};

/// Every type of an API by handle, in document order.
#[derive(Clone, Debug, Default)]
pub struct Types(Vec<TypeDef>);

/// One type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// The schema it comes from.
    pub at: Location,
    /// What a name can be made of.
    pub origin: Origin,
    /// For people.
    pub docs: Docs,
    /// What values look like.
    pub shape: Shape,
    /// The `format` that the document names, known or not.
    pub format: Option<String>,
    /// What bounds them further.
    pub constraints: Constraints,
    /// What bounds them beyond that.
    pub predicate: Option<PredicateId>,
    /// What stands for an absent value, with its place.
    pub default: Option<(Location, serde_json::Value)>,
    /// Values that the document shows, those that are valid at first sight or not.
    pub examples: Vec<Example>,
    /// What it is in XML where nothing else is said of a place.
    pub xml: Option<Box<Xml>>,
    /// `x-…` of the schema.
    pub extensions: Extensions,
}

/// What a type can be named after.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// The document's own name for it.
    Named(String),
    /// It stands inside another type.
    Inline {
        /// The type around it.
        owner: TypeId,
        /// The way in.
        step: Step,
    },
    /// It stands in an operation.
    Operation {
        /// The operation's name on the wire side: its id, or method and path.
        operation: String,
        /// `Request`, `Response`, or the parameter's or header's name.
        role: String,
    },
    /// It stands in a part of operations that the document names, and that several of them may have.
    Shared {
        /// Which kind of part.
        part: SharedPart,
        /// The document's name for the part.
        name: String,
        /// The header of it that the type is of, if it is not of the part as a whole.
        header: Option<String>,
    },
}

/// A part of operations that a document may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharedPart {
    /// The Response Object.
    Response,
    /// The Request Body Object.
    RequestBody,
    /// The Parameter Object.
    Parameter,
    /// The Header Object.
    Header,
}

impl Types {
    /// Adds a type.
    pub fn push(&mut self, def: TypeDef) -> TypeId {
        let id = TypeId(u32::try_from(self.0.len()).expect(
            "there are at most a few types for each schema, of which there are fewer than 2^30",
        ));
        self.0.push(def);
        id
    }

    /// With their handles, in the order added.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        (0..).map(TypeId).zip(&self.0)
    }

    /// The handles, in the order added.
    pub fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        let len = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        (0..len).map(TypeId)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The type behind aliases and null.
    pub fn non_null(&self, id: TypeId) -> TypeId {
        let id = self.resolve(id);
        match self[id].shape {
            Shape::Nullable(inner) => self.resolve(inner),
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Bool
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::Text(_)
            | Shape::List(_)
            | Shape::Tuple(_)
            | Shape::Map(_)
            | Shape::Alias(_)
            | Shape::Record(_)
            | Shape::Choice(_)
            | Shape::Literals(_) => id,
        }
    }

    /// The type that another is the view of in requests; any other is itself.
    pub fn whole(&self, id: TypeId) -> TypeId {
        match self[id].origin {
            Origin::Inline {
                owner,
                step: Step::Request,
            } => owner,
            Origin::Inline { .. }
            | Origin::Named(_)
            | Origin::Operation { .. }
            | Origin::Shared { .. } => id,
        }
    }

    /// The type that the document declares what another holds in: of a view what it is of, of a parent's own record the parent.
    pub fn declared(&self, id: TypeId) -> TypeId {
        let whole = self.whole(id);
        match self[whole].origin {
            Origin::Inline {
                owner,
                step: Step::Base,
            } => owner,
            Origin::Inline { .. }
            | Origin::Named(_)
            | Origin::Operation { .. }
            | Origin::Shared { .. } => whole,
        }
    }

    /// The type behind aliases. Aliases never form a cycle: the lowering refuses that.
    pub fn resolve(&self, id: TypeId) -> TypeId {
        let mut id = id;
        while let Shape::Alias(target) = self[id].shape {
            id = target;
        }
        id
    }
}

impl Index<TypeId> for Types {
    type Output = TypeDef;

    fn index(&self, id: TypeId) -> &TypeDef {
        &self.0[id.0 as usize]
    }
}

impl IndexMut<TypeId> for Types {
    fn index_mut(&mut self, id: TypeId) -> &mut TypeDef {
        &mut self.0[id.0 as usize]
    }
}

/// A fact about every type, as a side table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeMap<T>(Vec<T>);

impl<T: Clone> TypeMap<T> {
    /// The same answer for every type.
    pub fn filled(types: &Types, value: T) -> Self {
        Self(vec![value; types.len()])
    }
}

impl<T> Index<TypeId> for TypeMap<T> {
    type Output = T;

    fn index(&self, id: TypeId) -> &T {
        &self.0[id.0 as usize]
    }
}

impl<T> IndexMut<TypeId> for TypeMap<T> {
    fn index_mut(&mut self, id: TypeId) -> &mut T {
        &mut self.0[id.0 as usize]
    }
}
