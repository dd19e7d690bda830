//! What became of each part of the document, as a side table: for the report of what was lost, and for the symbol map.

use super::spell::{At, spell, spell_shape, spell_value};
use super::{Input, body, model};
use crate::ir::{self, Choice, Literals, Origin, Record, Shape, TypeId};
use crate::rust::name::Ident;
use crate::rust::{
    Api, Body, Group, Home, Item, Operation, Presence, ResponseVariant, SchemeKind, Server, Struct,
    Symbol, SymbolKind, SymbolPath, Ty, Union,
};
use crate::source::Location;
use crate::spec;

/// The table of one document. Its items are the module's, or the root's where there is none.
pub(super) fn symbols(input: &Input<'_>, api: &Api, module: Option<&Ident>) -> Vec<Symbol> {
    let mut table = Table {
        module: module.cloned(),
        rows: Vec::new(),
    };
    for at in [&input.api.at, &input.api.info.at] {
        table.item(at, SymbolKind::Module, Home::Root, &[]);
    }
    servers(&mut table, &input.api.servers, &api.servers);
    schemes(&mut table, input, api);
    for group in &api.groups {
        trait_of(&mut table, input, group);
    }
    for (index, (source, operation)) in input.api.operations.iter().zip(&api.operations).enumerate()
    {
        let is_member = |group: &&Group| group.operations.contains(&index);
        operation_rows(
            &mut table,
            input,
            source,
            operation,
            api.groups.iter().find(is_member),
        );
    }
    models(&mut table, input, api);
    table.rows
}

/// The rows so far.
struct Table {
    module: Option<Ident>,
    rows: Vec<Symbol>,
}

impl Table {
    /// An item, or what has others inside.
    fn item(&mut self, at: &Location, kind: SymbolKind, home: Home, rest: &[&Ident]) {
        self.push(at, kind, (home, rest), None);
    }

    /// A field of an operation's request or response: where it is declared, and the schema below.
    fn field(&mut self, input: &Input<'_>, (at, of): (&Location, TypeId), path: &[&Ident], ty: Ty) {
        let schema = &input.api.types[of].at;
        let place = (Home::Operations, path);
        if *schema != *at && is_below(schema, at) {
            self.typed(schema, SymbolKind::Field, place, ty.clone());
        }
        self.typed(at, SymbolKind::Field, place, ty);
    }

    /// An item that holds or stands for a type.
    fn typed(&mut self, at: &Location, kind: SymbolKind, (home, rest): (Home, &[&Ident]), ty: Ty) {
        self.push(at, kind, (home, rest), Some(ty));
    }

    fn push(
        &mut self,
        at: &Location,
        kind: SymbolKind,
        (home, rest): (Home, &[&Ident]),
        ty: Option<Ty>,
    ) {
        let path = SymbolPath {
            module: self.module.clone(),
            home,
            rest: rest.iter().copied().cloned().collect(),
        };
        self.rows.push(Symbol {
            at: at.clone(),
            kind,
            path: Some(path),
            ty,
        });
    }
}

fn models(table: &mut Table, input: &Input<'_>, api: &Api) {
    let files = input.names.modules.iter().zip(&api.models);
    for ((_, ids), file) in files {
        for (&id, item) in ids.iter().zip(&file.items) {
            item_rows(table, input, id, item);
        }
    }
    for (id, def) in input.api.types.iter() {
        if input.names.ident(id).is_none() {
            table.rows.push(Symbol {
                at: def.at.clone(),
                kind: SymbolKind::Type,
                path: None,
                ty: Some(spell(input, id, At::Outside)),
            });
        }
    }
}

