use std::fmt;

use super::name::Ident;
use super::path::RustPath;

/// A Rust type at the place where it is spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ty {
    /// `bool`
    Bool,
    /// `i8` … `u64`
    Integer(IntegerTy),
    /// `f64`
    F64,
    /// `String`
    String,
    /// `serde_json::Value`
    Value,
    /// `bytes::Bytes`: bodies only.
    Bytes,
    /// A generated type.
    Model(ModelPath),
    /// `runtime::constant::Constant<T>` of a generated type that names a constant.
    Constant(ModelPath),
    /// A type of the runtime.
    Runtime(RuntimeTy),
    /// A type of another crate, which the user chose.
    Foreign(RustPath),
    /// `Option<T>`
    Option(Box<Ty>),
    /// `Vec<T>`
    Vec(Box<Ty>),
    /// `BTreeMap<String, T>`
    Map(Box<Ty>),
    /// `Box<T>`
    Boxed(Box<Ty>),
    /// `runtime::tuple::Tuple<(Option<A>, Option<B>), R>`
    Tuple(Vec<Ty>, Box<Ty>),
}

impl Ty {
    /// `Option<Self>`
    #[must_use]
    pub fn option(self) -> Self {
        Self::Option(Box::new(self))
    }

    /// What is in the box, or the type itself.
    pub fn unboxed(&self) -> &Self {
        if let Self::Boxed(inner) = self {
            inner
        } else {
            self
        }
    }

    /// Whether it is a `Box`.
    pub fn is_boxed(&self) -> bool {
        matches!(self, Self::Boxed(_))
    }
}

/// Rust's integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerTy {
    /// `i8`
    I8,
    /// `i16`
    I16,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
}

impl IntegerTy {
    /// As Rust spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
        }
    }
}

/// A generated type, as seen from where it is spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelPath {
    /// From where.
    pub site: Site,
    /// Its name.
    pub ident: Ident,
}

/// Where a type is spelled, relative to the models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// In the file that defines it: `Pet`.
    Own,
    /// In another file of the models: `super::Pet`.
    Sibling,
    /// Outside the models: `models::Pet`.
    Outside,
}

/// The types that the runtime brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuntimeTy {
    /// `format: date-time`
    DateTime,
    /// `format: date`
    Date,
    /// `format: time`
    Time,
    /// `format: duration`
    Duration,
    /// `format: uuid`
    Uuid,
    /// `format: ipv4`
    Ipv4,
    /// `format: ipv6`
    Ipv6,
    /// `format: password`
    Secret,
    /// `format: byte`
    Base64,
    /// `format: base64url`
    Base64Url,
    /// `type: "null"`
    Null,
    /// Properties that are not declared, for `validate` alone.
    Undeclared,
}

impl RuntimeTy {
    /// The runtime's module, and the name in it.
    pub fn path(self) -> (&'static str, &'static str) {
        match self {
            Self::DateTime => ("time", "DateTime"),
            Self::Date => ("time", "Date"),
            Self::Time => ("time", "Time"),
            Self::Duration => ("time", "Duration"),
            Self::Uuid => ("text", "Uuid"),
            Self::Ipv4 => ("text", "Ipv4"),
            Self::Ipv6 => ("text", "Ipv6"),
            Self::Secret => ("secret", "Secret"),
            Self::Base64 => ("base64", "Base64"),
            Self::Base64Url => ("base64", "Base64Url"),
            Self::Null => ("constant", "Null"),
            Self::Undeclared => ("undeclared", "Undeclared"),
        }
    }

    /// Whether the runtime can tell if a text has the format.
    pub fn is_checked(self) -> bool {
        !matches!(self, Self::Secret | Self::Null | Self::Undeclared)
    }
}

impl fmt::Display for Ty {
    /// As Rust spells it at the place that it is spelled for.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::Integer(integer) => f.write_str(integer.as_str()),
            Self::F64 => f.write_str("f64"),
            Self::String => f.write_str("String"),
            Self::Value => f.write_str("serde_json::Value"),
            Self::Bytes => f.write_str("bytes::Bytes"),
            Self::Model(path) => path.fmt(f),
            Self::Constant(path) => write!(f, "runtime::constant::Constant<{path}>"),
            Self::Runtime(ty) => {
                let (module, name) = ty.path();
                write!(f, "runtime::{module}::{name}")
            }
            Self::Foreign(path) => f.write_str(path.as_str()),
            Self::Option(inner) => write!(f, "Option<{inner}>"),
            Self::Vec(item) => write!(f, "Vec<{item}>"),
            Self::Map(value) => write!(f, "std::collections::BTreeMap<String, {value}>"),
            Self::Boxed(inner) => write!(f, "Box<{inner}>"),
            Self::Tuple(parts, rest) => {
                f.write_str("runtime::tuple::Tuple<(")?;
                for part in parts {
                    write!(f, "Option<{part}>, ")?;
                }
                write!(f, "), {rest}>")
            }
        }
    }
}

impl fmt::Display for ModelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ident = &self.ident;
        match self.site {
            Site::Own => write!(f, "{ident}"),
            Site::Sibling => write!(f, "super::{ident}"),
            Site::Outside => write!(f, "models::{ident}"),
        }
    }
}
