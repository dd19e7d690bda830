use super::item::Docs;
use super::name::Ident;
use super::{Check, Fallback, Ty};

/// One operation: `operations/<module>.rs` and its share of client and server.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The module, and the file's name; also the name of the client's method and the server trait's.
    pub module: Ident,
    /// The document's name for it, or the one made from method and path.
    pub id: String,
    /// `GET /pets/{id}`, for people.
    pub title: String,
    /// For people.
    pub docs: Docs,
    /// Whether its method is marked so.
    pub deprecated: bool,
    /// `GET`
    pub method: String,
    /// The template as the document spells it.
    pub template: String,
    /// Where it is served, when elsewhere than the rest, with the variables filled.
    pub server: Option<String>,
    /// The template's segments.
    pub segments: Vec<Vec<Segment>>,
    /// The request struct.
    pub request: Request,
    /// The response enum.
    pub response: Response,
    /// The client's builder.
    pub builder: Builder,
    /// What `send` gives.
    pub success: Success,
    /// Alternatives, each a list of schemes with scopes; empty: anybody.
    pub security: Vec<Vec<Requirement>>,
    /// The constant that says how rejections take a declared form.
    pub declared: Ident,
    /// How to page through it.
    pub pages: Option<Pages>,
}

/// A piece of a path segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Fixed text, percent-decoded.
    Literal(String),
    /// A parameter by its index in [`Request::parameters`].
    Parameter(usize),
}

/// The request struct.
#[derive(Clone, Debug)]
pub struct Request {
    /// Its name.
    pub ident: Ident,
    /// Whether it has a default: nothing in it is required.
    pub has_default: bool,
    /// In document order.
    pub parameters: Vec<Parameter>,
    /// The body, if the operation has one.
    pub body: Option<Body>,
}

/// A parameter's field and descriptor.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The field.
    pub ident: Ident,
    /// The constant that describes it on the wire.
    pub constant: Ident,
    /// A value's type, without the `Option` of an optional one.
    pub ty: Ty,
    /// For people.
    pub docs: Docs,
    /// Whether it is marked so.
    pub deprecated: bool,
    /// The name on the wire.
    pub wire_name: String,
    /// The runtime's name for the place: `Query`.
    pub place: &'static str,
    /// The runtime's name for the style: `Form`.
    pub style: &'static str,
    /// Whether lists and objects become several pairs.
    pub explode: bool,
    /// The runtime's name for what kind of value it is: `Scalar`.
    pub kind: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// Whether reserved characters go unescaped.
    pub allow_reserved: bool,
    /// What stands for it where it is absent.
    pub fallback: Option<Fallback>,
    /// What `validate` looks at.
    pub check: Check,
    /// Whether its sender has something to leave out.
    pub withholds: bool,
}

/// How a setter takes its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setter {
    /// As it is.
    Plain,
    /// `impl Into<T>`
    Into,
    /// A value of the `Option` that the part is: what the option holds.
    Inner,
    /// `impl Into<Inner>` of the `Option` that the part is.
    InnerInto,
}

/// A request's or response's body.
#[derive(Clone, Debug)]
pub struct Body {
    /// The field.
    pub ident: Ident,
    /// How it is written.
    pub kind: BodyKind,
    /// Whether it must be there.
    pub required: bool,
    /// The media type that is sent.
    pub media_type: String,
    /// Whether its sender has something to leave out.
    pub withholds: bool,
    /// For people.
    pub docs: Docs,
}

/// The form of a body.
#[derive(Clone, Debug)]
pub enum BodyKind {
    /// JSON of a type.
    Json(Ty),
    /// XML of a type, and the constant that says what it is there.
    Xml(Ty, Ident),
    /// A form of a type.
    Form(Ty, FormFields),
    /// Text.
    Text,
    /// Bytes as they are.
    Bytes,
}

impl BodyKind {
    /// The body's type.
    pub fn ty(&self) -> Ty {
        match self {
            Self::Json(ty) | Self::Xml(ty, _) | Self::Form(ty, _) => ty.clone(),
            Self::Text => Ty::String,
            Self::Bytes => Ty::Bytes,
        }
    }

    /// Whether a type of the document's reads and writes it.
    pub fn is_typed(&self) -> bool {
        matches!(self, Self::Json(_) | Self::Xml(..) | Self::Form(..))
    }
}

/// The properties of a form that are not spelled as texts are, and the constant that lists them; none where there are no such.
#[derive(Clone, Debug, Default)]
pub struct FormFields {
    /// The constant.
    pub constant: Option<Ident>,
    /// In document order.
    pub fields: Vec<FormField>,
}

/// How a property of a form is spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    /// Its name.
    pub name: String,
    /// The spelling.
    pub spelling: FormSpelling,
}

/// A spelling that is not a text's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormSpelling {
    /// It is JSON.
    Json,
    /// Each item is JSON.
    JsonItems,
    /// As a query parameter is.
    Styled {
        /// The runtime's name for the style.
        style: &'static str,
        /// Whether lists and objects become several pairs.
        explode: bool,
        /// The runtime's name for what kind of value it is.
        kind: &'static str,
        /// Whether reserved characters go unescaped.
        allow_reserved: bool,
    },
}

/// The response enum.
#[derive(Clone, Debug)]
pub struct Response {
    /// Its name.
    pub ident: Ident,
    /// In document order.
    pub variants: Vec<ResponseVariant>,
    /// The variant for any other answer.
    pub undeclared: Ident,
    /// The forms that answers take which are made without a handler.
    pub rejections: Vec<RejectionForm>,
}

