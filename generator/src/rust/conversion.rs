use super::Ty;
use super::name::Ident;

/// How a value of one item is made of the same value as the other side sends it.
#[derive(Clone, Debug)]
pub struct Conversion {
    /// The item that there is.
    pub from: Ident,
    /// The item that is made.
    pub to: Ident,
    /// What it is called while the other is made: no field that has to be given is.
    pub argument: Ident,
    /// Whether that is what requests hold.
    pub for_requests: bool,
    /// What becomes of its parts.
    pub parts: Converted,
}

/// What becomes of a value's parts.
#[derive(Clone, Debug)]
pub enum Converted {
    /// The fields of a struct, each with where it comes from.
    Fields(Vec<(Ident, FieldSource)>),
    /// The variants of a union, by name here and there; the last is the one for other values.
    Variants(Vec<(Ident, Ident, Turn)>),
    /// What a newtype is around.
    Inside(Turn),
}

/// Where a field comes from.
#[derive(Clone, Debug)]
pub enum FieldSource {
    /// From a field of the other.
    Field(Ident, Turn),
    /// From the field that keeps what is not declared, without these, which are.
    Rest(Ident, Turn, Vec<String>),
    /// From nowhere: the other has none, and it may be absent.
    Absent,
    /// From whoever asks: the other has none, and it must be there.
    Given(Ty),
    /// From nowhere: nothing but declared properties was kept.
    Empty,
}

/// What a value's type makes necessary for it to be of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Nothing.
    Same,
    /// `into()`
    Into,
    /// The same of what an `Option` holds.
    Option(Box<Self>),
    /// Of each item.
    Vec(Box<Self>),
    /// Of each value.
    Map(Box<Self>),
    /// Of each part, and of the items behind them.
    Tuple(Vec<Self>, Box<Self>),
    /// Of what a `Box` holds.
    Unboxed(Box<Self>),
    /// And into a `Box` with it.
    Boxed(Box<Self>),
}

impl Turn {
    /// The same of what stands in something; nothing where nothing is to be done.
    #[must_use]
    pub fn within(self, around: fn(Box<Self>) -> Self) -> Self {
        if self == Self::Same {
            self
        } else {
            around(Box::new(self))
        }
    }
}

impl Conversion {
    /// What whoever asks for it has to give.
    pub fn given(&self) -> Vec<(&Ident, &Ty)> {
        let Converted::Fields(fields) = &self.parts else {
            return Vec::new();
        };
        let given = fields.iter().filter_map(|(ident, source)| match source {
            FieldSource::Given(ty) => Some((ident, ty)),
            FieldSource::Field(..)
            | FieldSource::Rest(..)
            | FieldSource::Absent
            | FieldSource::Empty => None,
        });
        given.collect()
    }
}
