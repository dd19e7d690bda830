use super::name::Ident;
use super::{Check, Conversion, Fallback, Literal, Pattern, Rules, RuntimeTy, Ty, Withheld};

/// Text for rustdoc, already made safe: Markdown without HTML, doctests or links that lead nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs(pub Vec<String>);

/// One file under `models/`: a named schema's type with its inline types below.
#[derive(Clone, Debug)]
pub struct ModelFile {
    /// The module, and the file's name.
    pub module: Ident,
    /// In the order they are printed.
    pub items: Vec<Item>,
    /// What of their values one side only sends.
    pub withheld: Vec<Withheld>,
    /// How they are made of what the other side sends.
    pub conversions: Vec<Conversion>,
}

/// A type to be written.
#[derive(Clone, Debug)]
pub enum Item {
    /// A record.
    Struct(Struct),
    /// Strings by name, with room for others.
    Enum(Enum),
    /// Other values by name, with room for others.
    Listed(Listed),
    /// The name of a constant.
    Constant(Constant),
    /// One of several types, with room for others.
    Union(Union),
    /// Another name for a type.
    Alias(Alias),
    /// A type of its own around another, where an alias could not end.
    Newtype(Alias),
}

impl Item {
    /// The patterns that its validation matches.
    pub fn patterns(&self) -> Vec<&Pattern> {
        let (checks, rules): (Vec<&Check>, Option<&Rules>) = match self {
            Self::Struct(item) => {
                let fields = item.fields.iter().map(|field| &field.check);
                let rest = item.rest.iter().map(|rest| &rest.check);
                (fields.chain(rest).collect(), item.rules.as_ref())
            }
            Self::Union(item) => {
                let variants = item.variants.iter().map(|variant| &variant.check);
                (variants.collect(), item.rules.as_ref())
            }
            Self::Newtype(item) => (vec![&item.check], None),
            Self::Enum(_) | Self::Listed(_) | Self::Constant(_) | Self::Alias(_) => {
                (Vec::new(), None)
            }
        };
        let own = rules.into_iter().flat_map(|rules| &rules.patterns);
        checks
            .into_iter()
            .flat_map(Check::patterns)
            .chain(own)
            .collect()
    }

    /// Its name.
    pub fn ident(&self) -> &Ident {
        match self {
            Self::Struct(item) => &item.ident,
            Self::Enum(item) => &item.ident,
            Self::Listed(item) => &item.ident,
            Self::Constant(item) => &item.ident,
            Self::Union(item) => &item.ident,
            Self::Alias(item) | Self::Newtype(item) => &item.ident,
        }
    }
}

/// A trait to derive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Derive {
    /// `Clone`
    Clone,
    /// `Copy`
    Copy,
    /// `Debug`
    Debug,
    /// `Default`
    Default,
    /// `Eq`
    Eq,
    /// `Hash`
    Hash,
    /// `Ord`
    Ord,
    /// `PartialEq`
    PartialEq,
    /// `PartialOrd`
    PartialOrd,
}

/// A struct with named fields.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Its name.
    pub ident: Ident,
    /// For people.
    pub docs: Docs,
    /// Whether it is marked so.
    pub deprecated: bool,
    /// In the order written.
    pub derives: Vec<Derive>,
    /// Whether other crates must expect more fields.
    pub non_exhaustive: bool,
    /// Whether it has a constructor that takes what is required: where there is no default to begin with.
    pub has_new: bool,
    /// Its default, where that is not made of those of its fields' types.
    pub default: Option<Literal>,
    /// In document order.
    pub fields: Vec<Field>,
    /// The field that keeps what no other field declares.
    pub rest: Option<Rest>,
    /// What `validate` asks of it as it is on the wire.
    pub rules: Option<Rules>,
    /// The names of what reading it brings along.
    pub locals: Locals,
}

/// Names in the code that reads a struct, which are none of its fields and of the types beside it.
#[derive(Clone, Debug)]
pub struct Locals {
    /// What is read from.
    pub reader: Ident,
    /// Which property has been met.
    pub index: Ident,
    /// The type parameter of the format that is read.
    pub access: Ident,
}

/// A struct's field for a property.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub ident: Ident,
    /// The property's name.
    pub wire_name: String,
    /// The type of a value, without what presence adds.
    pub ty: Ty,
    /// Absent, null, or always there.
    pub presence: Presence,
    /// Whether its type is that of a constant: there is nothing to choose.
    pub constant: bool,
    /// What stands for it where it is absent.
    pub fallback: Option<Fallback>,
    /// For people.
    pub docs: Docs,
    /// Whether it is marked so.
    pub deprecated: bool,
    /// What `validate` looks at.
    pub check: Check,
}

impl Field {
    /// Whether there must be a value, and somebody has to say which.
    pub fn is_asked_for(&self) -> bool {
        self.presence == Presence::Required && !self.constant
    }
}

/// The field that collects undeclared properties.
#[derive(Clone, Debug)]
pub struct Rest {
    /// Its name.
    pub ident: Ident,
    /// The map's type.
    pub ty: Ty,
    /// For people.
    pub docs: Docs,
    /// What `validate` looks at.
    pub check: Check,
    /// Whether there must be nothing in it.
    pub closed: bool,
}

/// Whether a property may be absent and whether it may be null: four different things on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always there: `T`.
    Required,
    /// May be absent: `Option<T>`.
    Optional,
    /// Always there, may be null: `Option<T>`, always written.
    Nullable,
    /// May be absent, may be null: `Option<Option<T>>`.
    OptionalNullable,
}