/// A documented answer.
#[derive(Clone, Debug)]
pub struct ResponseVariant {
    /// Its name.
    pub ident: Ident,
    /// For people.
    pub docs: Docs,
    /// Which statuses.
    pub status: Status,
    /// The field for the status, where there are several.
    pub status_field: Option<Ident>,
    /// Declared headers.
    pub headers: Vec<ResponseHeader>,
    /// The body, if there is one.
    pub body: Option<Body>,
}

/// A declared form of errors, and how it is filled.
#[derive(Clone, Debug)]
pub struct RejectionForm {
    /// The statuses that have it, each from the first to the last of a range.
    pub statuses: Vec<(u16, u16)>,
    /// Its media type.
    pub media_type: String,
    /// The properties that are filled.
    pub fills: Vec<Fill>,
}

/// A property of a declared error, and what fills it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fill {
    /// The property's name.
    pub property: String,
    /// What goes there.
    pub part: Part,
}

/// A part of a rejection, in the runtime's terms.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// The name of the status.
    Title,
    /// The sentence for people.
    Detail,
    /// The status as a number.
    Status,
    /// The word for programs.
    Code,
    /// What is wrong, place by place.
    Violations,
    /// The same, and nothing where there is nothing to list.
    ViolationsIfAny,
    /// An object with properties of its own.
    Object(Vec<Fill>),
}

/// The statuses a variant stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// One.
    Code(u16),
    /// A hundred of them, by their first digit.
    Range(u8),
    /// All that nothing else names.
    Default,
}

/// A declared header of a response.
#[derive(Clone, Debug)]
pub struct ResponseHeader {
    /// The field.
    pub ident: Ident,
    /// The constant that describes it on the wire.
    pub constant: Ident,
    /// The name on the wire.
    pub wire_name: String,
    /// A value's type, without the `Option` of an optional one.
    pub ty: Ty,
    /// The runtime's name for what kind of value it is: `Scalar`.
    pub kind: &'static str,
    /// Whether an object's members are written as `key=value`.
    pub explode: bool,
    /// Whether it is always there.
    pub required: bool,
    /// For people.
    pub docs: Docs,
}

/// The client's builder for a request.
#[derive(Clone, Debug)]
pub struct Builder {
    /// Its name.
    pub ident: Ident,
    /// What its setters set, in the order of the request's fields.
    pub parts: Vec<BuilderPart>,
    /// How the body is made of the parts; none where there is no body.
    pub body: Option<BuilderBody>,
    /// Whether it starts from the whole request instead: too much is required to set it part by part.
    pub takes_request: bool,
}

/// A field and a setter of a builder.
#[derive(Clone, Debug)]
pub struct BuilderPart {
    /// The field and the setter.
    pub ident: Ident,
    /// For people.
    pub docs: Docs,
    /// Whether what it sets is marked so.
    pub deprecated: bool,
    /// What the field holds once it is set.
    pub ty: Ty,
    /// What the setter takes.
    pub setter: Setter,
    /// The type parameter that stands for it until it is set; none where it may stay unset.
    pub generic: Option<Ident>,
    /// Where it goes.
    pub target: Target,
}

/// Where a part of a builder goes.
#[derive(Clone, Debug)]
pub enum Target {
    /// A field of the request.
    Request(Ident),
    /// A field of the body.
    Body(Ident),
    /// The whole body.
    WholeBody,
}

/// How a builder makes the request's body.
#[derive(Clone, Debug)]
pub enum BuilderBody {
    /// It is one of the parts.
    Part,
    /// It is a struct of several parts.
    Spread {
        /// The struct.
        ty: Ty,
        /// The struct's field that collects undeclared properties, and the builder's.
        rest: Option<(Ident, Ty)>,
    },
}

/// What `send` gives where the answer is a success.
#[derive(Clone, Debug)]
pub enum Success {
    /// The body of the only success.
    Body {
        /// The variant.
        variant: Ident,
        /// Its body's field.
        field: Ident,
        /// The body's form.
        kind: BodyKind,
    },
    /// Nothing: the only success has no body.
    Unit {
        /// The variant.
        variant: Ident,
    },
    /// The response itself: there are several successes, or none.
    Whole,
}

/// A scheme that an operation asks for.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// The constant that describes the scheme; none where the document defines no such scheme.
    pub constant: Option<Ident>,
    /// The scheme's name.
    pub name: String,
    /// The scopes asked for.
    pub scopes: Vec<String>,
}

/// Cursor pagination.
#[derive(Clone, Debug)]
pub struct Pages {
    /// The request's field for the cursor.
    pub cursor: Ident,
    /// The request's field for the cursor to go backward from, and what it is called on the wire.
    pub backward: Option<(Ident, String)>,
    /// The request's field for a page's size, with the size to ask for where the caller does not say.
    pub size: Option<(Ident, i64)>,
    /// An item's type.
    pub item: Ty,
    /// Records on the page that hold what is looked for, each taken out once.
    pub containers: Vec<Step>,
    /// The items.
    pub items: Access,
    /// The next cursor.
    pub next: Access,
    /// The flag that says whether there is more.
    pub more: Option<Access>,
}

/// A field of the page, or of one of its containers.
#[derive(Clone, Debug)]
pub struct Access {
    /// Which container; none for the page itself.
    pub container: Option<usize>,
    /// The field.
    pub step: Step,
}

/// A field, and how many `Option`s are around its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The field.
    pub ident: Ident,
    /// The property's name.
    pub wire_name: String,
    /// 0, 1 or 2.
    pub options: u8,
}
