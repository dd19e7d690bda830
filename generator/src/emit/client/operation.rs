use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::builder::success;
use crate::emit::operation::form_fields_of;
use crate::emit::text::literal;
use crate::rust::{Body, BodyKind, Operation, Parameter, ResponseVariant, Status, Success};

/// How the request is written and its answer read.
pub(super) fn emit(operation: &Operation) -> TokenStream {
    let (module, request, response) = (
        &operation.module,
        &operation.request.ident,
        &operation.response.ident,
    );
    let success_type = success(operation);
    let encode = encode(operation);
    let decode = decode(operation);
    let take = take(operation);
    quote! {
        impl Operation for operations::#request {
            type Response = operations::#response;
            type Success = #success_type;
            const FACTS: &'static Facts = &operations::#module::FACTS;
            #encode
            #decode
            #take
        }
    }
}

fn encode(operation: &Operation) -> TokenStream {
    let statements: Vec<_> = operation
        .request
        .parameters
        .iter()
        .map(|parameter| parameter_line(operation, parameter))
        .chain(
            operation
                .request
                .body
                .as_ref()
                .map(|body| body_line(operation, body)),
        )
        .collect();
    let request = if statements.is_empty() {
        quote!(_request)
    } else {
        quote!(request)
    };
    quote! {
        fn encode(&self, #request: &mut RequestWriter) -> Result<(), EncodeError> {
            #(#statements)*
            Ok(())
        }
    }
}

