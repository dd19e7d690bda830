use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::builder::success;
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
        .chain(operation.request.body.as_ref().map(body_line))
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
    quote!(request.#write(&operations::#module::#constant, &self.#field)?;)
}

fn body_line(body: &Body) -> TokenStream {
    let (field, media_type) = (&body.ident, literal(&body.media_type));
    let write = |value: TokenStream| match body.kind {
        BodyKind::Json(_) => quote!(request.json(#media_type, #value);),
        BodyKind::Text | BodyKind::Bytes => {
            quote!(request.body(#media_type, Body::from((#value).clone()));)
        }
    };
    if body.required {
        return write(quote!(&self.#field));
    }
    let line = write(quote!(body));
    quote!(if let Some(body) = &self.#field { #line })
}

fn decode(operation: &Operation) -> TokenStream {
    let mut variants: Vec<_> = operation.response.variants.iter().collect();
    // A code stands before its range, a range before all the others.
    variants.sort_by_key(|variant| match variant.status {
        Status::Code(_) => 0,
        Status::Range(_) => 1,
        Status::Default => 2,
    });
    let arms = variants.iter().map(|variant| arm(operation, variant));
    let has_default = variants
        .iter()
        .any(|variant| variant.status == Status::Default);
    let undeclared = &operation.response.undeclared;
    let other =
        (!has_default).then(|| quote!(_ => Self::Response::#undeclared(response.undeclared()),));
    quote! {
        fn decode(response: &ResponseReader) -> Result<Self::Response, ReadError> {
            Ok(match response.status() { #(#arms,)* #other })
        }
    }
}

fn arm(operation: &Operation, variant: &ResponseVariant) -> TokenStream {
    let (module, ident) = (&operation.module, &variant.ident);
    let pattern = match variant.status {
        Status::Code(code) => number(code),
        Status::Range(digit) => {
            let (first, last) = (
                number(u16::from(digit) * 100),
                number(u16::from(digit) * 100 + 99),
            );
            quote!(#first..=#last)
        }
        Status::Default => quote!(_),
    };
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
        match body.kind {
            BodyKind::Json(_) => quote!(#field: response.json()?),
            BodyKind::Text => quote!(#field: response.text()?),
            BodyKind::Bytes => quote!(#field: response.bytes()),
        }
    });
    let fields: Vec<_> = status.chain(headers).chain(body).collect();
    if fields.is_empty() {
        quote!(#pattern => Self::Response::#ident)
    } else {
        quote!(#pattern => Self::Response::#ident { #(#fields,)* })
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