fn item_rows(table: &mut Table, input: &Input<'_>, id: TypeId, item: &Item) {
    let def = &input.api.types[id];
    let (at, home, path) = (&def.at, Home::Models, [item.ident()]);
    match (item, &def.shape) {
        (Item::Struct(item), Shape::Record(record)) => {
            table.item(at, SymbolKind::Struct, home, &path);
            fields(table, input, (id, record), item);
        }
        (Item::Union(item), Shape::Choice(choice)) => {
            table.item(at, SymbolKind::Enum, home, &path);
            variants(table, input, (id, choice), item);
        }
        (Item::Enum(item), Shape::Literals(list)) => {
            let variants = item.variants.iter().map(|variant| &variant.ident);
            values(table, (at, &item.ident), list, variants);
        }
        (Item::Listed(item), Shape::Literals(list)) => {
            let variants = item.variants.iter().map(|variant| &variant.ident);
            values(table, (at, &item.ident), list, variants);
        }
        (Item::Struct(_), _) => table.item(at, SymbolKind::Struct, home, &path),
        (Item::Enum(_) | Item::Listed(_) | Item::Constant(_) | Item::Union(_), _) => {
            table.item(at, SymbolKind::Enum, home, &path);
        }
        (Item::Alias(_), _) => {
            let ty = spell_shape(input, id, At::Outside);
            table.typed(at, SymbolKind::Alias, (home, &path), ty);
        }
        (Item::Newtype(_), _) => {
            let ty = spell_shape(input, id, At::Outside);
            table.typed(at, SymbolKind::Struct, (home, &path), ty);
        }
    }
}

/// An enum of listed values, each a variant of it.
fn values<'i>(
    table: &mut Table,
    (at, ident): (&Location, &Ident),
    list: &Literals,
    variants: impl Iterator<Item = &'i Ident>,
) {
    table.item(at, SymbolKind::Enum, Home::Models, &[ident]);
    for (literal, variant) in list.values.iter().zip(variants) {
        let path = [ident, variant];
        table.item(&literal.at, SymbolKind::Variant, Home::Models, &path);
    }
}

fn fields(table: &mut Table, input: &Input<'_>, (id, record): (TypeId, &Record), item: &Struct) {
    let properties = record.properties.iter().zip(&item.fields).enumerate();
    for (index, (property, field)) in properties {
        let ty = spell_value(input, id, index, property.ty, At::Outside);
        table.typed(
            &property.at,
            SymbolKind::Field,
            (Home::Models, &[&item.ident, &field.ident]),
            field.presence.wrap(ty),
        );
    }
    if let (Some(rest), ir::Additional::Typed(value)) = (&item.rest, record.additional) {
        let def = &input.api.types[value];
        if matches!(def.origin, Origin::Inline { owner, .. } if owner == id) {
            let ty = Ty::Map(Box::new(spell(input, value, At::Outside)));
            let path = [&item.ident, &rest.ident];
            table.typed(&def.at, SymbolKind::Field, (Home::Models, &path), ty);
        }
    }
}

fn variants(table: &mut Table, input: &Input<'_>, (id, choice): (TypeId, &Choice), item: &Union) {
    let branches = choice.branches.iter().zip(&item.variants).enumerate();
    for (index, (branch, variant)) in branches {
        let ty = model::branch_ty(input, id, index, branch.ty, At::Outside);
        table.typed(
            &branch.at,
            SymbolKind::Variant,
            (Home::Models, &[&item.ident, &variant.ident]),
            ty,
        );
    }
}

fn operation_rows(
    table: &mut Table,
    input: &Input<'_>,
    source: &ir::Operation,
    operation: &Operation,
    group: Option<&Group>,
) {
    let (at, method) = (&source.at, &operation.module);
    table.item(at, SymbolKind::Method, Home::Calls, &[method]);
    if let Some(group) = group {
        let path = [&group.ident, method];
        table.item(at, SymbolKind::Method, Home::Server, &path);
    }
    let (request, response) = (&operation.request, &operation.response);
    let home = Home::Operations;
    table.item(at, SymbolKind::Struct, home, &[&request.ident]);
    for (source, parameter) in source.parameters.iter().zip(&request.parameters) {
        let ty = optional(parameter.required, parameter.ty.clone());
        let path = [&request.ident, &parameter.ident];
        table.field(input, (declared(&source.at, at), source.ty), &path, ty);
    }
    if let (Some(source), Some(body)) = (&source.body, &request.body) {
        let path = [&request.ident, &body.ident];
        body_row(table, input, (&source.content, body), &path);
    }
    table.item(at, SymbolKind::Enum, home, &[&response.ident]);
    for (source, variant) in source.responses.iter().zip(&response.variants) {
        answer(table, input, source, variant, &response.ident);
    }
}

