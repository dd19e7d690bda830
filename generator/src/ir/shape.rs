use std::collections::HashMap;

use super::{Docs, Step, TypeId};
use crate::source::Location;
use crate::spec::{Extensions, Xml};

/// What values of a type look like.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Any JSON value.
    Any,
    /// No value at all.
    Never,
    /// `null` only.
    Null,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer(IntegerFormat),
    /// Any number.
    Number(NumberFormat),
    /// A string.
    Text(TextFormat),
    /// Items of one type.
    List(List),
    /// Items of a type each.
    Tuple(Tuple),
    /// Properties of any name, all of one type.
    Map(Map),
    /// Null, or a value of the other type (which is never nullable itself).
    Nullable(TypeId),
    /// Another type under a name of its own.
    Alias(TypeId),
    /// Properties by name.
    Record(Record),
    /// One of several types.
    Choice(Choice),
    /// One of several values.
    Literals(Literals),
}

/// The width of an integer. Without a format it is 64 bits: ids exceed 32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerFormat {
    /// `int8`
    I8,
    /// `int16`
    I16,
    /// `int32`
    I32,
    /// `int64`, and no format
    I64,
    /// `uint8`
    U8,
    /// `uint16`
    U16,
    /// `uint32`
    U32,
    /// `uint64`
    U64,
}

/// The precision of a number: always double, since single precision loses money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFormat {
    /// `double`, `float`, and no format
    F64,
}

/// What a string holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// Anything.
    Plain,
    /// RFC 3339 `date-time`.
    DateTime,
    /// RFC 3339 `full-date`.
    Date,
    /// RFC 3339 `full-time`.
    Time,
    /// RFC 3339 `duration` (appendix A).
    Duration,
    /// RFC 9562.
    Uuid,
    /// RFC 2673.
    Ipv4,
    /// RFC 4291.
    Ipv6,
    /// Not to be shown.
    Password,
    /// Base64 (RFC 4648 section 4).
    Byte,
    /// Base64 for URLs (RFC 4648 section 5).
    Base64Url,
    /// Raw bytes: outside JSON only.
    Binary,
}

/// A list.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// Every item's type.
    pub item: TypeId,
    /// What an item is in XML.
    pub xml: Option<Box<Xml>>,
}

/// A tuple.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuple {
    /// The parts' types.
    pub parts: Vec<TypeId>,
    /// The type of the items behind the parts; none where there may be none.
    pub rest: Option<TypeId>,
    /// What each part is in XML.
    pub xml: Vec<Option<Box<Xml>>>,
}

/// A map from strings.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// Every value's type.
    pub value: TypeId,
}

/// An object with known properties.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// In document order.
    pub properties: Vec<Property>,
    /// What else an object may hold.
    pub additional: Additional,
    /// The names of properties that only the other side sends, where that is another type.
    pub others: Vec<String>,
    /// The property of its `discriminator`, where it has one: values may be of children that are not known.
    pub tag: Option<String>,
}

/// What may stand in a record beside its properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Additional {
    /// Nothing was said: anything may stand there, nobody asks for it.
    Open,
    /// Nothing: `additionalProperties: false`.
    Closed,
    /// Values of this type: `additionalProperties` with a schema (or `true`).
    Typed(TypeId),
}

/// A record's property.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// The property's schema.
    pub at: Location,
    /// The name on the wire.
    pub name: String,
    /// Its value's type; nullable where null is a value.
    pub ty: TypeId,
    /// Whether it must be there.
    pub required: bool,
    /// Sent by the server only.
    pub read_only: bool,
    /// Sent by the client only.
    pub write_only: bool,
    /// What stands for it when it is absent.
    pub default: Option<serde_json::Value>,
    /// What it is in XML, as far as its schema and what that stands for say.
    pub xml: Option<Box<Xml>>,
    /// For people; the type's own where the property says nothing.
    pub docs: Docs,
    /// `x-…` of the property's schema.
    pub extensions: Extensions,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// In document order, never empty, none of them null.
    pub branches: Vec<Branch>,
    /// The property that tells which.
    pub discriminator: Option<Discriminator>,
    /// Whether several branches may hold at once (`anyOf`).
    pub overlapping: bool,
    /// Whether it is a parent with its children: the last branch is what the parent itself declares.
    pub parent: bool,
}

impl Choice {
    /// The branch of what a parent itself declares, by its index: no tag stands for it, it is read where none of another branch does.
    pub fn base(&self) -> Option<usize> {
        self.branches.len().checked_sub(1).filter(|_| self.parent)
    }
}

/// One branch of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// Where it stands.
    pub at: Location,
    /// Its type.
    pub ty: TypeId,
    /// Whether it is the branch of values whose tag is missing or stands for no branch: `defaultMapping` (OpenAPI 3.2 section 4.25).
    pub is_default: bool,
}

/// What tells the branches of a choice apart by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Discriminator {
    /// The property's name.
    pub property: String,
    /// For each branch, by its index, the tags that stand for it.
    pub tags: Vec<Vec<String>>,
}

