use super::name::Ident;

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
    /// A type of the runtime.
    Runtime(RuntimeTy),
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
    /// `runtime::time::DateTime`
    DateTime,
    /// `runtime::time::Date`
    Date,
    /// `runtime::secret::Secret`
    Secret,
    /// `runtime::base64::Base64`
    Base64,
    /// `runtime::undeclared::Undeclared`
    Undeclared,
}
