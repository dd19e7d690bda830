use super::Input;
use super::spell::{At, spell, value_of};
use crate::ir::analysis::Pagination;
use crate::ir::{self, Shape, TextFormat, TypeId};
use crate::rust::name::Ident;
use crate::rust::{Access, BodyKind, Item, Pages, Presence, Request, Response, Status, Step, Ty};
use crate::spec;

/// How to page through an operation; nothing where a part of what was found has another shape than a page needs.
pub(super) fn pages(
    input: &Input<'_>,
    index: usize,
    source: &ir::Operation,
    request: &Request,
    response: &Response,
) -> Option<Pages> {
    let found = input.facts.pagination[index].as_ref()?;
    let page = page_type(source, found)?;
    let spec::Status::Code(code) = found.status else {
        return None;
    };
    let variant = response
        .variants
        .iter()
        .find(|variant| variant.status == Status::Code(code))?;
    if !matches!(variant.body.as_ref()?.kind, BodyKind::Json(_)) {
        return None;
    }
    let mut containers = Vec::new();
    let (items, list) = access(input, page, &found.items, &mut containers)?;
    let (next, cursor) = access(input, page, &found.next, &mut containers)?;
    let more = found
        .more
        .as_ref()
        .map(|path| access(input, page, path, &mut containers));
    let more = match more {
        Some(found) => Some(
            found
                .filter(|(_, flag)| {
                    matches!(
                        input.api.types[input.api.types.resolve(*flag)].shape,
                        Shape::Bool
                    )
                })?
                .0,
        ),
        None => None,
    };
    let Shape::List(list) = &input.api.types[input.api.types.resolve(list)].shape else {
        return None;
    };
    let is_text = matches!(
        input.api.types[input.api.types.resolve(cursor)].shape,
        Shape::Text(TextFormat::Plain)
    );
    let parameter = request
        .parameters
        .iter()
        .find(|parameter| parameter.wire_name == found.cursor && parameter.place == "Query")?;
    (is_text && parameter.ty == Ty::String && !parameter.required).then(|| Pages {
        cursor: parameter.ident.clone(),
        backward: backward(found, request),
        size: size(found, request),
        item: spell(input, list.item, At::Outside),
        containers,
        items,
        next,
        more,
    })
}

fn page_type(source: &ir::Operation, found: &Pagination) -> Option<TypeId> {
    let response = source
        .responses
        .iter()
        .find(|response| response.status == found.status)?;
    response
        .content
        .iter()
        .find(|media| super::media::is_json(&media.name))
        .map(|media| media.ty)
}

fn backward(found: &Pagination, request: &Request) -> Option<(Ident, String)> {
    let name = found.backward.as_ref()?;
    let parameter = request
        .parameters
        .iter()
        .find(|parameter| parameter.wire_name == *name && parameter.place == "Query")?;
    (!parameter.required).then(|| (parameter.ident.clone(), name.clone()))
}

/// The size is asked for only where the document says how much may be.
fn size(found: &Pagination, request: &Request) -> Option<(Ident, i64)> {
    let size = found.size.as_ref()?;
    let parameter = request
        .parameters
        .iter()
        .find(|parameter| parameter.wire_name == size.parameter && parameter.place == "Query")?;
    let most = i64::try_from(size.maximum?).ok()?;
    (matches!(parameter.ty, Ty::Integer(_)) && !parameter.required && most > 0)
        .then(|| (parameter.ident.clone(), most))
}

/// Follows one or two properties from the page; the type at their end comes back with the null taken off.
fn access(
    input: &Input<'_>,
    page: TypeId,
    path: &[String],
    containers: &mut Vec<Step>,
) -> Option<(Access, TypeId)> {
    match path {
        [last] => {
            let (step, ty) = step(input, page, last)?;
            Some((
                Access {
                    container: None,
                    step,
                },
                ty,
            ))
        }
        [first, last] => {
            let (container, inside) = step(input, page, first)?;
            let at = containers
                .iter()
                .position(|known| *known == container)
                .unwrap_or_else(|| {
                    containers.push(container);
                    containers.len() - 1
                });
            let (step, ty) = step(input, inside, last)?;
            Some((
                Access {
                    container: Some(at),
                    step,
                },
                ty,
            ))
        }
        _elsewhere => None,
    }
}

fn step(input: &Input<'_>, record: TypeId, property: &str) -> Option<(Step, TypeId)> {
    let record = input.api.types.resolve(record);
    let Item::Struct(item) = super::model::outside(input, record)? else {
        return None;
    };
    let Shape::Record(shape) = &input.api.types[record].shape else {
        return None;
    };
    let field = item
        .fields
        .iter()
        .find(|field| field.wire_name == property)?;
    let ty = shape
        .properties
        .iter()
        .find(|known| known.name == property)?
        .ty;
    let options = match field.presence {
        Presence::Required => 0,
        Presence::Optional | Presence::Nullable => 1,
        Presence::OptionalNullable => 2,
    };
    let boxed = matches!(field.ty, Ty::Boxed(_));
    (!boxed).then(|| {
        (
            Step {
                ident: field.ident.clone(),
                wire_name: property.to_owned(),
                options,
            },
            value_of(input, ty).0,
        )
    })
}