impl Discriminator {
    /// Whether no tag stands for two branches.
    pub fn is_clear(&self) -> bool {
        let mut owners: HashMap<&str, usize> = HashMap::new();
        self.tags.iter().enumerate().all(|(index, tags)| {
            tags.iter()
                .all(|tag| *owners.entry(tag).or_insert(index) == index)
        })
    }
}

/// One of several values.
#[derive(Clone, Debug, PartialEq)]
pub struct Literals {
    /// In document order, no value twice, none of them null.
    pub values: Vec<Literal>,
    /// The type they share.
    pub kind: LiteralKind,
    /// Whether any other text is a value as well: the list only names some.
    pub others: bool,
    /// Whether it is one value that nobody sets: `const`. A list of one is no such value, since it may grow.
    pub constant: bool,
}

/// A value with what the document calls it.
#[derive(Clone, Debug)]
pub struct Literal {
    /// Where it stands.
    pub at: Location,
    /// The value.
    pub value: serde_json::Value,
    /// `x-enum-varnames`.
    pub name: Option<String>,
    /// `x-enum-descriptions`.
    pub description: Option<String>,
}

impl PartialEq for Literal {
    /// Where a value stands makes it no other.
    fn eq(&self, other: &Self) -> bool {
        let own = (&self.value, &self.name, &self.description);
        own == (&other.value, &other.name, &other.description)
    }
}

/// The JSON type that the values of [`Literals`] share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiteralKind {
    /// Strings.
    Text,
    /// Whole numbers, all of them of 64 bits with a sign or all without one.
    Integer,
    /// Numbers.
    Number,
    /// Booleans.
    Boolean,
    /// Anything else, or a mixture.
    Mixed,
}

impl Additional {
    /// The type of what may stand there, where one is said.
    pub fn ty(self) -> Option<TypeId> {
        match self {
            Self::Typed(ty) => Some(ty),
            Self::Open | Self::Closed => None,
        }
    }
}

impl Shape {
    /// The types that it is made of, an alias's target included.
    pub fn targets(&self) -> Vec<TypeId> {
        match self {
            Self::Alias(target) => vec![*target],
            Self::Any
            | Self::Never
            | Self::Null
            | Self::Bool
            | Self::Integer(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Literals(_)
            | Self::List(_)
            | Self::Tuple(_)
            | Self::Map(_)
            | Self::Nullable(_)
            | Self::Record(_)
            | Self::Choice(_) => self.parts().into_iter().map(|(_, id)| id).collect(),
        }
    }

    /// The same, to be changed.
    pub(super) fn targets_mut(&mut self) -> Vec<&mut TypeId> {
        match self {
            Self::Any
            | Self::Never
            | Self::Null
            | Self::Bool
            | Self::Integer(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Literals(_) => Vec::new(),
            Self::List(list) => vec![&mut list.item],
            Self::Map(map) => vec![&mut map.value],
            Self::Nullable(id) | Self::Alias(id) => vec![id],
            Self::Tuple(tuple) => tuple.parts.iter_mut().chain(&mut tuple.rest).collect(),
            Self::Choice(choice) => {
                let branches = choice.branches.iter_mut();
                branches.map(|branch| &mut branch.ty).collect()
            }
            Self::Record(record) => {
                let properties = record.properties.iter_mut();
                let additional = match &mut record.additional {
                    Additional::Typed(id) => Some(id),
                    Additional::Open | Additional::Closed => None,
                };
                let properties = properties.map(|property| &mut property.ty);
                properties.chain(additional).collect()
            }
        }
    }

    /// The types that stand in it, each with the step that leads there, in document order.
    pub fn parts(&self) -> Vec<(Step, TypeId)> {
        match self {
            Self::Any
            | Self::Never
            | Self::Null
            | Self::Bool
            | Self::Integer(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Literals(_)
            | Self::Alias(_) => Vec::new(),
            Self::List(list) => vec![(Step::Item, list.item)],
            Self::Map(map) => vec![(Step::Value, map.value)],
            Self::Nullable(inner) => vec![(Step::NonNull, *inner)],
            Self::Tuple(tuple) => tuple_parts(tuple),
            Self::Record(record) => record_parts(record),
            Self::Choice(choice) => (0..)
                .map(Step::Branch)
                .zip(choice.branches.iter().map(|branch| branch.ty))
                .collect(),
        }
    }
}

fn tuple_parts(tuple: &Tuple) -> Vec<(Step, TypeId)> {
    let parts = (0..).map(Step::Part).zip(tuple.parts.iter().copied());
    parts
        .chain(tuple.rest.map(|rest| (Step::Item, rest)))
        .collect()
}

fn record_parts(record: &Record) -> Vec<(Step, TypeId)> {
    let properties = record
        .properties
        .iter()
        .map(|property| (Step::Property(property.name.clone()), property.ty));
    let additional = record.additional.ty().map(|ty| (Step::Value, ty));
    properties.chain(additional).collect()
}