/// Where a parameter is declared; one that only the path's template names stands for its operation, as the note about it does.
fn declared<'a>(parameter: &'a Location, operation: &'a Location) -> &'a Location {
    if is_below(operation, parameter) {
        operation
    } else {
        parameter
    }
}

/// Whether a place is another, or in it.
fn is_below(place: &Location, above: &Location) -> bool {
    place.source().name == above.source().name && place.pointer().starts_with(&above.pointer())
}

/// The form of a body that is written.
fn body_row(
    table: &mut Table,
    input: &Input<'_>,
    (content, body): (&[ir::Media], &Body),
    path: &[&Ident],
) {
    let Some(media) = body::chosen(content) else {
        return;
    };
    let ty = optional(body.required, body.kind.ty());
    table.field(input, (&media.at, media.ty), path, ty);
}

fn answer(
    table: &mut Table,
    input: &Input<'_>,
    source: &ir::Response,
    variant: &ResponseVariant,
    owner: &Ident,
) {
    let home = Home::Operations;
    let path = [owner, &variant.ident];
    table.item(&source.at, SymbolKind::Variant, home, &path);
    if let Some(body) = &variant.body {
        let path = [owner, &variant.ident, &body.ident];
        body_row(table, input, (&source.content, body), &path);
    }
    for (source, header) in source.headers.iter().zip(&variant.headers) {
        let ty = optional(header.required, header.ty.clone());
        let path = [owner, &variant.ident, &header.ident];
        table.field(input, (&source.at, source.ty), &path, ty);
    }
}

fn optional(required: bool, ty: Ty) -> Ty {
    let presence = if required {
        Presence::Required
    } else {
        Presence::Optional
    };
    presence.wrap(ty)
}

/// A group is the tag's that its operations name first.
fn trait_of(table: &mut Table, input: &Input<'_>, group: &Group) {
    let first = group.operations.first();
    let first = first.and_then(|&index| input.api.operations[index].tags.first());
    let tag = first.and_then(|name| input.api.tags.iter().find(|tag| tag.name == *name));
    if let Some(tag) = tag {
        table.item(&tag.at, SymbolKind::Trait, Home::Server, &[&group.ident]);
    }
}

fn schemes(table: &mut Table, input: &Input<'_>, api: &Api) {
    for scheme in &api.schemes {
        let mut sources = input.api.security_schemes.iter();
        let source = sources.find(|source| source.name == scheme.name);
        let Some(source) = source.filter(|_| scheme.kind != SchemeKind::Unsupported) else {
            continue;
        };
        let path = [&scheme.ident];
        if scheme.kind != SchemeKind::MutualTls {
            table.item(&source.at, SymbolKind::Method, Home::ClientBuilder, &path);
        }
        table.item(&source.at, SymbolKind::Method, Home::Authenticate, &path);
    }
}

/// One server is a struct, several are the variants of an enum.
fn servers(table: &mut Table, sources: &[spec::Server], servers: &[Server]) {
    for (source, written) in sources.iter().zip(servers) {
        let (kind, path) = if servers.len() == 1 {
            (SymbolKind::Struct, Vec::new())
        } else {
            (SymbolKind::Variant, vec![&written.ident])
        };
        table.item(&source.at, kind, Home::Servers, &path);
        for (source, variable) in source.variables.iter().zip(&written.variables) {
            let mut path = path.clone();
            path.push(&variable.ident);
            table.typed(
                &source.at,
                SymbolKind::Field,
                (Home::Servers, &path),
                Ty::String,
            );
        }
    }
}
