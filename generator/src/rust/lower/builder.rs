//! The client's builders: a setter for each parameter and for the body, or for the properties of a small one.

use super::{Input, body, docs, model, reserved};
use crate::ir;
use crate::rust::name::{Case, Ident, Scope};
use crate::rust::{
    Body, Builder, BuilderBody, BuilderPart, Field, Item, Parameter, Presence, Request, Setter,
    Struct, Target, Ty,
};

/// Methods and fields that every builder has beside its setters.
const RESERVED: &[&str] = &[
    "body",
    "call",
    "pages",
    "parts",
    "request",
    "send",
    "send_full",
    "stream",
    "timeout",
    "with",
];
/// A body of no more properties than this is set by them; a larger one is built on its own.
const SPREAD_LIMIT: usize = 8;
/// Each required part is a type parameter: with more than this the types say less than they cost.
const REQUIRED_LIMIT: usize = 6;

struct Scopes {
    setters: Scope,
    generics: Scope,
}

/// The builder of a request: by the properties of its body where they are few, else by the whole body, else by the whole request.
pub(super) fn builder(
    input: &Input<'_>,
    source: &ir::Operation,
    request: &Request,
    ident: Ident,
) -> Builder {
    let spread = request
        .body
        .as_ref()
        .and_then(|body| spread(input, source, body));
    let attempts = [
        spread.map(|spread| parts(request, Some(spread), &ident)),
        Some(parts(request, None, &ident)),
    ];
    let fitting = attempts
        .into_iter()
        .flatten()
        .find(|(parts, _)| required(parts) <= REQUIRED_LIMIT);
    match fitting {
        Some((parts, body)) => Builder {
            ident,
            parts,
            body,
            takes_request: false,
        },
        None => Builder {
            ident,
            parts: Vec::new(),
            body: None,
            takes_request: true,
        },
    }
}

fn required(parts: &[BuilderPart]) -> usize {
    parts.iter().filter(|part| part.generic.is_some()).count()
}

fn parts(
    request: &Request,
    spread: Option<(Ty, Struct)>,
    ident: &Ident,
) -> (Vec<BuilderPart>, Option<BuilderBody>) {
    let mut scopes = Scopes {
        setters: Scope::with_reserved(RESERVED),
        generics: Scope::with_reserved(reserved::TYPES),
    };
    // A type parameter of the builder's own name would hide it.
    scopes.generics.claim(Case::UpperCamel, ident.as_str());
    let mut parts: Vec<BuilderPart> = request
        .parameters
        .iter()
        .map(|source| parameter(source, &mut scopes))
        .collect();
    let body = request.body.as_ref().map(|body| {
        if let Some((ty, item)) = spread {
            parts.extend(item.fields.iter().map(|source| field(source, &mut scopes)));
            BuilderBody::Spread {
                ty,
                rest: item.rest.map(|rest| (rest.ident, rest.ty)),
            }
        } else {
            parts.push(whole(body, &mut scopes));
            BuilderBody::Part
        }
    });
    (parts, body)
}

fn parameter(source: &Parameter, scopes: &mut Scopes) -> BuilderPart {
    let target = Target::Request(source.ident.clone());
    let ty = if source.required {
        source.ty.clone()
    } else {
        source.ty.clone().option()
    };
    let part = part(
        scopes,
        source.ident.as_str(),
        target,
        ty,
        source.required,
        source.docs.clone(),
    );
    BuilderPart {
        deprecated: source.deprecated,
        ..part
    }
}

fn field(source: &Field, scopes: &mut Scopes) -> BuilderPart {
    let required = matches!(source.presence, Presence::Required | Presence::Nullable);
    let target = Target::Body(source.ident.clone());
    let part = part(
        scopes,
        source.ident.as_str(),
        target,
        source.presence.wrap(source.ty.clone()),
        required,
        source.docs.clone(),
    );
    BuilderPart {
        deprecated: source.deprecated,
        ..part
    }
}

fn part(
    scopes: &mut Scopes,
    name: &str,
    target: Target,
    ty: Ty,
    required: bool,
    docs: crate::rust::Docs,
) -> BuilderPart {
    let ident = scopes.setters.claim(Case::Snake, name);
    let generic = required.then(|| scopes.generics.claim(Case::UpperCamel, name));
    BuilderPart {
        ident,
        docs,
        deprecated: false,
        setter: setter(&ty, required),
        ty,
        generic,
        target,
    }
}

/// The setter of a whole body is always called `body`.
fn whole(body: &Body, scopes: &mut Scopes) -> BuilderPart {
    let ty = body.kind.ty();
    let ty = if body.required { ty } else { ty.option() };
    let generic = body
        .required
        .then(|| scopes.generics.claim(Case::UpperCamel, "body"));
    let docs = if body.docs.0.is_empty() {
        docs::words("The request's body.")
    } else {
        body.docs.clone()
    };
    BuilderPart {
        ident: Scope::default().claim(Case::Snake, "body"),
        docs,
        deprecated: false,
        setter: setter(&ty, body.required),
        ty,
        generic,
        target: Target::WholeBody,
    }
}

/// A required part is taken as it is, a string from whatever becomes one; of a part that may stay unset what it holds when set.
fn setter(ty: &Ty, required: bool) -> Setter {
    match (ty, required) {
        (Ty::Option(inner), false) if becomes(inner) => Setter::InnerInto,
        (Ty::Option(_), false) => Setter::Inner,
        (ty, _) if becomes(ty) => Setter::Into,
        (_, _) => Setter::Plain,
    }
}

/// Whether callers have values at hand that become one: texts, and values of what may be null.
fn becomes(ty: &Ty) -> bool {
    match ty {
        Ty::String | Ty::Value | Ty::Bytes | Ty::Option(_) => true,
        Ty::Bool
        | Ty::Integer(_)
        | Ty::F64
        | Ty::Model(_)
        | Ty::Constant(_)
        | Ty::Runtime(_)
        | Ty::Foreign(_)
        | Ty::Vec(_)
        | Ty::Map(_)
        | Ty::Boxed(_)
        | Ty::Tuple(..) => false,
    }
}

/// A required body of JSON or XML that is a small record.
fn spread(input: &Input<'_>, source: &ir::Operation, body: &Body) -> Option<(Ty, Struct)> {
    if !body.kind.is_typed() {
        return None;
    }
    let source = source.body.as_ref().filter(|body| body.required)?;
    let media = body::chosen(&source.content)?;
    let item = model::outside(input, input.api.types.resolve(media.ty))?;
    match item {
        Item::Struct(item) if !item.fields.is_empty() && item.fields.len() <= SPREAD_LIMIT => {
            Some((body.kind.ty(), item))
        }
        Item::Struct(_)
        | Item::Enum(_)
        | Item::Listed(_)
        | Item::Constant(_)
        | Item::Union(_)
        | Item::Alias(_)
        | Item::Newtype(_) => None,
    }
}
