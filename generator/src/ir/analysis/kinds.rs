//! Which JSON types do values of a type have?
//!
//! Those of its shape; of a choice those of all branches. A whole number is a number, so who admits numbers admits both kinds of them.

use std::fmt;

use crate::ir::{Shape, TypeMap, Types, cycles};

/// A JSON type; numbers with and without a fraction are two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` and `false`
    Boolean,
    /// Numbers without a fraction.
    Integer,
    /// Numbers with a fraction.
    Fraction,
    /// Strings.
    String,
    /// Arrays.
    Array,
    /// Objects.
    Object,
}

/// A set of JSON types.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Null,
        Self::Boolean,
        Self::Integer,
        Self::Fraction,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    /// As the dump spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Fraction => "fraction",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    fn of_value(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(_) => Self::Boolean,
            serde_json::Value::Number(number) if number.is_f64() => Self::Fraction,
            serde_json::Value::Number(_) => Self::Integer,
            serde_json::Value::String(_) => Self::String,
            serde_json::Value::Array(_) => Self::Array,
            serde_json::Value::Object(_) => Self::Object,
        }
    }
}

impl Kinds {
    /// Every kind.
    pub const ANY: Self = Self(0x7f);

    /// Whether the kind is in the set.
    pub fn contains(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// In a fixed order.
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL
            .into_iter()
            .filter(move |kind| self.contains(*kind))
    }

    /// What is in either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether nothing is in both.
    pub fn disjoint(self, other: Self) -> bool {
        self.0 & other.0 == 0
    }
}

impl From<Kind> for Kinds {
    fn from(kind: Kind) -> Self {
        Self(1 << kind as u8)
    }
}

impl FromIterator<Kinds> for Kinds {
    fn from_iter<T: IntoIterator<Item = Self>>(kinds: T) -> Self {
        kinds.into_iter().fold(Self::default(), Self::or)
    }
}

impl fmt::Debug for Kinds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.iter().map(Kind::as_str))
            .finish()
    }
}

/// Answers for every type.
pub fn kinds(types: &Types) -> TypeMap<Kinds> {
    let mut kinds = TypeMap::filled(types, Kinds::default());
    for id in cycles::innermost_first(types) {
        kinds[id] = of_shape(&types[id].shape, &kinds);
    }
    kinds
}

fn of_shape(shape: &Shape, known: &TypeMap<Kinds>) -> Kinds {
    match shape {
        Shape::Any => Kinds::ANY,
        Shape::Never => Kinds::default(),
        Shape::Null => Kind::Null.into(),
        Shape::Bool => Kind::Boolean.into(),
        Shape::Integer(_) => Kind::Integer.into(),
        Shape::Number(_) => Kinds::from(Kind::Integer).or(Kind::Fraction.into()),
        Shape::Text(_) => Kind::String.into(),
        Shape::List(_) | Shape::Tuple(_) => Kind::Array.into(),
        Shape::Map(_) | Shape::Record(_) => Kind::Object.into(),
        Shape::Alias(target) => known[*target],
        Shape::Nullable(inner) => known[*inner].or(Kind::Null.into()),
        Shape::Choice(choice) => choice
            .branches
            .iter()
            .map(|branch| known[branch.ty])
            .collect(),
        Shape::Literals(list) => list
            .values
            .iter()
            .map(|literal| Kinds::from(Kind::of_value(&literal.value)))
            .collect(),
    }
}