fn parameter_line(operation: &Operation, parameter: &Parameter) -> TokenStream {
    let (module, constant, field) = (&operation.module, &parameter.constant, &parameter.ident);
    let write = crate::emit::text::ident(&parameter.place.to_ascii_lowercase());
    let value = if parameter.withholds {
        quote!(&runtime::withhold::by_client(self.#field.clone()))
    } else {
        quote!(&self.#field)
    };
    quote!(request.#write(&operations::#module::#constant, #value)?;)
}

fn body_line(operation: &Operation, body: &Body) -> TokenStream {
    let (field, media_type) = (&body.ident, literal(&body.media_type));
    match (&body.kind, body.required) {
        (BodyKind::Json(_), true) if body.withholds => {
            let value = quote!(runtime::withhold::by_client(self.#field.clone()));
            quote!(request.json(#media_type, &#value);)
        }
        (BodyKind::Json(_), false) if body.withholds => {
            let value = quote!(runtime::withhold::by_client(body.clone()));
            quote!(if let Some(body) = &self.#field { request.json(#media_type, &#value); })
        }
        (BodyKind::Xml(_, root), true) => {
            let value = if body.withholds {
                quote!(&runtime::withhold::by_client(self.#field.clone()))
            } else {
                quote!(&self.#field)
            };
            quote!(request.xml(#media_type, &super::super::xml::#root, #value);)
        }
        (BodyKind::Xml(_, root), false) => {
            let value = if body.withholds {
                quote!(&runtime::withhold::by_client(body.clone()))
            } else {
                quote!(body)
            };
            quote!(if let Some(body) = &self.#field { request.xml(#media_type, &super::super::xml::#root, #value); })
        }
        (BodyKind::Form(_, fields), required) => {
            let fields = form_fields_of(&operation.module, fields);
            let value = match (required, body.withholds) {
                (true, false) => quote!(&self.#field),
                (true, true) => quote!(&runtime::withhold::by_client(self.#field.clone())),
                (false, false) => quote!(body),
                (false, true) => quote!(&runtime::withhold::by_client(body.clone())),
            };
            let write = quote!(request.form(#media_type, #fields, #value););
            if required {
                write
            } else {
                quote!(if let Some(body) = &self.#field { #write })
            }
        }
        (BodyKind::Json(_), true) => quote!(request.json(#media_type, &self.#field);),
        (BodyKind::Json(_), false) => {
            quote!(if let Some(body) = &self.#field { request.json(#media_type, body); })
        }
        (BodyKind::Text | BodyKind::Bytes, true) => {
            quote!(request.body(#media_type, Body::from(self.#field.clone()));)
        }
        (BodyKind::Text | BodyKind::Bytes, false) => {
            quote!(if let Some(body) = &self.#field { request.body(#media_type, Body::from(body.clone())); })
        }
    }
}

fn decode(operation: &Operation) -> TokenStream {
    let of = |rank: fn(Status) -> bool| {
        operation
            .response
            .variants
            .iter()
            .filter(move |variant| rank(variant.status))
    };
    let codes: Vec<_> = of(|status| matches!(status, Status::Code(_)))
        .map(|variant| arm(operation, variant))
        .collect();
    let ranges: Vec<_> = of(|status| matches!(status, Status::Range(_)))
        .map(|variant| arm(operation, variant))
        .collect();
    let undeclared = &operation.response.undeclared;
    let other = of(|status| status == Status::Default)
        .map(|variant| value(operation, variant))
        .next();
    let other = other.unwrap_or_else(|| quote!(Self::Response::#undeclared(response.undeclared())));
    // A code stands before its range, a range before all the others.
    let other = matched(&quote!(response.status() / 100), &ranges, other);
    let answer = matched(&quote!(response.status()), &codes, other);
    quote! {
        fn decode(response: &ResponseReader) -> Result<Self::Response, ReadError> {
            Ok(#answer)
        }
    }
}

/// A `match` with arms, or only its last one.
fn matched(scrutinee: &TokenStream, arms: &[TokenStream], other: TokenStream) -> TokenStream {
    if arms.is_empty() {
        other
    } else {
        quote!(match #scrutinee { #(#arms,)* _ => #other, })
    }
}

fn arm(operation: &Operation, variant: &ResponseVariant) -> TokenStream {
    let value = value(operation, variant);
    let number = match variant.status {
        Status::Code(code) => number(code),
        Status::Range(digit) => number(digit.into()),
        Status::Default => quote!(_),
    };
    quote!(#number => #value)
}

/// The variant, with its fields read from the answer.
fn value(operation: &Operation, variant: &ResponseVariant) -> TokenStream {
    let (module, ident) = (&operation.module, &variant.ident);
    let status = variant
        .status_field
        .iter()
        .map(|field| quote!(#field: response.status_code()));
    let headers = variant.headers.iter().map(|header| {
        let (field, constant) = (&header.ident, &header.constant);
        quote!(#field: response.header(&operations::#module::#constant)?)
    });
    let body = variant.body.iter().map(|body| {
        let field = &body.ident;
        match &body.kind {
            BodyKind::Json(_) => quote!(#field: response.json()?),
            BodyKind::Xml(_, root) => {
                quote!(#field: response.xml(&super::super::xml::#root)?)
            }
            BodyKind::Form(_, fields) => {
                let fields = form_fields_of(&operation.module, fields);
                quote!(#field: response.form(#fields)?)
            }
            BodyKind::Text => quote!(#field: response.text()?),
            BodyKind::Bytes => quote!(#field: response.bytes()),
        }
    });
    let fields: Vec<_> = status.chain(headers).chain(body).collect();
    if fields.is_empty() {
        quote!(Self::Response::#ident)
    } else {
        quote!(Self::Response::#ident { #(#fields,)* })
    }
}

fn number(value: u16) -> TokenStream {
    let literal = Literal::u16_unsuffixed(value);
    quote!(#literal)
}

fn take(operation: &Operation) -> TokenStream {
    let body = match &operation.success {
        Success::Whole => whole(operation),
        Success::Unit { variant } => {
            let fields = fields_of(operation, variant);
            let pattern = if fields {
                quote!(Self::Response::#variant { .. })
            } else {
                quote!(Self::Response::#variant)
            };
            quote!(match response { #pattern => Ok(()), other => Err(other) })
        }
        Success::Body { variant, field, .. } => {
            let others = operation.response.variants.iter().any(|one| {
                one.ident == *variant && (!one.headers.is_empty() || one.status_field.is_some())
            });
            let others = others.then(|| quote!(, ..));
            quote!(match response { Self::Response::#variant { #field #others } => Ok(#field), other => Err(other) })
        }
    };
    quote! {
        fn success(response: Self::Response) -> Result<Self::Success, Self::Response> {
            #body
        }
    }
}

/// Whether a variant has fields.
fn fields_of(operation: &Operation, ident: &crate::rust::name::Ident) -> bool {
    operation.response.variants.iter().any(|one| {
        one.ident == *ident
            && (!one.headers.is_empty() || one.status_field.is_some() || one.body.is_some())
    })
}

/// Several successes, or none: those that are, stay whole.
fn whole(operation: &Operation) -> TokenStream {
    let successes = operation
        .response
        .variants
        .iter()
        .filter(|variant| match variant.status {
            Status::Code(code) => (200..300).contains(&code),
            Status::Range(digit) => digit == 2,
            Status::Default => false,
        });
    let patterns: Vec<_> = successes
        .map(|variant| {
            let ident = &variant.ident;
            if fields_of(operation, ident) {
                quote!(Self::Response::#ident { .. })
            } else {
                quote!(Self::Response::#ident)
            }
        })
        .collect();
    let (undeclared, default) = (
        &operation.response.undeclared,
        operation
            .response
            .variants
            .iter()
            .find(|variant| variant.status == Status::Default),
    );
    let default = default.map(|variant| {
        let (ident, status) = (&variant.ident, &variant.status_field);
        quote!(Self::Response::#ident { #status, .. } if #status.is_success() => Ok(response),)
    });
    let declared = (!patterns.is_empty()).then(|| quote!(#(#patterns)|* => Ok(response),));
    quote! {
        match &response {
            #declared
            #default
            Self::Response::#undeclared(answer) if answer.status.is_success() => Ok(response),
            _ => Err(response),
        }
    }
}
