//! `operations/<operation>.rs`: the request, the response and what both sides need to know of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::fallback;
use super::file::File;
use super::model::{self, checks};
use super::text::{deprecated, docs, ident, literal, literals, words};
use super::ty::names_models;
use crate::rust::name::Ident;
use crate::rust::{
    Api, Body, BodyKind, FormField, FormFields, FormSpelling, Operation, Parameter, Presence,
    Requirement, Response, ResponseHeader, ResponseVariant, Scheme, SchemeKind, Ty,
};

/// `operations/mod.rs`: the security schemes, and every operation's request and response.
pub(super) fn module(api: &Api) -> String {
    let mut file = File::with_words(
        "What each operation is called with and what it may answer, for client and server alike.",
    );
    file.uses_deprecated(api);
    file.has_placeholders(api);
    file.resembles_constants(api);
    let mut uses = File::default();
    for Operation {
        module,
        request,
        response,
        ..
    } in &api.operations
    {
        let (request, response) = (&request.ident, &response.ident);
        file.head(quote!(pub(crate) mod #module;));
        uses.head(quote!(pub use self::#module::{#request, #response};));
    }
    if !api.schemes.is_empty() {
        uses.head(quote!(
            use super::runtime;
        ));
    }
    for scheme in &api.schemes {
        uses.item(self::scheme(scheme));
    }
    [file.print(), uses.print()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn scheme(scheme: &Scheme) -> TokenStream {
    let (constant, name) = (&scheme.constant, literal(&scheme.name));
    let kind = match &scheme.kind {
        SchemeKind::Basic => quote!(Basic),
        SchemeKind::Bearer => quote!(Bearer),
        SchemeKind::ApiKey { place, name } => {
            let (place, name) = (ident(place), literal(name));
            quote!(ApiKey(runtime::wire::Place::#place, #name))
        }
        SchemeKind::MutualTls => quote!(MutualTls),
        SchemeKind::Unsupported => quote!(Unknown),
    };
    quote! {
        pub(crate) static #constant: runtime::http::Scheme = runtime::http::Scheme { name: #name, kind: runtime::http::SchemeKind::#kind };
    }
}

/// One operation's file.
pub(super) fn file(operation: &Operation) -> String {
    let mut file = File::with_words(&format!("`{}`", operation.title));
    let imports = if uses_models(operation) {
        quote!({models, runtime})
    } else {
        quote!(runtime)
    };
    file.head(quote!(use super::super::#imports;));
    if demands(operation) {
        let parameters = operation.request.parameters.iter();
        file.head(model::imports(
            parameters.flat_map(|parameter| parameter.check.patterns()),
        ));
    }
    file.item(request(operation));
    file.item(response(&operation.response, &operation.title));
    file.item(facts(operation));
    for parameter in &operation.request.parameters {
        file.item(descriptor(parameter));
    }
    for body in bodies(operation) {
        file.item(form_fields(body));
    }
    for header in operation
        .response
        .variants
        .iter()
        .flat_map(|variant| &variant.headers)
    {
        file.item(header_descriptor(header));
    }
    file.print()
}

/// The bodies of the request and of the answers.
fn bodies(operation: &Operation) -> impl Iterator<Item = &Body> {
    let answers = operation.response.variants.iter();
    let answers = answers.filter_map(|variant| variant.body.as_ref());
    operation.request.body.iter().chain(answers)
}

/// The properties of a form that are not spelled as texts are.
fn form_fields(body: &Body) -> TokenStream {
    let BodyKind::Form(_, FormFields { constant, fields }) = &body.kind else {
        return TokenStream::new();
    };
    let Some(constant) = constant else {
        return TokenStream::new();
    };
    let fields = fields.iter().map(form_field);
    quote! {
        pub(crate) const #constant: &[runtime::wire::Field] = &[#(#fields),*];
    }
}

fn form_field(field: &FormField) -> TokenStream {
    let name = literal(&field.name);
    match &field.spelling {
        FormSpelling::Json => quote!(runtime::wire::Field::json(#name)),
        FormSpelling::JsonItems => quote!(runtime::wire::Field::json_items(#name)),
        FormSpelling::Styled {
            style,
            explode,
            kind,
            allow_reserved,
        } => {
            let (style, kind) = (ident(style), ident(kind));
            let (style, kind) = (
                quote!(runtime::wire::Style::#style),
                quote!(runtime::wire::Kind::#kind),
            );
            quote!(runtime::wire::Field::styled(#name, #style, #explode, #kind, #allow_reserved))
        }
    }
}

/// How a form's fields are named where it is written and read.
pub(super) fn form_fields_of(module: &Ident, fields: &FormFields) -> TokenStream {
    if let Some(constant) = &fields.constant {
        quote!(operations::#module::#constant)
    } else {
        quote!(&[])
    }
}

fn uses_models(operation: &Operation) -> bool {
    let json = |body: &Body| names_models(&body.kind.ty());
    let headers = |variant: &ResponseVariant| {
        variant
            .headers
            .iter()
            .any(|header| names_models(&header.ty))
    };
    operation
        .request
        .parameters
        .iter()
        .any(|parameter| names_models(&parameter.ty))
        || operation.request.body.as_ref().is_some_and(json)
        || operation
            .response
            .variants
            .iter()
            .any(|variant| headers(variant) || variant.body.as_ref().is_some_and(json))
}

/// Whether any parameter has something for `validate` to look at.
pub(super) fn demands(operation: &Operation) -> bool {
    operation
        .request
        .parameters
        .iter()
        .any(|parameter| !parameter.check.is_empty())
}

fn request(operation: &Operation) -> TokenStream {
    let request = &operation.request;
    let ident = &request.ident;
    let title = words(&format!("What `{}` is called with.", operation.title));
    let default = request.has_default.then(|| quote!(Default,));
    let parameters = request.parameters.iter().map(|parameter| {
        let (ident, docs, ty) = (
            &parameter.ident,
            docs(&parameter.docs),
            optional(&parameter.ty, parameter.required),
        );
        let deprecated = deprecated(parameter.deprecated);
        quote!(#docs #deprecated pub #ident: #ty)
    });
    let body = request.body.iter().map(|body| {
        let (ident, ty) = (&body.ident, optional(&body.kind.ty(), body.required));
        let docs = if body.docs.0.is_empty() {
            words("The request's body.")
        } else {
            docs(&body.docs)
        };
        quote!(#docs pub #ident: #ty)
    });
    let fields: Vec<_> = parameters.chain(body).collect();
    let validate = demands(operation).then(|| validate(operation));
    let parameters = request.parameters.iter();
    let fallbacks = fallback::methods(
        ident,
        parameters.filter_map(|one| {
            Some((
                &one.ident,
                &one.ty,
                Presence::Optional,
                one.fallback.as_ref()?,
            ))
        }),
    );
    quote! {
        #title
        #[derive(Clone, Debug, #default PartialEq)]
        pub struct #ident { #(#fields,)* }
        #fallbacks
        #validate
    }
}

/// The demands on parameters; those on a body are its type's.
fn validate(operation: &Operation) -> TokenStream {
    let ident = &operation.request.ident;
    let statements = operation.request.parameters.iter().flat_map(|parameter| {
        let (ident, name) = (&parameter.ident, literal(&parameter.wire_name));
        checks(
            &parameter.check,
            &quote!(&self.#ident),
            &quote!(&at.field(#name)),
        )
    });
    quote! {
        #[cfg(feature = "validate")]
        impl validate::Validate for #ident {
            fn validate_into(&self, at: &validate::Path<'_>, out: &mut validate::Violations) {
                #(#statements)*
            }
        }
    }
}

fn optional(ty: &Ty, required: bool) -> Ty {
    if required {
        ty.clone()
    } else {
        ty.clone().option()
    }
}

fn response(response: &Response, title: &str) -> TokenStream {
    let (ident, undeclared) = (&response.ident, &response.undeclared);
    let title = words(&format!("What `{title}` may answer."));
    let variants = response.variants.iter().map(variant);
    quote! {
        #title
        #[allow(clippy::large_enum_variant, reason = "a response is made once and taken apart once")]
        #[derive(Clone, Debug, PartialEq)]
        pub enum #ident {
            #(#variants,)*
            /// An answer that the document does not declare.
            #undeclared(runtime::http::Undeclared),
        }
    }
}

fn variant(variant: &ResponseVariant) -> TokenStream {
    let (ident, docs) = (&variant.ident, docs(&variant.docs));
    let status = variant
        .status_field
        .iter()
        .map(|field| quote!(#[doc = " The status."] #field: http::StatusCode));
    let headers = variant.headers.iter().map(|header| {
        let (ident, docs, ty) = (
            &header.ident,
            self::docs(&header.docs),
            optional(&header.ty, header.required),
        );
        quote!(#docs #ident: #ty)
    });
    let body = variant.body.iter().map(|body| {
        let (ident, ty) = (&body.ident, body.kind.ty());
        quote!(#[doc = " The body."] #ident: #ty)
    });
    let fields: Vec<_> = status.chain(headers).chain(body).collect();
    if fields.is_empty() {
        quote!(#docs #ident)
    } else {
        quote!(#docs #ident { #(#fields,)* })
    }
}

fn facts(operation: &Operation) -> TokenStream {
    let (id, method, template) = (
        literal(&operation.id),
        literal(&operation.method),
        literal(&operation.template),
    );
    let server = if let Some(server) = &operation.server {
        let server = literal(server);
        quote!(Some(#server))
    } else {
        quote!(None)
    };
    let security = operation.security.iter().map(|all| {
        let all = all.iter().map(requirement);
        quote!(&[#(#all),*])
    });
    let request = literals(operation.request.body.iter().map(|body| &body.media_type));
    let mut media_types: Vec<&String> = Vec::new();
    for body in operation
        .response
        .variants
        .iter()
        .filter_map(|variant| variant.body.as_ref())
    {
        if !media_types.contains(&&body.media_type) {
            media_types.push(&body.media_type);
        }
    }
    let response = literals(media_types);
    quote! {
        pub(crate) static FACTS: runtime::http::Facts = runtime::http::Facts {
            id: #id,
            method: #method,
            template: #template,
            server: #server,
            security: &[#(#security),*],
            request: &[#request],
            response: &[#response],
        };
    }
}

fn requirement(requirement: &Requirement) -> TokenStream {
    let scopes = literals(&requirement.scopes);
    let scheme = if let Some(constant) = &requirement.constant {
        quote!(&super::#constant)
    } else {
        let name = literal(&requirement.name);
        quote!(&runtime::http::Scheme { name: #name, kind: runtime::http::SchemeKind::Unknown })
    };
    quote!(runtime::http::Requirement { scheme: #scheme, scopes: &[#scopes] })
}

fn descriptor(parameter: &Parameter) -> TokenStream {
    let Parameter {
        constant,
        explode,
        required,
        allow_reserved,
        ..
    } = parameter;
    let name = literal(&parameter.wire_name);
    let (place, style, kind) = (
        ident(parameter.place),
        ident(parameter.style),
        ident(parameter.kind),
    );
    quote! {
        pub(crate) const #constant: runtime::wire::Parameter = runtime::wire::Parameter {
            name: #name,
            place: runtime::wire::Place::#place,
            style: runtime::wire::Style::#style,
            explode: #explode,
            kind: runtime::wire::Kind::#kind,
            required: #required,
            allow_reserved: #allow_reserved,
        };
    }
}

fn header_descriptor(header: &ResponseHeader) -> TokenStream {
    let ResponseHeader {
        constant,
        explode,
        required,
        ..
    } = header;
    let (name, kind) = (literal(&header.wire_name), ident(header.kind));
    quote! {
        pub(crate) const #constant: runtime::wire::Parameter = runtime::wire::Parameter {
            name: #name,
            place: runtime::wire::Place::Header,
            style: runtime::wire::Style::Simple,
            explode: #explode,
            kind: runtime::wire::Kind::#kind,
            required: #required,
            allow_reserved: false,
        };
    }
}
