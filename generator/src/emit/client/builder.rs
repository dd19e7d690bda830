use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::text::{deprecated, docs, words};
use crate::emit::ty::names_models;
use crate::rust::{BuilderBody, BuilderPart, Operation, Pages, Setter, Success, Target, Ty};

/// Whether anything in the operation's client code is spelled with a path into the models.
pub(super) fn uses_models(operation: &Operation) -> bool {
    let body = match &operation.builder.body {
        Some(BuilderBody::Spread { ty, .. }) => names_models(ty),
        Some(BuilderBody::Part) | None => false,
    };
    let success = match &operation.success {
        Success::Body { kind, .. } => names_models(&kind.ty()),
        Success::Unit { .. } | Success::Whole => false,
    };
    body || success
        || operation
            .builder
            .parts
            .iter()
            .any(|part| names_models(&part.ty))
        || operation
            .pages
            .iter()
            .any(|pages| names_models(&pages.item))
}

/// The client's method that starts a call.
pub(super) fn method(operation: &Operation) -> TokenStream {
    let (method, ident) = (&operation.module, &operation.builder.ident);
    let title = words(&format!("`{}`", operation.title));
    let docs = docs(&operation.docs);
    let gap = (!operation.docs.0.is_empty()).then(|| quote!(#[doc = ""]));
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let request = &operation.request.ident;
    let (argument, whole) = if operation.builder.takes_request {
        (
            Some(quote!(, request: operations::#request)),
            Some(quote!(request,)),
        )
    } else {
        (None, None)
    };
    let fields = operation.builder.parts.iter().map(|part| {
        let ident = &part.ident;
        if part.generic.is_some() {
            quote!(#ident: Missing)
        } else {
            quote!(#ident: None)
        }
    });
    let rest = rest(operation).map(|(field, _)| quote!(#field: Default::default(),));
    quote! {
        #title
        #gap
        #docs
        #deprecated
        pub fn #method(&self #argument) -> #ident {
            #ident { call: Call::new(&self.core), #whole #(#fields,)* #rest }
        }
    }
}

/// The field that collects undeclared properties of a body that is set by its parts.
fn rest(operation: &Operation) -> Option<(&crate::rust::name::Ident, &Ty)> {
    match &operation.builder.body {
        Some(BuilderBody::Spread {
            rest: Some((ident, ty)),
            ..
        }) => Some((ident, ty)),
        Some(BuilderBody::Spread { rest: None, .. } | BuilderBody::Part) | None => None,
    }
}

/// The builder: its setters, and how it is sent once all that is required is set.
pub(super) fn emit(operation: &Operation) -> TokenStream {
    let parts = &operation.builder.parts;
    let ident = &operation.builder.ident;
    let title = words(&format!("A call of `{}` in the making.", operation.title));
    let generics: Vec<_> = parts
        .iter()
        .filter_map(|part| part.generic.as_ref())
        .collect();
    let parameters = (!generics.is_empty()).then(|| quote!(<#(#generics = Missing),*>));
    let arguments = (!generics.is_empty()).then(|| quote!(<#(#generics),*>));
    let fields = parts.iter().map(|part| {
        let (ident, ty) = (&part.ident, &part.ty);
        part.generic
            .as_ref()
            .map_or_else(|| quote!(#ident: #ty), |generic| quote!(#ident: #generic))
    });
    let rest = rest(operation).map(|(field, ty)| quote!(#field: #ty,));
    let request = &operation.request.ident;
    let whole = operation
        .builder
        .takes_request
        .then(|| quote!(request: operations::#request,));
    let setters = parts
        .iter()
        .enumerate()
        .map(|(index, _)| setter(operation, index));
    let body = body_setter(operation);
    let finish = finish(operation);
    quote! {
        #title
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent before `send`"]
        pub struct #ident #parameters { call: Call, #whole #(#fields,)* #rest }
        impl #arguments #ident #arguments {
            #(#setters)*
            #body
            /// Bounds the time of this call, from sending to the last byte of the answer; `None` waits forever.
            pub fn timeout(mut self, timeout: impl Into<Option<std::time::Duration>>) -> Self {
                self.call.set_timeout(timeout);
                self
            }

            /// Says what else this call may take: how often it is sent, an idempotency key, headers of its own.
            pub fn with(mut self, change: impl FnOnce(&mut Call)) -> Self {
                change(&mut self.call);
                self
            }
        }
        #finish
    }
}

fn setter(operation: &Operation, index: usize) -> TokenStream {
    let part = &operation.builder.parts[index];
    let (ident, docs) = (&part.ident, docs(&part.docs));
    let deprecated = deprecated(part.deprecated);
    let (argument, value) = argument(part);
    let set = if part.setter == Setter::Plain {
        quote!(#ident)
    } else {
        quote!(#ident: #value)
    };
    if part.generic.is_none() {
        return quote! {
            #docs
            #deprecated
            pub fn #ident(mut self, #ident: #argument) -> Self {
                self.#ident = #value;
                self
            }
        };
    }
    let filled = filled(operation, &|at| at == index);
    let fields = fields(operation, |at, field| {
        if at == index {
            set.clone()
        } else {
            quote!(#field: self.#field)
        }
    });
    quote! {
        #docs
        #deprecated
        pub fn #ident(self, #ident: #argument) -> #filled {
            #fields
        }
    }
}

/// What a setter takes, and what it makes of that.
fn argument(part: &BuilderPart) -> (TokenStream, TokenStream) {
    let (ident, ty) = (&part.ident, &part.ty);
    let inner = if let Ty::Option(inner) = ty {
        inner
    } else {
        ty
    };
    match part.setter {
        Setter::Plain => (quote!(#ty), quote!(#ident)),
        Setter::Into => (quote!(impl Into<#ty>), quote!(#ident.into())),
        Setter::Inner => (quote!(#inner), quote!(Some(#ident))),
        Setter::InnerInto => (quote!(impl Into<#inner>), quote!(Some(#ident.into()))),
    }
}

/// The builder's type with some of what is required set.
fn filled(operation: &Operation, is_set: &dyn Fn(usize) -> bool) -> TokenStream {
    let ident = &operation.builder.ident;
    let required = operation
        .builder
        .parts
        .iter()
        .enumerate()
        .filter_map(|(at, part)| Some((at, part, part.generic.as_ref()?)));
    let arguments: Vec<_> = required
        .map(|(at, part, generic)| {
            if is_set(at) {
                let ty = &part.ty;
                quote!(#ty)
            } else {
                quote!(#generic)
            }
        })
        .collect();
    if arguments.is_empty() {
        quote!(#ident)
    } else {
        quote!(#ident<#(#arguments),*>)
    }
}

/// The builder with every field as `value` says.
fn fields(
    operation: &Operation,
    value: impl Fn(usize, &crate::rust::name::Ident) -> TokenStream,
) -> TokenStream {
    let ident = &operation.builder.ident;
    let fields = operation
        .builder
        .parts
        .iter()
        .enumerate()
        .map(|(at, part)| value(at, &part.ident));
    let rest = rest(operation).map(|(field, _)| quote!(#field: self.#field,));
    quote!(#ident { call: self.call, #(#fields,)* #rest })
}

/// Where the body is set by its properties, it can be set whole as well.
fn body_setter(operation: &Operation) -> Option<TokenStream> {
    let Some(BuilderBody::Spread { ty, rest }) = &operation.builder.body else {
        return None;
    };
    let is_body = |at: usize| matches!(operation.builder.parts[at].target, Target::Body(_));
    let filled = filled(operation, &is_body);
    let ident = &operation.builder.ident;
    let fields = operation
        .builder
        .parts
        .iter()
        .map(|part| match (&part.ident, &part.target) {
            (ident, Target::Body(field)) => quote!(#ident: body.#field),
            (ident, Target::Request(_) | Target::WholeBody) => quote!(#ident: self.#ident),
        });
    let rest = rest.as_ref().map(|(field, _)| quote!(#field: body.#field,));
    Some(quote! {
        /// The whole body.
        pub fn body(self, body: #ty) -> #filled {
            #ident { call: self.call, #(#fields,)* #rest }
        }
    })
}

/// What can be done once all that is required is set.
fn finish(operation: &Operation) -> TokenStream {
    let filled = filled(operation, &|_| true);
    let (request, response) = (&operation.request.ident, &operation.response.ident);
    let success = success(operation);
    let build = build(operation);
    let stream = operation
        .pages
        .as_ref()
        .map(|pages| stream(operation, pages));
    quote! {
        impl #filled {
            /// The request as a plain value.
            pub fn request(self) -> operations::#request {
                self.parts().1
            }

            /// Sends the request; an answer that is no success is an error, which holds it.
            pub async fn send(self) -> Result<#success, SendError<operations::#response>> {
                let (call, request) = self.parts();
                call.send(request).await
            }

            /// Sends the request; every answer is a value.
            pub async fn send_full(self) -> Result<operations::#response, Error> {
                let (call, request) = self.parts();
                call.execute(request).await
            }

            #stream

            fn parts(self) -> (Call, operations::#request) {
                (self.call, #build)
            }
        }
    }
}

/// The type of what `send` gives.
pub(super) fn success(operation: &Operation) -> TokenStream {
    match &operation.success {
        Success::Body { kind, .. } => {
            let ty = kind.ty();
            quote!(#ty)
        }
        Success::Unit { .. } => quote!(()),
        Success::Whole => {
            let response = &operation.response.ident;
            quote!(operations::#response)
        }
    }
}

/// The request made of the parts.
fn build(operation: &Operation) -> TokenStream {
    if operation.builder.takes_request {
        return quote!(self.request);
    }
    let request = &operation.request.ident;
    let parameters =
        operation
            .builder
            .parts
            .iter()
            .filter_map(|part| match (&part.ident, &part.target) {
                (ident, Target::Request(field)) => Some(quote!(#field: self.#ident)),
                (_, Target::Body(_) | Target::WholeBody) => None,
            });
    let body = operation
        .request
        .body
        .as_ref()
        .zip(operation.builder.body.as_ref())
        .map(|(body, builder)| {
            let (field, value) = (&body.ident, body_value(operation, builder));
            quote!(#field: #value,)
        });
    quote!(operations::#request { #(#parameters,)* #body })
}

fn body_value(operation: &Operation, body: &BuilderBody) -> TokenStream {
    match body {
        BuilderBody::Part => {
            let whole = operation
                .builder
                .parts
                .iter()
                .find(|part| matches!(part.target, Target::WholeBody))
                .map(|part| &part.ident);
            quote!(self.#whole)
        }
        BuilderBody::Spread { ty, rest } => {
            let fields = operation.builder.parts.iter().filter_map(|part| {
                match (&part.ident, &part.target) {
                    (ident, Target::Body(field)) => Some(quote!(#field: self.#ident)),
                    (_, Target::Request(_) | Target::WholeBody) => None,
                }
            });
            let rest = rest.as_ref().map(|(field, _)| quote!(#field: self.#field,));
            quote!(#ty { #(#fields,)* #rest })
        }
    }
}

fn stream(operation: &Operation, pages: &Pages) -> TokenStream {
    let (item, response) = (&pages.item, &operation.response.ident);
    let (mutable, size) = match &pages.size {
        Some((field, size)) => {
            let size = proc_macro2::Literal::i64_unsuffixed(*size);
            (
                Some(quote!(mut)),
                Some(quote!(request.#field = request.#field.or(Some(#size));)),
            )
        }
        None => (None, None),
    };
    let asked = pages.size.as_ref().map(|(field, size)| {
        format!(" Where no `{field}` is set, {size} are asked for at a time.")
    });
    let refused = pages
        .backward
        .as_ref()
        .map(|(field, _)| format!(" A call with `{field}` goes backward, and is refused."));
    let words = words(&format!(
        "The items of this page and of all that follow.{}{}",
        asked.unwrap_or_default(),
        refused.unwrap_or_default(),
    ));
    quote! {
        #words
        pub fn stream(self) -> Items<#item, operations::#response> {
            let (call, #mutable request) = self.parts();
            #size
            call.items(request)
        }
    }
}
