use super::name::Ident;
use super::{ModelPath, RuntimeTy, Ty};

/// A value of the document as Rust writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `true`
    Bool(bool),
    /// A whole number, which its type holds.
    Integer(serde_json::Number),
    /// A number.
    Number(f64),
    /// `"…"`, as a `String` where one is stored.
    Text(String),
    /// A text that the runtime keeps in a type of its own.
    Runtime(RuntimeTy, String),
    /// Whatever it is, as a `serde_json::Value`.
    Json(serde_json::Value),
    /// The default of its type.
    Default,
    /// The constant that its type is.
    Constant,
    /// A value of an enum.
    Variant(ModelPath, Ident),
    /// A branch of a union with what it holds.
    Branch(ModelPath, Ident, Box<Literal>),
    /// A struct: each field, and the one that keeps the rest.
    Struct(ModelPath, Vec<(Ident, Literal)>, Option<Ident>),
    /// `vec![…]`
    List(Vec<Literal>),
    /// `BTreeMap::from([…])`
    Map(Vec<(String, Literal)>),
    /// `None`
    None,
    /// `Some(…)`
    Some(Box<Literal>),
    /// `Box::new(…)`
    Boxed(Box<Literal>),
}

impl Literal {
    /// In a `Box` where the type is one.
    #[must_use]
    pub fn boxed_as(self, ty: &Ty) -> Self {
        if ty.is_boxed() {
            Self::Boxed(Box::new(self))
        } else {
            self
        }
    }
}

/// What stands for a value that is absent, and the method that says so.
#[derive(Clone, Debug)]
pub struct Fallback {
    /// The method.
    pub ident: Ident,
    /// How it gives the value out.
    pub access: Lent,
    /// The value.
    pub value: Literal,
}

/// How a value is given out that is there or that a default stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lent {
    /// As it is: `i64`.
    Copied,
    /// `&str`
    Text,
    /// `&T`, of a default that is a constant.
    Borrowed,
    /// `Cow<'_, T>`, of a default that is made.
    Cow,
}