impl Presence {
    /// The field's type.
    pub fn wrap(self, ty: Ty) -> Ty {
        match self {
            Self::Required => ty,
            Self::Optional | Self::Nullable => ty.option(),
            Self::OptionalNullable => ty.option().option(),
        }
    }
}

/// An enum of strings that keeps those it does not know.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Its name.
    pub ident: Ident,
    /// For people.
    pub docs: Docs,
    /// Whether it is marked so.
    pub deprecated: bool,
    /// In document order.
    pub variants: Vec<EnumVariant>,
    /// The variant for any other string.
    pub unknown: Ident,
    /// The variant that is its default.
    pub default: Option<Ident>,
    /// Whether `validate` lets that pass.
    pub open: bool,
}

/// A known string.
#[derive(Clone, Debug)]
pub struct EnumVariant {
    /// Its name.
    pub ident: Ident,
    /// The string.
    pub value: String,
    /// For people.
    pub docs: Docs,
}

/// An enum of values that are not all strings, which keeps those it does not know.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its name.
    pub ident: Ident,
    /// For people.
    pub docs: Docs,
    /// Whether it is marked so.
    pub deprecated: bool,
    /// In the order written.
    pub derives: Vec<Derive>,
    /// What its values are: an integer, `f64`, `bool` or any JSON value.
    pub ty: Ty,
    /// In document order.
    pub variants: Vec<ListedVariant>,
    /// The variant for any other value.
    pub unknown: Ident,
    /// The variant that is its default.
    pub default: Option<Ident>,
}

/// A known value.
#[derive(Clone, Debug)]
pub struct ListedVariant {
    /// Its name.
    pub ident: Ident,
    /// The value.
    pub value: serde_json::Value,
    /// For people.
    pub docs: Docs,
}

/// A type without values that names a constant.
#[derive(Clone, Debug)]
pub struct Constant {
    /// Its name.
    pub ident: Ident,
    /// For people.
    pub docs: Docs,
    /// Whether it is marked so.
    pub deprecated: bool,
    /// The type that values of the same kind are read as: `String`, an integer, `f64`, `bool` or any JSON value.
    pub ty: Ty,
    /// The constant.
    pub value: serde_json::Value,
}

/// An enum of types that keeps values that fit none.
#[derive(Clone, Debug)]
pub struct Union {
    /// Its name.
    pub ident: Ident,
    /// For people.
    pub docs: Docs,
    /// Whether it is marked so.
    pub deprecated: bool,
    /// In the order written.
    pub derives: Vec<Derive>,
    /// In document order.
    pub variants: Vec<UnionVariant>,
    /// The variant for a value that fits no branch.
    pub unknown: Ident,
    /// Its default.
    pub default: Option<Literal>,
    /// The keyword of the document: `oneOf` or `anyOf`.
    pub keyword: &'static str,
    /// Whether no value can be of two branches.
    pub apart: bool,
    /// What `validate` asks of it as it is on the wire.
    pub rules: Option<Rules>,
}

/// A branch of a union.
#[derive(Clone, Debug)]
pub struct UnionVariant {
    /// Its name.
    pub ident: Ident,
    /// What it holds.
    pub ty: Ty,
    /// For people.
    pub docs: Docs,
    /// What tells it from the others.
    pub mark: Mark,
    /// What `validate` looks at.
    pub check: Check,
}

/// What a value must have to be taken for a branch.
#[derive(Clone, Debug, Default)]
pub struct Mark {
    /// The branch's name in messages.
    pub name: String,
    /// The JSON kinds it may be of, as the runtime spells them: `OBJECT`.
    pub kinds: Vec<&'static str>,
    /// The only strings it may be; empty for any.
    pub texts: Vec<String>,
    /// The JSON of the only values it may be, where some are no strings; empty for any.
    pub values: Vec<String>,
    /// The type that can tell whether a string has the branch's format.
    pub format: Option<RuntimeTy>,
    /// Properties that must be there.
    pub required: Vec<String>,
    /// The bounds that tell it from another branch.
    pub bounds: MarkBounds,
    /// The property in which a discriminator names the branch, with the names that no schema asks for.
    pub tag: Option<(String, Vec<String>)>,
    /// Properties with the strings one of which they must have.
    pub fixed: Vec<(String, Vec<String>)>,
    /// Properties with the values one of which they must have, as JSON: some are no strings.
    pub fixed_values: Vec<(String, Vec<String>)>,
    /// Properties whose bounds tell it from another branch.
    pub bounded: Vec<(String, MarkBounds)>,
    /// Every property the branch declares.
    pub properties: Vec<String>,
}

/// What bounds a number or the length of a text, by JSON Schema's keywords.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MarkBounds {
    /// Of a number.
    pub numbers: Vec<(&'static str, f64)>,
    /// In characters.
    pub lengths: Vec<(&'static str, u64)>,
}

/// Another name for a type, or a type around it.
#[derive(Clone, Debug)]
pub struct Alias {
    /// Its name.
    pub ident: Ident,
    /// For people.
    pub docs: Docs,
    /// Whether it is marked so.
    pub deprecated: bool,
    /// In the order written; for a newtype only.
    pub derives: Vec<Derive>,
    /// What it stands for.
    pub ty: Ty,
    /// What `validate` looks at; for a newtype only.
    pub check: Check,
}
